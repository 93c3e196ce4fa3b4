"""The canonical layout of a text of commands and of a CIB: pure functions."""

from collections.abc import Iterable, Sequence

from crmsh_py import xmltree
from crmsh_py.backends.file import declared
from crmsh_py.commands.lint.reading import Document, Line, Script, last_row
from crmsh_py.diagnostics import CrmError, Diagnostic
from crmsh_py.grammar import tree
from crmsh_py.grammar.printer import to_text
from crmsh_py.grammar.statements import parse
from crmsh_py.source import Source
from crmsh_py.xmltree import Element

_AROUND = "\ufeff \t\r\f\v\u00a0\u3000"
"""What may stand around a line: all that Unicode calls blank and people paste."""


def laid_out(script: Script) -> str:
    """Return a text in the canonical layout: each statement as `show` prints it.

    Comments, order and empty lines stay, several of these become one; other commands stay as they
    are, without the blanks around them.  The text has no errors.
    """
    rows = script.text.split("\n")
    found: list[str] = []
    row = 0
    for line in script.lines:
        source = line.raw.source
        found += _between(rows[row : source.line - 1])
        found += _line(line).split("\n")
        row = last_row(source)
    found += _between(rows[row : script.end])
    rest = "\n".join(rows[script.end :])
    return _whole(found) + (rest if rest.strip() else "")


def _between(rows: Iterable[str]) -> list[str]:
    """Return what stands between statements: comments, and a mark for empty lines.

    A backslash that continues nothing is one too.
    """
    stripped = (row.strip(_AROUND) for row in rows)
    return ["" if row == "\\" else row for row in stripped]


def _whole(rows: Sequence[str]) -> str:
    """Join lines; of empty ones in a row one is left, and none at the edges."""
    kept = [
        row for at, row in enumerate(rows) if row or (at and rows[at - 1] and any(rows[at + 1 :]))
    ]
    return "".join(f"{row}\n" for row in kept)


def _line(line: Line) -> str:
    """Return a command in its canonical form."""
    assert line.bound is not None
    given = line.bound.given
    text = None if given is None else _statement(given.statement)
    if text is None:
        return _as_it_is(line)
    return " ".join([*line.levels, text])


def _as_it_is(line: Line) -> str:
    return "\n".join(one.rstrip(_AROUND) for one in line.raw.source.text.split("\n"))


def _statement(statement: tree.Statement) -> str | None:
    """Return a statement as `show` prints it; None for XML that would not be the same then."""
    if not isinstance(statement, tree.Xml):
        return to_text(statement)
    element = _element(statement)
    if element is None:
        return None
    text = to_text(tree.Xml(xmltree.to_text(element, pretty=True)))
    again = parse("xml", Source("", text))
    assert isinstance(again, tree.Xml)
    return text if _said(again) == _said(statement) else None


def _element(statement: tree.Xml) -> Element | None:
    """Return the element of an `xml` statement; None if it is none, or not it alone."""
    try:
        element = xmltree.parse(statement.text, "an element")
    except CrmError:
        return None
    is_alone = element.getprevious() is None and element.getnext() is None
    return element if is_alone else None


def _said(statement: tree.Statement) -> object:
    """Return what is equal for statements that say the same; layout of XML says nothing."""
    element = _element(statement) if isinstance(statement, tree.Xml) else None
    return statement if element is None else xmltree.canonical(element, comments=True)


def means_the_same(one: Script, other: Script) -> bool:
    """Tell whether two texts say the same: statements, other commands and comments."""
    return not other.problems and list(map(_meaning, one.lines)) == list(map(_meaning, other.lines))


def _meaning(line: Line) -> object:
    bound = line.bound
    assert bound is not None
    said = _as_it_is(line) if bound.given is None else (_said(bound.given.statement), line.levels)
    return line.raw.comments, said, bound.path


# ------------------------------------------------------------------ XML


def cib_of(document: Document) -> Element:
    """Return the `<cib>` of a file.  Raises CrmError (malformed-xml, forbidden-xml, not-a-cib)."""
    root = xmltree.parse(document.octets, document.name)
    if root.tag != "cib" or len(root.findall("configuration")) != 1:
        words = f"{document.name} holds no <cib> with one <configuration>"
        raise CrmError(Diagnostic("not-a-cib", words, location=document.start))
    return root


def laid_out_xml(document: Document) -> bytes:
    """Return a CIB in the canonical layout; attributes, comments and their order stay.

    Raises CrmError as `cib_of`.
    """
    root = cib_of(document)
    xmltree.lay_out(root)
    return declared(root, document.octets)
