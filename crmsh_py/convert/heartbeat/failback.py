"""Whether resources go back to their preferred node, as a default of resource-stickiness."""

from crmsh_py.convert.heartbeat.ha_cf import Directive
from crmsh_py.convert.heartbeat.work import Work

_NAMES = ("auto_failback", "nice_failback")
_STAY, _GO_BACK = "INFINITY", "0"
_HINT = "to have them stay, set 'rsc_defaults resource-stickiness=INFINITY'"


def stays(work: Work) -> bool:
    """Tell whether resources do not go back to their preferred node."""
    directive = work.ha_cf.last(*_NAMES)
    if directive is None:
        return False
    return work.ha_cf.is_on(directive.name) is (directive.name == "nice_failback")


def convert_failback(work: Work) -> None:
    """Set the default of resource-stickiness; where nothing is said, Pacemaker's stays: 0."""
    directives = work.ha_cf.all(*_NAMES)
    if not directives:
        if work.resources and not work.ignores_resources:
            words = "ha.cf has no 'auto_failback': resources go back to their preferred node"
            work.warn("check-failback", words, work.ha_cf.start, _HINT)
        return
    last = directives[-1]
    for one in directives[:-1]:
        work.became(one, note="the last line counts")
    if work.ignores_resources:
        work.drop(last, "with 'crm on' heartbeat looked into its CIB for it")
        return
    _convert(work, last)


def _convert(work: Work, directive: Directive) -> None:
    if directive.values[-1].text.lower() == "legacy":
        words = "'auto_failback legacy' is taken for 'on': resources go back to their node"
        work.warn("check-failback", words, directive.location, _HINT)
    value = _STAY if stays(work) else _GO_BACK
    work.add_option("rsc_defaults", "resource-stickiness", value, directive.location)
    work.became(directive, "rsc_defaults resource-stickiness", note=value)
