"""What `<rm>` says of rgmanager itself."""

from crmsh_py.convert.rhcs.agents import GONE
from crmsh_py.convert.rhcs.flags import is_on
from crmsh_py.convert.rhcs.trees import SERVICE_TAGS, VM
from crmsh_py.convert.rhcs.work import Work, children
from crmsh_py.xmltree import Element

_UNNEEDED = frozenset(
    {
        "log_level",
        "log_facility",
        "status_poll_interval",
        "status_child_max",
        "transition_throttling",
        "statusmax",
    }
)
_READ_ELSEWHERE = frozenset(
    {*SERVICE_TAGS, VM, "resources", "resource-defaults", "failoverdomains"}
)


def read_manager(work: Work, rm: Element) -> None:
    """Read the attributes of an `<rm>`, and report what in it is nothing to be converted."""
    if is_on(work.take(rm, "disabled")):
        _disable(work, rm)
    if is_on(work.take(rm, "central_processing")):
        message = "services were placed by central processing: Pacemaker does that by itself"
        hint = "if event scripts of your own changed what it did, make constraints of them"
        work.warn("event-scripts", message, rm, "central_processing", hint=hint)
    for name, value in [*work.untaken(rm)]:
        if name in _UNNEEDED or not value:
            work.tell("dropped", f"'{name}' has no effect today and is left out", rm, name)
        else:
            work.warn("no-counterpart", f"'{name}' of rm has no counterpart", rm, name)
    for child in children(rm):
        if child.tag not in _READ_ELSEWHERE:
            _other(work, child)


def _disable(work: Work, rm: Element) -> None:
    work.properties["stop-all-resources"] = "true"
    message = "rgmanager was disabled: all resources stay stopped"
    hint = "'crm configure property stop-all-resources=false' lets them start"
    work.warn("manual-start", message, rm, "disabled", hint=hint)


def _other(work: Work, element: Element) -> None:
    tag = str(element.tag)
    if tag == "events":
        message = "scripts that handled events of the cluster cannot be converted"
        hint = "say what they decided by constraints; alerts can run programs upon events"
        work.error("event-scripts", message, element, hint=hint)
        work.draft.became("events", note="no counterpart", location=work.place(element))
    elif tag == "dependencies":
        message = "dependencies were read by a test program only, and are left out"
        hint = "make 'order' and 'colocation' constraints of them if they are wanted"
        work.warn("service-dependency", message, element, hint=hint)
    elif tag in GONE:
        message = f"no agent is known for '{tag}', and nothing is made of it"
        work.take_all(element)
        work.error("unknown-resource-type", message, element, hint=GONE[tag])
        work.draft.became(tag, note="no counterpart", location=work.place(element))
    else:
        message = f"'{tag}' stands outside of services, where rgmanager starts nothing"
        work.warn("unused-resource", message, element, hint="put it into a service")
