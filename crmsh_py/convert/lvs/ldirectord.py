"""A ldirectord.cf as a value, and its text.

What the file cannot hold: `#` cuts a line even inside quotes, and an empty line ends a section.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from crmsh_py.source import Location

QUOTED = frozenset(
    {
        "request",
        "receive",
        "login",
        "passwd",
        "database",
        "secret",
        "load",
        "callback",
        "logfile",
        "emailalert",
    }
)
"""Settings whose values stand in quotes."""

_UNFIT = frozenset('#"')
_INDENT = "    "


@dataclass(frozen=True, slots=True)
class Real:
    """A real server; without a `port` it is that of the virtual service."""

    host: str
    port: str = ""
    method: str = "gate"
    weight: int = 1
    request: str = ""
    receive: str = ""
    lower: int = 0
    upper: int = 0
    location: Location | None = field(default=None, compare=False, repr=False)


Setting = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Virtual:
    """A virtual service; `host` is empty for a mark of the firewall, which `port` is then."""

    host: str
    port: str
    is_ipv6: bool = False
    reals: tuple[Real, ...] = ()
    settings: tuple[Setting, ...] = ()
    location: Location | None = field(default=None, compare=False, repr=False)

    @property
    def address(self) -> str:
        """What stands behind `virtual =`."""
        return endpoint(self.host, self.port) if self.host else self.port

    def value(self, name: str) -> str:
        """Return a setting of its own, nothing if there is none."""
        return dict(self.settings).get(name, "")


@dataclass(frozen=True, slots=True)
class Directors:
    """All of a file."""

    settings: tuple[Setting, ...] = ()
    virtuals: tuple[Virtual, ...] = ()

    def value(self, name: str) -> str:
        """Return a global setting, nothing if there is none."""
        return dict(self.settings).get(name, "")


def endpoint(host: str, port: str) -> str:
    """Return an address with its port, if there is one; IPv6 gets brackets."""
    shown = f"[{host}]" if ":" in host else host
    return f"{shown}:{port}" if port else shown


def is_fit(text: str) -> bool:
    """Tell whether a value can stand in the file as it is."""
    return text.isprintable() and text == text.strip() and not _UNFIT & set(text)


def to_text(directors: Directors, comments: tuple[str, ...] = ()) -> str:
    """Return the text of a file; its values have to be fit for it."""
    lines = [f"# {one}" for one in comments]
    lines += [f"{name} = {_shown(name, value)}" for name, value in directors.settings]
    for virtual in directors.virtuals:
        lines += ["", *_virtual(virtual)]
    return "".join(f"{line}\n" for line in lines)


def _virtual(virtual: Virtual) -> Iterator[str]:
    six = "6" if virtual.is_ipv6 else ""
    yield f"virtual{six} = {virtual.address}"
    for real in virtual.reals:
        yield f"{_INDENT}real{six} = {_real(real)}"
    for name, value in virtual.settings:
        yield f"{_INDENT}{name} = {_shown(name, value)}"


def _real(real: Real) -> str:
    words = [endpoint(real.host, real.port), real.method, str(real.weight)]
    if real.request or real.receive:
        words.append(f'"{real.request}", "{real.receive}"')
    words += [f"l:{real.lower}"] if real.lower else []
    words += [f"u:{real.upper}"] if real.upper else []
    return " ".join(words)


def _shown(name: str, value: str) -> str:
    assert is_fit(value), name
    return f'"{value}"' if name in QUOTED else value
