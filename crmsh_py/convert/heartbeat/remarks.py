"""What a line of haresources as a whole is to be told about: DRBD, blocked ports."""

from collections.abc import Iterator, Sequence

from crmsh_py.convert.heartbeat.haresources import quoted
from crmsh_py.convert.heartbeat.members import Member, Part
from crmsh_py.convert.heartbeat.parameters import remark
from crmsh_py.diagnostics import Diagnostic

_DRBD_DEVICE = "/dev/drbd"
_BLOCK, _UNBLOCK = "block", "unblock"


def about_drbd(parts: Sequence[Part]) -> Iterator[Diagnostic]:
    """Tell once what is different about DRBD from now on."""
    members = (member for part in parts for member in part.members)
    first = next((member for member in members if member.translated.is_promotable), None)
    if first is not None:
        message = "Pacemaker starts DRBD itself from now on, and promotes it"
        hint = (
            "disable the drbd service at boot; set 'fencing resource-and-stonith' and the"
            " crm-fence-peer handlers in drbd.conf"
        )
        yield remark("drbd-setup", first.resource.script, message, hint)


def about_line(part: Part, *, keep_order: bool) -> Iterator[Diagnostic]:
    """Tell what is different about a line from now on, or was doubtful all along."""
    drbds = [member for member in part.members if member.translated.is_promotable]
    if not drbds:
        yield from _unmanaged(part)
    elif not keep_order and part.members[: len(drbds)] != tuple(drbds):
        message = "DRBD is promoted before the whole line is started, not in its place on the line"
        hint = "'--keep-order' splits the line in two groups instead"
        word = drbds[-1].resource.script
        yield remark("approximated", word, message, hint, is_warning=False)
    yield from _about_ports(part)


def _unmanaged(part: Part) -> Iterator[Diagnostic]:
    for member in part.members:
        device = member.translated.device
        if device.startswith(_DRBD_DEVICE) and not member.is_borrowed:
            message = f"no 'drbddisk' of this line makes {quoted(device)} primary"
            hint = "put 'drbddisk::RESOURCE' in front of it, unless both nodes are primary"
            yield remark("unmanaged-drbd", member.resource.script, message, hint)


def _about_ports(part: Part) -> Iterator[Diagnostic]:
    """Find ports that are opened before what they protect is there, or stay closed."""
    members = part.members
    for at, member in enumerate(members):
        action = _port_action(member)
        word = member.resource.script
        if action == _BLOCK and not any(_opens(one, member) for one in members[at + 1 :]):
            message = "the port is blocked and not unblocked behind it on the line: it stays closed"
            hint = "put 'portblock::PROTOCOL::PORT::unblock' at the end of the line"
            yield remark("port-order", word, message, hint)
        if action == _UNBLOCK and not any(_opens(member, one) for one in members[:at]):
            message = "the port is unblocked without being blocked in front of it on the line"
            hint = "put 'portblock::PROTOCOL::PORT::block' at the beginning of the line"
            yield remark("port-order", word, message, hint)


def _port_action(member: Member) -> str:
    return _values(member).get("action", "") if member.translated.agent.type == "portblock" else ""


def _opens(later: Member, earlier: Member) -> bool:
    """Tell whether one member unblocks what another blocks."""
    if (_port_action(earlier), _port_action(later)) != (_BLOCK, _UNBLOCK):
        return False
    names = ("protocol", "portno")
    return all(_values(later)[name] == _values(earlier)[name] for name in names)


def _values(member: Member) -> dict[str, str]:
    return {pair.name or "": pair.value or "" for pair in member.translated.nvpairs}
