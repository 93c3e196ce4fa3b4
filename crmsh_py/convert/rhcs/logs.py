"""`<logging>` as corosync.conf's logging."""

from collections.abc import Iterator

from crmsh_py.convert.membership import Settings
from crmsh_py.convert.rhcs.work import Work, children
from crmsh_py.corosync.known import SETTINGS
from crmsh_py.corosync.writing import Block
from crmsh_py.xmltree import Element

_YES, _NO = {"yes", "on", "1", "true"}, {"no", "off", "0", "false"}
_DEFAULT = ("to_syslog", "yes")
_NAMES = {"syslog_level": "syslog_priority", "tracing": "function_name"}
_SUBSYSTEMS = {"CONFDB": "CMAP", "QDISKD": "QDEVICE", "SYNCV2": "SYNC"}
_COROSYNC = ("corosync", "aisexec")


def logging_settings(work: Work) -> Settings:
    """Return the settings of the section `logging`."""
    found: dict[str, str] = {}
    for element in _sections(work):
        found |= dict(_settings(work, element, "logging"))
        place = work.place(element)
        work.draft.became(str(element.tag), "corosync.conf logging", location=place)
    if "logfile" in found:
        found.setdefault("to_logfile", "yes")  # as with cman
    return [*([] if "to_syslog" in found else [_DEFAULT]), *found.items()]


def loggers(work: Work) -> tuple[Block, ...]:
    """Return a section for each of corosync's subsystems that logs in its own way."""
    return tuple(
        Block("logger_subsys", (("subsys", subsystem), *settings))
        for daemon in _daemons(work)
        if (subsystem := _subsystem(work, daemon))
        and (settings := tuple(_settings(work, daemon, "logging.logger_subsys")))
    )


def _sections(work: Work) -> Iterator[Element]:
    """Yield the sections themselves, and what is said on corosync as a whole."""
    yield from children(work.document.root, "logging")
    for daemon in _daemons(work):
        if not _subsystem(work, daemon):
            yield daemon


def _daemons(work: Work) -> Iterator[Element]:
    for logging in children(work.document.root, "logging"):
        for daemon in children(logging, "logging_daemon"):
            if work.take(daemon, "name") in _COROSYNC:
                yield daemon


def _subsystem(work: Work, daemon: Element) -> str:
    name = (work.take(daemon, "subsys") or "").upper()
    return _SUBSYSTEMS.get(name, name)


def _settings(work: Work, element: Element, section: str) -> Iterator[tuple[str, str]]:
    for name in element.keys():  # noqa: SIM118 (an element's own items are its children)
        key = _NAMES.get(name, name)
        setting = SETTINGS.get(f"{section}.{key}")
        if setting is None or setting.instead or name in {"name", "subsys"}:
            continue
        value = _normal(work.take(element, name) or "", setting.words)
        if value and setting.takes(value):
            yield key, value
        else:
            message = f"{name!r} takes {setting.expected()}: it is left out"
            work.warn("unusable-value", message, element, name)


def _normal(value: str, words: tuple[str, ...]) -> str:
    """Return a switch in the words that the key has for it."""
    if value.lower() in _YES and words:
        return next((word for word in words if word in _YES), value)
    if value.lower() in _NO and words:
        return next((word for word in words if word in _NO), value)
    return value.lower() if value.lower() in words else value
