"""Checks of locations: scores, patterns, discovery, what moves left over, bans everywhere."""

from collections.abc import Iterator

from crmsh_py.diagnostics import Diagnostic, Severity
from crmsh_py.grammar.words import score_text
from crmsh_py.model.evaluating import expires
from crmsh_py.verify.check import OfWhole, finding
from crmsh_py.verify.structure.duplicates import MADE_BY_MOVES
from crmsh_py.verify.structure.patterns import fault, matcher
from crmsh_py.verify.view import View
from crmsh_py.verify.view.constraints import INFINITY

_DIGITS = len(str(INFINITY))


def left_over(view: View) -> Iterator[Diagnostic]:
    """Report locations that a move or a ban made and that end by themselves never."""
    for one in view.locations:
        if not one.id.startswith(MADE_BY_MOVES):
            continue
        end = [expires(rule) for rule in one.rules]
        if end and all(moment is not None for moment in end):
            continue  # it ends, or it has ended and is reported as expired
        resource = one.ends[0].resource if one.ends else ""
        does = "keeps" if one.id.startswith("cli-ban-") else "pins"
        where = f"{'off' if does == 'keeps' else 'to'} {one.node or 'a node'}"
        words = f"made by a move or ban, {does} {resource!r} {where} until somebody clears it"
        hint = f"'resource clear {resource}' if that is no longer wanted"
        yield finding(one.element, "left-over-move", words, one.id, hint=hint)


def scores(view: View) -> Iterator[Diagnostic]:
    """Report scores beyond INFINITY, and orders that still have one."""
    for order in view.orders:
        text = order.element.get("score")
        if text is not None:
            words = f"has a score, which Pacemaker 3 no longer knows: here it means {order.kind}"
            hint = f"write '{order.kind}:' in place of '{text}:'"
            yield finding(order.element, "score-of-order", words, text, hint=hint)
    scored = [one.element for one in view.locations] + [one.element for one in view.colocations]
    for element in (*scored, *view.rules):
        text = element.get("score")
        if text is not None and len(text) >= _DIGITS and _is_beyond(text):
            words = f"the score {text} is beyond INFINITY, which is {INFINITY}, and counts as that"
            hint = "write 'inf' or '-inf' if it is to be mandatory, else a smaller score"
            yield finding(element, "score-beyond-infinity", words, text, hint=hint)


def _is_beyond(text: str) -> bool:
    plain = score_text(text)
    digits = "" if plain is None else plain.lstrip("+-").lstrip("0")
    return digits.isdecimal() and (len(digits) > _DIGITS or int(digits) > INFINITY)


def undiscovered(view: View) -> Iterator[Diagnostic]:
    """Report nodes that may run a resource, while nobody looks whether they run it."""
    for one in view.locations:
        if one.element.get("resource-discovery") != "never" or one.node is None:
            continue
        if one.score is not None and one.score > -INFINITY:
            words = (
                f"the cluster may run it on {one.node!r}, but never looks whether it runs there:"
            )
            words += " it may come to run twice"
            hint = "make the score -inf, or leave 'resource-discovery=never' out"
            yield finding(
                one.element, "discovery-never", words, "resource-discovery", one.node, hint=hint
            )


def patterns(view: View) -> Iterator[Diagnostic]:
    """Report patterns that are no regular expressions, or that no resource matches."""
    tried = dict.fromkeys(one.pattern for one in view.locations if one.pattern is not None)
    matched = {pattern: _is_matched(view, pattern) for pattern in list(tried)[:_MOST_PATTERNS]}
    for one in view.locations:
        if one.pattern is None:
            continue
        why = fault(one.pattern)
        if why is not None:
            words = f"{one.pattern!r} is no regular expression ({why}): Pacemaker ignores it"
            at, error = f"/{one.pattern}/", Severity.ERROR
            yield finding(one.element, "invalid-pattern", words, at, severity=error, hint=_REGULAR)
            continue
        if not matched.get(one.pattern, True):
            words = f"no resource matches {one.pattern!r}, so this has no effect"
            hint = "members of groups and clones do not count: name what holds them"
            at = f"/{one.pattern}/"
            yield finding(one.element, "pattern-without-match", words, at, hint=hint)


def _is_matched(view: View, pattern: str) -> bool:
    """Tell whether a resource matches a pattern, for all one can tell."""
    matches = matcher(pattern)
    return matches is None or any(matches(each.id) for each in view.resources)


_MOST_PATTERNS = 100
"""Each is tried on all resources: so not all of a great many."""
_REGULAR = "patterns are extended regular expressions, as 'grep -E' has them"


CHECKS = (
    OfWhole(("left-over-move",), left_over),
    OfWhole(("score-of-order", "score-beyond-infinity"), scores),
    OfWhole(("discovery-never",), undiscovered),
    OfWhole(("invalid-pattern", "pattern-without-match"), patterns),
)
