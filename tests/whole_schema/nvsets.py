"""Sets of pairs, and the rules in them and in constraints."""

from hypothesis import strategies as st

from crmsh_py import xmltree
from crmsh_py.xmltree import Element
from whole_schema.drawing import NAMES, ROLES, SCORES, TEXTS, Drawing, Values

_FORBIDDEN = frozenset(
    {
        *("isolation", "isolation-host", "isolation-instance", "isolation-wrapper", "requires"),
        *("cluster-infrastructure", "is-managed-default"),
    }
)
"""Names that the schema allows in some sets only."""
_NAMES = NAMES.filter(lambda name: name not in _FORBIDDEN)

_OPERATIONS = ("eq", "ne", "lt", "gt", "lte", "gte", "defined", "not_defined")
_TYPES = st.sampled_from(["string", "integer", "number", "version"])
_SOURCES = st.sampled_from(["literal", "param", "meta"])
_ATTRIBUTES = st.one_of(
    st.sampled_from(["#uname", "pingd"]),
    st.sampled_from(["date", "and", "Or", "defined", "rule", "a b", "$x", "x:", "rsc", "op", "("]),
    TEXTS,
)
_RULE_ROLES = ROLES | st.sampled_from(["promoted", "started"]) | TEXTS
_DATES = st.sampled_from(["2030-01-01", "2030-01-01 10:00:00Z", "20300101T100000Z", ""]) | TEXTS
_FIELDS = st.sampled_from(["1", "8-16", "1-5", "10-", "", "a b"])

_SPEC = (
    *("years", "months", "monthdays", "hours", "minutes", "seconds", "yeardays", "weekyears"),
    *("weeks", "weekdays", "moon", "yearsdays"),
)
_DURATION = (
    *("years", "months", "weeks", "days", "hours", "minutes", "seconds"),
    *("monthdays", "weekdays", "yearsdays", "weekyears", "moon"),
)

# ------------------------------------------------------------------ sets


def nvsets(drawing: Drawing, parent: Element, tags: tuple[str, ...], *, most: int = 2) -> None:
    """Draw sets of some kinds, in any order."""
    for _ in drawing.times(most):
        nvset(drawing, parent, drawing.pick(tags))


def nvset(drawing: Drawing, parent: Element, tag: str, id_: str | None = None) -> None:
    """Draw a set or a reference to one; `id_` is its id if it is an object of its own."""
    known = drawing.reference(tag)
    if known is not None:
        xmltree.sub(parent, tag, {"id-ref": known})
        return
    attributes = drawing.some({"score": SCORES})
    if id_ is None:
        made = drawing.element(parent, tag, attributes)
    else:
        made = xmltree.sub(parent, tag, {"id": id_, **attributes})
        drawing.remember(tag, id_)
    pairs = [nvpair(drawing, made) for _ in drawing.times(3)]
    if drawing.chance(4):
        rule(drawing, made)
        if drawing.chance(2):  # the schema lets it stand anywhere
            made.insert(drawing.of(st.integers(0, len(pairs))), made[-1])


def nvpair(drawing: Drawing, parent: Element) -> Element:
    """Draw a pair or a reference to one."""
    known = drawing.reference("nvpair")
    if known is not None:
        return xmltree.sub(parent, "nvpair", {"id-ref": known, **drawing.some({"name": _NAMES})})
    if parent.tag == "cluster_property_set" and drawing.chance(4):
        pair = {"name": "cluster-infrastructure", "value": "corosync"}
        return drawing.element(parent, "nvpair", pair)
    name = drawing.of(_NAMES)
    value = {} if drawing.chance(6) else {"value": drawing.of(TEXTS)}
    return drawing.element(parent, "nvpair", {"name": name, **value})


# ------------------------------------------------------------------ rules


def rule(drawing: Drawing, parent: Element, depth: int = 0) -> None:
    """Draw a rule or a reference to one; the schema lets every expression stand in each."""
    known = drawing.reference("rule")
    if known is not None:
        xmltree.sub(parent, "rule", {"id-ref": known})
        return
    attributes = drawing.some({"boolean-op": st.sampled_from(["or", "and"]), "role": _RULE_ROLES})
    attributes |= drawing.some({"score": SCORES})
    if "score" not in attributes:
        attributes |= drawing.some({"score-attribute": TEXTS})
    made = drawing.element(parent, "rule", attributes)
    for _ in drawing.times(3 - depth, least=1):
        _expression(drawing, made, depth)


def _expression(drawing: Drawing, parent: Element, depth: int) -> None:
    match drawing.pick(["expression"] * 3 + ["date", "date", "rsc", "op", "rule"]):
        case "date":
            _date(drawing, parent)
        case "rsc":
            free = {"class": TEXTS, "provider": TEXTS, "type": TEXTS}
            drawing.element(parent, "rsc_expression", drawing.some(free))
        case "op":
            attributes = {"name": drawing.of(TEXTS), **drawing.some({"interval": TEXTS})}
            drawing.element(parent, "op_expression", attributes)
        case "rule" if depth < 2:
            rule(drawing, parent, depth + 1)
        case _:
            _comparison(drawing, parent)


def _comparison(drawing: Drawing, parent: Element) -> None:
    operation = drawing.pick(_OPERATIONS)
    attributes = {"attribute": drawing.of(_ATTRIBUTES), "operation": operation}
    if operation.endswith("defined") == drawing.chance(8):  # the schema asks for no value
        attributes["value"] = drawing.of(TEXTS)
    attributes |= drawing.some({"type": _TYPES, "value-source": _SOURCES})
    drawing.element(parent, "expression", attributes)


def _date(drawing: Drawing, parent: Element) -> None:
    operation = drawing.pick(("gt", "lt", "in_range", "date_spec"))
    match operation:
        case "gt":
            ends: tuple[str, ...] = ("start",)
        case "lt":
            ends = ("end",)
        case "in_range":
            ends = drawing.pick((("start", "end"), ("start",), ("end",)))
        case _:
            ends = ()
    attributes = {"operation": operation, **{end: drawing.of(_DATES) for end in ends}}
    made = drawing.element(parent, "date_expression", attributes)
    if operation == "date_spec":
        drawing.element(made, "date_spec", drawing.some(_fields(_SPEC)))
    elif operation == "in_range" and drawing.chance(3):
        drawing.element(made, "duration", drawing.some(_fields(_DURATION)))


def _fields(names: tuple[str, ...]) -> Values:
    return dict.fromkeys(names, _FIELDS)
