"""Names of agents by steps, and operations of an agent."""

import pytest

from assist.knowing import CONFIGURE, candidate, knowledge_of, words
from crmsh_py.assist.completion.offers import Candidate
from crmsh_py.assist.knowledge import Knowledge

KNOWN = knowledge_of(
    "<resources><template id='ips' class='ocf' provider='heartbeat' type='IPaddr2'/></resources>"
)


def begun(text: str) -> list[str]:
    """Return the words that begin like the last one."""
    typed = text.rpartition(" ")[2].lower()
    return [one for one in words(text, KNOWN) if one.lower().startswith(typed)]


def test_classes_come_first_and_templates() -> None:
    assert words("primitive p ", KNOWN) == [
        *("@ips", "ocf:", "stonith:", "systemd:", "lsb:", "service:")
    ]
    assert words("rsc_template p ", KNOWN)[0] == "ocf:"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("primitive p oc", ["ocf:", "ocivip"]),
        ("primitive p ocf:hea", ["ocf:heartbeat:"]),
        ("primitive p ocf:heartbeat:IPaddr2", ["ocf:heartbeat:IPaddr2"]),
        ("primitive p ocf:pacemaker:dum", ["ocf:pacemaker:Dummy"]),
        ("primitive p IPaddr2", ["IPaddr2"]),
        ("primitive p ipaddr2", ["IPaddr2"]),
        ("primitive p stonith:fence_ipmilanp", ["stonith:fence_ipmilanplus"]),
        ("primitive p fence_ipmilanp", ["fence_ipmilanplus"]),
        ("primitive p nosuch:", []),
        ("primitive p ocf:nosuch:", []),
    ],
)
def test_agents_by_steps(text: str, found: list[str]) -> None:
    assert begun(text) == found


def test_a_type_behind_its_class_finds_its_provider() -> None:
    assert "ocf:heartbeat:IPaddr2" in words("primitive p ocf:IPaddr", KNOWN)


def test_a_beginning_of_a_name_goes_on() -> None:
    assert candidate("primitive p oc", KNOWN, "ocf:") == Candidate(
        "ocf:", "scripts of the Open Cluster Framework: ocf:PROVIDER:TYPE", whole=False
    )
    assert candidate("primitive p IPaddr2", KNOWN, "IPaddr2") == Candidate(
        "IPaddr2", "ocf:heartbeat"
    )


def test_without_agents_the_classes_are_left() -> None:
    found = words("primitive p ", Knowledge(path=CONFIGURE))

    assert found == ["ocf:", "stonith:", "systemd:", "lsb:", "service:"]


# ------------------------------------------------------------------ operations


def test_operations_of_the_agent() -> None:
    assert words("primitive p IPaddr2 op ", KNOWN)[:3] == ["monitor", "start", "stop"]
    assert "promote" in words("primitive p ocf:pacemaker:Stateful op ", KNOWN)
    assert "promote" not in words("primitive p IPaddr2 op ", KNOWN)
    assert "meta-data" not in words("primitive p IPaddr2 op ", KNOWN)


def test_operations_that_are_given_are_left_out_but_for_monitors() -> None:
    text = "primitive p IPaddr2 op start timeout=1 op monitor interval=1 op "

    found = words(text, KNOWN)

    assert "start" not in found
    assert "monitor" in found


def test_operations_say_what_the_agent_advises() -> None:
    found = candidate("primitive p IPaddr2 op ", KNOWN, "monitor")

    assert found.meaning == (
        "look whether it runs, again and again; advised: every 10s, timeout 20s"
    )


def test_operations_of_the_template_count() -> None:
    found = candidate("primitive p @ips op ", KNOWN, "start")

    assert found.meaning == "start it; advised: timeout 20s"


def test_an_interval_of_monitor_can_have_its_timeout() -> None:
    known = knowledge_of(
        """<resources><template id="t" class="ocf" provider="heartbeat" type="IPaddr2"/>
        <primitive id="p" template="t"/></resources>"""
    )

    assert words("monitor p ", known) == ["10s", "10s:20s", "30s", "60s"]
    assert words("monitor nosuch ", known) == ["10s", "30s", "60s"]
