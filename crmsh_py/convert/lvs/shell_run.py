"""What a shell script runs, in order, as far as that can be told without running it.

Variables, loops over words, `case`, functions and `if` are followed; `Call.doubt` says what was
assumed on the way.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase

from crmsh_py.convert.lvs.shell_commands import Body, Compound, Simple, parse
from crmsh_py.convert.lvs.shell_words import (
    Argument,
    Document,
    Script,
    Word,
    arguments,
    array_of,
    value,
)
from crmsh_py.diagnostics import Diagnostic, Severity
from crmsh_py.source import Location, Source, Span

MOST_CALLS = 50_000
"""More commands are not followed: loops in loops can be made to run for ever."""

MOST_DEEP = 100
"""Of commands in commands, and functions in functions."""

LONGEST_VALUE = 1 << 16

_ASSIGNMENT = re.compile(r"([A-Za-z_]\w*)(\+?)=")

_BRACES = re.compile(r"(.*)\{(\d{1,5})\.\.(\d{1,5})\}(.*)")

_SEQUENCE = re.compile(r"(?:\$\(|`)\s*seq\s+(?:(\d{1,5})\s+)?(\d{1,5})\s*[)`]")


@dataclass(frozen=True, slots=True)
class Call:
    """A command with its arguments as they are when it is run."""

    arguments: tuple[Argument, ...]
    redirections: tuple[tuple[str, Argument], ...] = ()
    documents: tuple[Document, ...] = ()
    after: str = ""
    doubt: str = ""

    @property
    def location(self) -> Location:
        """Where the command stands."""
        first, last = self.arguments[0].location, self.arguments[-1].location
        if first.source == last.source:
            return Location(first.source, Span(first.span.start, last.span.end))
        return first


def script_of(name: str, text: str) -> Script:
    """Return a text as a script."""
    return Script(name, tuple(text.replace("\r\n", "\n").split("\n")))


def calls(script: Script, problems: list[Diagnostic]) -> Iterator[Call]:
    """Yield the commands that a script runs; it is taken to be run with 'start'."""
    yield from _Run(script, problems).body(parse(script), "")


@dataclass(slots=True)
class _Run:
    script: Script
    problems: list[Diagnostic]
    variables: dict[str, str | None] = field(default_factory=dict)
    functions: dict[str, Body] = field(default_factory=dict)
    count: int = 0
    depth: int = 0
    is_stopped: bool = False

    def body(self, body: Body, doubt: str) -> Iterator[Call]:
        """Yield what a body runs; `doubt` says whether it is run at all, or once."""
        self.depth += 1
        for part in body:
            if self._is_too_much():
                break
            if isinstance(part, Simple):
                yield from self._simple(part, doubt)
            else:
                yield from self._compound(part, doubt)
        self.depth -= 1

    def _is_too_much(self) -> bool:
        self.count += 1
        is_too_much = self.count > MOST_CALLS or self.depth > MOST_DEEP
        if is_too_much and not self.is_stopped:
            self.is_stopped = True
            words = "the script does too much to be followed to its end"
            place = Location(Source(self.script.name, ""), Span(0, 0))
            hint = "give what 'ipvsadm-save -n' prints on the director instead"
            self.problems.append(Diagnostic("unread-command", words, location=place, hint=hint))
        return is_too_much

    def _compound(self, part: Compound, doubt: str) -> Iterator[Call]:
        if part.kind == "for":
            yield from self._for(part, doubt)
        elif part.kind == "case":
            yield from self._case(part, doubt)
        elif part.kind == "array":
            self._set_array(part)
        elif part.kind == "function":
            self.functions[value(part.words[0], {})[0]] = part.bodies[0][1]
        elif part.kind == "while":
            yield from self.body(part.bodies[0][1], doubt or "loop")
        elif part.kind == "if":
            yield from self._if(part, doubt)
        else:
            yield from self.body(part.bodies[0][1], doubt)

    def _if(self, part: Compound, doubt: str) -> Iterator[Call]:
        """Take a condition for true, unless the script would end then: so the last part holds."""
        taken = len(part.bodies) - 1 if len(part.bodies) > 2 and _ends(part.bodies[1][1]) else 1
        for index, (_, body) in enumerate(part.bodies):
            if index in {0, taken}:
                yield from self.body(body, doubt or "condition")
            elif body:
                before = dict(self.variables)
                yield from self.body(body, doubt or "else")
                self.variables = before

    def _for(self, part: Compound, doubt: str) -> Iterator[Call]:
        if not part.words:
            return
        name = value(part.words[0], {})[0]
        if len(part.words) < 2 or part.words[1].plain != "in":
            self.variables[name] = None
            yield from self.body(part.bodies[0][1], doubt or "loop")
            return
        for word in part.words[2:]:
            for one in self._expanded(word):
                if self._is_too_much():
                    return
                self.variables[name] = one.text if one.is_known else None
                yield from self.body(part.bodies[0][1], doubt)

    def _set_array(self, part: Compound) -> None:
        found = _ASSIGNMENT.match(part.words[0].raw)
        assert found is not None
        elements = [one for word in part.words[1:] for one in self._expanded(word)]
        before = self.variables.get(found[1], "") if found[2] else ""
        content = array_of([one.text for one in elements])
        is_good = all(one.is_known for one in elements) and before is not None
        is_good = is_good and len(f"{before}{content}") < LONGEST_VALUE
        self.variables[found[1]] = f"{before}{content}" if is_good else None

    def _expanded(self, word: Word) -> Iterator[Argument]:
        """Yield what a loop runs over for a word; `{1..5}` is five words."""
        for one in arguments(self.script, word, self.variables):
            braces = _BRACES.fullmatch(_SEQUENCE.sub(_braces, one.text))
            if braces is None:
                yield one
                continue
            for number in range(int(braces[2]), min(int(braces[3]), int(braces[2]) + 999) + 1):
                yield replace(one, text=f"{braces[1]}{number}{braces[4]}", is_known=True)

    def _case(self, part: Compound, doubt: str) -> Iterator[Call]:
        text, known = value(part.words[0], self.variables) if part.words else ("", False)
        if part.words and not known:
            words = "the script is read as if it were run with 'start'"
            place = self.script.place(part.words[0])
            self.problems.append(Diagnostic("approximated", words, Severity.INFO, location=place))
        text = text if known else "start"
        for patterns, body in part.bodies:
            if any(fnmatchcase(text, value(one, self.variables)[0]) for one in patterns):
                yield from self.body(body, doubt)
                return

    def _simple(self, simple: Simple, doubt: str) -> Iterator[Call]:
        words = self._assigned(simple.words)
        found = [one for word in words for one in arguments(self.script, word, self.variables)]
        if not found:
            return
        if found[0].text in self.functions:
            yield from self._function(found, doubt)
            return
        redirections = tuple(
            (operator, Argument(*self._target(word))) for operator, word in simple.redirections
        )
        yield Call(tuple(found), redirections, simple.documents, simple.after, doubt)

    def _target(self, word: Word) -> tuple[str, Location, bool]:
        text, known = value(word, self.variables)
        return text, self.script.place(word), known

    def _assigned(self, words: Sequence[Word]) -> Sequence[Word]:
        """Do the assignments in front of a command, and return the rest."""
        if words and words[0].plain in {"export", "local", "declare", "readonly", "typeset"}:
            words = [word for word in words[1:] if not word.raw.startswith("-")]
        while words:
            found = _ASSIGNMENT.match(words[0].raw)
            if found is None:
                break
            text, known = value(words[0], self.variables)
            content = text[found.end() :]
            before = self.variables.get(found[1]) if found[2] else ""
            is_good = known and before is not None and len(text) < LONGEST_VALUE
            self.variables[found[1]] = f"{before}{content}" if is_good else None
            words = words[1:]
        return words

    def _function(self, found: Sequence[Argument], doubt: str) -> Iterator[Call]:
        saved = {name: text for name, text in self.variables.items() if name.isdigit()}
        given = {str(n): one.text if one.is_known else None for n, one in enumerate(found[1:], 1)}
        self._positional(given)
        yield from self.body(self.functions[found[0].text], doubt)
        self._positional(saved)

    def _positional(self, given: Mapping[str, str | None]) -> None:
        for name in [one for one in self.variables if one.isdigit()]:
            del self.variables[name]
        self.variables.update(given)


def _braces(found: re.Match[str]) -> str:
    return f"{{{found[1] or 1}..{found[2]}}}"


def _ends(body: Body) -> bool:
    """Tell whether a script ends with these commands."""
    simple = [part for part in body if isinstance(part, Simple)]
    return any(part.words[0].plain in {"exit", "return"} for part in simple)


def document_lines(script: Script, document: Document) -> Iterator[tuple[str, Location]]:
    """Yield the lines of a here-document with their places."""
    for number, line in enumerate(document.lines, document.line + 1):
        yield line, Location(Source(script.name, line, number), Span(0, len(line)))
