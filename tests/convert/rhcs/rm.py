"""The conversion of an `<rm>` alone, and what it comes to as text."""

from crmsh_py.convert.conversion import Input
from crmsh_py.convert.documents import read
from crmsh_py.convert.draft import Draft
from crmsh_py.convert.rhcs.choices import Choices
from crmsh_py.convert.rhcs.services import convert_services, read_services
from crmsh_py.convert.rhcs.trees import Resource, expand, known
from crmsh_py.convert.rhcs.work import Work, children
from crmsh_py.diagnostics import Severity
from crmsh_py.grammar.printer import to_text

NODES = ("n1", "n2", "n3")
DEFAULTS = Choices()


def work(text: str, choices: Choices = DEFAULTS) -> Work:
    """Return the work on a cluster.conf of which only what is in `<rm>` is given."""
    document = read(Input("cluster.conf", f"<cluster>\n{text}\n</cluster>".encode()))
    return Work(document, Draft(), choices, NODES)


def drafted(inside: str, choices: Choices = DEFAULTS) -> Draft:
    """Convert what stands inside of one `<rm>`."""
    return drafted_of(f"<rm>\n{inside}\n</rm>", choices)


def drafted_of(text: str, choices: Choices = DEFAULTS) -> Draft:
    """Convert all `<rm>` elements of a text."""
    made = work(text, choices)
    convert_services(read_services(made, children(made.document.root, "rm")))
    return made.draft


def shown(draft: Draft) -> str:
    """Return the statements of a draft, one a line."""
    return "".join(f"{to_text(one)}\n" for one in draft.statements).replace(" \\\n\t", " ")


def said(draft: Draft) -> list[tuple[str, str]]:
    """Return severity and code of all that is said."""
    return [(str(one.severity), one.code) for one in draft.problems]


def heard(draft: Draft) -> list[tuple[str, str]]:
    """Return what is said and more than an explanation."""
    weighty = [one for one in draft.problems if one.severity is not Severity.INFO]
    return [(str(one.severity), one.code) for one in weighty]


def trees(text: str) -> list[Resource]:
    """Return the trees of the services in all `<rm>` elements of a text."""
    made = work(text)
    rms = children(made.document.root, "rm")
    resources = known(made, rms)
    found = [expand(resources, one) for rm in rms for one in children(rm, "service", "vm")]
    return [one for one in found if one is not None]
