"""`<fence_daemon>`: what fenced was told, as Pacemaker's properties where it has the like."""

from crmsh_py.convert.rhcs.nodes import whole_number
from crmsh_py.convert.rhcs.work import Work, children
from crmsh_py.xmltree import Element

_DC_DEADTIME = 20
"""Seconds; how long Pacemaker waits for others at start by default."""
_TRUE = frozenset({"1", "yes", "on", "true"})


def convert_fence_daemon(work: Work) -> None:
    """Convert the options of fenced."""
    for element in children(work.document.root, "fence_daemon"):
        _post_join_delay(work, element)
        _post_fail_delay(work, element)
        _clean_start(work, element)


def _post_join_delay(work: Work, element: Element) -> None:
    text = work.take(element, "post_join_delay")
    if text is None:
        return
    seconds = whole_number(text)
    if seconds is None:
        message = "Pacemaker does not wait without end, or for other than seconds, at start"
        hint = "'dc-deadtime' says how long it waits for other nodes before it fences them"
        work.warn("approximated", message, element, "post_join_delay", hint=hint)
        return
    if seconds <= _DC_DEADTIME:
        message = "'post_join_delay' is left out: Pacemaker waits 'dc-deadtime', 20 seconds"
        work.tell("dropped", message, element, "post_join_delay")
        return
    work.properties["dc-deadtime"] = f"{seconds}s"
    work.draft.became("fence_daemon post_join_delay", "cib-bootstrap-options", note="dc-deadtime")
    message = f"'post_join_delay' becomes 'dc-deadtime={seconds}s', which comes near to it"
    work.warn("approximated", message, element, "post_join_delay")


def _post_fail_delay(work: Work, element: Element) -> None:
    text = work.take(element, "post_fail_delay")
    if text is None:
        return
    if not whole_number(text):
        message = "'post_fail_delay' is left out: Pacemaker does not wait either"
        work.tell("dropped", message, element, "post_fail_delay")
        return
    message = "Pacemaker does not wait before it fences: 'post_fail_delay' is left out"
    hint = "'pcmk_delay_base' of a fencing device delays it; a longer token does so for all"
    work.warn("approximated", message, element, "post_fail_delay", hint=hint)


def _clean_start(work: Work, element: Element) -> None:
    text = work.take(element, "clean_start")
    if text is None:
        return
    if text.lower() not in _TRUE:
        message = "'clean_start' is left out: off is what Pacemaker does too"
        work.tell("dropped", message, element, "clean_start")
        return
    if work.choices.keep_unsafe:
        work.properties["startup-fencing"] = "false"
        work.draft.became(
            "fence_daemon clean_start", "cib-bootstrap-options", note="startup-fencing=false"
        )
        message = "'clean_start' becomes 'startup-fencing=false': data are at risk"
    else:
        message = "'clean_start' is left out: nodes that are not seen at start will be fenced"
    hint = "never start nodes apart that can both reach the data"
    work.warn("unsafe-start", message, element, "clean_start", hint=hint)
