"""Programs that heartbeat started and watched: `respawn` and `failfast`."""

from crmsh_py.convert.heartbeat.ha_cf import Directive, shortened
from crmsh_py.convert.heartbeat.ping import IPFAIL, PINGD
from crmsh_py.convert.heartbeat.work import Work

_OF_THE_CRM = frozenset(
    {"ccm", "cib", "crmd", "stonithd", "lrmd", "attrd", "pengine", "mgmtd", "haclient", "quorumd"}
)


def convert_programs(work: Work) -> None:
    """Tell what became of each program; ipfail and pingd are seen to elsewhere."""
    for directive in work.ha_cf.all("respawn", "failfast"):
        name = directive.texts[1].rpartition("/")[2]
        if name in {IPFAIL, PINGD}:
            continue
        if name in _OF_THE_CRM:
            work.drop(directive, f"Pacemaker has its own '{name}', and starts it itself")
        elif name == "dopd":
            _about_dopd(work, directive)
        elif name == "evmsd":
            words = "EVMS is gone, and nothing takes the place of 'evmsd'"
            hint = "move the volumes to LVM, with lvmlockd or a system ID"
            work.error("no-counterpart", words, directive.location, hint)
            work.became(directive, note=words)
        else:
            _about_program(work, directive, name)


def _about_dopd(work: Work, directive: Directive) -> None:
    words = "handlers in drbd.conf take the place of dopd"
    hint = "set 'fencing resource-and-stonith' and the crm-fence-peer handlers in drbd.conf"
    work.warn("drbd-setup", words, directive.location, hint)
    work.became(directive, note=words)


def _about_program(work: Work, directive: Directive, name: str) -> None:
    words = f"nobody starts {shortened(name)!r} any more, which heartbeat kept running"
    hint = "write a systemd unit with Restart=always"
    if directive.name == "failfast":
        hint += " and FailureAction=reboot, since the node was to fail with it"
    work.warn("respawn-program", words, directive.location, hint)
    work.became(directive, note=hint)
    work.draft.remind(f"Start {shortened(name)!r} by systemd, on each node.")
