"""What one may choose about the conversion of a director."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Choices:
    """Choices of a user; the defaults are what happens if there are none.

    `cidr_netmask` (a prefix: 24) and `nic` are those of the virtual addresses, `configfile` is
    where ldirectord reads its file.  `is_cloned` runs ldirectord on all directors, so that they
    have the kernel's table all the time.  `existing_properties` are set already in the
    configuration that the result is added to: they are left alone.
    """

    cidr_netmask: str = ""
    nic: str = ""
    configfile: str = "/etc/ha.d/ldirectord.cf"
    is_cloned: bool = False
    existing_properties: frozenset[str] = frozenset()
