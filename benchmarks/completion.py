"""Time completion, as the prompt asks for it: how long until the words are there.

    .venv/bin/python benchmarks/completion.py
    .venv/bin/python benchmarks/completion.py --size 1000 --rounds 50

A line of the table is a kind of place in a statement or a command, typed letter by letter.  Warm is
what a keystroke costs; cold is the first one after an edit of the configuration, when nothing that
was worked out of it counts any more.  The first of all is said apart: it loads the grammar.
"""

import argparse
import gc
import statistics
import time
from collections.abc import Iterator, Sequence

from as_xml import to_xml
from generate import generate

from crmsh_py import xmltree
from crmsh_py.agents.library import open_catalogue
from crmsh_py.assist.completion.completing import complete
from crmsh_py.assist.knowledge import Knowledge
from crmsh_py.assist.memory import Memory
from crmsh_py.model.cib import Cib

PLACES = {
    "command": ("", "prim", "con"),
    "agent": ("primitive p ", "primitive p ocf:", "primitive p ocf:hea", "primitive p IPadd"),
    "parameter": ("primitive p IPaddr2 params ", "primitive p IPaddr2 params ip=1 ci"),
    "value": ("primitive p IPaddr2 params cidr_netmask=", "primitive p IPaddr2 params nic=e"),
    "meta attribute": ("primitive p IPaddr2 meta ", "primitive p IPaddr2 meta target-role="),
    "operation": ("primitive p IPaddr2 op ", "primitive p IPaddr2 op monitor timeout="),
    "utilization": ("primitive p IPaddr2 utilization ", "primitive p IPaddr2 utilization cpu="),
    "member": ("group g ", "group g app-0", "group g a x v", "clone c "),
    "resource": ("location l ", "location l web", "location l vm-04", "order o Mandatory: ap"),
    "in a set": ("colocation c inf: ( app-00001 ", "order o [ a b ] ( c d ) vi"),
    "role": ("colocation c inf: a promotable-00010:", "monitor app-00010:"),
    "node": ("location l web 100: ", "location l web 100: node1"),
    "rule": (
        "location l web rule ",
        "location l web rule #uname eq ",
        "location l web rule rack eq ",
    ),
    "object": ("tag t ", "tag t app-00001 we"),
    "option": ("property ", "property sto", "property no-quorum-policy="),
    "fencing": ("fencing_topology ", "fencing_topology node1: fence-"),
    "right": ("role r read ", "role r read meta:", "role r read ref:app"),
    "id": ("show ", "show app-0", "delete vi"),
    "path": ("set ", "set app-00001.", "get vip-0000", "copy app-00001 x "),
    "value of a path": ("set app-00001.meta.target-role ", "set property.no-quorum-policy="),
    "selection": ("show type:", "show related:app-0", "show agent:ocf:"),
    "verb": ("/resource move ", "/resource move app-00", "/resource promote ", "/node standby "),
    "attribute": (
        "/resource param app-00001 set ",
        "/resource meta app-00001 set target-role=",
        "/node attribute node1 set ",
    ),
    "named agent": ("/ra info ocf:hea", "/ra info IPad", "/ra validate IPaddr2 "),
    "topic": ("help ", "help mo", "explain no-"),
}
"""A kind of place to texts that end in one."""


def beginnings(text: str) -> Iterator[str]:
    """Yield a text as it grows under the fingers, the last word of it letter by letter."""
    start = text.rstrip().rfind(" ") + 1 if not text.endswith(" ") else len(text)
    for end in range(start, len(text) + 1):
        yield text[:end]


def timed(text: str, knowledge: Knowledge) -> float:
    """Return the milliseconds of CPU that one completion takes."""
    start = time.process_time()
    complete(text, knowledge)
    return (time.process_time() - start) * 1000


def quantile(times: Sequence[float], share: float) -> float:
    """Return the time below which a share of all times is."""
    return sorted(times)[min(len(times) - 1, int(share * len(times)))]


def measured(
    texts: Sequence[str], known: Knowledge, cib: Cib, rounds: int
) -> tuple[list[float], list[float]]:
    """Return the times of warm and of cold completions."""
    warm, cold = [], []
    for number in range(rounds):
        for text in texts:
            if number < max(2, rounds // 10):
                cib.edition += 1
                cold.append(timed(text, known))
            warm += [timed(one, known) for one in beginnings(text)]
    return warm, cold


def row(name: str, warm: Sequence[float], cold: Sequence[float]) -> str:
    """Return a line of the table."""
    figures = (statistics.median(warm), quantile(warm, 0.99), quantile(cold, 0.5), max(cold))
    return f"| {name} | " + " | ".join(f"{one:.1f}" for one in figures) + " |"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description="Time completion.")
    parser.add_argument("--size", type=int, default=5000, help="how many primitives")
    parser.add_argument("--rounds", type=int, default=20, help="how often each text is typed")
    arguments = parser.parse_args()
    cib = Cib(xmltree.parse(to_xml(generate(arguments.size)), "generated"))
    library = open_catalogue()
    known = Knowledge(("configure",), lambda: cib, lambda: library, memory=Memory())
    cib.ids()
    gc.freeze()  # as the prompt does
    first = timed("location l ", known)
    print(f"{arguments.size} primitives, milliseconds of CPU; the first of all: {first:.0f}\n")
    print("| place | warm p50 | warm p99 | cold p50 | cold max |\n|---|--:|--:|--:|--:|")
    every: tuple[list[float], list[float]] = ([], [])
    for name, texts in PLACES.items():
        warm, cold = measured(texts, known, cib, arguments.rounds)
        every[0].extend(warm)
        every[1].extend(cold)
        print(row(name, warm, cold))
    print(row("all", *every))


if __name__ == "__main__":
    main()
