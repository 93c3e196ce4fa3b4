"""What was converted into Pacemaker's own folder, on request."""

from collections.abc import Iterator, Sequence

from crmsh_py.commands.context import Context, Reply
from crmsh_py.commands.convert.checking import COROSYNC
from crmsh_py.commands.convert.pieces import Piece
from crmsh_py.commands.convert.records import records
from crmsh_py.convert.conversion import Conversion
from crmsh_py.diagnostics import CrmError, Diagnostic
from crmsh_py.pacemaker.installing import Place, install

_USUAL = Place()


def install_reply(
    context: Context,
    conversion: Conversion,
    made: Sequence[Piece],
    *,
    force: bool,
    place: Place = _USUAL,
) -> Reply:
    """Install the CIB of a conversion, and say what else was made.  Raises CrmError."""
    if context.options.host:
        words = "'--install' writes on this machine, not on that of '--host'"
        raise CrmError(Diagnostic("usage", words, hint="log in there"))
    document = next((one for one in made if one.form == "xml"), None)
    if document is None:
        words = "the conversion makes no CIB that could be installed"
        raise CrmError(Diagnostic("not-made", words, hint="'-o FOLDER' writes what it makes"))
    tools = context.tools_here()
    if tools is None:
        words = "Pacemaker is not installed on this machine"
        raise CrmError(Diagnostic("tool-missing", words, hint="'-o FOLDER' writes the files"))
    if context.options.dry_run:
        notes = [f"nothing was written; to {place.folder} would go: cib.xml, cib.xml.sig"]
    else:
        notes = install(document.octets, tools, place, force=force)
    told = (*notes, *_besides(made))
    return Reply(records=records(conversion, ()), notes=told)


def _besides(made: Sequence[Piece]) -> Iterator[str]:
    """Say what was not installed, and what has to be done."""
    names = [one.name for one in made if one.form in {"corosync", "files"}]
    if names:
        yield f"not installed: {', '.join(names)}; '-o FOLDER' writes them, and the report"
    if COROSYNC in names:
        yield f"{COROSYNC} belongs into /etc/corosync on every node, with one authkey for all"
    yield "start Pacemaker on this node first; the others must have no CIB of their own"
