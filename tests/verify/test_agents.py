"""What the cases of the checks of agents cannot say: other libraries, shared parts, every agent."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

import pytest
from model.cibs import section
from model.configurations import empty

from crmsh_py.agents.agent import Action, Agent, Parameter
from crmsh_py.agents.library import Library, open_catalogue
from crmsh_py.agents.services import CLASSES, service
from crmsh_py.codes import CODES as ALL_CODES
from crmsh_py.commands.texts import statements_in
from crmsh_py.diagnostics import Diagnostic, Severity
from crmsh_py.grammar.tree import Agent as Name
from crmsh_py.model import load
from crmsh_py.model.cib import Cib
from crmsh_py.verify.agents import CHECKS
from crmsh_py.verify.agents.place import full_name
from crmsh_py.verify.checks import Only, check
from crmsh_py.xmltree import Element

CODES = frozenset(code for one in CHECKS for code in one.codes)
CATALOGUE = open_catalogue()
EVERY_AGENT = [*CATALOGUE.names("ocf"), *CATALOGUE.names("stonith")]
MONITOR = "op monitor interval=10s timeout=20s"


@dataclass
class Machine:
    """A library of agents that a test makes up."""

    agents: tuple[Agent, ...] = ()
    installed: tuple[Name, ...] = ()
    faults: tuple[Diagnostic, ...] = ()
    problems: list[Diagnostic] = field(default_factory=list)

    def find(self, name: Name) -> Agent | None:
        """Return what is known of an agent."""
        self.problems = list(self.faults)
        if name.class_ in CLASSES:
            return service(name)
        return next((one for one in self.agents if one.name == name), None)

    def is_installed(self, name: Name) -> bool:
        """Tell whether an agent is installed."""
        return name in self.installed

    def providers(self, type_: str) -> list[str]:
        """Return the providers of a type."""
        return [one.provider for one in self.installed if one.type == type_ and one.provider]

    def names(self, class_: str, provider: str | None = None) -> Iterable[Name]:
        """Return the agents of a class."""
        every = (one for one in self.installed if one.class_ == class_)
        return [one for one in every if provider is None or one.provider == provider]


def configured(text: str) -> Cib:
    """Return a configuration of statements."""
    cib = empty()
    load.update(cib, statements_in(text, "a file"))
    return cib


def problems(cib: Cib | Element, library: Library = CATALOGUE) -> list[Diagnostic]:
    """Return what the checks of agents find."""
    whole = cib if isinstance(cib, Cib) else Cib(cib)
    told = check(whole, library, Only(CODES, frozenset(whole.ids())))
    return [one for one in told if one.code in CODES]


def found(text: str, library: Library = CATALOGUE) -> list[tuple[str, str | None]]:
    """Return the codes and subjects of what is found in statements."""
    return [(one.code, one.subject) for one in problems(configured(text), library)]


# ------------------------------------------------------------------ severity


def test_faults_of_parameters_are_errors_where_a_change_brings_them_in() -> None:
    text = "primitive vip IPaddr2 params nci=eth0 lvs_support=maybe"

    told = {one.code: one.severity for one in problems(configured(text))}

    names = {"unknown-parameter", "missing-parameter", "mistyped-parameter"}
    assert {name for name in told if ALL_CODES[name].error_when_new} == names
    assert set(told.values()) == {Severity.WARNING}


# ------------------------------------------------------------------ unknown agents

NODE = Name("ocf", "pacemaker", "remote")
NGINX = Name("systemd", None, "nginx")
HTTPD = Name("lsb", None, "httpd")


@pytest.mark.parametrize(
    ("installed", "agent", "hint"),
    [
        ((), "systemd:nginx", None),
        ((NGINX,), "systemd:nginx", None),
        ((NGINX,), "systemd:postgresql", None),
        ((NGINX,), "systemd:ngnix", "did you mean 'systemd:nginx'?"),
        ((NGINX, NODE), "systemd:ngnix", "did you mean 'systemd:nginx'?"),
        ((NGINX, NODE), "systemd:postgresql", "it must be there on every node that is to run it"),
        ((HTTPD,), "lsb:htpd", "did you mean 'lsb:httpd'?"),
        ((NGINX, NODE), "lsb:httpd", None),
        ((NGINX, NODE), "upstart:x", None),
        ((NGINX, NODE), "nagios:x", None),
    ],
)
def test_services_are_missed_on_nodes_only_unless_they_are_misspelt(
    installed: tuple[Name, ...], agent: str, hint: str | None
) -> None:
    ops = "op start timeout=100s op stop timeout=100s op monitor interval=10s timeout=100s"
    cib = configured(f"primitive a {agent} {ops}")

    told = [one.hint for one in problems(cib, Machine(installed=installed))]

    assert told == ([] if hint is None else [hint])


def test_nothing_is_said_of_an_agent_that_cannot_be_read_but_that_it_is_not_monitored() -> None:
    name = Name("ocf", "acme", "app")
    machine = Machine((Agent(name, open_ended=True),), (name,))

    told = found("primitive a ocf:acme:app params any=1 op backup interval=1h", machine)

    assert told == [("no-monitor", "a")]


def test_a_broken_agent_is_told_of_once_also_where_nothing_else_is_asked() -> None:
    fault = Diagnostic("broken-agent", "agent is broken", Severity.WARNING, "Dummy")
    cib = configured(f"primitive a Dummy {MONITOR}\nprimitive b Dummy {MONITOR}")
    machine = Machine((Agent(Name("ocf", "heartbeat", "Dummy")),), faults=(fault,))
    told = replace(fault, subject="a", words=("Dummy",))

    assert problems(cib, machine) == [told]
    machine.problems = []
    assert check(cib, machine, Only.those([told])) == [told]


def test_a_broken_agent_is_not_told_of_where_the_configuration_does_not_name_it() -> None:
    fault = Diagnostic("broken-agent", "agent is broken", Severity.WARNING, "Dummy")
    machine = Machine((Agent(Name("ocf", "heartbeat", "Dummy")),), faults=(fault,))
    problems(configured(f"primitive a Dummy {MONITOR}"), machine)

    assert machine.problems == [fault]
    assert problems(configured("node n1"), machine) == []


def test_many_agents_that_nobody_knows_are_told_of_without_looking_for_all_their_likes() -> None:
    lines = (f"primitive a{n} ocf:heartbeat:Filesyste{n} {MONITOR}" for n in range(400))

    told = problems(configured("\n".join(lines)))

    assert len(told) == 400
    assert sum("did you mean" in (one.hint or "") for one in told) <= 50


def test_many_parameters_that_nobody_knows_are_told_of_without_looking_for_all_their_likes() -> (
    None
):
    names = " ".join(f"nic{n}=x" for n in range(400))

    told = problems(configured(f"primitive a IPaddr2 params ip=192.0.2.1 {names} {MONITOR}"))

    assert len(told) == 400
    assert sum("did you mean" in (one.hint or "") for one in told) <= 50


# ------------------------------------------------------------------ parts from elsewhere

RULE = '<rule id="r" score="0"><expression id="e" attribute="#uname" operation="defined"/></rule>'


def resource(
    id_: str, type_: str = "heartbeat:IPaddr2", inside: str = "", seconds: int = 20
) -> str:
    """Return an ocf resource with a monitor."""
    provider, type_ = type_.split(":")
    op = f'<op id="{id_}-m" name="monitor" interval="10s" timeout="{seconds}s"/>'
    head = f'<primitive id="{id_}" class="ocf" provider="{provider}" type="{type_}">'
    return f"{head}{inside}<operations>{op}</operations></primitive>"


def address(id_: str, rule: str = "") -> str:
    """Return a set of parameters with an address."""
    pair = f'<nvpair id="{id_}-ip" name="ip" value="192.0.2.1"/>'
    return f'<instance_attributes id="{id_}">{rule}{pair}</instance_attributes>'


GROUP = f'<group id="g">{address("i")}{resource("a")}</group>'
CLONE = f'<clone id="c">{address("i")}{resource("a")}</clone>'
RULED = resource("a", inside=address("i", RULE))
SHARED = resource("a", inside=address("i")) + resource(
    "b", "heartbeat:IPaddr", '<instance_attributes id-ref="i"/>'
)


@pytest.mark.parametrize(
    "resources", [GROUP, CLONE, RULED, SHARED], ids=["group", "clone", "rule", "shared set"]
)
def test_a_required_parameter_may_come_from_elsewhere(resources: str) -> None:
    assert problems(section(resources)) == []


def test_addresses_under_rules_may_be_the_same() -> None:
    other = resource("b", inside=address("j"))

    assert problems(section(RULED + other)) == []


def test_nothing_is_said_of_defaults_that_depend_on_a_rule() -> None:
    rule = '<rule id="r" score="0"><op_expression id="e" name="start"/></rule>'
    pair = '<nvpair id="n" name="timeout" value="60s"/>'
    defaults = f'<op_defaults><meta_attributes id="m">{{}}{pair}</meta_attributes></op_defaults>'
    slow = resource("db", "heartbeat:pgsql", seconds=30)

    assert problems(section(slow, defaults.format(rule))) == []
    assert [one.code for one in problems(section(slow, defaults.format("")))] == ["short-timeout"]


@pytest.mark.parametrize(("most", "codes"), [("1", ["unmonitored-role"]), ("0", [])])
def test_what_is_in_a_bundle_can_be_promoted_if_the_bundle_says_so(
    most: str, codes: list[str]
) -> None:
    engine = f'<podman image="i" promoted-max="{most}" replicas="3"/>'
    network = '<network control-port="3121"/>'
    inner = resource("a", "pacemaker:Stateful")

    told = problems(section(f'<bundle id="b">{engine}{network}{inner}</bundle>'))

    assert [one.code for one in told] == codes


# ------------------------------------------------------------------ secrets


def test_secrets_are_not_shown() -> None:
    name = Name("ocf", "acme", "app")
    parameters = {
        "password": Parameter("password", unique="password"),
        "passwd_age": Parameter("passwd_age", "integer"),
    }
    actions = (Action("start"), Action("stop"), Action("monitor"))
    machine = Machine((Agent(name, parameters, actions),), (name,))
    text = f"primitive {{}} ocf:acme:app params password=hush passwd_age=hush {MONITOR}\n"

    told = problems(configured(text.format("a") + text.format("b")), machine)

    codes = ["mistyped-parameter", "mistyped-parameter", "shared-parameter"]
    assert [one.code for one in told] == codes
    assert "hush" not in repr(told)


# ------------------------------------------------------------------ every agent

_VALUES = {"integer": "1", "boolean": "true", "second": "1", "time": "1s"}


def _value(parameter: Parameter) -> str:
    """Return a value that suits a parameter: its default, or one of its type."""
    if parameter.default or parameter.values:
        return parameter.default or parameter.values[0]
    return _VALUES.get(parameter.type, "x")


@pytest.mark.parametrize("name", EVERY_AGENT, ids=full_name)
def test_an_agent_takes_its_own_parameters_and_defaults(name: Name) -> None:
    agent = CATALOGUE.find(name)
    assert agent is not None
    given = [one for one in agent.parameters.values() if not one.deprecated]
    pairs = "".join(
        f'<nvpair id="p{place}" name="{one.name}" value="{_value(one)}"/>'
        for place, one in enumerate(given)
        if not re.search("[<>&\"']", _value(one))
    )
    provider = "" if name.provider is None else f'provider="{name.provider}"'
    head = f'<primitive id="a" class="{name.class_}" {provider} type="{name.type}">'
    body = f'<instance_attributes id="i">{pairs}</instance_attributes>'

    codes = {one.code for one in problems(section(f"{head}{body}</primitive>"))}

    assert codes <= {"no-monitor", "short-timeout", "needs-promotion"}


@pytest.mark.parametrize("name", EVERY_AGENT, ids=full_name)
@pytest.mark.parametrize("clone", ["", "clone c a meta promotable=true notify=true\n"])
def test_who_follows_the_hints_has_operations_as_they_should_be(name: Name, clone: str) -> None:
    codes = {"no-monitor", "unmonitored-role", "short-timeout", "useless-monitor"}
    statement = f"primitive a {full_name(name)}"

    for _ in range(3):  # what is added for a monitor may have too little time
        told = [one for one in problems(configured(f"{statement}\n{clone}")) if one.code in codes]
        hints = (re.findall("add '([^']*)'", one.hint or "") for one in told)
        statement = " ".join([statement, *(words for hint in hints for words in hint)])

    assert told == []


@pytest.mark.parametrize("name", EVERY_AGENT, ids=full_name)
def test_a_misspelt_parameter_of_any_agent_is_found_and_the_right_one_proposed(name: Name) -> None:
    agent = CATALOGUE.find(name)
    assert agent is not None
    meant = max(agent.parameters, key=len, default="")
    if len(meant) < 3 or f"{meant}{meant[-1]}" in agent.parameters:
        pytest.skip("it has no parameters")

    told = problems(configured(f"primitive a {full_name(name)} params {meant}{meant[-1]}=x"))

    hints = [one.hint for one in told if one.code == "unknown-parameter"]
    assert hints == [f"did you mean '{meant}'?"]
