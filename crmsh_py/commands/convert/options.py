"""What all commands of `convert` can be told, and what it means for the result."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from crmsh_py.commands.context import Context
from crmsh_py.commands.declare import Arguments, Parameter, flag, option
from crmsh_py.commands.parameters import JSON
from crmsh_py.diagnostics import CrmError, Diagnostic
from crmsh_py.grammar.kinds import Kind
from crmsh_py.model.releases import KNOWN, USUAL

FORMS = ("crm", "xml", "corosync", "files", "report", "all")
"""What a conversion can be put out as; `files` are those that are neither CIB nor corosync.conf."""

LEVEL = "convert"
_OUTPUT = Parameter(
    "output",
    Kind.FILE,
    option="-o",
    word="<folder>|-",
    meaning="write files there, '-' is standard output",
)
_SCHEMA = replace(
    option("--schema", *KNOWN, meaning="schema of the CIB, default pacemaker-3.9"), word="<schema>"
)

WITH_NODES = flag("--with-nodes", "write the nodes into the CIB too")
KEEP_PORT = flag("--keep-port", "stay with the port of old")
KEEP_GLUE_STONITH = flag("--keep-glue-stonith", "keep the fencing plugins of cluster-glue")
SCRIPTS = "class of the init scripts"

COMMON = (
    _OUTPUT,
    option("--to", *FORMS, meaning="what to put out, default crm"),
    _SCHEMA,
    flag("--strict", "refuse warnings too"),
    flag("--best-effort", "write it in spite of errors"),
    flag("--annotate", "put what was found on top of each file"),
    JSON,
    flag("--install", "write it where Pacemaker reads it at its start"),
    flag("--force", "even if other files are replaced"),
)
"""The options of every command of the level."""

_OF_OUTPUT = ("output", "to", "schema", "annotate", "json", "install")
"""Those that say where the result goes, which in `configure` is the working copy."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """What is wanted of a conversion; `folder` is where its files go, "" being standard output."""

    folder: str = ""
    form: str | None = None
    schema: str = USUAL
    strict: bool = False
    best_effort: bool = False
    annotate: bool = False
    json: bool = False
    install: bool = False
    force: bool = False


def repeated(word: str, label: str, meaning: str, kind: Kind = Kind.TEXT) -> Parameter:
    """Declare an option that may be given several times."""
    return replace(option(word, meaning=meaning), kind=kind, many=True, word=label)


NODE_ADDRESSES = replace(
    repeated("--node", "<name>=<address>[,<address>]", "addresses of a node, one for each link"),
    aliases=("--node-addr",),
)


def file_option(word: str, meaning: str) -> Parameter:
    """Declare an option that names a file."""
    return replace(option(word, meaning=meaning), kind=Kind.FILE)


def wishes(context: Context, arguments: Arguments) -> Wishes:
    """Return what is wanted.  Raises CrmError (usage) if that contradicts itself."""
    output = arguments["output"]
    wanted = Wishes(
        "" if output in {None, "-"} else output,
        arguments["to"],
        arguments["schema"] or USUAL,
        arguments["strict"],
        arguments["best_effort"],
        arguments["annotate"],
        arguments["json"],
        arguments["install"],
        arguments["force"] or context.options.force,
    )
    for problem in _contradictions(context, arguments, wanted):
        raise CrmError(problem)
    return wanted


def in_working_copy(context: Context) -> bool:
    """Tell whether the command was given in `configure`, where it adds to the working copy."""
    return context.path[:1] == ("configure",)


def _contradictions(context: Context, arguments: Arguments, wanted: Wishes) -> Iterable[Diagnostic]:
    if wanted.strict and wanted.best_effort:
        words = "'--strict' refuses what '--best-effort' lets pass"
        yield Diagnostic("usage", words, subject="--strict", hint="give one of them")
    if wanted.install and (arguments["output"] or wanted.form or wanted.json):
        words = "'--install' writes cib.xml into Pacemaker's folder, and nothing else"
        hint = "give '-o', '--to' and '--json' to a run of their own"
        yield Diagnostic("usage", words, subject="--install", hint=hint)
    for name in _OF_OUTPUT if in_working_copy(context) else ():
        if arguments[name]:
            word = "-o" if name == "output" else f"--{name}"
            words = f"in 'configure' the result goes into the working copy: {word!r} has no place"
            yield Diagnostic("usage", words, subject=word, hint=f"'/{LEVEL} …' writes files")
