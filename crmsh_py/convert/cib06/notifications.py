"""The properties `notification-agent` and `notification-recipient`: an alert today."""

from collections.abc import Iterable

from crmsh_py import xmltree
from crmsh_py.convert.cib06.nvsets import Pair
from crmsh_py.convert.cib06.work import Work

_NOWHERE = frozenset({"", "/dev/null"})


def add_alert(work: Work, pairs: Iterable[Pair]) -> None:
    """Make an alert of the notification properties, if they name an agent."""
    found: dict[str, Pair] = {}
    for pair in pairs:
        if pair.name in {"notification-agent", "notification-recipient"}:
            found.setdefault(pair.name, pair)
    agent, recipient = found.get("notification-agent"), found.get("notification-recipient")
    if agent is None or agent.value.strip() in _NOWHERE:
        for pair in found.values():
            words = f"the property {pair.name!r} was left out: there is no agent to notify"
            work.tell("dropped", words, pair.element, "name")
            work.became(pair.element, f"property {pair.name}")
        return
    id_ = work.ids.fresh("notification")
    alert = xmltree.sub(work.section("alerts"), "alert", {"id": id_, "path": agent.value})
    if recipient is not None:
        made = {"id": work.ids.fresh(f"{id_}-recipient"), "value": recipient.value}
        xmltree.sub(alert, "recipient", made)
        work.became(recipient.element, "property notification-recipient", f"alert {id_}")
    words = f"the notification agent became the alert {id_!r}"
    hint = "check the script: alerts give it what happened in the environment, as CRM_alert_..."
    work.warn("approximated", words, agent.element, "value", hint=hint)
    work.became(agent.element, "property notification-agent", f"alert {id_}")
