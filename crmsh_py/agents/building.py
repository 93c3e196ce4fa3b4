"""Building the catalogue out of the agents of an installation (`crm ra catalogue build`)."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from crmsh_py.agents import asking, identity, record
from crmsh_py.agents.agent import Agent
from crmsh_py.agents.catalogue import Catalogue
from crmsh_py.agents.places import Places
from crmsh_py.diagnostics import CrmError, Diagnostic
from crmsh_py.grammar.tree import Agent as Name
from crmsh_py.runner import LocalRunner, Outcome, Runner

ROOT = Path("/")
_CLASSES = ("ocf", "stonith")
_OWNER = re.compile(r"^(?P<package>[a-z0-9][a-z0-9.+-]*)(?::[a-z0-9]+)?: (?P<path>/.*)$")
_ENGLISH = {"LC_ALL": "C"}


@dataclass(frozen=True, slots=True)
class Built:
    """What came of building: each agent is in one of these, by name.

    `left` are agents of the folder that are not installed: their records were left as they are.
    """

    written: list[Name] = field(default_factory=list)
    unchanged: list[Name] = field(default_factory=list)
    left: list[Name] = field(default_factory=list)
    broken: dict[Name, tuple[str, ...]] = field(default_factory=dict)
    """Agents that could not be read, with the reasons: they were left as they are, too."""
    doubtful: dict[Name, tuple[str, ...]] = field(default_factory=dict)
    """Agents that were read, but whose metadata is not as it should be."""


def build(
    folder: Path,
    runner: Runner | None = None,
    *,
    root: Path = ROOT,
    counted: Callable[[Sequence[Name]], Iterable[Name]] = iter,
) -> Built:
    """Write what the agents installed under `root` say into a folder; return what was done.

    `runner` runs the agents (None: as `asking.confined`).  Under another root than `/`, agents
    may still use libraries of the machine.  `counted` goes through the agents, and may tell how
    far that is.  Raises CrmError (cannot-write).
    """
    places, catalogue = places_under(root), Catalogue(folder)
    names = [name for class_ in _CLASSES for name in places.names(class_)]
    packages = _packages(places, names, root)
    built = Built()
    for name in counted(names):
        answer = _ask(name, places, runner or asking.confined(), root)
        if answer.agent is None:
            built.broken[name] = answer.faults
            continue
        if answer.faults:
            built.doubtful[name] = answer.faults
        file = places.file(name)
        assert file is not None  # it was just run
        agent = replace(answer.agent, package=packages.get(name) or _package(catalogue, name))
        (built.written if _write(catalogue, agent, file) else built.unchanged).append(name)
    known = (name for class_ in _CLASSES for name in catalogue.names(class_))
    built.left.extend(name for name in known if name not in set(names))
    return built


def places_under(root: Path) -> Places:
    """Return where agents are in an installation that has another root."""
    usual = Places()

    def there(path: Path) -> Path:
        return root / path.relative_to("/")

    return Places(
        there(usual.ocf),
        there(usual.fencing),
        there(usual.plugins),
        there(usual.init),
        tuple(there(each) for each in usual.units),
    )


def _ask(name: Name, places: Places, runner: Runner, root: Path) -> asking.Answer:
    file = places.file(name)
    assert file is not None  # it was just listed
    return asking.ask(file, name, places.ocf, _Inside(runner, root) if root != ROOT else runner)


@dataclass(frozen=True, slots=True)
class _Inside:
    """Runs agents of another root; paths in what they print are as inside it."""

    runner: Runner
    root: Path

    def run(
        self,
        argv: Iterable[str],
        *,
        stdin: bytes = b"",
        seconds: float = asking.SECONDS,
        environment: Mapping[str, str] = _ENGLISH,
    ) -> Outcome:
        """Run a program.  Raises CrmError as the runner does."""
        done = self.runner.run(tuple(argv), stdin=stdin, seconds=seconds, environment=environment)
        return replace(done, stdout=done.stdout.replace(str(self.root).encode(), b""))


def _write(catalogue: Catalogue, agent: Agent, file: Path) -> bool:
    """Write a record; tell whether it is another one than before.  Raises CrmError."""
    path = catalogue.path(agent.name)
    text = record.to_text(agent, identity.of(file))
    try:
        if path.is_file() and path.read_text(encoding="utf-8") == text:
            return False
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        words = f"{str(path)!r} cannot be written: {error.strerror}"
        raise CrmError(Diagnostic("cannot-write", words)) from None
    return True


def _package(catalogue: Catalogue, name: Name) -> str:
    """Return the package that a record names already."""
    try:
        known = catalogue.find(name)
    except ValueError:  # no record of ours: it is written anew
        return ""
    return "" if known is None else known.package


def _packages(places: Places, names: Iterable[Name], root: Path) -> dict[Name, str]:
    """Return which Debian packages agents are of; none where there is no dpkg."""
    files = {
        "/" + str(file.relative_to(root)): name for name in names if (file := places.file(name))
    }
    runner = LocalRunner(asking.confined().environment)
    database = f"--admindir={root / 'var/lib/dpkg'}"
    try:
        outcome = runner.run(["dpkg-query", database, "--search", *files])
    except CrmError:
        return {}
    owners = map(_OWNER.match, outcome.stdout.decode(errors="replace").splitlines())
    return {
        files[each["path"]]: each["package"] for each in owners if each and each["path"] in files
    }
