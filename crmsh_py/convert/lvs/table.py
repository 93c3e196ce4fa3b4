"""The table of the Linux Virtual Server in the kernel: services and the servers behind them."""

from dataclasses import dataclass, field

from crmsh_py.source import Location

SCHEDULER = "wlc"
"""What the kernel's tool takes if it is not told."""

PERSISTENCE = 300
"""Seconds that `-p` means without a number; releases before 1.2 took 360."""


@dataclass(frozen=True, slots=True)
class Server:
    """A real server; port 0 is that of the service."""

    host: str
    port: int
    method: str = "gate"
    weight: int = 1
    upper: int = 0
    lower: int = 0
    location: Location | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Service:
    """A virtual service: an address and a port, or (protocol `fwm`) a mark of the firewall.

    `port` is the mark then, and `host` is empty.
    """

    protocol: str
    host: str
    port: int
    scheduler: str = SCHEDULER
    persistent: int = 0
    netmask: str = ""
    is_one_packet: bool = False
    flags: str = ""
    is_ipv6: bool = False
    servers: tuple[Server, ...] = ()
    location: Location | None = field(default=None, compare=False, repr=False)

    @property
    def key(self) -> tuple[str, str, int]:
        """What tells services apart."""
        return self.protocol, self.host, self.port

    @property
    def address(self) -> str:
        """The address and port, or the mark."""
        return str(self.port) if self.protocol == "fwm" else endpoint(self.host, self.port)


def endpoint(host: str, port: int) -> str:
    """Return an address with its port; one of IPv6 gets brackets."""
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
