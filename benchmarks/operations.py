"""What is timed: each operation as the words of a crm command, and how to see that it worked."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from as_text import to_text
from as_xml import to_xml
from configuration import Configuration
from generate import generate, loose, update

NEW = 'id="new-one"'


@dataclass(frozen=True)
class Case:
    """The files of one size, which the runs read and never change."""

    size: int
    folder: Path
    victim: str

    @property
    def cib(self) -> Path:
        """The CIB that is read or changed."""
        return self.folder / "cib.xml"

    @property
    def empty(self) -> Path:
        """A CIB without anything, to load into."""
        return self.folder / "empty.xml"

    @property
    def faulty(self) -> Path:
        """The CIB with one fault, which its schema refuses."""
        return self.folder / "faulty.xml"

    @property
    def text(self) -> Path:
        """The whole configuration as crm text."""
        return self.folder / "all.crm"

    @property
    def changes(self) -> Path:
        """The statements of `load update`."""
        return self.folder / "changes.crm"

    @property
    def batch(self) -> Path:
        """A command file of 25 commands and a commit."""
        return self.folder / "batch.crm"


@dataclass(frozen=True)
class Outcome:
    """What an operation left: the CIB, and what it printed."""

    cib: str
    printed: str


@dataclass(frozen=True)
class Operation:
    """Words for a crm; `from_empty` is the CIB it starts from; `worked` judges the outcome.

    `status` is the exit status that it must have.
    """

    words: Callable[[Case], list[str]]
    worked: Callable[[Case, Outcome], bool]
    from_empty: bool = False
    sized: bool = True
    status: int = 0


def make_case(size: int, folder: Path) -> Case:
    """Write the files of one size."""
    folder.mkdir()
    configuration = generate(size)
    alone = loose(configuration)
    case = Case(size, folder, alone[len(alone) // 2].id_)
    dummy = "ocf:pacemaker:Dummy params fake=1 op monitor interval=10s timeout=20s"
    lines = ["configure", *(f"primitive batch-{number} {dummy}" for number in range(25)), "commit"]
    xml = to_xml(configuration)
    victim = f'<primitive id="{case.victim}"'
    for path, text in (
        (case.cib, xml),
        (case.faulty, xml.replace(victim, f'{victim} clas="x"')),
        (case.empty, to_xml(Configuration())),
        (case.text, to_text(configuration)),
        (case.changes, update(configuration, 25)),
        (case.batch, "\n".join(lines) + "\n"),
    ):
        path.write_text(text, encoding="utf-8")
    return case


def shows_all(case: Case, outcome: Outcome) -> bool:
    """Tell whether every primitive was printed, in crm text or in XML."""
    lines = outcome.printed.splitlines()
    return sum(line.lstrip(" <").startswith("primitive ") for line in lines) == case.size


OPERATIONS = {
    "version": Operation(
        lambda _: ["--version"],
        lambda _, outcome: outcome.printed != "",
        sized=False,
    ),
    "show": Operation(lambda _: ["configure", "show"], shows_all),
    "show-xml": Operation(lambda _: ["configure", "show", "xml"], shows_all),
    "show-one": Operation(
        lambda case: ["configure", "show", case.victim],
        lambda case, outcome: f"primitive {case.victim} " in outcome.printed,
    ),
    "add": Operation(
        lambda _: ["configure", "primitive", "new-one", "ocf:pacemaker:Dummy"],
        lambda _, outcome: NEW in outcome.cib,
    ),
    "property": Operation(
        lambda _: ["configure", "property", "maintenance-mode=true"],
        lambda _, outcome: 'name="maintenance-mode"' in outcome.cib,
    ),
    "delete": Operation(
        lambda case: ["configure", "delete", case.victim],
        lambda case, outcome: f'<primitive id="{case.victim}"' not in outcome.cib,
    ),
    "load-replace": Operation(
        lambda case: ["configure", "load", "replace", str(case.text)],
        lambda case, outcome: outcome.cib.count("<primitive ") == case.size,
        from_empty=True,
    ),
    "load-update": Operation(
        lambda case: ["configure", "load", "update", str(case.changes)],
        lambda _, outcome: 'value="77s"' in outcome.cib,
    ),
    "verify": Operation(
        lambda _: ["configure", "verify"],
        lambda case, outcome: outcome.cib == case.cib.read_text(encoding="utf-8"),
    ),
    "verify-fault": Operation(
        lambda case: ["-c", str(case.faulty), "configure", "verify"],
        lambda case, _: case.faulty.is_file(),
        status=78,
    ),
    "batch": Operation(
        lambda case: ["-f", str(case.batch)],
        lambda _, outcome: outcome.cib.count('<primitive id="batch-') == 25,
    ),
}
