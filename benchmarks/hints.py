"""Time what happens at each key: the colours of a line, and what is wrong with it.

.venv/bin/python benchmarks/hints.py
.venv/bin/python benchmarks/hints.py --size 1000 --rounds 50
"""

import argparse
import gc
import statistics
import time
from collections.abc import Callable, Sequence
from functools import partial

from as_text import to_text
from as_xml import to_xml
from generate import generate

from crmsh_py import xmltree
from crmsh_py.agents.library import open_catalogue
from crmsh_py.assist.hints import hint
from crmsh_py.assist.knowledge import Knowledge
from crmsh_py.assist.marks.configuration import marks_of_configuration, statement_marks
from crmsh_py.assist.marks.marking import marks
from crmsh_py.model.cib import Cib

PATH = ("configure",)
LINES = (
    "primitive p IPaddr2 params ip=10.0.0.1 op monitor interval=10s meta target-role=Started",
    "primitive p IPaddr2 params ip=10.0.0.1 nicc=eth0 ",
    "location l app-00001 rule -inf: #uname eq node1 and defined pingd",
    "location l app-00001x inf: node1 ",
    "location l app-00001 inf: node9999 ",
    "colocation c inf: ( app-00001 app-00002 ) app-00003x ",
    "group g app-00004x ",
    "delete app-00004 app-0000x ",
)
"""Lines that are typed letter by letter, right ones and wrong ones."""


def timed(call: Callable[[], object]) -> float:
    """Return the milliseconds of CPU that a call takes."""
    start = time.process_time()
    call()
    return (time.process_time() - start) * 1000


def row(name: str, times: Sequence[float]) -> str:
    """Return a line of the table."""
    last = sorted(times)[min(len(times) - 1, int(0.99 * len(times)))]
    return f"| {name} | {statistics.median(times):.2f} | {last:.2f} | {max(times):.2f} |"


def typed(call: Callable[[str], object], rounds: int) -> list[float]:
    """Return the times of a call for each beginning of each line."""
    return [
        timed(partial(call, line[:end]))
        for _ in range(rounds)
        for line in LINES
        for end in range(1, len(line) + 1)
    ]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description="Time colours and hints.")
    parser.add_argument("--size", type=int, default=5000, help="how many primitives")
    parser.add_argument("--rounds", type=int, default=5, help="how often each line is typed")
    arguments = parser.parse_args()
    configuration = generate(arguments.size)
    cib = Cib(xmltree.parse(to_xml(configuration), "generated"))
    library = open_catalogue()
    known = Knowledge(PATH, lambda: cib, lambda: library)
    hint(LINES[0], PATH, known)  # loads the grammar and the catalogue
    gc.freeze()  # as the prompt does
    print("| milliseconds of CPU | p50 | p99 | max |\n|---|--:|--:|--:|")
    print(row("marks, a key", typed(lambda text: marks(text, PATH, typing=True), 1)))
    print(row("hint, a key", typed(lambda text: hint(text, PATH, known), arguments.rounds)))
    pasted = "\n".join(to_text(configuration).splitlines()[:2000])
    print(row("marks of 2,000 lines pasted", [timed(lambda: marks(pasted, PATH))]))
    texts = [pasted + "x" * count for count in range(1, 10)]
    print(row("the same, a key later", [timed(partial(marks, one, PATH)) for one in texts]))
    shown = "\n".join(pasted.splitlines()[:500])
    times = []
    for _ in range(arguments.rounds):
        statement_marks.cache_clear()
        times.append(timed(lambda: marks_of_configuration(shown)))
    print(row("marks of 500 lines shown", times))


if __name__ == "__main__":
    main()
