"""CIBs with something changed at random, and what Pacemaker's schema and ours say of them.

Seeded, so that each mutant is the same whenever it is made: by its schema and its number.
"""

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from random import Random

from crmsh_py import validators, xmltree
from crmsh_py.model.cib import Cib
from crmsh_py.model.references import dangling
from crmsh_py.model.releases import PACEMAKER_SCHEMAS
from crmsh_py.verify.checks import duplicate_ids
from crmsh_py.verify.culprits import complaints
from crmsh_py.verify.gate import gate, judge
from crmsh_py.verify.subjects import objects, sections
from crmsh_py.xmltree import Element

PIECES = Path(__file__).resolve().parents[1] / "cases/schema/pieces.xml"
RNG = "{http://relaxng.org/ns/structure/1.0}"
WORDS = (
    *("", " ", "x", "1", "0", "-1", "+1", "1.5", "INFINITY", "-INFINITY", "+INFINITY", "infinity"),
    *("true", "false", "True", "yes", "a b", "1a", "ä", "a:b", "vip", "ocf", "lsb", "Started"),
    *(
        "Master",
        "start",
        "stop",
        "Optional",
        "lt",
        "date_spec",
        "in_range",
        "\n",
        "a,b",
        ",",
        "80-",
    ),
)
OTHER_NAMESPACE = "{http://www.w3.org/2001/XMLSchema-instance}type"


@cache
def rng(name: str) -> validators.Schema:
    """Return one of Pacemaker's own schemas."""
    return validators.Schema(PACEMAKER_SCHEMAS / f"{name}.rng")


def accepted_by_pacemaker(root: Element) -> bool:
    return rng(root.get("validate-with", "")).accepts(xmltree.copy(root))


def accepted_by_us(root: Element) -> bool:
    """Tell whether our schema and our index of ids and references find nothing."""
    own = judge(root.get("validate-with", ""))
    assert own is not None
    if not gate(own).accepts(root):
        return False
    cib = Cib(root)
    return not (duplicate_ids(cib) or dangling(cib, cib.configuration))


# ------------------------------------------------------------------ what is changed


@cache
def vocabulary() -> tuple[dict[str, list[str]], dict[str, list[str]], list[str]]:
    """Return what Pacemaker's schemas have: attributes by element, values by attribute, tags."""
    attributes: dict[str, set[str]] = {}
    values: dict[str, set[str]] = {}
    for file in sorted(PACEMAKER_SCHEMAS.glob("*-[0-9]*.rng")):
        root = xmltree.parse(file.read_bytes(), file.name)
        for element in root.iter(f"{RNG}attribute"):
            name = element.get("name", "").strip()
            around = next(element.iterancestors(f"{RNG}element"), None)
            tag = "*" if around is None else around.get("name", "*")
            if name:
                attributes.setdefault(tag, set()).add(name)
                found = (each.text or "" for each in element.iter(f"{RNG}value"))
                values.setdefault(name, set()).update(found)
    loose = attributes.pop("*", set())
    tags = sorted(attributes)
    return (
        {tag: sorted(names | loose) for tag, names in attributes.items()},
        {key: sorted(some) for key, some in values.items()},
        tags,
    )


@cache
def _sound(schema: str) -> bytes:
    """Return a CIB of all the pieces that a schema accepts."""
    root = xmltree.parse(PIECES.read_bytes(), PIECES.name)
    root.set("validate-with", schema)
    for section in sections(root):
        if section.tag not in _REQUIRED and complaints(rng(schema), _with_only(root, section), []):
            xmltree.remove(section)
    for each in [one for one in objects(root) if complaints(rng(schema), root, [one])]:
        xmltree.remove(each)
    _drop_dangling(root)
    return xmltree.to_bytes(root)


_REQUIRED = frozenset({"crm_config", "nodes", "resources", "constraints"})


def _with_only(root: Element, section: Element) -> Element:
    """Return a copy of a CIB with all sections that must be there, and this one."""
    twin = xmltree.copy(root)
    for each in sections(twin):
        if each.tag not in _REQUIRED and each.tag != section.tag:
            xmltree.remove(each)
    return twin


def _drop_dangling(root: Element) -> None:
    """Take out objects that refer to what is not there, or not any more."""
    while dangling(Cib(root), next(root.iterchildren("configuration"))):
        ids = {each.get("id") for each in root.iter("*") if each.tag not in _REFERENCES}
        lost = [
            whole
            for whole in objects(root)
            if any(
                each.get(name) not in {*ids, None}
                for each in whole.iter("*")
                for name in _POINTERS.get(str(each.tag), ("id-ref",))
            )
        ]
        assert lost
        for each in lost:
            xmltree.remove(each)


_POINTERS = {
    **dict.fromkeys(("resource_ref", "obj_ref", "role", "role_ref"), ("id",)),
    **dict.fromkeys(("read", "write", "deny"), ("ref",)),
    "rsc_location": ("rsc",),
    "rsc_colocation": ("rsc", "with-rsc"),
    "rsc_order": ("first", "then"),
    "rsc_ticket": ("rsc",),
    "primitive": ("template",),
    "acl_permission": ("reference",),
    "fencing-level": ("devices",),
}


def sound(schema: str) -> Element:
    return xmltree.parse(_sound(schema), schema)


def mutant(schema: str, number: int, base: Element | None = None) -> Element:
    """Return a CIB of a schema with one to three things changed."""
    random = Random(f"{schema} {number}")
    root = sound(schema) if base is None else base
    for _ in range(random.choice((1, 1, 1, 2, 3))):
        _CHANGES[random.randrange(len(_CHANGES))](random, root)
    return root


def _any_element(random: Random, root: Element) -> Element:
    """Return an element of the configuration; objects that are rare are met as often."""
    section = random.choice(sections(root) or [root])
    some = list(section.iter("*"))
    if len(some) > 1 and random.random() < 0.95:
        some = some[1:]
    whole = random.choice(some)
    return random.choice(list(whole.iter("*")))


def _drop_attribute(random: Random, root: Element) -> None:
    element = _any_element(random, root)
    if element.keys():
        del element.attrib[random.choice(element.keys())]


def _value(random: Random, name: str, old: str) -> str:
    known = vocabulary()[1].get(name, [])
    ways: list[Callable[[], str]] = [
        lambda: random.choice(WORDS),
        lambda: random.choice(known) if known else random.choice(WORDS),
        lambda: random.choice(known) if known else random.choice(WORDS),
        lambda: f" {old}\t",
        old.upper,
        old.lower,
        old.capitalize,
        lambda: old[:-1],
        lambda: old + random.choice("x1-. "),
    ]
    return random.choice(ways)()


def _change_value(random: Random, root: Element) -> None:
    element = root if random.random() < 0.02 else _any_element(random, root)
    names = [name for name in element.attrib if name != "validate-with"]
    if names:
        name = random.choice(names)
        element.set(name, _value(random, str(name), element.get(name, "")))


def _add_attribute(random: Random, root: Element) -> None:
    element = _any_element(random, root)
    attributes = vocabulary()[0]
    own = attributes.get(str(element.tag), [])
    others = attributes[random.choice(sorted(attributes))]
    name = random.choice(own if own and random.random() < 0.8 else others)
    if random.random() < 0.01:
        name = OTHER_NAMESPACE
    if name not in element.attrib:
        value = f"fresh{random.randrange(10**6)}" if name == "id" else _value(random, name, "vip")
        element.set(name, value)


def _rename_attribute(random: Random, root: Element) -> None:
    element = _any_element(random, root)
    own = vocabulary()[0].get(str(element.tag), ["x"])
    if element.keys():
        old, new = random.choice(element.keys()), random.choice(own)
        if new not in element.attrib:
            element.set(new, element.attrib.pop(old))


def _remove(random: Random, root: Element) -> None:
    element = _any_element(random, root)
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _twin(random: Random, element: Element) -> Element:
    twin = xmltree.copy(element)
    for each in twin.iter("*"):
        if each.get("id") is not None and each.tag not in _REFERENCES:
            each.set("id", f"{each.get('id')}-{random.randrange(10**6)}")
    return twin


_REFERENCES = frozenset({"resource_ref", "obj_ref", "role", "role_ref"})


def _duplicate(random: Random, root: Element) -> None:
    element = _any_element(random, root)
    parent = element.getparent()
    if parent is not None:
        parent.insert(random.randrange(len(parent) + 1), _twin(random, element))


def _move(random: Random, root: Element) -> None:
    element, place = _any_element(random, root), _any_element(random, root)
    if element not in place.iterancestors() and element is not place:
        place.insert(random.randrange(len(place) + 1), element)


def _copy(random: Random, root: Element) -> None:
    element, place = _any_element(random, root), _any_element(random, root)
    place.insert(random.randrange(len(place) + 1), _twin(random, element))


def _shuffle(random: Random, root: Element) -> None:
    element = _any_element(random, root)
    parent = element.getparent()
    if parent is not None:
        parent.insert(random.randrange(len(parent)), element)


def _rename(random: Random, root: Element) -> None:
    element = _any_element(random, root)
    parent = element.getparent()
    beside = [] if parent is None else [str(each.tag) for each in parent]
    tags = beside if beside and random.random() < 0.3 else vocabulary()[2]
    element.tag = random.choice(tags)


def _text(random: Random, root: Element) -> None:
    _any_element(random, root).text = random.choice(WORDS)


def _child(random: Random, root: Element) -> None:
    element = _any_element(random, root)
    tag = random.choice(vocabulary()[2])
    attributes = {"id": f"fresh{random.randrange(10**6)}"} if random.random() < 0.7 else {}
    element.insert(random.randrange(len(element) + 1), xmltree.new(tag, attributes))


_CHANGES = (
    *(_drop_attribute, _change_value, _change_value, _change_value, _add_attribute),
    *(_add_attribute, _rename_attribute, _remove, _duplicate, _move, _copy, _shuffle, _rename),
    *(_text, _child),
)


def disagreements(schema: str, numbers: range) -> Iterator[tuple[int, bool, Element]]:
    """Yield the mutants of which Pacemaker's schema and ours say different things."""
    for number in numbers:
        root = mutant(schema, number)
        verdict = accepted_by_pacemaker(root)
        if accepted_by_us(root) is not verdict:
            yield number, verdict, root
