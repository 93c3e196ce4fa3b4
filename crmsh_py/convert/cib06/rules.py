"""Rules, in sets of attributes and in location constraints.

How the old engine read them is in lib/crm/pengine/rules.c of 0.6.6.
"""

from crmsh_py import xmltree
from crmsh_py.convert.cib06.dates import convert_date
from crmsh_py.convert.cib06.expressions import convert_expression
from crmsh_py.convert.cib06.roles import convert_role
from crmsh_py.convert.cib06.scores import convert_score
from crmsh_py.convert.cib06.work import Work
from crmsh_py.xmltree import Element

_DEEPEST = 32
_BOOLEAN_OPS = frozenset({"and", "or"})
_SCORE_ATTRIBUTES = ("score-attribute", "score_attribute", "score_attribute_mangled")
_NODE_EXPRESSIONS = {"expression": convert_expression, "date_expression": convert_date}


def convert_rule(work: Work, rule: Element) -> Element | None:
    """Return the present form of a rule; None if it cannot be kept (that is reported)."""
    owner = rule.getparent()
    of = "" if owner is None else owner.get("id") or str(owner.tag)
    return _converted(work, rule, f"{of}-rule", _DEEPEST)


def convert_location_rule(work: Work, rule: Element, wish: str) -> Element | None:
    """Return the present form of a rule that gives nodes a score."""
    new = _converted(work, rule, wish, _DEEPEST)
    if new is None:
        return None
    attribute = next((rule.get(name) for name in _SCORE_ATTRIBUTES if rule.get(name)), None)
    if attribute is not None:
        new.set("score-attribute", attribute)
    elif rule.get("score") is not None:
        new.set("score", convert_score(work, rule))
    else:
        work.warn("useless-rule", "the rule has no score: it never had an effect", rule)
        new.set("score", "0")
    if (role := rule.get("role")) and (known := convert_role(work, rule, role)):
        new.set("role", known)
    return new


def _converted(work: Work, rule: Element, wish: str, depth: int) -> Element | None:
    if not depth:
        work.fail("invalid-rule", "rules are nested too deeply", rule)
        return None
    id_ = work.ids.part(rule.get("id"), wish)
    new = xmltree.new("rule", {"id": id_})
    _add_boolean_op(work, rule, new)
    old_ones = [one for one in xmltree.children(rule) if _is_condition(work, one)]
    for number, old in enumerate(old_ones, 1):
        one = _condition(work, old, f"{id_}-{number}", depth)
        if one is not None:
            xmltree.attach(new, one, None)
    if len(new):
        return new
    return _without_conditions(work, rule, new, was_empty=not old_ones)


def _is_condition(work: Work, element: Element) -> bool:
    if element.tag == "rule" or element.tag in _NODE_EXPRESSIONS:
        return True
    work.warn("dropped", f"a rule has no <{element.tag!s}>: it was left out", element)
    return False


def _condition(work: Work, old: Element, wish: str, depth: int) -> Element | None:
    if old.tag == "rule":
        return _converted(work, old, wish, depth - 1)
    return _NODE_EXPRESSIONS[str(old.tag)](work, old, wish)


def _add_boolean_op(work: Work, rule: Element, new: Element) -> None:
    given = rule.get("boolean-op") or rule.get("boolean_op")
    if given is None:
        return
    # Whatever is not "or" was taken for "and" (test_rule).
    new.set("boolean-op", "or" if given.lower() == "or" else "and")
    if given.lower() not in _BOOLEAN_OPS:
        words = f"{given!r} is neither 'and' nor 'or': it was taken for 'and'"
        work.warn("approximated", words, rule, given)


def _without_conditions(
    work: Work, rule: Element, new: Element, *, was_empty: bool
) -> Element | None:
    """Make a rule that holds everywhere of one that asked nothing; drop one that lost all."""
    if not was_empty:
        return None
    words = "the rule asks nothing: it is taken to hold on every node"
    work.warn("approximated", words, rule, hint="remove it, or give it an expression")
    id_ = work.ids.fresh(f"{new.get('id')}-expression")
    given = {"id": id_, "attribute": "#uname", "operation": "defined"}
    xmltree.sub(new, "expression", given)
    return new
