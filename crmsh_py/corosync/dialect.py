"""Which release of corosync a file was written for."""

from collections.abc import Iterator
from dataclasses import dataclass

from crmsh_py.corosync.known import FIRST_KEYS, FIRST_SECTIONS
from crmsh_py.corosync.syntax import Configuration, Entry, Section
from crmsh_py.source import Span

_SECOND = ("totem.rrp_mode", "totem.threads", "totem.vsftype", "totem.interface.ringnumber")
_THIRD = ("totem.link_mode", "totem.interface.linknumber", "totem.keyfile", "totem.key")


@dataclass(frozen=True, slots=True)
class Dialect:
    """The release: 1, 2 or 3; and what shows it, if anything does."""

    release: int
    sign: str = ""
    span: Span | None = None

    def __str__(self) -> str:
        return "corosync 2 or 3" if self.release == 3 and not self.sign else self._name

    @property
    def _name(self) -> str:
        return f"corosync {self.release}"


def dialect_of(configuration: Configuration) -> Dialect:
    """Return which release a file was written for; what says nothing is taken for the newest."""
    for part in configuration.root.parts:
        if part.path in FIRST_SECTIONS or part.path in FIRST_KEYS:
            return Dialect(1, part.path, _span(part))
    third = next((one for one in configuration.root.walk() if _is_third(one)), None)
    if third is not None:
        return Dialect(3, third.path, _span(third))
    second = next((one for one in configuration.root.walk() if one.path in _SECOND), None)
    if second is not None:
        newer = bool(configuration.nodes) or configuration.value("quorum.provider") is not None
        return Dialect(2 if newer else 1, second.path, _span(second))
    return Dialect(3)


def transport_of(configuration: Configuration) -> str:
    """Return the transport that is used: corosync 3 took another default than those before."""
    stated = configuration.value("totem.transport")
    if stated is not None:
        return stated
    dialect = dialect_of(configuration)
    bound = any(True for _ in _bound(configuration)) and not configuration.nodes
    return "udp" if dialect.release < 3 or (bound and not dialect.sign) else "knet"


def _bound(configuration: Configuration) -> Iterator[Entry]:
    for interface in configuration.sections("totem.interface"):
        entry = interface.entry("bindnetaddr")
        if entry is not None:
            yield entry


def _is_third(part: Entry | Section) -> bool:
    if isinstance(part, Section):
        return part.path in {"system", "nozzle"}
    knet = part.path == "totem.transport" and part.value == "knet"
    return knet or ".knet_" in part.path or part.path in _THIRD


def _span(part: Entry | Section) -> Span:
    return part.name_span if isinstance(part, Section) else part.key_span
