"""The table of the kernel as `ipvsadm-save -n` prints it."""

from collections.abc import Iterable, Iterator

from crmsh_py.convert.lvs.table import Service, endpoint

_METHODS = {"gate": "-g", "masq": "-m", "ipip": "-i"}
_PROTOCOLS = {"tcp": "-t", "udp": "-u", "sctp": "--sctp-service", "fwm": "-f"}


def to_commands(services: Iterable[Service]) -> str:
    """Return a table as `ipvsadm-save -n` prints it."""
    return "".join(f"{line}\n" for service in services for line in _commands(service))


def _commands(service: Service) -> Iterator[str]:
    name = f"{_PROTOCOLS[service.protocol]} {service.address}"
    words = [f"-A {name} -s {service.scheduler}"]
    words += [f"-p {service.persistent}"] if service.persistent else []
    words += [f"-M {service.netmask}"] if service.netmask else []
    words += ["-o"] if service.is_one_packet else []
    words += [f"-b {service.flags}"] if service.flags else []
    words += ["-6"] if service.is_ipv6 and service.protocol == "fwm" else []
    yield " ".join(words)
    for one in service.servers:
        line = f"-a {name} -r {endpoint(one.host, one.port)} {_METHODS[one.method]} -w {one.weight}"
        limits = [f"-{letter} {number}" for letter, number in (("x", one.upper), ("y", one.lower))]
        wanted = [limit for limit in limits if not limit.endswith(" 0")]
        yield " ".join([line, *wanted, *(["-6"] if service.is_ipv6 and not service.host else [])])
