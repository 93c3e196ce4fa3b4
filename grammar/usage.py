"""How statements are written: from the rules themselves, for `help` and for the reference."""

from collections.abc import Iterator

import pyparsing as pp

from crmsh_py.grammar.kinds import Kind
from crmsh_py.grammar.language import rule
from crmsh_py.grammar.settings import Settings
from crmsh_py.grammar.terminals import Fast, Terminal


def usage(keyword: str) -> str:
    """Return how a statement is written: a line, then one for each of its named parts."""
    (_, line), *parts = productions(keyword).items()
    return "\n".join([line, *(f"  {name} = {text}" for name, text in parts)])


def productions(keyword: str) -> dict[str, str]:
    """Return how a statement and each of its named parts are written, the statement first."""
    writer = _UsageWriter()
    found = {keyword: writer.inside(rule(keyword))}
    for name in iter(writer.next_part, None):
        found[name] = writer.inside(writer.parts[name])
    return found


class _UsageWriter:
    """Writes rules out; a part with a name is written once, apart."""

    def __init__(self) -> None:
        self.parts: dict[str, pp.ParserElement] = {}
        self._written: set[str] = set()

    def next_part(self) -> str | None:
        """Return the name of a part that is not written yet."""
        name = next((one for one in self.parts if one not in self._written), None)
        if name:
            self._written.add(name)
        return name

    def text(self, element: pp.ParserElement) -> str:
        if isinstance(element, Terminal):
            return self._terminal(element)
        if element.customName:
            self.parts.setdefault(element.customName, element)
            return element.customName
        return self.inside(element)

    def _terminal(self, element: Terminal) -> str:
        if isinstance(element, Settings):
            self.parts.setdefault(element.label, element)
            return element.label
        return (
            "" if element.kind is Kind.END else " | ".join(element.alternatives or [element.label])
        )

    def inside(self, element: pp.ParserElement) -> str:
        match element:
            case Settings():
                return self._settings(element)
            case pp.And():
                return " ".join(filter(None, map(self.text, element.exprs)))
            case pp.MatchFirst():
                return _one_of(list(dict.fromkeys(self._alternatives(element))))
            case pp.ZeroOrMore():
                return f"[{self.text(element.expr)} ...]"
            case pp.OneOrMore():
                return f"{self.text(element.expr)} ..."
            case pp.Opt():
                return f"[{self.text(element.expr)}]"
            case pp.ParseElementEnhance():
                return self.text(element.expr)
        raise TypeError(element)

    def _settings(self, settings: Settings) -> str:
        if settings.shared is not None:
            self.parts.setdefault(settings.shared.label, settings.shared)
        return _one_of(list(settings.alternatives))

    def _alternatives(self, element: pp.MatchFirst) -> Iterator[str]:
        for one in element.exprs:
            if isinstance(one, pp.MatchFirst) and not one.customName:
                yield from self._alternatives(one)
            elif not isinstance(one, Fast):
                yield self.text(one)


def _one_of(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else "{" + " | ".join(parts) + "}"
