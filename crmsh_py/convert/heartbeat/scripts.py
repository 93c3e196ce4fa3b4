"""A resource script: what agent takes its place, and what its arguments are called there."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from crmsh_py import secrets
from crmsh_py.convert.heartbeat.haresources import Resource, Word
from crmsh_py.convert.heartbeat.parameters import PLACEHOLDER, Parameters, invalid, remark
from crmsh_py.diagnostics import Diagnostic
from crmsh_py.grammar import tree


@dataclass(frozen=True, slots=True)
class Remark:
    """What whoever used a script is to be told."""

    code: str
    text: str
    hint: str | None = None
    is_warning: bool = True


@dataclass(frozen=True, slots=True)
class Script:
    """How to convert a resource script.

    `positions` are the agent's names of the arguments, of which the `required` must be there;
    those that `went` have no meaning today.  `constants` hold where no argument says otherwise.
    `prefix` and `named_after` (a parameter) make the id.  `clone` is the meta of the clone to
    make of it: None for most.

    A script with `is_init_script` is one when it has no arguments: heartbeat itself had none of
    that name.  One that `is_service` could run on several nodes at once, which addresses and
    disks could not.  Those that `may_repeat` disturb each other not.
    """

    agent: tree.Agent
    positions: tuple[str, ...] = ()
    required: tuple[str, ...] = ()
    constants: tuple[tuple[str, str], ...] = ()
    monitor: tuple[str, str] = ("60s", "60s")
    prefix: str | None = None
    named_after: str | None = None
    went: tuple[str, ...] = ()
    remark: Remark | None = None
    is_init_script: bool = False
    is_service: bool = False
    may_repeat: bool = False
    clone: tuple[tuple[str, str], ...] | None = None
    todo: tuple[str, ...] = ()
    read: Callable[["Script", Resource], Parameters] | None = None

    def parameters(self, resource: Resource) -> Parameters:
        """Return what the arguments of a resource come to, constants included."""
        found = (self.read or positional)(self, resource)
        constants = {key: value for key, value in self.constants if key not in found.values}
        return replace(found, values={**found.values, **constants})

    @property
    def secret_positions(self) -> tuple[int, ...]:
        """The arguments that must not be shown, counted from 0."""
        return tuple(at for at, name in enumerate(self.positions) if secrets.is_secret(name))


def ocf(type_: str, provider: str = "heartbeat") -> tree.Agent:
    """Return an agent of the class ocf."""
    return tree.Agent("ocf", provider, type_)


def positional(script: Script, resource: Resource) -> Parameters:
    """Give the arguments the names of their positions."""
    pairs = dict(zip(script.positions, resource.arguments, strict=False))
    values = {name: word.text for name, word in pairs.items() if name not in script.went}
    absent = [name for name in script.required if name not in pairs]
    problems = [
        *_missing(script, resource, absent),
        *_surplus(script, resource),
        *(_gone(resource, name, word) for name, word in pairs.items() if name in script.went),
    ]
    return Parameters(values | dict.fromkeys(absent, PLACEHOLDER), tuple(problems))


def usage(script: Script, resource: Resource) -> str:
    """Return how a script is written in haresources."""
    text, depth = resource.script.text, 0
    for name in script.positions:
        is_required = name in script.required
        depth += not is_required
        text += f"::{name}" if is_required else f"[::{name}"
    return text + "]" * depth


def _missing(script: Script, resource: Resource, names: list[str]) -> list[Diagnostic]:
    if not names:
        return []
    message = f"'{resource.script.text}' needs {' and '.join(names)}"
    place = resource.script.location
    return [Diagnostic("missing-value", message, location=place, hint=usage(script, resource))]


def _surplus(script: Script, resource: Resource) -> list[Diagnostic]:
    surplus = resource.arguments[len(script.positions) :]
    if not surplus:
        return []
    count = len(script.positions)
    takes = f"at most {count} argument{'s' if count > 1 else ''}" if count else "no arguments"
    message = f"'{resource.script.text}' takes {takes}"
    return [invalid(surplus[0], message, usage(script, resource))]


def _gone(resource: Resource, name: str, word: Word) -> Diagnostic:
    message = f"the agent of today has no parameter for the {name!r} of '{resource.script.text}'"
    return remark("dropped", word, message, "check that nothing depends on it")
