"""The command `validate` of `ra`: whether values will do for an agent."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from crmsh_py import xmltree
from crmsh_py.agents.known import KnownAgents
from crmsh_py.agents.machine import ThisMachine
from crmsh_py.agents.validating import Verdict, validate_all
from crmsh_py.codes import ExitStatus
from crmsh_py.commands.context import Context, Reply
from crmsh_py.commands.declare import Arguments, Level, Parameter, PlacedWord
from crmsh_py.commands.ra.naming import candidates, name_text
from crmsh_py.diagnostics import CrmError, Diagnostic, Severity, errors
from crmsh_py.grammar.kinds import Kind
from crmsh_py.grammar.tree import Agent as Name
from crmsh_py.model.cib import Cib
from crmsh_py.model.empty import EMPTY_CIB
from crmsh_py.proposals import stricter
from crmsh_py.source import Location
from crmsh_py.verify.checks import Only, check

_ID = "values"
"""The id of the resource that is checked; it is taken out of the messages."""

_CODES = frozenset(
    {
        *("unknown-agent", "broken-agent", "unknown-parameter", "missing-parameter"),
        *("deprecated-parameter", "mistyped-parameter"),
    }
)
"""What of our own checks is about parameters."""


def add_commands(level: Level) -> None:
    """Declare the commands of this module in a level."""
    level.command(
        Parameter("agent", Kind.AGENT, required=True, meaning="[CLASS:[PROVIDER:]]TYPE"),
        Parameter(
            "values",
            Kind.NVPAIR,
            many=True,
            placed=True,
            meaning="parameters of the agent with values",
        ),
    )(validate)


def validate(context: Context, arguments: Arguments) -> Reply:
    """Check values for an agent: against what it says of its parameters, and by the agent itself.

    An agent that is installed here is asked as well (its action `validate-all`): it may look for
    programs, devices and files.

    Exit status:
        78  anything is wrong

    Example:
        # would these values do?
        validate ocf:pacemaker:Dummy fake=yes
    """
    library = context.library
    name = candidates(library, arguments["agent"])[0]
    values = _pairs(arguments["values"])
    found = [*_by_metadata(library, name, values), *library.problems]
    verdict = _by_agent(context, name, values)
    notes = _notes(name, verdict, found)
    found += _problems(name, verdict)
    failed = errors(found)
    status = failed[0].status if failed else ExitStatus.OK
    return Reply(diagnostics=tuple(dict.fromkeys(found)), notes=notes, status=status)


def _pairs(words: Sequence[PlacedWord]) -> dict[str, PlacedWord]:
    """Return values by name.  Raises CrmError (usage) with all words that are no pairs."""
    wrong = [one for one in words if "=" not in one.text or one.text.startswith("=")]
    if wrong:
        raise CrmError(*map(_no_pair, wrong))
    return {
        name: PlacedWord(value, one.location)
        for one in words
        for name, _, value in [one.text.partition("=")]
    }


def _no_pair(word: PlacedWord) -> Diagnostic:
    words = f"expected <name>=<value>, found {word.text!r}"
    return Diagnostic("usage", words, location=word.location)


# ------------------------------------------------------------------ by what is known of the agent


def _by_metadata(
    library: KnownAgents, name: Name, values: dict[str, PlacedWord]
) -> list[Diagnostic]:
    cib = Cib(xmltree.parse(EMPTY_CIB, "an empty CIB"))
    cib.insert(cib.ensure_section("resources"), _resource(name, values))
    found = check(cib, library, Only(_CODES, frozenset({_ID})))
    title = f"primitive {_ID}: "
    return [
        replace(
            stricter(one),
            message=one.message.removeprefix(title),
            subject=None,
            hint=one.hint and one.hint.replace("'params ", "'"),
            location=_place(one.words, values),
        )
        for one in found
        if one.code in _CODES
    ]


def _place(words: Iterable[str], values: dict[str, PlacedWord]) -> Location | None:
    found = [values[word].location for word in words if word in values]
    return found[-1] if found else None


def _resource(name: Name, values: dict[str, PlacedWord]) -> xmltree.Element:
    attributes = {"id": _ID, "class": name.class_, "type": name.type}
    if name.provider:
        attributes["provider"] = name.provider
    resource = xmltree.new("primitive", attributes)
    nvset = xmltree.sub(resource, "instance_attributes", {"id": f"{_ID}-set"})
    for at, (key, word) in enumerate(values.items()):
        pair = {"id": f"{_ID}-{at}", "name": key, "value": word.text}
        xmltree.sub(nvset, "nvpair", pair)
    return resource


# ------------------------------------------------------------------ by the agent itself


def _by_agent(context: Context, name: Name, values: dict[str, PlacedWord]) -> Verdict | None:
    plain = {key: word.text for key, word in values.items()}
    remote = context.tools_here() if context.options.host else None
    machine = context.library.machine
    places = machine.places if isinstance(machine, ThisMachine) else None
    return validate_all(name, plain, places=places, remote=remote)


def _problems(name: Name, verdict: Verdict | None) -> list[Diagnostic]:
    if verdict is None or verdict.ok or not verdict.was_checked:
        return []
    words = f"{name_text(name)}: the agent itself says: {verdict.meaning}"
    hint = "; ".join(verdict.output.splitlines()[:_MOST_LINES]) or None
    return [Diagnostic("agent-refuses", words, Severity.ERROR, hint=hint)]


_MOST_LINES = 5
"""Of what an agent prints."""


def _notes(name: Name, verdict: Verdict | None, found: list[Diagnostic]) -> tuple[str, ...]:
    if verdict is None:
        asked = f"{name_text(name)} is not installed here, or cannot check values itself"
    elif not verdict.was_checked:
        asked = f"{name_text(name)} has no action validate-all"
    else:
        asked = "the agent itself finds nothing wrong" if verdict.ok else ""
    ours = "" if errors(found) else "the values are as the agent's metadata has them"
    return tuple(one for one in (ours, asked) if one)
