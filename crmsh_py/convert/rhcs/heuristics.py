"""The heuristics of a quorum disk as those of a quorum device.

corosync-qdevice splits a command into words (backslashes and double quotes count) and runs it
without a shell; qdiskd gave it to `sh -c`.
"""

import re
from collections.abc import Iterator

from crmsh_py.convert.rhcs.nodes import whole_number
from crmsh_py.convert.rhcs.work import Work, children
from crmsh_py.corosync.writing import Block
from crmsh_py.xmltree import Element

_SHELL = re.compile(r"[|&;<>()$`*?\[\]{}~#!'\n]|^\w+=")
_NOT_IN_NAMES = re.compile(r"[^A-Za-z0-9_]+")
_WORD = re.compile(r"(?P<word>\S+).*", re.DOTALL)
_MOST = {"timeout": 120_000, "interval": 3_600_000}
"""Milliseconds; corosync-qdevice takes no more."""
_BRACE = "{"
_USUAL = ("ping", "ping6", "sh", "ls", "cat", "grep", "true", "test", "ip", "dd", "stat")
"""Programs of /bin; what else has no path is looked for in /usr/sbin."""


def heuristics(work: Work, quorumd: Element, timeout: int) -> tuple[Block, ...]:
    """Return the section; `timeout` is that of the device in milliseconds."""
    commands = tuple(_commands(work, quorumd))
    if not commands:
        return ()
    _compare_scores(work, quorumd)
    # What corosync-qdevice takes by default, as its figures hang on those of the device.
    timing = {"timeout": timeout // 2, "interval": 3 * timeout}
    limited = tuple((name, str(min(value, _MOST[name]))) for name, value in timing.items())
    return (Block("heuristics", (("mode", "on"), *commands, *limited)),)


def pings(work: Work) -> tuple[str, ...]:
    """Return the programs of heuristics that ping something."""
    found = [
        heuristic.get("program") or ""
        for quorumd in children(work.document.root, "quorumd")
        for heuristic in children(quorumd, "heuristic")
    ]
    return tuple(program for program in found if _name(program.strip()) in {"ping", "ping6"})


def _commands(work: Work, quorumd: Element) -> Iterator[tuple[str, str]]:
    counts: dict[str, int] = {}
    for heuristic in children(quorumd, "heuristic"):
        program = work.take(heuristic, "program") or ""
        command = _command(work, heuristic, program) if program.isprintable() else ""
        if not command or _BRACE in command:
            _tell_of_unusable(work, heuristic, program)
            continue
        name = _name(program)
        counts[name] = counts.get(name, 0) + 1
        place = work.place(heuristic)
        became = "corosync.conf quorum.device.heuristics"
        work.draft.became(f"heuristic {name}", became, location=place)
        yield f"exec_{name}_{counts[name]}" if counts[name] > 1 else f"exec_{name}", command


def _tell_of_unusable(work: Work, heuristic: Element, program: str) -> None:
    if not program:
        work.warn("unusable-value", "the heuristic has no program: it is left out", heuristic)
        return
    message = "corosync.conf can hold no command with a brace or a line end: it is left out"
    hint = "put it into a script, and name that in 'exec_NAME'"
    work.warn("unusable-value", message, heuristic, "program", hint=hint)


def _name(program: str) -> str:
    word = program.split(maxsplit=1)[0].rpartition("/")[2] if program else ""
    return _NOT_IN_NAMES.sub("_", word).strip("_") or "check"


def _command(work: Work, heuristic: Element, program: str) -> str:
    """Return a command that runs without a shell and has an absolute path, if there is one."""
    if _SHELL.search(program):
        escaped = program.replace("\\", "\\\\").replace('"', '\\"')
        return f'/bin/sh -c "{escaped}"'
    match = _WORD.fullmatch(program)
    if match is None or match["word"].startswith("/"):
        return program
    if match["word"] in _USUAL:
        return f"/bin/{program}"
    message = f"the program {match['word']!r} has no path: it is taken for one in /usr/sbin"
    hint = "put the right path into 'exec_NAME'"
    work.warn("approximated", message, heuristic, "program", hint=hint)
    return f"/usr/sbin/{program}"


def _compare_scores(work: Work, quorumd: Element) -> None:
    """Tell if not all heuristics had to succeed: now they all have to."""
    given = children(quorumd, "heuristic")
    scores = [whole_number(work.take(one, "score") or "1") or 1 for one in given]
    least = whole_number(work.take(quorumd, "min_score") or "")
    needed = least if least is not None else (sum(scores) + 1) // 2
    if needed < sum(scores):
        message = (
            f"heuristics that scored {needed} of {sum(scores)} were enough; now all of them"
            " have to succeed"
        )
        hint = "put them into one script that counts, and name that in 'exec_NAME'"
        place = "min_score" if least is not None else ""
        work.warn("heuristics-differ", message, quorumd, place, hint=hint)
