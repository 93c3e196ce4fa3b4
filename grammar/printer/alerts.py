"""Alerts into text."""

from collections.abc import Iterator

from crmsh_py.grammar import tree
from crmsh_py.grammar.lexical import quote, quote_always
from crmsh_py.grammar.printer.values import Mask, join, nvset, setting
from crmsh_py.grammar.words import ALERT_WORDS


def alert(alert: tree.Alert, mask: Mask) -> Iterator[str]:
    """Yield the parts of an alert; recipients in braces if a set behind them is not theirs."""
    braces = _needs_braces(alert.clauses)
    yield f"alert {alert.id} {_text(alert.path)}"
    if alert.description is not None:
        yield f"description={quote(alert.description)}"
    for clause in alert.clauses:
        match clause:
            case tree.NvSet():
                yield nvset(clause, mask)
            case tree.Select():
                yield join(("select", *map(_selector, clause.selectors)))
            case tree.Recipient():
                text = _recipient(clause, mask)
                yield f"to {{ {text} }}" if braces else f"to {text}"


def _needs_braces(clauses: tuple[tree.NvSet | tree.Select | tree.Recipient, ...]) -> bool:
    kinds = [type(one) for one in clauses]
    return tree.Recipient in kinds and tree.NvSet in kinds[kinds.index(tree.Recipient) :]


def _text(text: str) -> str:
    return quote_always(text) if text.lower() in ALERT_WORDS else quote(text)


def _selector(selector: tree.Selector) -> str:
    if selector.keyword != "attributes":
        return selector.keyword
    names = [
        quote(one.name) if one.id is None else f"${one.id}:{quote(one.name)}"
        for one in selector.attributes
    ]
    return join(("attributes {", *names, "}"))


def _recipient(recipient: tree.Recipient, mask: Mask) -> str:
    return join(
        (
            setting("$id", recipient.id),
            _text(recipient.value),
            setting("description", recipient.description),
            *(nvset(one, mask) for one in recipient.sets),
        )
    )
