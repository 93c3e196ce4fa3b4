"""What one may choose about the conversion of a cluster.conf."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class QuorumDisk(StrEnum):
    """What takes the place of a quorum disk."""

    DEVICE = "device"
    """A quorum device on another machine, which `Choices.qnetd` names."""
    SBD = "sbd"
    """None; the partition is used by SBD, which fences and has no votes."""


@dataclass(frozen=True, slots=True)
class Choices:
    """Choices of a user; the defaults are what happens if there are none.

    `addresses` gives nodes other addresses than their names, by link.  `qnetd` is the host of
    a quorum device.
    """

    addresses: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    qnetd: str = ""
    qdisk: QuorumDisk = QuorumDisk.DEVICE
    keep_transport: bool = False
    keep_port: bool = False
    keep_unsafe: bool = False
    exclusive_discovery: bool = False
    """Tell Pacemaker not even to look for resources outside of restricted failover domains."""
    flatten_single: bool = False
    """Make a primitive, not a group, of a service with one resource."""
    script_class: str = "lsb"
    """The class of the agents for scripts in /etc/init.d: lsb, service, systemd."""
