"""Reading one resource of rgmanager: its attributes into an agent's parameters."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from crmsh_py.convert.rhcs.flags import is_on, seconds
from crmsh_py.convert.rhcs.trees import PRIMARY, Resource
from crmsh_py.convert.rhcs.work import Work
from crmsh_py.grammar import tree
from crmsh_py.xmltree import Element

PLACEHOLDER = "CHANGE-ME"


@dataclass(frozen=True, slots=True)
class Limits:
    """How often a resource is monitored, and how long its operations may take."""

    interval: str
    monitor: str
    start: str
    stop: str


@dataclass(frozen=True, slots=True)
class Made:
    """A primitive to be: `wish` is the id that it should have."""

    wish: str
    agent: tree.Agent
    values: Mapping[str, str]
    limits: Limits
    meta: Mapping[str, str] = field(default_factory=dict)
    has_script_status: bool = False
    """Whether a script tells its state, so that its exit statuses matter."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What else is in a service: its addresses, the SIDs of its databases."""

    addresses: tuple[str, ...] = ()
    sids: tuple[str, ...] = ()


@dataclass(slots=True)
class Reading:
    """A resource that is being read: what was taken of it, and what it comes to."""

    work: Work
    resource: Resource
    around: Surroundings = Surroundings()
    values: dict[str, str] = field(default_factory=dict)
    limits: dict[str, str] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)

    @property
    def name(self) -> str:
        """The name of the resource."""
        return self.resource.name

    def take(self, name: str, default: str = "") -> str:
        """Return an attribute, and note that it was looked at."""
        self.taken.add(name)
        value = self.resource.attributes.get(name)
        if value is None:
            return default
        self.work.take(self.resource.element, name)
        self.work.take(self.resource.definition, name)
        return value or default

    def flag(self, name: str, *, default: bool = False) -> bool:
        """Return an attribute that means yes or no."""
        return is_on(self.take(name), default=default)

    def set(self, parameter: str, value: str) -> None:
        """Set a parameter of the agent, unless there is no value for it."""
        if value:
            self.values[parameter] = value

    def add(self, parameter: str, words: str, separator: str = " ") -> None:
        """Add words to the value of a parameter."""
        self.set(parameter, separator.join(filter(None, (self.values.get(parameter), words))))

    def wait(self, operation: str, attribute: str, at_least: str) -> None:
        """Let an operation take as long as an attribute says, and never less than usual."""
        asked, usual = seconds(self.take(attribute)), seconds(at_least)
        if asked is not None and usual is not None and asked > usual:
            self.limits[operation] = f"{asked}s"

    def require(self, parameter: str, why: str, *, hint: str | None = None) -> None:
        """Report that a parameter is missing, and put a makeshift in its place."""
        if self.values.get(parameter):
            return
        self.values[parameter] = PLACEHOLDER
        message = f"{self.resource.label}: {why}"
        self.work.error("missing-value", message, self.resource.element, hint=hint)

    def warn(self, code: str, message: str, word: str = "", *, hint: str | None = None) -> None:
        """Report an approximation, at an attribute."""
        holder, at = self._at(word)
        self.work.warn(code, f"{self.resource.label}: {message}", holder, at, hint=hint)

    def tell(self, code: str, message: str, word: str = "", *, hint: str | None = None) -> None:
        """Report what has no effect, at an attribute."""
        holder, at = self._at(word)
        self.work.tell(code, f"{self.resource.label}: {message}", holder, at, hint=hint)

    def fail(self, code: str, message: str, word: str = "", *, hint: str | None = None) -> None:
        """Report what cannot be converted, at an attribute."""
        holder, at = self._at(word)
        self.work.error(code, f"{self.resource.label}: {message}", holder, at, hint=hint)

    def _at(self, attribute: str) -> tuple[Element, str]:
        """Return the element to point at, and the attribute if it has that."""
        holder = self.resource.holder(attribute)
        return holder, attribute if attribute in dict(holder.items()) else ""

    def remind(self, sentence: str) -> None:
        """Note what is to be done by hand."""
        self.work.draft.remind(sentence)


Reader = Callable[[Reading], None]
Companions = Callable[[Reading], Iterable[Made]]

GENERAL = frozenset(
    {
        "name",
        "ref",
        "service_name",
        "__independent_subtree",
        "__enforce_timeouts",
        "__max_restarts",
        "__restart_expire_time",
        "__max_failures",
        "__failure_expire_time",
    }
)
"""Attributes of any resource that are no business of its agent."""
_INHERITED = frozenset({"nfslock", "nfsrestart", "nfs_client_cache"})


def tell_rest(reading: Reading, unneeded: Iterable[str]) -> None:
    """Report the attributes that nobody took: those that need no counterpart, and unknown ones."""
    resource = reading.resource
    primary = PRIMARY.get(resource.tag, "name")
    without_effect = {*unneeded, *_INHERITED}
    for name, value in resource.attributes.items():
        if name in GENERAL or name == primary or _was_taken(reading, name):
            continue
        reading.take(name)
        if name in without_effect or not value:
            reading.tell("dropped", f"{name} has no effect today and is left out", name)
        else:
            hint = "if it mattered, set it where the service itself is configured"
            reading.warn("no-counterpart", f"'{name}' has no counterpart", name, hint=hint)


def _was_taken(reading: Reading, name: str) -> bool:
    """Tell whether an attribute was read, for this resource or for the whole service."""
    holder = reading.resource.holder(name)
    is_told_of = name in holder.attrib and name not in dict(reading.work.untaken(holder))
    return is_told_of or name in reading.taken
