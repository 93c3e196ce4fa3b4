"""The files that a conversion comes to, as texts."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property, partial

from crmsh_py import xmltree
from crmsh_py.commands.convert.checking import COROSYNC
from crmsh_py.commands.convert.report import markdown, printable
from crmsh_py.commands.views import cib_text, text_of_all
from crmsh_py.convert.conversion import Conversion
from crmsh_py.diagnostics import Diagnostic
from crmsh_py.model.cib import Cib
from crmsh_py.model.comments import comment_of
from crmsh_py.model.masking import secrets_in
from crmsh_py.secrets import hide, is_secret


@dataclass(frozen=True)
class Piece:
    """A file: `form` is what `--to` calls it, `syntax` the language it is in.

    One that `is_private` holds passwords.  `make` gives the text, with its secrets or without:
    most of the files that there could be are not asked for.
    """

    name: str
    form: str
    make: Callable[[bool], str]
    syntax: str = "text"
    is_private: bool = False

    @cached_property
    def text(self) -> str:
        """What the file holds."""
        return self.make(True)

    @property
    def masked(self) -> str:
        """What a terminal shows of it."""
        return self.make(False) if self.is_private else self.text

    @property
    def octets(self) -> bytes:
        """What is written into the file."""
        return self.text.encode()


def pieces(conversion: Conversion, title: str, *, annotate: bool = False) -> tuple[Piece, ...]:
    """Return all files, the report as the last; with `annotate` they say what was found."""
    remarks = tuple(_remarks(conversion, title)) if annotate else ()
    made = [*_of_cib(conversion.cib, remarks)] if conversion.cib is not None else []
    above = "".join(f"{one}\n" for one in remarks)
    if conversion.corosync is not None:
        made.append(Piece(COROSYNC, "corosync", partial(_plain, above + conversion.corosync)))
    made += [
        Piece(name, "files", partial(_plain, above + text), is_private=is_secret(text))
        for name, text in conversion.files.items()
    ]
    report = partial(_report, conversion, title)
    return (*made, Piece("report.md", "report", report, "markdown"))


def _plain(text: str, secrets: bool) -> str:
    return text if secrets else hide(text)


def _report(conversion: Conversion, title: str, _secrets: bool) -> str:
    return markdown(conversion, title)


def _of_cib(cib: Cib, remarks: tuple[str, ...]) -> Iterator[Piece]:
    if remarks:
        cib = Cib(xmltree.copy_document(cib.root))
        xmltree.insert(cib.configuration, 0, comment_of("\n".join(remarks)))
    private = any(True for _ in secrets_in(cib.root))
    yield Piece("cib.crm", "crm", partial(_as_crm, cib), "crm", private)
    yield Piece("cib.xml", "xml", partial(_as_xml, cib), "xml", private)


def _as_crm(cib: Cib, secrets: bool) -> str:
    return text_of_all(cib, list(cib.objects()), secrets=secrets)


def _as_xml(cib: Cib, secrets: bool) -> str:
    return cib_text(cib, None, secrets=secrets)


def _remarks(conversion: Conversion, title: str) -> Iterator[str]:
    """Yield the lines of a comment: what the file was made of, and what was found."""
    yield f"# {title}"
    for one in conversion.diagnostics:
        yield f"# {line_of(one)}"


def line_of(problem: Diagnostic) -> str:
    """Return a problem as a line, without the line of the source."""
    location = problem.location
    place = "" if location is None else ":".join((location.name, *map(str, location.position)))
    text = f"{problem.severity}: {hide(problem.message)} [{problem.code}]"
    return printable(f"{place}: {text}".removeprefix(": "))
