"""The command `catalogue` of `ra`: the facts on all agents of an installation, as files."""

from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path

from crmsh_py.agents.building import Built, build
from crmsh_py.commands.context import Context, Reply
from crmsh_py.commands.counting import counted
from crmsh_py.commands.declare import Arguments, Level, Parameter
from crmsh_py.commands.ra.naming import name_text
from crmsh_py.diagnostics import CrmError, Diagnostic, Severity
from crmsh_py.grammar.kinds import Kind
from crmsh_py.grammar.tree import Agent as Name


def add_commands(level: Level) -> None:
    """Declare the commands of this module in a level."""
    level.command(
        Parameter(
            "root",
            Kind.FILE,
            option="--root",
            word="<folder>",
            meaning="where packages are unpacked, default /",
        ),
        Parameter("action", choices=("build",), required=True, meaning="write the catalogue"),
        Parameter(
            "folder", Kind.FILE, required=True, word="<folder>", meaning="where its files go"
        ),
    )(catalogue)


def catalogue(context: Context, arguments: Arguments) -> Reply:
    """Write the facts on all agents that are installed here into a folder, a file for each.

    The catalogue that comes with this program was made so. Files of agents that are not installed
    stay as they are, so that it can be built from several machines, or with `--root` from packages
    that are only unpacked. It holds names, types and times, and none of the agents' own texts.

    Example:
        catalogue build agents
    """
    root = Path(arguments["root"] or "/")
    counted_agents = partial(counted, context.interaction.progress, what="asking agents")
    built = build(Path(arguments["folder"]), root=root, counted=counted_agents)
    if not (built.written or built.unchanged or built.broken):
        words = f"no ocf or stonith agents are installed under '{root}': nothing was written"
        hint = "'--root FOLDER' takes those that were unpacked into a folder"
        raise CrmError(Diagnostic("no-such-agent", words, hint=hint))
    records = tuple(
        {"kind": "built-agent", "name": name_text(name), "result": result}
        for result, names in _results(built)
        for name in names
    )
    text = "".join(f"{name_text(name)}\n" for name in sorted(built.written, key=name_text))
    notes = tuple(f"{len(names)} {result}" for result, names in _results(built) if names)
    return Reply(text, records=records, notes=notes, diagnostics=tuple(_problems(built)))


def _results(built: Built) -> tuple[tuple[str, list[Name]], ...]:
    return (
        ("written", built.written),
        ("unchanged", built.unchanged),
        ("not installed here: left as they are", built.left),
    )


def _problems(built: Built) -> Iterator[Diagnostic]:
    for names, words in (
        (built.broken, "its metadata cannot be read"),
        (built.doubtful, "its metadata is not as it should be"),
    ):
        for name in sorted(names, key=name_text):
            yield _problem(name, words, names[name])


def _problem(name: Name, words: str, reasons: Iterable[str]) -> Diagnostic:
    text = f'agent "{name_text(name)}": {words}: {"; ".join(reasons)}'
    return Diagnostic("broken-agent", text, Severity.WARNING)
