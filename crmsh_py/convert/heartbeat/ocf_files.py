"""The files of heartbeat's script OCF: `/etc/ha.d/conf/OCF/TYPE/INSTANCE`, shell variables."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from crmsh_py.convert.conversion import Input
from crmsh_py.convert.heartbeat.haresources import Resource, Word, quoted
from crmsh_py.convert.heartbeat.parameters import invalid
from crmsh_py.diagnostics import Diagnostic
from crmsh_py.source import Location, Source, Span

_USAGE = "OCF::TYPE::INSTANCE"
_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*")
_ASSIGNMENT = re.compile(
    r"\s*(?:export\s+)?(?:OCF_RESKEY_)?(?P<name>[A-Za-z_][A-Za-z0-9_]*)="
    r"(?:'(?P<single>[^']*)'|\"(?P<double>[^\"$`\\]*)\"|(?P<plain>[^\s'\"$`\\;&|<>()]*))"
    r"\s*;?\s*(?:#.*)?"
)
_MAX_CHARACTERS = 64 * 1024


@dataclass(frozen=True, slots=True)
class OcfFile:
    """The agent's type, the name of the instance and its parameters: no type if it is unusable."""

    type: str = ""
    instance: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    diagnostics: tuple[Diagnostic, ...] = ()


def read_ocf_file(resource: Resource, files: Mapping[str, Input]) -> OcfFile:
    """Read the parameters of `OCF::TYPE::INSTANCE` from its file, if that was given."""
    if len(resource.arguments) != 2:
        problem = invalid(resource.script, "'OCF' needs a type and an instance", _USAGE)
        return OcfFile(diagnostics=(problem,))
    wrong = [word for word in resource.arguments if not _NAME.fullmatch(word.text)]
    if wrong:
        return OcfFile(diagnostics=tuple(_no_name(word) for word in wrong))
    type_, instance = (word.text for word in resource.arguments)
    file = files.get(f"{type_}/{instance}")
    if file is None:
        return OcfFile(type_, instance, {}, (_absent(resource, type_, instance),))
    values, problems = _assignments(file)
    return OcfFile(type_, instance, values, tuple(problems))


def _no_name(word: Word) -> Diagnostic:
    return invalid(word, f"{quoted(word.text)} can be no part of the name of a file", _USAGE)


def _absent(resource: Resource, type_: str, instance: str) -> Diagnostic:
    return Diagnostic(
        "no-ocf-file",
        f"the parameters of {instance!r} are in a file that was not given",
        location=resource.script.location,
        hint=f"give /etc/ha.d/conf/OCF/{type_}/{instance} to the conversion, or the parameters to"
        f" the primitive {instance!r} by hand",
    )


def _assignments(file: Input) -> tuple[dict[str, str], list[Diagnostic]]:
    """Read `OCF_RESKEY_NAME=VALUE` line by line; what a shell would have to work out is refused."""
    values: dict[str, str] = {}
    problems: list[Diagnostic] = []
    for number, line in enumerate(file.text[:_MAX_CHARACTERS].splitlines(), 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        match = _ASSIGNMENT.fullmatch(line)
        if match:
            found = (match["single"], match["double"], match["plain"])
            values[match["name"]] = next(one for one in found if one is not None)
            continue
        # The line may hold a secret: it is not shown.
        place = Location(Source(file.name, "", number), Span(0, 0))
        message = "the line is no plain assignment NAME=VALUE: its meaning is known to a shell only"
        problems.append(Diagnostic("invalid-argument", message, location=place))
    return values, problems
