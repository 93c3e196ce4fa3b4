"""The root of the CIB: what it keeps of its own attributes, and sections that were not known."""

from collections.abc import Iterable

from crmsh_py import xmltree
from crmsh_py.convert.cib06 import nvsets
from crmsh_py.convert.cib06.choices import Choices
from crmsh_py.convert.cib06.nvsets import Wanted
from crmsh_py.convert.cib06.work import Work
from crmsh_py.xmltree import Element

_KEPT = {"admin_epoch": "0", "epoch": "1"}
_BY_THE_CLUSTER = frozenset(
    {
        *("admin_epoch", "epoch", "num_updates", "generated", "ccm_transition", "num_peers"),
        *("cib_last_written", "cib-last-written", "ignore_dtd", "cib_feature_revision"),
        *("crm-debug-origin", "crm_feature_set", "have_quorum", "have-quorum", "dc_uuid"),
        *("dc-uuid", "validate-with", "debug_source", "cib_feature_revision_max"),
    }
)
_PORTS = ("remote_access_port", "remote-tls-port", "remote_tls_port")
_MOST_DIGITS = 9
_MOST_NAMED = 10
_WITH_COMMENTS = frozenset({"resources", "constraints"})
_CONVERTED = frozenset(
    {"crm_config", "nodes", "resources", "constraints", "status", "rsc_defaults", "op_defaults"}
)


def new_root(old: Element, choices: Choices) -> Element:
    """Return a CIB without any objects; its epoch is that of the old one."""
    root = xmltree.new("cib", {"validate-with": choices.schema, "crm_feature_set": "3.16.1"})
    for name, default in _KEPT.items():
        value = old.get(name, "")
        known = value.isascii() and value.isdigit() and len(value) <= _MOST_DIGITS
        root.set(name, value if known else default)
    root.set("num_updates", "0")
    configuration = xmltree.sub(root, "configuration")
    for name in ("crm_config", "nodes", "resources", "constraints"):
        xmltree.sub(configuration, name)
    xmltree.sub(root, "status")
    return root


def convert_root(work: Work) -> None:
    """Convert the attributes of the root; those that the cluster writes itself are left out."""
    old = work.document.root
    if old.tag != "cib":
        return
    for name in _PORTS:
        if name in old.attrib:
            _convert_port(work, old, name)
    unknown = [str(one) for one in old.attrib if one not in _BY_THE_CLUSTER | {*_PORTS}]
    if unknown:
        names = ", ".join(map(repr, unknown[:_MOST_NAMED]))
        more = f" and {len(unknown) - _MOST_NAMED} more" if len(unknown) > _MOST_NAMED else ""
        words = f"attributes of <cib> that mean nothing were left out: {names}{more}"
        work.tell("dropped", words, old, unknown[0])
    note = "versions and state of the cluster, which it writes itself"
    work.became(old, "cib", "cib", note=f"the epoch stays; left out: {note}")


def _convert_port(work: Work, old: Element, name: str) -> None:
    port = old.get(name, "").strip()
    if port.isascii() and port.isdigit() and int(port[:_MOST_DIGITS]):
        work.root.set("remote-tls-port", port)
        words = f"'{name}' is called 'remote-tls-port' now: connections are encrypted"
        work.tell("approximated", words, old, name)


def convert_others(work: Work, found: dict[str, list[Element]]) -> None:
    """Convert the defaults, if there are any; report sections that the format does not have."""
    for name, sections in found.items():
        for section in sections:
            if name in {"rsc_defaults", "op_defaults"}:
                _convert_defaults(work, section)
            elif name not in _CONVERTED:
                work.warn(
                    "dropped", f"the section <{name}> is not known, and was left out", section
                )


def _convert_defaults(work: Work, section: Element) -> None:
    home = work.section(str(section.tag))
    for nvset in nvsets.read(work, section, "meta_attributes"):
        wish = {"rsc_defaults": "rsc-options"}.get(str(section.tag), "op-options")
        nvsets.write(work, home, Wanted("meta_attributes", nvset.pairs, wish, nvset))


def tell_of_comments(work: Work) -> None:
    """Report comments that are lost: only those between objects have a place in the new CIB."""
    nodes = (one for one in work.document.root.iter() if xmltree.is_comment(one))
    owners = [owner for one in nodes if (owner := one.getparent()) is not None]
    lost = [one for one in owners if one.tag not in _WITH_COMMENTS and not _is_status(one)]
    if lost:
        count = f"{len(lost)} comments that stand" if len(lost) > 1 else "a comment that stands"
        words = f"{count} inside of objects and sections, from here on, cannot be kept"
        work.tell("dropped", words, lost[0])


def _is_status(element: Element) -> bool:
    return element.tag == "status" or any(one.tag == "status" for one in element.iterancestors())


def stray_text(elements: Iterable[Element]) -> Element | None:
    """Return the first element that has text of its own: a CIB has none."""
    return next((one for one in elements if one.text and one.text.strip()), None)
