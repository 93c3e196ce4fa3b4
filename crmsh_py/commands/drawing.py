"""The command `graph`: a picture of the configuration."""

import importlib
from typing import TYPE_CHECKING

from crmsh_py.commands.context import Context, Reply
from crmsh_py.commands.declare import Arguments, Level, Parameter
from crmsh_py.diagnostics import CrmError, Diagnostic
from crmsh_py.files import write_bytes, write_text
from crmsh_py.grammar.kinds import Kind

if TYPE_CHECKING:
    from crmsh_py.runner import Outcome

_RUNNER = "crmsh_py.runner"  # loaded only where Graphviz draws
_GRAPHS = "crmsh_py.commands.graphs"
_PICTURES = ("svg", "png")


def add_commands(level: Level) -> None:
    """Declare the command of this module in a level."""
    level.command(
        Parameter(
            "form",
            choices=("mermaid", "dot", *_PICTURES),
            meaning="form of the drawing, default mermaid",
        ),
        Parameter("file", Kind.FILE, meaning="file to write; without, a text is printed"),
    )(graph)


def graph(context: Context, arguments: Arguments) -> Reply:
    """Draw the resources and the constraints between them.

    Containers are boxes around their members; edges are orders (drawn through), colocations
    (dashed) and preferred nodes (dotted). `mermaid`, the default, and `dot` are texts, printed
    if no file is named. `svg` and `png` are pictures, which Graphviz draws where it is installed;
    they go into a file. A file called `.dot`, `.svg` or `.png` needs no word before it.

    Example:
        # as text, for documents that draw Mermaid
        graph
        # for Graphviz
        graph cluster.dot
    """
    file = arguments["file"]
    form = arguments["form"] or _form_of(file)
    if form in _PICTURES and file in {None, "-"}:
        words = f"expected a file: a picture ({form}) is not for the terminal"
        raise CrmError(Diagnostic("usage", words, subject=form, hint=f"graph {form} FILE"))
    cib = context.session.cib
    graphs = importlib.import_module(_GRAPHS)
    drawn = graphs.graph_of(cib, list(cib.objects()))
    if form in _PICTURES:
        write_bytes(file, _picture(graphs.dot(drawn), form))
        return Reply(notes=(f"drawn to {file}",))
    text: str = graphs.mermaid(drawn) if form == "mermaid" else graphs.dot(drawn)
    if file in {None, "-"}:
        return Reply(text, "text", ({"kind": "graph", "format": form, "text": text},))
    write_text(file, text, private=False)
    return Reply(notes=(f"drawn to {file}",))


def _form_of(file: str | None) -> str:
    """Return the form that the name of a file says."""
    ending = (file or "").rpartition(".")[2].lower()
    return ending if ending in {"dot", *_PICTURES} else "mermaid"


def _picture(text: str, form: str) -> bytes:
    """Let Graphviz draw.  Raises CrmError (tool-missing, tool-failed)."""
    runner = importlib.import_module(_RUNNER).LocalRunner()
    if runner.find("dot") is None:
        raise CrmError(_missing(form))
    outcome: Outcome = runner.run(("dot", f"-T{form}"), stdin=text.encode())
    if outcome.status:
        words = f"'dot' ended with the status {outcome.status}"
        raise CrmError(Diagnostic("tool-failed", words, hint=outcome.words or None))
    return outcome.stdout


def _missing(form: str) -> Diagnostic:
    words = f"{form} needs Graphviz, and its program 'dot' is not installed"
    hint = "install the package graphviz, or use 'graph mermaid' or 'graph dot FILE'"
    return Diagnostic("tool-missing", words, hint=hint)
