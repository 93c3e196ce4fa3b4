"""The commands of `corosync` that look at corosync.conf: show, get, diff, verify."""

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from crmsh_py.codes import ExitStatus
from crmsh_py.commands.context import Context, Reply
from crmsh_py.commands.corosync.files import (
    FILE,
    decoded,
    file_of,
    findings,
    presentable,
    read,
    read_sound,
    unified,
)
from crmsh_py.commands.declare import Arguments, Level, Parameter
from crmsh_py.corosync import paths
from crmsh_py.corosync.dialect import dialect_of
from crmsh_py.corosync.syntax import Configuration, Entry, Section, masked, parse
from crmsh_py.diagnostics import CrmError, Diagnostic, Severity, worst_status
from crmsh_py.grammar.kinds import Kind
from crmsh_py.secrets import MASK

_KEY = "totem.key"


def add_commands(level: Level) -> None:
    """Declare the commands of this module in a level."""
    level.command(FILE)(show)
    level.command(
        Parameter("path", Kind.SETTING, meaning="such as totem.token, default all"), FILE
    )(get)
    level.command(
        Parameter(
            "others",
            Kind.FILE,
            many=True,
            word="<node or file>",
            meaning="nodes or files, default all other nodes",
        ),
        FILE,
    )(diff)
    level.command(Parameter("given", Kind.FILE, meaning="default: that of this machine"), FILE)(
        verify
    )


def show(context: Context, arguments: Arguments) -> Reply:
    """Show corosync.conf as it is; a shared key in it reads as asterisks.

    `--file` names another file than /etc/corosync/corosync.conf, or COROSYNC_MAIN_CONFIG_FILE.

    Example:
        show
        show --file corosync.conf.new
    """
    configuration = read(context, file_of(context, arguments))
    secrets = context.options.show_secrets
    text = configuration.text if secrets else masked(configuration.text, MASK)
    records = _records(context, configuration, configuration.root.parts)
    return Reply(presentable(text), "corosync", records)


def get(context: Context, arguments: Arguments) -> Reply:
    """Show a value of corosync.conf, or all values below a path.

    A path is `totem.token`. Of several sections of one name, brackets choose by number (nodeid,
    linknumber) or name: `nodelist.node[2].name`, `nodelist.node[node2].ring0_addr`. Without
    brackets all are meant: `nodelist.node.ring0_addr` shows the addresses of all nodes. Without
    a path, all there is.

    Example:
        get totem.cluster_name
        get nodelist.node[node2]
    """
    configuration = read_sound(context, file_of(context, arguments))
    path = arguments["path"]
    parts = paths.find(configuration, path) if path else configuration.root.parts
    records = list(_records(context, configuration, parts))
    plain = path and all(isinstance(one, Entry) for one in parts)
    lines = [one["value"] if plain else f"{one['path']}: {one['value']}" for one in records]
    return Reply(presentable("".join(f"{line}\n" for line in lines)), records=records)


def _records(
    context: Context, configuration: Configuration, parts: Sequence[Entry | Section]
) -> Iterator[dict[str, Any]]:
    below = (one for part in parts for one in ([part] if isinstance(part, Entry) else part.walk()))
    wanted = {id(one) for one in below}
    for entry, path in paths.labels(configuration):
        if id(entry) in wanted:
            hidden = entry.path == _KEY and not context.options.show_secrets
            yield {"path": path, "value": MASK if hidden else presentable(entry.value)}


def diff(context: Context, arguments: Arguments) -> Reply:
    """Compare corosync.conf with those of other nodes, or with files.

    Nodes are reached over ssh: `diff node2 node3`. What has a `/` in it, or ends in `.conf`, is a
    file. Without a name all other nodes of the nodelist are asked.

    Exit status:
        1  there are differences

    Example:
        diff ./corosync.conf.old
    """
    file = file_of(context, arguments)
    own = read(context, file)
    others = arguments["others"] or _other_nodes(own)
    if not others:
        return Reply(notes=("there is nothing to compare with: the nodelist has no other node",))
    texts: dict[str, str] = {}
    problems: list[Diagnostic] = []
    for other in others:
        try:
            texts[other] = _difference(context, own, other, file)
        except CrmError as error:
            problems += error.diagnostics
    records = [
        {"other": other, "differs": bool(text), "diff": text} for other, text in texts.items()
    ]
    notes = tuple(f"{other}: no differences" for other, text in texts.items() if not text)
    status = ExitStatus.ERROR if any(texts.values()) else ExitStatus.OK
    return Reply(
        "".join(texts.values()),
        "diff",
        records,
        notes,
        tuple(problems),
        status=worst_status(problems) or status,
    )


def _other_nodes(configuration: Configuration) -> list[str]:
    own = os.uname().nodename.partition(".")[0]
    names = [node.value("name") or "" for node in configuration.nodes]
    return [name for name in names if name and name.partition(".")[0] != own]


def _difference(context: Context, own: Configuration, other: str, file: str) -> str:
    if "/" in other or other.endswith(".conf"):
        theirs = read(_here(context), other)
    else:
        with context.reach(other) as tools:
            octets = tools.read_file(file)
        theirs = parse(decoded(octets, file), f"{other}:{file}")
    return unified(own, theirs, (own.source.name, theirs.source.name))


def _here(context: Context) -> Context:
    """Return a context that reads the files of this machine, whatever `--host` says."""
    return replace(context, options=replace(context.options, host=""))


def verify(context: Context, arguments: Arguments) -> Reply:
    """Check corosync.conf: what is misspelt, missing, contradictory, or of older releases.

    Files for corosync 1, 2 and 3 are understood; what has to change for corosync 3 is said. For
    the file of this machine, the key, the folder of the log and the addresses are looked at too.
    With errors corosync or Pacemaker would not start, or not do what the file says; warnings are
    worth a look.

    Exit status:
        0  there are no errors, though perhaps warnings

    Example:
        verify
        verify ./corosync.conf.new
    """
    file = arguments["given"] or file_of(context, arguments)
    configuration = read(context, file)
    found = findings(context, configuration, file)
    counts = Counter(one.severity for one in found)
    told = [_count(counts[one], one) for one in reversed(Severity) if counts[one]]
    dialect = dialect_of(configuration)
    note = f"{configuration.source.name}: for {dialect}; {', '.join(told) or 'no problems'}"
    return Reply(notes=(note,), diagnostics=tuple(found), status=worst_status(found))


def _count(count: int, severity: Severity) -> str:
    word = "remark" if severity is Severity.INFO else str(severity)
    return f"{count} {word}" if count == 1 else f"{count} {word}s"
