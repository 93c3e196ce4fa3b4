"""Operations: their names, and the times that the agent advises for them."""

from collections.abc import Iterator

from crmsh_py.agents.agent import Action
from crmsh_py.assist.completion.offers import Candidate
from crmsh_py.assist.completion.statements.agents import agent, name_in
from crmsh_py.assist.completion.statements.slot import Slot
from crmsh_py.grammar.kinds import Kind

_USUAL = {
    "monitor": "look whether it runs, again and again",
    "start": "start it",
    "stop": "stop it",
    "promote": "make it the promoted one",
    "demote": "make it a promoted one no more",
    "notify": "be told what happens to the others",
    "migrate_to": "push it to another node while it runs",
    "migrate_from": "take it over from another node while it runs",
    "reload": "take over changed parameters",
    "reload-agent": "take over changed parameters",
    "status": "look whether it runs",
}
_INTERNAL = frozenset(
    {
        *("meta-data", "validate-all", "usage", "help", "methods", "list", "list-status"),
        *("metadata", "manpage", "diag"),
    }
)
_REPEATED = frozenset({"monitor"})


def names(slot: Slot) -> Iterator[Candidate]:
    """Yield the operations of the agent, else the usual ones; each but monitors once."""
    given = set(slot.words(Kind.OP_NAME)) - _REPEATED
    known = {one.name: one for one in actions(slot)}
    ordered = [one for one in _USUAL if one in known or not known]
    more = [one for one in known if one not in _USUAL]
    for name in (*ordered, *more):
        if name not in given and name not in _INTERNAL:
            yield Candidate(name, _meaning(name, known.get(name)))


def _meaning(name: str, action: Action | None) -> str:
    words = _USUAL.get(name, "")
    advice = _advice(action) if action is not None else ""
    return f"{words}; {advice}" if words and advice else words or advice


def _advice(action: Action) -> str:
    times = [("every", seconds(action.interval)), ("timeout", seconds(action.timeout))]
    told = [f"{word} {time}" for word, time in times if time and time != "0s"]
    return f"advised: {', '.join(told)}" if told else ""


def actions(slot: Slot) -> tuple[Action, ...]:
    """Return the actions of the agent that the statement is about; none if nothing is known."""
    found = agent(slot)
    return () if found is None else found.actions


def advised(slot: Slot, name: str) -> Iterator[str]:
    """Yield what the agent advises for an attribute of the operation that is being typed."""
    operation = slot.latest(Kind.OP_NAME)
    role = slot.given.get("role", "").lower()
    fitting = [one for one in actions(slot) if one.name == operation]
    fitting.sort(key=lambda one: _role(one) != role)
    for one in fitting:
        time = {"timeout": one.timeout, "interval": one.interval, "start-delay": one.start_delay}
        if found := seconds(time.get(name, "")):
            yield found


def _role(action: Action) -> str:
    return {"master": "promoted", "slave": "unpromoted"}.get(
        action.role.lower(), action.role.lower()
    )


def seconds(time: str) -> str:
    """Return a time with its unit, as agents write it or in seconds; "" for none."""
    text = time.strip()
    return f"{text}s" if text.isdecimal() else text


def intervals(slot: Slot) -> Iterator[Candidate]:
    """Yield intervals for a monitor, with and without a timeout: advised ones, then usual ones."""
    seen = set()
    for one in _monitors(slot):
        interval, timeout = seconds(one.interval), seconds(one.timeout)
        words = [interval, f"{interval}:{timeout}"] if timeout else [interval]
        for word in words if interval and interval not in seen else ():
            yield Candidate(word, "advised by the agent")
        seen.add(interval)
    for usual in ("10s", "30s", "60s"):
        if usual not in seen:
            yield Candidate(usual, f"every {usual.removesuffix('s')} seconds")


def _monitors(slot: Slot) -> Iterator[Action]:
    """Yield what the agent of the resource says of its monitors."""
    cib, library = slot.knowledge.cib(), slot.knowledge.library()
    id_ = next(slot.words(Kind.PRIMITIVE), "").partition(":")[0]
    name = None if cib is None else name_in(cib, id_)
    found = None if name is None or library is None else library.find(name)
    return (one for one in ([] if found is None else found.actions) if one.name == "monitor")
