"""Time crm commands as whole processes, one command alone or two side by side.

    python benchmarks/run.py .venv/bin/crm
    python benchmarks/run.py .venv/bin/crm --against 'crm -F -D plain' --sizes 10,1000

See README.md in this folder.  The table on standard output is Markdown.
"""

import argparse
import itertools
import math
import os
import shlex
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from operations import OPERATIONS, Case, Operation, Outcome, make_case

MEASURES = ("cpu", "wall", "peak")


@dataclass(frozen=True)
class Run:
    """One process: seconds of CPU (children included) and of the clock, and its peak in MiB."""

    cpu: float
    wall: float
    peak: float
    status: int
    late: bool
    worked: bool

    @property
    def remark(self) -> str:
        """What is to be known about the figures, if anything."""
        if self.late:
            return "time limit"
        if not self.worked:
            return f"**failed**, status {self.status}"
        return ""


@dataclass
class Side:
    """A command that is measured, and its runs by operation and size."""

    name: str
    words: list[str]
    runs: dict[tuple[str, int], list[Run]] = field(default_factory=dict)

    def median(self, operation: str, size: int, measure: str) -> float | None:
        """Return the median of a measure, if there were runs."""
        runs = self.runs.get((operation, size))
        return statistics.median(getattr(run, measure) for run in runs) if runs else None

    def is_too_slow(self, operation: str) -> bool:
        """Tell whether a smaller size was too much already."""
        return any(name == operation and runs[-1].late for (name, _), runs in self.runs.items())


@dataclass(frozen=True)
class Limits:
    """How often, and how long."""

    rounds: int
    timeout: float
    budget: float


def environment(folder: Path, cib: Path) -> dict[str, str]:
    """Return what a measured command finds: a home of its own, and leave to keep byte code.

    With PYTHONDONTWRITEBYTECODE a command might be compiled anew on every start.
    """
    left_out = ("PYTHONDONTWRITEBYTECODE", "CIB_shadow")
    inherited = {name: value for name, value in os.environ.items() if name not in left_out}
    own = {"CIB_file": str(cib), "HOME": str(folder), "LC_ALL": "C.UTF-8", "TERM": "dumb"}
    return {**inherited, **own}


def timed(words: list[str], folder: Path, cib: Path, timeout: float) -> tuple[Run, str]:
    """Run a command to its end and return its figures and what it printed."""
    printed = folder / "printed"
    late = threading.Event()
    with printed.open("wb") as output:
        begin = time.monotonic()
        child = subprocess.Popen(
            words,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.DEVNULL,
            env=environment(folder, cib),
            start_new_session=True,
        )

        def stop() -> None:
            late.set()
            os.killpg(child.pid, signal.SIGKILL)

        timer = threading.Timer(timeout, stop)
        timer.start()
        _, status, usage = os.wait4(child.pid, 0)
        wall = time.monotonic() - begin
        timer.cancel()
    child.returncode = os.waitstatus_to_exitcode(status)
    cpu = usage.ru_utime + usage.ru_stime
    run = Run(cpu, wall, usage.ru_maxrss / 1024, child.returncode, late.is_set(), worked=True)
    return run, printed.read_text(encoding="utf-8", errors="replace")


def once(side: Side, operation: Operation, case: Case, folder: Path, timeout: float) -> Run:
    """Run an operation on a fresh CIB and look at what came of it."""
    cib = folder / "cib.xml"
    for leftover in folder.glob("cib.xml*"):
        leftover.unlink()
    shutil.copyfile(case.empty if operation.from_empty else case.cib, cib)
    run, printed = timed([*side.words, *operation.words(case)], folder, cib, timeout)
    outcome = Outcome(cib.read_text(encoding="utf-8"), printed)
    worked = run.status == operation.status and operation.worked(case, outcome)
    return Run(run.cpu, run.wall, run.peak, run.status, run.late, worked)


def measure(sides: list[Side], name: str, case: Case, folder: Path, limits: Limits) -> None:
    """Run an operation on all sides in turn, A B A B …, so that each round makes a pair.

    The first round warms caches and is not counted, unless it was so long that it does not
    matter.
    """
    runners = [side for side in sides if not side.is_too_slow(name)]
    begin = time.monotonic()
    for number in range(limits.rounds + 1):
        started = time.monotonic()
        runs = [once(side, OPERATIONS[name], case, folder, limits.timeout) for side in runners]
        if number > 0 or time.monotonic() - started > 10:
            for side, run in zip(runners, runs, strict=True):
                side.runs.setdefault((name, case.size), []).append(run)
        if number > 0 and time.monotonic() - begin > limits.budget:
            return


def ratio(sides: list[Side], operation: str, size: int, measure: str) -> float | None:
    """Return the median of the first side's share of the other's, pair by pair."""
    ours, theirs = (side.runs.get((operation, size), []) for side in sides)
    shares = [
        getattr(our, measure) / getattr(their, measure)
        for our, their in zip(ours, theirs, strict=False)
        if getattr(their, measure) > 0
    ]
    return statistics.median(shares) if shares else None


def number(value: float | None, form: str) -> str:
    """Write a figure, or a dash where there is none."""
    return "-" if value is None else format(value, form)


def head(sides: list[Side]) -> Iterator[str]:
    """Yield the head of the table."""
    yield from (f"- {side.name}: `{shlex.join(side.words)}`" for side in sides)
    yield ""
    titles = ["operation", "N"]
    for side in sides:
        titles += [f"{side.name} CPU s", f"{side.name} wall s", f"{side.name} MiB"]
    titles += ["ratio CPU", "ratio wall"] if len(sides) == 2 else []
    titles.append("remark")
    yield f"| {' | '.join(titles)} |"
    yield f"|{'---|' * len(titles)}"


def row(sides: list[Side], operation: str, size: int) -> str:
    """Return one line of the table."""
    cells = [operation, str(size)]
    for side in sides:
        medians = [side.median(operation, size, measure) for measure in MEASURES]
        cells += [number(medians[0], ".3f"), number(medians[1], ".3f"), number(medians[2], ".0f")]
    if len(sides) == 2:
        cells += [number(ratio(sides, operation, size, name), ".3f") for name in ("cpu", "wall")]
    last = [(side.name, side.runs.get((operation, size), [])) for side in sides]
    remarks = [f"{name}: {runs[-1].remark}" for name, runs in last if runs and runs[-1].remark]
    return f"| {' | '.join([*cells, '; '.join(remarks)])} |"


def growth(side: Side, operation: str, sizes: list[int]) -> str:
    """Return the exponents between neighbouring sizes: 1 is linear, 2 quadratic.

    Start-up is taken off first; it is what the operation costs at the smallest size.
    """
    smallest, *larger = sizes
    start_up = side.median(operation, smallest, "cpu")
    steps = []
    for low, high in itertools.pairwise(larger):
        below, above = (side.median(operation, size, "cpu") for size in (low, high))
        if start_up is None or below is None or above is None or side.is_too_slow(operation):
            continue
        if below > start_up and above > start_up:
            exponent = math.log((above - start_up) / (below - start_up)) / math.log(high / low)
            steps.append(f"{low} → {high}: {exponent:.2f}")
    return ", ".join(steps)


def growth_table(sides: list[Side], names: list[str], sizes: list[int]) -> Iterator[str]:
    """Yield the table of growth, which takes three sizes."""
    if len(sizes) < 3:
        return
    yield "\nGrowth exponent of the CPU time, start-up taken off:\n"
    yield f"| operation | {' | '.join(side.name for side in sides)} |"
    yield f"|{'---|' * (len(sides) + 1)}"
    for name in names:
        if OPERATIONS[name].sized:
            exponents = [growth(side, name, sizes) or "-" for side in sides]
            yield f"| {name} | {' | '.join(exponents)} |"


def words_of_command(text: str) -> list[str]:
    """Split a command, and find its program before the working folder changes."""
    program, *rest = shlex.split(text)
    found = shutil.which(program)
    if found is None:
        raise argparse.ArgumentTypeError(f"there is no program {program!r}")
    return [str(Path(found).absolute()), *rest]


def names_of_operations(text: str) -> list[str]:
    """Split a list of operations."""
    names = text.split(",")
    unknown = [name for name in names if name not in OPERATIONS]
    if unknown:
        raise argparse.ArgumentTypeError(f"there is no operation {unknown[0]!r}")
    return names


def sizes_of(text: str) -> list[int]:
    """Split a list of sizes, the smallest first."""
    return sorted(int(word) for word in text.split(","))


def parse_arguments() -> argparse.Namespace:
    """Read the command line."""
    everything = ",".join(OPERATIONS)
    parser = argparse.ArgumentParser(description="Time crm commands as whole processes.")
    add = parser.add_argument
    add("command", type=words_of_command, help="the crm to time, options included")
    add("--against", type=words_of_command, help="another crm, run in turn with the first")
    add("--sizes", type=sizes_of, default=[10, 100, 1000], help="numbers of primitives")
    add("--operations", type=names_of_operations, default=list(OPERATIONS), help=everything)
    add("--rounds", type=int, default=5, help="runs of each command (default: 5)")
    add("--timeout", type=float, default=300, help="seconds for one run; larger sizes are left out")
    add("--budget", type=float, default=60, help="seconds for one line of the table")
    return parser.parse_args()


def main() -> int:
    """Measure everything and print the tables; fail if an operation did not do its work."""
    arguments = parse_arguments()
    sides = [Side("crm", arguments.command)]
    sides += [Side("other", arguments.against)] if arguments.against else []
    limits = Limits(arguments.rounds, arguments.timeout, arguments.budget)
    sizes = arguments.sizes
    print("\n".join(head(sides)), flush=True)
    with tempfile.TemporaryDirectory(prefix="crm-benchmark-") as folder:
        work = Path(folder, "work")
        work.mkdir()
        for size in sizes:
            case = make_case(size, Path(folder, str(size)))
            for name in arguments.operations:
                if OPERATIONS[name].sized or size == sizes[0]:
                    measure(sides, name, case, work, limits)
                    print(row(sides, name, size), flush=True)
    print("\n".join(growth_table(sides, arguments.operations, sizes)))
    return int(any(run.remark for runs in sides[0].runs.values() for run in runs))


if __name__ == "__main__":
    sys.exit(main())
