"""Whether Pacemaker runs on this machine, for those it does not talk to."""

from pathlib import Path

PROCESSES = Path("/proc")

DAEMONS = frozenset({"pacemakerd", "pacemaker-based"})
"""What keeps the cluster's CIB in memory, as /proc/PID/comm names it."""


def pacemaker_runs(processes: Path = PROCESSES) -> bool:
    """Tell whether one of the daemons is among the processes, which are folders of `/proc`.

    Those of containers are there too, but see other files: they do not count, unless we may
    not look at what they see.
    """
    ours = _namespace(processes / "self")
    return any(
        _command(process) in DAEMONS and _namespace(process) in {ours, None}
        for process in processes.glob("[0-9]*")
    )


def _command(process: Path) -> str:
    try:
        return (process / "comm").read_text(errors="replace").strip()
    except OSError:  # it has ended
        return ""


def _namespace(process: Path) -> str | None:
    try:
        return str((process / "ns" / "mnt").readlink())
    except OSError:
        return None
