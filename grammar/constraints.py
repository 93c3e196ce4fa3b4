"""`colocation`, `order` and `rsc_ticket`."""

import re
from collections.abc import Sequence
from typing import Any

import pyparsing as pp

from crmsh_py.grammar import lexical, settings
from crmsh_py.grammar.kinds import Kind
from crmsh_py.grammar.lifetime import LIFETIME, Lifetime, lifetime_of
from crmsh_py.grammar.resource_sets import pairs_of, read_resources
from crmsh_py.grammar.resource_words import Form, Member, member_of, resources
from crmsh_py.grammar.settings import Assigned
from crmsh_py.grammar.strength import Score, lost_colon
from crmsh_py.grammar.terminals import (
    END_SUPPRESSED,
    Fast,
    Identifier,
    RefusedError,
    Terminal,
    Told,
    keyword,
    produce,
)
from crmsh_py.grammar.tree import Colocation, Order, RscTicket, Word
from crmsh_py.grammar.words import (
    KIND_SCORES,
    KIND_WORDS,
    LOSS_POLICIES,
    ORDER_KINDS,
    SET_MARK,
    score_text,
)
from crmsh_py.source import Span


def _front(rest: Sequence[Any], kinds: frozenset[str] = frozenset()) -> Told | None:
    """Return the score or kind in front of the resources.

    Raises RefusedError if the first resource can only be meant as one.
    """
    first = rest[0]
    if isinstance(first, Told):
        return first
    slip = None
    if isinstance(first, Member) and not first.quoted:
        slip = lost_colon(first.text, kinds)
    if slip is not None:
        raise RefusedError(first.span, *slip)
    return None


def _words(rest: Sequence[Any]) -> list[Any]:
    """Return the words about the resources: no score in front, no lifetime behind."""
    return [token for token in rest if not isinstance(token, Told | Lifetime)]


def _strength(
    front: Told | None, found: dict[str, Assigned], *names: str
) -> tuple[str, str] | None:
    """Return the one of several settings that is given, or what stands in front.

    Raises RefusedError if several are given.
    """
    given: list[Told | Assigned] = [found[name] for name in names if name in found]
    if front is not None:
        given.insert(0, front)
    if len(given) > 1:
        one, other = given[0].name.lstrip("$"), given[1].name.lstrip("$")
        message = f"{one!r} is given twice" if one == other else f"there is a {one} and a {other}"
        raise RefusedError(given[1].span, message, "keep one of them")
    return (given[0].name.lstrip("$"), given[0].value) if given else None


# ------------------------------------------------------------------ colocation

_COLOCATION_FORM = Form("role", 2, frozenset({"influence", "node-attribute"}), frozenset({"score"}))


def _colocation(span: Span, tokens: Sequence[Any]) -> Colocation:
    _, id_, *rest = tokens
    front = _front(rest)
    what, found = read_resources(_words(rest), _COLOCATION_FORM)
    strength = _strength(front, found, "score")
    return Colocation(
        id_.text,
        strength[1] if strength else None,
        what,  # type: ignore[arg-type]  # two ends are a pair: the form says so
        pairs_of(found, "influence", "node-attribute"),
        lifetime_of(rest),
        span=span,
    )


# ------------------------------------------------------------------ order

_ORDER_FORM = Form(
    "action",
    2,
    frozenset({"symmetrical", "$score", "$require-all"}),
    frozenset({"score", "require-all", "kind"}),
)


def _order(span: Span, tokens: Sequence[Any]) -> Order:
    _, id_, *rest = tokens
    front = _front(rest, KIND_WORDS)
    if front is not None and front.value in KIND_SCORES:
        front = Told("kind", KIND_SCORES[front.value], front.span)
    what, found = read_resources(_words(rest), _ORDER_FORM)
    strength = _strength(front, found, "kind", "score", "$score")
    if "$require-all" in found:
        if "require-all" in found:
            span_ = found["$require-all"].span
            raise RefusedError(span_, "'require-all' is given twice", "keep one of them")
        found["require-all"] = found.pop("$require-all")
    return Order(
        id_.text,
        what,  # type: ignore[arg-type]  # two ends are a pair: the form says so
        strength[1] if strength and strength[0] == "kind" else None,
        strength[1] if strength and strength[0] == "score" else None,
        pairs_of(found, "symmetrical", "require-all"),
        lifetime_of(rest),
        span=span,
    )


# ------------------------------------------------------------------ tickets

_TICKET_FORM = Form("role", 1, frozenset({"loss-policy"}))


class _TicketName(Terminal):
    """`ticket:`, a name that ends in a colon.

    The colon stands behind the quotes, or it is the last character inside them: in an argument
    of the command line one cannot tell.
    """

    def __init__(self) -> None:
        super().__init__(Kind.TICKET, lexical.WORD, label=f"{Kind.TICKET}:")

    def accepts(self, word: str) -> bool:
        return lexical.unquote(word).endswith(":") and word != ":"

    def produce(self, word: str, span: Span) -> Any:
        is_behind = word.endswith(":") and re.fullmatch(lexical.WORD, word[:-1], re.DOTALL)
        name = lexical.unquote(word[:-1]) if is_behind else lexical.unquote(word)[:-1]
        return Word(name, span)

    def explain(self, found: str) -> tuple[str, str | None] | None:
        name, colon, rest = found.partition(":")
        if colon and name and rest and not found.startswith(("'", '"', "$'")):
            return f"there is no blank after '{name}:'", f"write '{name}: {rest}'"
        return f"the ticket {lexical.unquote(found)!r} lacks its colon", f"write '{found}:'"


def _rsc_ticket(span: Span, tokens: Sequence[Any]) -> RscTicket:
    _, id_, ticket, *rest = tokens
    what, found = read_resources(rest, _TICKET_FORM)
    policy = found.get("loss-policy")
    return RscTicket(
        id_.text,
        ticket.text,
        what,  # type: ignore[arg-type]  # ends are one resource: the form says so
        policy.value if policy else None,
        span=span,
    )


# ------------------------------------------------------------------ the accelerator

_ID = r"[A-Za-z_][\w.-]*+"
_SIMPLE_PAIR = (
    rf"{lexical.BLANK}*(?P<keyword>colocation|order){lexical.BLANK}+(?P<id>{_ID}){lexical.BLANK}+"
    rf"(?:(?P<score>[+-]?(?:\d++|inf|INFINITY)|Mandatory|Optional|Serialize):{lexical.BLANK}+)?"
    rf"(?P<one>(?!{SET_MARK}|(?i:lifetime)\s){_ID}(?::\w++)?){lexical.BLANK}+"
    rf"(?P<other>(?!{SET_MARK}){_ID}(?::\w++)?){lexical.BLANK}*\Z"
)


def _fast_pair(match: re.Match[str]) -> list[Any]:
    keyword_, id_ = (Word(match[name], Span(*match.span(name))) for name in ("keyword", "id"))
    ends = [member_of(match[name], Span(*match.span(name))) for name in ("one", "other")]
    if match["score"] is None:
        return [keyword_, id_, *ends]
    return [keyword_, id_, _fast_front(match, kinds=keyword_.text == "order"), *ends]


def _fast_front(match: re.Match[str], *, kinds: bool) -> Told:
    """Return the score; a word that is no score here is left to the detailed rule."""
    text, span = match["score"], Span(match.start("score"), match.end("score") + 1)
    if kinds and text in ORDER_KINDS:
        return Told("kind", text, span)
    score = score_text(text)
    if score is None:
        raise pp.ParseException(match.string, span.start)
    return Told("score", score, span)


# ------------------------------------------------------------------ the rules

_FAST_PAIR = Fast(_SIMPLE_PAIR, _fast_pair)
COLOCATION = produce(
    _colocation,
    _FAST_PAIR
    | keyword("colocation", "collocation")
    + Identifier()
    + pp.Opt(Score())
    + resources(
        _COLOCATION_FORM,
        settings.text("influence", str(Kind.VALUE)),
        settings.text("node-attribute", str(Kind.ATTRIBUTE)),
    )
    + LIFETIME
    + END_SUPPRESSED,
)
ORDER = produce(
    _order,
    _FAST_PAIR
    | keyword("order")
    + Identifier()
    + pp.Opt(Score(kinds=ORDER_KINDS))
    + resources(
        _ORDER_FORM,
        settings.boolean("symmetrical"),
        settings.boolean("$require-all"),
        settings.score("$score"),
    )
    + LIFETIME
    + END_SUPPRESSED,
)
RSC_TICKET = produce(
    _rsc_ticket,
    keyword("rsc_ticket")
    + Identifier()
    + _TicketName()
    + resources(_TICKET_FORM, settings.one_of("loss-policy", LOSS_POLICIES))
    + END_SUPPRESSED,
)
