"""Operations that have less time than their agent advises."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from crmsh_py.agents.agent import Action, Agent, Origin
from crmsh_py.diagnostics import Diagnostic
from crmsh_py.model.times import milliseconds
from crmsh_py.verify.agents.place import behind_agent, culprit
from crmsh_py.verify.agents.roles import PROMOTED, UNPROMOTED, Duties
from crmsh_py.verify.check import finding
from crmsh_py.verify.view import Operation, Primitive, View
from crmsh_py.verify.view.pairs import is_true
from crmsh_py.xmltree import Element

_DEFAULT = "20s"
"""How long an operation may take if nothing is said: Pacemaker Explained, Operation Properties."""
_LEAST = 1000
"""A second, in milliseconds: less is a slip of the unit, whatever the agent."""

Advice = Mapping[str, tuple[Action, ...]]
"""The actions of an agent that come with an advised timeout, by name."""


class Short(NamedTuple):
    """An operation with too little time.

    `given` is None if it is the default; `place` counts the resource's operations, None if it
    has none of that name.  Without an `advised` time it is simply next to nothing.
    """

    action: str
    given: str | None
    advised: str
    place: int | None = None


def default_timeout(view: View) -> str | None:
    """Return the timeout of operations that have none, None if it depends on a rule."""
    defaults = view.operation_defaults
    if "timeout" in defaults.sometimes:
        return None
    text = defaults.get("timeout") or _DEFAULT
    return with_unit(text) if milliseconds(text) else None


def advised(agent: Agent) -> Advice:
    """Return the actions for which an agent advises a timeout."""
    found: dict[str, tuple[Action, ...]] = {}
    for one in agent.actions:
        if milliseconds(one.timeout):
            found[one.name] = (*found.get(one.name, ()), one)
    return found


# ------------------------------------------------------------------ judging


class Judge(NamedTuple):
    """What the operations of a resource are held against."""

    advice: Advice
    asked: Duties
    default: str | None
    is_service: bool = False
    """A service's state is read from systemd, or from a script that is quick to tell."""

    @classmethod
    def of(cls, agent: Agent | None, asked: Duties, default: str | None) -> "Judge":
        """Return what holds for an agent; None is one that is not known."""
        if agent is None:
            return cls({}, asked, default)
        return cls(advised(agent), asked, default, agent.origin is Origin.CLASS)

    def short(self, ops: Sequence[Operation]) -> Iterator[Short]:
        """Yield the operations with too little time, first those that are not given."""
        there = {op.name for op in ops}
        for name in self._called():
            if name not in there and self.default is not None and name in self.advice:
                most = _advised_for(self.advice[name], None, None)
                if _is_less(self.default, most.timeout):
                    yield Short(name, None, with_unit(most.timeout))
        for place, op in enumerate(ops):
            short = self._given(op, place)
            if short is not None:
                yield short

    def _called(self) -> Iterator[str]:
        yield from ("start", "stop")
        if self.asked.promotable:
            yield from ("promote", "demote")
        if self.asked.notified:
            yield "notify"
        if self.asked.migrated:
            yield from ("migrate_to", "migrate_from")

    def _given(self, op: Operation, place: int) -> Short | None:
        given = op.get("timeout")
        text = given or self.default
        if text is None or not is_true(op.get("enabled"), otherwise=True):
            return None
        if op.name not in self.advice:
            is_tiny = given is not None and 0 < (milliseconds(given) or 0) < _LEAST
            return Short(op.name, given, "", place) if is_tiny else None
        if self.is_service and not _is_little(op.name, given):
            return None
        level = op.parameters.get("OCF_CHECK_LEVEL")
        most = _advised_for(self.advice[op.name], op.get("role"), level)
        if not _is_less(text, most.timeout):
            return None
        return Short(op.name, given, with_unit(most.timeout), place)


def _advised_for(actions: tuple[Action, ...], role: str | None, level: str | None) -> Action:
    """Return what is advised for an action in a role and at a level; of several, the least."""
    wanted = [one for one in actions if (one.depth or "0") == (level or "0")] or actions
    roles = next((both for both in (PROMOTED, UNPROMOTED) if role in both), frozenset({""}))
    wanted = [one for one in wanted if one.role in roles] or wanted
    return min(wanted, key=lambda one: milliseconds(one.timeout) or 0)


def _is_little(action: str, given: str | None) -> bool:
    """Tell whether a service's action has too little time: what is chosen for it is mostly right.

    The advice is for all services alike, and their state is quickly told.
    """
    if action == "monitor":
        return given is not None and 0 < (milliseconds(given) or 0) < _LEAST
    return given is None or not _is_less(_DEFAULT, given)


def _is_less(text: str, advised_: str) -> bool:
    time, enough = milliseconds(text), milliseconds(advised_)
    return time is not None and enough is not None and 0 < time < enough


# ------------------------------------------------------------------ telling


def short_timeouts(
    primitive: Primitive, found: tuple[Short, ...], default: str | None
) -> Iterator[tuple[Element, Diagnostic]]:
    """Yield what has too little time, all in one; what the template gives is the template's."""
    template, about = primitive.template, culprit(primitive)
    inherited = [
        one for one in found if one.place is not None and primitive.operations[one.place].inherited
    ]
    if template is not None and about is primitive.element and inherited:
        yield template, _too_short(template, inherited, default, _agent_word(primitive))
        found = tuple(one for one in found if one not in inherited)
    if found:
        at = behind_agent(primitive) if about is primitive.element else (_agent_word(primitive),)
        yield about, _too_short(about, found, default, *at)


def _agent_word(primitive: Primitive) -> str:
    return "" if primitive.agent is None else primitive.agent.type


def _too_short(about: Element, found: Sequence[Short], default: str | None, *at: str) -> Diagnostic:
    by_time: dict[str, list[str]] = {}
    for one in found:
        by_time.setdefault(_time(one, default), []).append(one.action)
    listed = ", ".join(f"{_joined(names)} {time}" for time, names in by_time.items())
    words = f"operations may run out of time, which counts as a failure: {listed}"
    given = [one for one in found if one.given is not None]
    if given:
        at = (*at, "op", given[0].action, "timeout")
    elif all(one.place is not None for one in found):
        at = (*at, "op", found[0].action)
    return finding(about, "short-timeout", words, *at, hint=_hint(found))


def _time(short: Short, default: str | None) -> str:
    given = with_unit(short.given) if short.given is not None else f"{default} by default"
    if not short.advised:
        return f"{given} (less than a second)"
    return f"{given} (advised: {short.advised})"


def with_unit(text: str) -> str:
    """Return a time with its unit, as what is without one means seconds."""
    return f"{text}s" if text.isdecimal() else text


def _joined(names: Iterable[str]) -> str:
    """Return names as a text has them: `start, stop and monitor`."""
    *others, last = dict.fromkeys(names)
    return f"{', '.join(others)} and {last}" if others else last


def _hint(found: Sequence[Short]) -> str:
    added = [f"op {one.action} timeout={one.advised}" for one in found if one.place is None]
    raised: dict[str, list[str]] = {}
    for one in found:
        if one.place is not None:
            raised.setdefault(one.advised or _DEFAULT, []).append(f"'op {one.action}'")
    parts = [f"add '{' '.join(added)}'"] if added else []
    parts += [f"write 'timeout={time}' in {_joined(ops)}" for time, ops in raised.items()]
    return "; ".join(parts)
