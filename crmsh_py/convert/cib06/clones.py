"""Clones, the promotable ones (once master_slave) among them."""

from crmsh_py import xmltree
from crmsh_py.convert.cib06.meta_names import PROMOTABLE, is_false, is_true
from crmsh_py.convert.cib06.nvsets import Pair
from crmsh_py.convert.cib06.scores import score_text
from crmsh_py.convert.cib06.settings import Settings
from crmsh_py.convert.cib06.work import Work
from crmsh_py.xmltree import Element

_MASTER_ONLY = ("promoted-max", "promoted-node-max")


def only_child(work: Work, clone: Element) -> Element | None:
    """Return what is cloned; there can be one of it only."""
    inner = [child for child in xmltree.children(clone) if child.tag in {"primitive", "group"}]
    for surplus in inner[1:]:
        words = "a clone can hold one resource: this one is left out"
        work.fail("incomplete", words, surplus, hint="put both into a group")
        work.targets.left_out.add(surplus.get("id", ""))
    return inner[0] if inner else None


def cloned_device(work: Work, clone: Element, child: Element) -> bool:
    """Tell whether a clone is one of a fencing device, which is to be single now."""
    if clone.tag != "clone" or work.choices.keep_glue or child.tag != "primitive":
        return False
    return child.get("class", "").strip().lower() == "stonith"


def clone_settings(work: Work, clone: Element, new: Element, settings: Settings) -> Settings:
    """Return the settings of a clone with what held without being said, and does not today.

    `new` is the clone of today, with what is cloned in it.
    """
    if clone.tag not in PROMOTABLE:
        return _with_uniqueness(work, clone, new, _without_promotion(work, settings))
    unique = _with_uniqueness(work, clone, new, settings)
    return unique.with_meta(Pair("promotable", "true", clone))


def _without_promotion(work: Work, settings: Settings) -> Settings:
    for name in _MASTER_ONLY:
        pair = settings.find(name)
        if pair is not None:
            words = f"{name!r} means nothing for a clone that is not promotable"
            work.tell("dropped", words, pair.element, name)
    return settings.without(*_MASTER_ONLY)


def _with_uniqueness(work: Work, clone: Element, new: Element, settings: Settings) -> Settings:
    """Say whether the copies are told apart: once they were unless told otherwise."""
    said = settings.value("globally-unique")
    number = (settings.value("clone-node-max") or "1").strip()
    has_several = number.isdecimal() and score_text(number) not in {"0", "1"}
    if is_false(said or ""):
        return _one_a_node(work, clone, settings) if has_several else settings
    if not _can_be_unique(new):
        return _anonymous(work, clone, settings, is_loss=has_several or said is not None)
    if is_true(said or ""):
        return settings
    names = {clone.get("id", ""), *(one.get("id", "") for one in clone.iterdescendants("*"))}
    if has_several or names & work.targets.instances:
        return settings.with_meta(Pair("globally-unique", "true", clone))
    if clone.tag in PROMOTABLE:
        _about_anonymity(work, clone)
    return settings.without("globally-unique")


def _can_be_unique(new: Element) -> bool:
    """Tell whether all agents can tell copies apart: those of the class ocf alone can."""
    return all(one.get("class") == "ocf" for one in new.iter("primitive"))


def _anonymous(work: Work, clone: Element, settings: Settings, *, is_loss: bool) -> Settings:
    left = settings.without("globally-unique")
    if not is_loss:
        return left
    words = "only copies of ocf agents can be told apart: one runs on each node now"
    work.warn("anonymous-clone", words, clone, hint="use an ocf agent if there must be more")
    return left.without("clone-node-max")


def _one_a_node(work: Work, clone: Element, settings: Settings) -> Settings:
    pair = settings.find("clone-node-max")
    words = "copies that are not told apart run once on a node, whatever clone_node_max says"
    work.warn("approximated", words, clone if pair is None else pair.element, "clone_node_max")
    return settings.without("clone-node-max")


def _about_anonymity(work: Work, clone: Element) -> None:
    words = "the copies were told apart (globally_unique was true by default), and are not now"
    hint = f"if the agent needs it: resource meta {clone.get('id')} set globally-unique true"
    work.warn("anonymous-clone", words, clone, hint=hint)
