"""What `lint --fix` makes of a text: what can be said better, and nothing else changed."""

from collections.abc import Iterator
from dataclasses import dataclass

from crmsh_py.commands.lint.reading import Document, Line, Script, read_script
from crmsh_py.commands.lint.rewriting import Facts, rewritten
from crmsh_py.commands.lint.rules import RULES
from crmsh_py.model.given import Given

_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Fixed:
    """A text that was mended: what it holds then, and how many things were mended in it."""

    document: Document
    count: int


def fixed(document: Document, script: Script, facts: Facts) -> Fixed:
    """Return a text with all that can be said better said so; comments and layout stay."""
    pieces: list[str] = []
    count, end = 0, 0
    if 0 < document.octets.count(b"\r\n") < document.octets.count(b"\n"):
        return Fixed(document, 0)  # no telling which of its line ends are meant
    starts = _line_starts(script.text)
    for line, given, more in _mended(script, facts):
        start = _offset(given, starts)
        old = line.bound.given.source.text if line.bound and line.bound.given else ""
        assert script.text.startswith(old, start), "the statement is not where it was read"
        pieces += [script.text[end:start], given.source.text]
        count, end = count + more, start + len(old)
    if not count:
        return Fixed(document, 0)
    text = "".join([*pieces, script.text[end:]])
    mended = Document(document.file, _as_it_was(text, document.octets))
    return Fixed(mended, count) if _is_sound(mended, script) else Fixed(document, 0)


def _mended(script: Script, facts: Facts) -> Iterator[tuple[Line, Given, int]]:
    """Yield the statements that change, with how often."""
    for line in script.lines:
        given = line.bound.given if line.bound else None
        count = 0
        for rule in RULES if given is not None else ():
            better = rewritten(given, rule, facts) if given is not None else None
            if better is not None:
                given, count = better, count + 1
        if given is not None and count:
            yield line, given, count


def _line_starts(text: str) -> list[int]:
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    return starts


def _offset(given: Given, starts: list[int]) -> int:
    """Return where in its text a statement begins."""
    return starts[given.source.line - 1] + given.source.column - 1


def _as_it_was(text: str, octets: bytes) -> bytes:
    """Return a text with the line ends and the byte order mark that the file had."""
    if b"\r\n" in octets:
        text = text.replace("\n", "\r\n")
    return (_MARK if octets.startswith(_MARK) else b"") + text.encode()


def _is_sound(mended: Document, before: Script) -> bool:
    """Tell whether a mended text has the same commands, comments and errors as before."""
    after = read_script(mended)
    return (
        [one.code for one in after.problems] == [one.code for one in before.problems]
        and len(after.lines) == len(before.lines)
        and all(
            one.raw.comments == other.raw.comments
            for one, other in zip(after.lines, before.lines, strict=True)
        )
    )


def fixable(script: Script, facts: Facts) -> int:
    """Return how many things `--fix` would mend."""
    return sum(count for _, _, count in _mended(script, facts))
