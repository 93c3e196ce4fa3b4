"""The machinery of the grammar: words with a kind, and what was expected where.

A rule of the grammar is a pyparsing expression over the terminals made here.  From it come,
with no further declaration: the parser, usage lines, completion, and the messages of syntax
errors.  The last two parse a `Trace` (`grammar.trace`).
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import pyparsing as pp

from crmsh_py.diagnostics import Diagnostic
from crmsh_py.grammar import lexical
from crmsh_py.grammar.kinds import Kind
from crmsh_py.grammar.trace import Trace
from crmsh_py.grammar.tree import NvPair, Word
from crmsh_py.grammar.words import ACTIONS, RESERVED_IDS, is_valueless_name
from crmsh_py.source import Span

ID_HINT = "an id begins with a letter or '_' and holds letters, digits, '.', '-', '_'"


@dataclass(frozen=True, slots=True)
class Told:
    """Something that a statement says about itself: `$id=…`, a score, a role."""

    name: str
    value: str
    span: Span


class RefusedError(Exception):
    """Raised by a parse action: the words are those of the grammar, what they say is not."""

    def __init__(self, span: Span, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.span = span
        self.message = message
        self.hint = hint


class Terminal(pp.Token):
    """A word of a kind, matched by a regular expression (blanks before it included).

    `alternatives` is what usage lines show, if that is more than the label.  `opens` names the set
    of pairs that begins behind the word, if one does; `within` the set that a pair is in without
    such a word in front.
    """

    opens = ""
    within = ""

    def __init__(
        self,
        kind: Kind,
        pattern: str,
        *,
        label: str | None = None,
        choices: Sequence[str] = (),
        alternatives: Sequence[str] = (),
        flags: int = 0,
        end: str = lexical.END_OF_WORD,
    ) -> None:
        super().__init__()
        self.kind = kind
        self.label = label or str(kind)
        self.choices = tuple(choices)
        self.alternatives = tuple(alternatives)
        self.key = (kind, self.label)
        self.skipWhitespace = False
        self.callPreparse = False
        self.set_name(self.label)
        self._match = re.compile(
            rf"{lexical.BLANK}*(?P<word>{pattern}){end}", flags | re.DOTALL
        ).match

    def parseImpl(self, instring: str, loc: int, do_actions: bool = True) -> Any:  # noqa: ARG002
        """Match at `loc`; pyparsing calls this."""
        found = self._match(instring, loc)
        if found is not None:
            word = found["word"]
            if self.accepts(word) and not (
                isinstance(instring, Trace) and self._is_being_typed(instring, found.end())
            ):
                start, end = found.span("word")
                if isinstance(instring, Trace):
                    instring.match(self, word, start)
                return end, [self.produce(word, Span(start, end))]
        if isinstance(instring, Trace):
            blank = lexical.BLANKS.match(instring, loc)
            instring.miss(self, blank.end() if blank else loc)
        raise pp.ParseException(instring, loc, self.label, self)

    def _is_being_typed(self, trace: Trace, end: int) -> bool:
        return trace.cursor and end == len(trace) and self.kind is not Kind.END

    def accepts(self, word: str) -> bool:  # noqa: ARG002
        """Tell whether a word that the pattern matched will do."""
        return True

    def produce(self, word: str, span: Span) -> Any:
        """Return what the word becomes in the list of tokens."""
        return Word(lexical.unquote(word), span)

    def explain(self, found: str) -> tuple[str, str | None] | None:  # noqa: ARG002
        """Return a message and a hint better than "expected …" for a word in this place."""
        return None


class Keyword(Terminal):
    """A fixed word, in any case of letters; with `opens` it begins a set of pairs, called so."""

    def __init__(self, *spellings: str, opens: str = "") -> None:
        self.spelling = spellings[0]
        self.opens = opens
        super().__init__(
            Kind.KEYWORD,
            "|".join(map(re.escape, spellings)),
            label=spellings[0],
            choices=spellings[:1],
            flags=re.IGNORECASE,
        )

    def produce(self, word: str, span: Span) -> Any:  # noqa: ARG002
        """Return the keyword in its own spelling."""
        return Word(self.spelling, span)


class Identifier(Terminal):
    """The id of an object that the statement defines."""

    VALID = lexical.ID

    def __init__(self) -> None:
        super().__init__(Kind.NEW_ID, rf"(?:id=)?{lexical.WORD}")

    def accepts(self, word: str) -> bool:
        """Take what can be an XML ID."""
        return self.VALID.fullmatch(lexical.unquote(word.removeprefix("id="))) is not None

    def produce(self, word: str, span: Span) -> Any:
        """Return the id without `id=`, which old versions offered by completion."""
        return Word(lexical.unquote(word.removeprefix("id=")), span)

    def explain(self, found: str) -> tuple[str, str | None] | None:
        """Say what is wrong with a word that cannot be an id."""
        text = lexical.unquote(found)
        glued = re.fullmatch(r"([^\W\d][\w.-]*?)((?:ocf|lsb|systemd|service|stonith):.+)", text)
        if glued:
            return f"{text!r} cannot be an id", f"is a blank missing: '{glued[1]} {glued[2]}'?"
        return f"{text!r} cannot be an id", ID_HINT


class Reference(Terminal):
    """The id of an object that is to be there; words of the grammar can be kept out."""

    def __init__(self, kind: Kind, *, reserved: Sequence[str] = ()) -> None:
        self._reserved = frozenset(reserved)
        super().__init__(kind, rf"(?![$({{\[@/]){lexical.WORD}")

    def accepts(self, word: str) -> bool:
        """Take a word that is no pair and not reserved."""
        return "=" not in word and word.lower() not in self._reserved and word[-1] not in ":)]}"

    def explain(self, found: str) -> tuple[str, str | None] | None:
        """Say that a word is missing where one of the grammar's own stands in its place."""
        if found.lower() not in self._reserved:
            return None
        what = str(self.kind).strip("<>")
        return f"a {what} is missing in front of {found!r}", "was a blank lost in the word before?"


class Pair(Terminal):
    """`name=value`, `$id:name=value`, `$id=value`, `@id` or `@id:name`; `$id:name` has no value.

    Quotes may stand anywhere in it; a backslash makes `=`, `:`, `$` and `@` plain characters.
    """

    NAME = r"[^\s\ufeff\"'\\=@$(){}\[\]][^\s\ufeff\"'\\=]*"
    _ANY = re.compile(
        r"(?:\$(?P<id>[^=:]+)(?::(?P<own>[^=]+))?|(?P<name>[^=@$][^=]*))=(?P<value>.*)"
        r"|\$(?P<void>[^=:]+):(?P<alone>[^=]+)"
        r"|@(?P<ref>[^=:]+)(?::(?P<alias>[^=]+))?",
        re.DOTALL,
    )

    def __init__(
        self, kind: Kind = Kind.NVPAIR, names: Sequence[str] = (), *, within: str = ""
    ) -> None:
        self._names = frozenset(names)
        self.within = within
        label = str(kind)
        super().__init__(kind, lexical.WORD, label=label, choices=[f"{n}=" for n in names])

    def accepts(self, word: str) -> bool:
        """Take a pair, of one of the names if there are any; such a name stands without quotes."""
        if self._names:
            return word.partition("=")[0].lower() in self._names and "=" in word
        found = self._ANY.fullmatch(lexical.unquote_pair(word))
        return found is not None and not (found["own"] is None and found["id"] in RESERVED_IDS)

    def produce(self, word: str, span: Span) -> Any:
        """Return the pair."""
        found = self._ANY.fullmatch(lexical.unquote_pair(word))
        assert found is not None
        part = {key: lexical.restore(text) for key, text in found.groupdict().items() if text}
        value = None if found["value"] is None else part.get("value", "")
        if "ref" in part:
            return NvPair(part.get("alias"), None, id_ref=part["ref"], span=span)
        if "void" in part:
            return NvPair(part["alone"], None, id=part["void"], span=span)
        if "id" in part:
            return NvPair(part.get("own", part["id"]), value, id=part["id"], span=span)
        name = part["name"].lower() if self._names else part["name"]
        return NvPair(name, value, span=span)


class Valueless(Terminal):
    """The name of a pair that has no value; one that a keyword may be meant by needs quotes."""

    def __init__(self) -> None:
        super().__init__(Kind.NVPAIR, lexical.WORD)

    def explain(self, found: str) -> tuple[str, str | None] | None:
        """Say that `op` is missing in front of an operation."""
        if found.lower() not in {"monitor", *ACTIONS}:
            return None
        return f"'op' is missing in front of {found!r}", f"write 'op {found}'"

    def accepts(self, word: str) -> bool:
        """Take a plain name, or anything in quotes that is no pair."""
        if is_valueless_name(word):
            return True
        quoted = any(one in word for one in "\"'\\")
        text = lexical.unquote_pair(word)
        return quoted and text != "" and "=" not in text and text[0] not in "$@"

    def produce(self, word: str, span: Span) -> Any:
        """Return the pair."""
        return NvPair(lexical.unquote(word), None, span=span)


class Setting(Terminal):
    """`$name=value`, the `$` optional or absent if so said; of several values if there are any."""

    def __init__(
        self, name: str, kind: Kind, *, dollar: str = r"\$", choices: Sequence[str] = ()
    ) -> None:
        self._name = name
        self._choices = {one.lower(): one for one in choices}
        prefix = "$" if dollar == r"\$" else ""
        value = "|".join(choices) if kind is Kind.KEYWORD else str(kind).rstrip(":")
        super().__init__(
            kind,
            rf"{dollar}{re.escape(name)}={lexical.WORD}",
            label=f"{prefix}{name}={value}",
            choices=[f"{prefix}{name}={one}" for one in choices] or [f"{prefix}{name}="],
            flags=re.IGNORECASE,
        )

    def accepts(self, word: str) -> bool:
        """Take one of the values, in any case of letters; for an id what can be one."""
        if self.kind is Kind.SET_ID:
            return lexical.ID.fullmatch(self._value(word)) is not None
        return not self._choices or self._value(word).lower() in self._choices

    def _value(self, word: str) -> str:
        return lexical.unquote(word.partition("=")[2])

    def produce(self, word: str, span: Span) -> Any:
        """Return the value, in the spelling it is known by."""
        value = self._value(word)
        return Told(self._name, self._choices.get(value.lower(), value), span)

    def explain(self, found: str) -> tuple[str, str | None] | None:
        """Say which values there are."""
        name, equals, value = found.partition("=")
        if not equals or name.lstrip("$").lower() != self._name:
            return None
        if self.kind is Kind.SET_ID:
            return f"{lexical.unquote(value)!r} cannot be an id", ID_HINT
        if not self._choices:
            return None
        allowed = ", ".join(self._choices.values())
        return f"{self._name} {lexical.unquote(value)!r} is not known", f"one of: {allowed}"


class Fast(pp.Token):
    """An accelerator: one regular expression for what the detailed rule beside it also matches.

    It stands in front of that rule as an alternative and is invisible: a trace, and so every
    message, usage line and completion, comes from the detailed rule alone.  A property test
    holds the two equal.
    """

    def __init__(self, pattern: str, produce: Callable[[re.Match[str]], list[Any]]) -> None:
        super().__init__()
        self.skipWhitespace = False
        self.callPreparse = False
        self.set_name("fast")
        self._match = re.compile(pattern, re.DOTALL).match
        self._produce = produce

    def parseImpl(self, instring: str, loc: int, do_actions: bool = True) -> Any:  # noqa: ARG002
        """Match at `loc`; pyparsing calls this."""
        found = None if isinstance(instring, Trace) else self._match(instring, loc)
        if found is None:
            raise pp.ParseException(instring, loc, "", self)
        return found.end(), self._produce(found)


class _End(Terminal):
    def __init__(self) -> None:
        super().__init__(Kind.END, r"\Z")

    def produce(self, word: str, span: Span) -> Any:
        return Word(word, span)


def keyword(*spellings: str, opens: str = "") -> Keyword:
    """Match a fixed word; further spellings are understood but not offered."""
    return Keyword(*spellings, opens=opens)


def word(kind: Kind, pattern: str = lexical.WORD, **more: Any) -> Terminal:
    """Match a word of a kind."""
    return Terminal(kind, pattern, **more)


def choice(kind: Kind, choices: Sequence[str]) -> Terminal:
    """Match one of several words in any case; what is produced has the spelling given here."""
    spelled = {one.lower(): one for one in choices}

    class Choice(Terminal):
        def produce(self, word: str, span: Span) -> Any:
            return Word(spelled[word.lower()], span)

    pattern = "|".join(map(re.escape, choices))
    return Choice(kind, pattern, label="|".join(choices), choices=choices, flags=re.IGNORECASE)


END = _End()
END_SUPPRESSED = END.suppress()


def produce(function: Callable[[Span, Sequence[Any]], Any], rule: pp.ParserElement) -> Any:
    """Give a rule its node: `function` gets the span and the tokens, each of which has a span."""

    def action(_text: str, loc: int, tokens: pp.ParseResults) -> Any:
        parts = tokens.as_list()
        span = Span(parts[0].span.start, parts[-1].span.end) if parts else Span(loc, loc)
        return function(span, parts)

    return rule.copy().add_parse_action(action)


def refused(problem: RefusedError, code: str = "syntax-error") -> Diagnostic:
    """Turn a refusal into a diagnostic; the caller adds the place."""
    return Diagnostic(code, problem.message, hint=problem.hint)
