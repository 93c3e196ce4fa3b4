"""Pairs in sets: names with what they are, values behind the `=`."""

import pytest

from assist.knowing import candidate, knowledge_of, words
from crmsh_py.agents.agent import Parameter
from crmsh_py.assist.completion.offers import Candidate
from crmsh_py.assist.completion.statements.facts import of_parameter

KNOWN = knowledge_of(
    """\
<crm_config><cluster_property_set id="p">
 <nvpair id="p-v" name="dc-version" value="2.1.5"/>
 <nvpair id="p-s" name="cluster-delay" value="70s"/></cluster_property_set></crm_config>
<nodes><node id="1" uname="node1"><instance_attributes id="n1">
 <nvpair id="n1-rack" name="rack" value="r 1"/></instance_attributes>
 <utilization id="n1-u"><nvpair id="n1-u-m" name="memory" value="64"/></utilization></node>
 <node id="2" uname="node2"/></nodes>
<resources>
 <template id="ips" class="ocf" provider="heartbeat" type="IPaddr2"><instance_attributes id="i">
  <nvpair id="i-ip" name="ip" value="10.0.0.9"/></instance_attributes></template>
 <primitive id="a" class="ocf" provider="heartbeat" type="IPaddr2"><instance_attributes id="a-i">
  <nvpair id="a-i-c" name="cidr_netmask" value="24"/>
  <nvpair id="a-i-ip" name="ip" value="10.0.0.1"/></instance_attributes>
  <operations><op id="a-m" name="monitor" interval="17s"/></operations></primitive>
 <primitive id="b" template="ips"><instance_attributes id="b-i">
  <nvpair id="b-i-c" name="cidr_netmask" value="24"/></instance_attributes></primitive>
 <primitive id="f" class="stonith" type="fence_ipmilan"><instance_attributes id="f-i">
  <nvpair id="f-i-p" name="password" value="swordfish"/></instance_attributes></primitive>
</resources><constraints/>"""
)
IP2 = "primitive p IPaddr2"


def begun(text: str) -> list[str]:
    """Return the words that begin like the last one."""
    typed = text.rpartition(" ")[2]
    return [one for one in words(text, KNOWN) if one.startswith(typed)]


# ------------------------------------------------------------------ parameters


def test_required_parameters_come_first() -> None:
    found = words(f"{IP2} params ", KNOWN)

    assert found[0] == "ip="
    assert {"nic=", "cidr_netmask=", "lvs_support="} < set(found)
    assert candidate(f"{IP2} params ", KNOWN, "ip=") == Candidate(
        "ip=", "string, required: the address: 192.0.2.1 or 2001:db8::1", required=True, whole=False
    )


def test_deprecated_parameters_come_last_and_say_so() -> None:
    text = "primitive p stonith:fence_ipmilan params "

    found = words(text, KNOWN)

    first = found.index("ipaddr=")
    assert all(candidate(text, KNOWN, one).deprecated for one in found[first:])
    assert candidate(text, KNOWN, "ipaddr=").meaning.startswith("deprecated, say ip, string")


def test_parameters_that_are_given_are_left_out() -> None:
    assert "ip=" not in words(f"{IP2} params ip=1 ", KNOWN)
    assert "ip=" not in words(f"{IP2} ip=1 ", KNOWN)
    assert "ip=" not in words(f"{IP2} params $my-ip:ip=1 ", KNOWN)
    assert "ip=" in words(f"{IP2} params rule #uname eq node1 nic=x params ", KNOWN)


def test_a_set_without_its_word_is_offered_once_a_letter_is_typed() -> None:
    assert "nic=" not in words(f"{IP2} ", KNOWN)
    assert begun(f"{IP2} ni") == ["nic="]
    assert begun(f"{IP2} ip=1 ni") == ["nic="]


def test_what_pacemaker_itself_gives_comes_behind_the_rest() -> None:
    found = words("primitive p stonith:fence_ipmilan params ", KNOWN)

    assert found.index("action=") > found.index("verbose=")
    assert found.index("action=") < found.index("pcmk_host_list=")


def test_what_the_template_gives_is_required_no_more() -> None:
    assert candidate("primitive p @ips params ", KNOWN, "ip=") == Candidate(
        "ip=",
        "string, the template says 10.0.0.9: the address: 192.0.2.1 or 2001:db8::1",
        whole=False,
    )


def test_secrets_of_the_template_are_masked() -> None:
    known = knowledge_of(
        """<resources><template id="t" class="stonith" type="fence_ipmilan">
        <instance_attributes id="t-i"><nvpair id="t-p" name="password" value="swordfish"/>
        </instance_attributes></template></resources>"""
    )

    found = candidate("primitive p @t params pass", known, "password=")

    assert found.meaning.startswith("string, the template says ******: ")


def test_fence_devices_have_the_parameters_that_pacemaker_reads() -> None:
    found = words("primitive p stonith:fence_ipmilan params pcmk_", KNOWN)

    assert {"pcmk_host_list=", "pcmk_delay_max=", "pcmk_reboot_action="} <= set(found)


@pytest.mark.parametrize(
    ("parameter", "meaning"),
    [
        (Parameter("x"), "string"),
        (Parameter("x", "boolean", "true"), "true|false, default true"),
        (Parameter("x", "select", values=("a", "b")), "a|b"),
        (
            Parameter("x", "integer", required=True, short="how\n many"),
            "number, required: how many",
        ),
        (Parameter("x", deprecated=True, replaced_by=("y", "z")), "deprecated, say y or z, string"),
        (Parameter("x", default="-" * 99), "string"),
    ],
)
def test_facts_of_a_parameter(parameter: Parameter, meaning: str) -> None:
    assert of_parameter(parameter).meaning == meaning


# ------------------------------------------------------------------ options of Pacemaker


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"{IP2} meta target", ["target-role="]),
        (f"{IP2} meta clone-max", []),
        ("clone c a meta clone-max", ["clone-max="]),
        ("property no-q", ["no-quorum-policy="]),
        ("property dc-v", []),
        ("property stonith-en", ["stonith-enabled="]),
        ("property fencing-en", []),
        ("rsc_defaults resource-st", ["resource-stickiness="]),
        ("op_defaults ti", ["timeout="]),
        ("op_defaults na", []),
        (f"{IP2} op monitor on", ["on-fail="]),
        (f"{IP2} op monitor OCF", ["OCF_CHECK_LEVEL="]),
        (f"{IP2} op monitor interval=1 int", ["interval-origin="]),
        ("node node1 attributes stand", ["standby="]),
        ("node node2 attributes ra", ["rack="]),
        (f"{IP2} utilization mem", ["memory="]),
        ("alert a /p meta ti", ["timeout=", "timestamp-format="]),
        ("bundle b docker image=x network host-n", ["host-netmask="]),
        ("bundle b docker image=x storage storage-mapping so", ["source-dir=", "source-dir-root="]),
    ],
)
def test_names_of_options(text: str, found: list[str]) -> None:
    offered = begun(text)

    assert [one for one in offered if one[0] != "$"] == found


def test_a_monitor_needs_an_interval() -> None:
    first = words(f"{IP2} op monitor ", KNOWN)[0]

    assert first == "interval="
    assert candidate(f"{IP2} op monitor ", KNOWN, first).required
    assert not candidate(f"{IP2} op start ", KNOWN, first).required


# ------------------------------------------------------------------ values


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"{IP2} meta is-managed=", ["is-managed=true", "is-managed=false"]),
        (f"{IP2} params lvs_support=t", ["lvs_support=true"]),
        (f"{IP2} params arp_interval=", ["arp_interval=200"]),
        (f"{IP2} params cidr_netmask=", ["cidr_netmask=24"]),
        (f"{IP2} params ip=", []),
        ("property no-quorum-policy=f", ["no-quorum-policy=freeze", "no-quorum-policy=fence"]),
        ("property cluster-delay=", ["cluster-delay=60s", "cluster-delay=70s"]),
        ("node node2 attributes rack=", ['rack="r 1"']),
        ("node node2 utilization memory=", ["memory=64"]),
        ("primitive p stonith:fence_ipmilan params password=", []),
        (
            "primitive p stonith:fence_ipmilan params pcmk_host_list=",
            ["pcmk_host_list=node1", "pcmk_host_list=node2"],
        ),
        (
            "primitive p stonith:fence_ipmilan params pcmk_host_list=node1,",
            ["pcmk_host_list=node1,node2"],
        ),
        ("primitive p IPaddr2 op monitor role=U", ["role=Unpromoted"]),
        ("primitive p IPaddr2 meta nosuch=", []),
    ],
)
def test_values(text: str, found: list[str]) -> None:
    assert begun(text) == found


def test_the_default_of_a_boolean_is_told_however_it_is_written() -> None:
    text = "primitive p stonith:fence_ipmilan params lanplus="

    assert words(text, KNOWN) == ["lanplus=true", "lanplus=false"]
    assert candidate(text, KNOWN, "lanplus=false") == Candidate("lanplus=false", "default")
    assert candidate(text, KNOWN, "lanplus=true") == Candidate("lanplus=true", "")


def test_times_that_the_agent_advises_come_first() -> None:
    assert candidate(f"{IP2} op monitor interval=", KNOWN, "interval=10s") == Candidate(
        "interval=10s", "advised by the agent"
    )
    assert words(f"{IP2} op monitor interval=", KNOWN)[0] == "interval=10s"
    assert "interval=17s" in words(f"{IP2} op monitor interval=", KNOWN)
    assert words(f"{IP2} op start timeout=", KNOWN)[0] == "timeout=20s"


def test_words_of_an_option_say_what_they_do() -> None:
    assert candidate("property no-quorum-policy=", KNOWN, "no-quorum-policy=stop").meaning == (
        "default: stop all resources of the part that lost quorum"
    )


def test_a_value_in_open_quotes_is_replaced_as_a_whole() -> None:
    assert words('node node2 attributes rack="r', KNOWN) == ['rack="r 1"']
    assert words("node node2 attributes rack='r ", KNOWN) == ['rack="r 1"']


# ------------------------------------------------------------------ references


def test_sets_that_can_be_referred_to() -> None:
    assert words("property $id-ref=", KNOWN) == ["$id-ref=p"]
    assert words(f"{IP2} params $id-ref=", KNOWN) == [
        *("$id-ref=n1", "$id-ref=i", "$id-ref=a-i", "$id-ref=b-i", "$id-ref=f-i")
    ]
    assert "p:" in words("property p", KNOWN)


# ------------------------------------------------------------------ order


def test_words_that_open_a_set_come_before_parameters_without_one() -> None:
    found = words("primitive p stonith:fence_ipmilan pa", KNOWN)

    assert found[:2] == ["params", "password="]


def test_what_only_clones_have_comes_before_what_all_resources_have() -> None:
    found = words("clone c a meta ", KNOWN)

    assert found.index("clone-max=") < found.index("target-role=")
    assert found.index("interleave=") < found.index("priority=")


def test_an_interval_comes_first_for_a_monitor_and_late_for_other_operations() -> None:
    assert words(f"{IP2} ip=1 op monitor ", KNOWN)[0] == "interval="
    assert words(f"{IP2} ip=1 op start ", KNOWN)[0] == "timeout="


def test_what_a_fence_device_says_of_itself_is_no_operation_to_configure() -> None:
    found = words("primitive p stonith:fence_ipmilan ip=1 op ", KNOWN)

    assert not {"metadata", "manpage", "diag"} & set(found)
