"""Constraints, and the sets of resources in them, into text."""

import re
from collections.abc import Iterator, Sequence

from crmsh_py.grammar import tree
from crmsh_py.grammar.lexical import quote, quote_always
from crmsh_py.grammar.printer.values import Mask, join, pairs, rule_text, setting, word
from crmsh_py.grammar.words import CONSTRAINT_WORDS, KIND_SCORES, SET_MARK, score_word

_What = tuple[tree.End, ...] | tuple[tree.ResourceSet, ...]


def location(location: tree.Location, mask: Mask) -> Iterator[str]:
    """Yield the parts of a location constraint."""
    yield join(
        (
            "location",
            location.id,
            _placed(location.what),
            *pairs(location.attributes, mask),
            _front(location.score),
            word(location.node) if location.node is not None else "",
        )
    )
    for rule in location.rules:
        yield rule_text(rule, mask)
    yield from _lifetime(location.lifetime, mask)


def colocation(colocation: tree.Colocation, mask: Mask) -> Iterator[str]:
    """Yield the parts of a colocation constraint."""
    yield join(
        (
            "colocation",
            colocation.id,
            _front(colocation.score),
            _what(colocation.what, 2),
            *pairs(colocation.attributes, mask),
        )
    )
    yield from _lifetime(colocation.lifetime, mask)


def order(order: tree.Order, mask: Mask) -> Iterator[str]:
    """Yield the parts of an order constraint."""
    dollar = "$" if isinstance(order.what[0], tree.ResourceSet) else ""
    means_kind = order.score in KIND_SCORES
    shown = [(one.name or "", one.value) for one in order.attributes]
    yield join(
        (
            "order",
            order.id,
            f"{order.kind}:" if order.kind else _front(None if means_kind else order.score),
            _what(order.what, 2),
            f"{dollar}score={score_word(order.score)}" if means_kind and order.score else "",
            *(
                setting(f"{dollar}{name}" if name == "require-all" else name, value)
                for name, value in shown
            ),
        )
    )
    yield from _lifetime(order.lifetime, mask)


def rsc_ticket(rsc_ticket: tree.RscTicket, _mask: Mask) -> Iterator[str]:
    """Yield the one part of a ticket constraint."""
    yield join(
        (
            "rsc_ticket",
            rsc_ticket.id,
            f"{quote(rsc_ticket.ticket)}:",
            _what(rsc_ticket.what, 1),
            setting("loss-policy", rsc_ticket.loss_policy),
        )
    )


def _front(score: str | None) -> str:
    return f"{score_word(score)}:" if score is not None else ""


def _lifetime(rules: Sequence[tree.Rule], mask: Mask) -> Iterator[str]:
    if rules:
        yield join(("lifetime", *(rule_text(rule, mask) for rule in rules)))


def _placed(what: tree.Word | tree.Pattern | tuple[tree.ResourceSet, ...]) -> str:
    match what:
        case tree.Word():
            return quote_always(what.text) if what.text.lower() == "rule" else what.text
        case tree.Pattern():
            text = f"/{what.regex}/"
            return text if re.fullmatch(r"[\w./*+?^$|-]+", text, re.ASCII) else quote(text)
        case sets:
            return f"{{ {sets_text(sets, 0)} }}"


def _what(what: _What, simple: int) -> str:
    ends = [end for end in what if isinstance(end, tree.End)]
    if ends:
        return " ".join(_member(end.rsc, end.qualifier) for end in ends)
    return sets_text([one for one in what if isinstance(one, tree.ResourceSet)], simple)


def _member(rsc: str, qualifier: str | None) -> str:
    shown = quote_always(rsc) if rsc.lower() in CONSTRAINT_WORDS else rsc
    return f"{shown}:{qualifier}" if qualifier else shown


# ------------------------------------------------------------------ resource sets


def sets_text(sets: Sequence[tree.ResourceSet], simple: int) -> str:
    """Return resource sets as they are printed.

    `simple` is how many plain members would be read as single resources.
    """
    words: list[str] = []
    before: tree.ResourceSet | None = None
    for one in sets:
        if _needs_mark(before, one):
            words.append(SET_MARK)
        words += _set_words(one)
        before = one
    plain = SET_MARK not in words and not any(map(_bracket, sets))
    if plain and sum(len(one.rscs) for one in sets) <= simple:
        words.insert(0, SET_MARK)
    return " ".join(words)


_BRACKETS = {("false", None): "()", ("false", "false"): "[]", (None, "false"): "[]"}


def _bracket(one: tree.ResourceSet) -> str:
    return _BRACKETS.get((one.sequential, one.require_all), "")


def _needs_mark(before: tree.ResourceSet | None, one: tree.ResourceSet) -> bool:
    if _bracket(one):
        return False
    if one.id is not None or one.id_ref is not None:
        return True
    if before is None or _bracket(before):
        return False
    if before.qualifier == one.qualifier or before.id_ref is not None:
        return True
    return bool(_settings(before) or _settings(one))


def _settings(one: tree.ResourceSet) -> list[str]:
    """Return what is said in a set behind its members."""
    match _bracket(one):
        case "[]":
            flags = ["sequential=true"] if one.sequential is None else []
        case "":
            given = (("sequential", one.sequential), ("require-all", one.require_all))
            flags = [setting(name, value) for name, value in given if value is not None]
        case _:
            flags = []
    return [*flags, *(_attribute(pair) for pair in one.attributes)]


def _attribute(pair: tree.NvPair) -> str:
    value = pair.value or ""
    return f"{pair.name}={score_word(value) if pair.name == 'score' else value}"


def _set_words(one: tree.ResourceSet) -> list[str]:
    if one.id_ref is not None:
        return [setting("$id-ref", one.id_ref)]
    inside = [
        *([setting("$id", one.id)] if one.id is not None else []),
        *(_member(rsc.text, one.qualifier) for rsc in one.rscs),
        *_settings(one),
    ]
    bracket = _bracket(one)
    return [bracket[0], *inside, bracket[1]] if bracket else inside
