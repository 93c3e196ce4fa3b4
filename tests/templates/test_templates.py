"""The templates: what they make is valid, and values cannot make anything else of it."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from crm_runner import Crm, codes
from hypothesis import given
from hypothesis import strategies as st
from model.configurations import empty
from trees import VALUES

from crmsh_py.agents.library import open_catalogue
from crmsh_py.commands.texts import statements_in
from crmsh_py.diagnostics import CrmError
from crmsh_py.grammar import lexical, tree
from crmsh_py.model import load
from crmsh_py.templates import catalogue
from crmsh_py.templates.filling import fill
from crmsh_py.verify.checks import check

NAMES = catalogue.names(None)


def example(name: str) -> dict[str, str]:
    """Return a value for each parameter that needs one."""
    template = catalogue.template(name, None)
    return {one.name: one.example for one in template.parameters if one.example}


@pytest.fixture
def crm(tmp_path: Path) -> Crm:
    crm = Crm(tmp_path)
    crm.given("node node1")
    return crm


@pytest.mark.parametrize("name", NAMES)
def test_a_template_makes_a_valid_configuration(name: str) -> None:
    cib = empty()

    load.update(cib, statements_in(fill(catalogue.template(name, None), example(name)), name))

    # Which fence devices there are, no template can know.
    assert [one for one in check(cib, open_catalogue()) if one.code != "no-fencing"] == []


@pytest.mark.parametrize("name", NAMES)
def test_every_parameter_is_explained_and_used(name: str) -> None:
    template = catalogue.template(name, None)

    used = set(re.findall(r"\{(\w+)\??\}", template.statements))

    assert used == {one.name for one in template.parameters}
    assert all(one.description for one in template.parameters)
    assert all(one.example for one in template.parameters if one.required)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.skipif(not shutil.which("crm_resource"), reason="needs Pacemaker's tools")
def test_the_agents_know_the_parameters_and_have_the_time_they_advise(name: str) -> None:
    text = fill(catalogue.template(name, None), example(name))
    for one in statements_in(text, name):
        if isinstance(one.statement, tree.Primitive):
            assert isinstance(one.statement.agent, tree.Agent)
            agent = one.statement.agent
            metadata = metadata_of(f"{agent.class_}:{agent.provider}:{agent.type}")
            if metadata:
                assert faults(one.statement, metadata) == []


def metadata_of(agent: str) -> str:
    argv = ["crm_resource", "--show-metadata", agent]
    return subprocess.run(argv, capture_output=True, text=True, check=False).stdout


def faults(primitive: tree.Primitive, metadata: str) -> list[str]:
    known = set(re.findall(r'<parameter name="([^"]+)"', metadata))
    found = []
    for clause in primitive.clauses:
        if isinstance(clause, tree.NvSet):
            found += [pair.name or "" for pair in clause.nvpairs if pair.name not in known]
        elif isinstance(clause, tree.Op):
            said = {pair.name: pair.value or "" for pair in clause.attributes}
            advised = re.findall(rf'<action name="{clause.name}"[^>]*timeout="(\d+)', metadata)
            if not advised or int(said["timeout"].removesuffix("s")) < max(map(int, advised)):
                found.append(f"op {clause.name}")
    return found


@given(VALUES.filter(bool))
def test_a_value_stays_one_value_whatever_it_is(value: str) -> None:
    text = fill(catalogue.template("virtual-ip", None), {"ip": value})

    (one,) = statements_in(text, "test")

    assert isinstance(one.statement, tree.Primitive)
    (params, *_) = one.statement.clauses
    assert params == tree.NvSet("params", (tree.NvPair("ip", value),))


@given(st.text(max_size=5))
def test_what_becomes_an_id_is_one(value: str) -> None:
    template = catalogue.template("virtual-ip", None)

    values = {"ip": "192.0.2.1", "id": value}

    if value and not lexical.ID.fullmatch(value):
        with pytest.raises(CrmError) as caught:
            fill(template, values)
        assert [one.code for one in caught.value.diagnostics] == ["template-parameter"]
    else:
        (one,) = statements_in(fill(template, values), "test")
        assert one.id == (value or "vip")


def test_all_that_is_wrong_with_values_is_told_at_once() -> None:
    template = catalogue.template("drbd-database", None)

    with pytest.raises(CrmError) as caught:
        fill(template, {"id": "1a", "devise": "/dev/drbd0", "ip": "192.0.2.1"})

    assert [one.subject for one in caught.value.diagnostics] == [
        "devise",
        "id",
        "drbd_resource",
        "device",
        "directory",
    ]


# ------------------------------------------------------------------ the level


def test_what_a_template_makes_is_added_in_one_change(crm: Crm) -> None:
    ran = crm.configure("template", "apply", "virtual-ip", "ip=192.0.2.1", "nic=eth 0")

    assert (ran.status, ran.err) == (0, "added: vip\ncommitted to cib.xml, epoch 2\n")
    assert crm.configure("get", "vip.nic").out == "eth 0\n"


def test_nothing_is_replaced_unless_that_is_said(crm: Crm) -> None:
    crm.configure("template", "apply", "virtual-ip", "ip=192.0.2.1")

    again = crm.configure("template", "apply", "virtual-ip", "ip=192.0.2.2")
    changed = crm.configure("template", "apply", "virtual-ip", "update", "ip=192.0.2.2")

    assert (again.status, codes(again.err)) == (108, ["duplicate-id"])
    assert (changed.status, crm.configure("get", "vip.ip").out) == (0, "192.0.2.2\n")


def test_what_is_in_the_way_of_a_template_can_be_gone_round(crm: Crm) -> None:
    crm.configure("template", "apply", "virtual-ip", "ip=192.0.2.1")

    ran = crm.configure("template", "apply", "virtual-ip", "ip=192.0.2.2")

    hint = "'id=...' gives it another id; 'apply virtual-ip update ...' changes what is there"
    assert ran.err.endswith(f"  hint: {hint}\n")


def test_the_ids_of_a_configuration_begin_with_its_name(crm: Crm) -> None:
    crm.configure("template", "new", "shop", "virtual-ip", "ip=192.0.2.1")

    ran = crm.configure("template", "apply", "shop")

    assert ran.err.splitlines()[0] == "added: shop"


@pytest.mark.parametrize("command", ["show", "apply", "new mine"])
def test_a_wrong_value_is_pointed_at(crm: Crm, command: str) -> None:
    ran = crm.configure("template", *command.split(), "virtual-ip", "ip=192.0.2.1", "idd=x")

    assert codes(ran.err) == ["template-parameter"]
    assert ran.err.endswith(" ^^^^^\n  hint: did you mean 'id'?\n")


def test_a_configuration_is_kept_filled_in_and_applied(crm: Crm) -> None:
    crm.configure("template", "new", "shop", "virtual-ip", "id=shop-ip")

    unfinished = crm.configure("template", "apply", "shop")
    finished = crm.configure("template", "apply", "shop", "ip=192.0.2.1")

    assert codes(unfinished.err) == ["template-parameter"]
    assert finished.status == 0
    assert "shop  " in crm.configure("template", "list").out
    assert crm.configure("template", "delete", "shop").status == 0
    assert "shop  " not in crm.configure("template", "list").out


def test_a_template_of_ones_own_goes_before_a_shipped_one(crm: Crm) -> None:
    folder = Path(crm.environment["HOME"], ".config", "crm", "templates")
    folder.mkdir(parents=True)
    (folder / "virtual-ip.toml").write_text(
        'summary = "mine"\nstatements = "primitive {id} Dummy"\n[parameters.id]\nkind = "id"\n'
    )

    ran = crm.configure("template", "show", "virtual-ip", "id=a")

    assert (ran.status, ran.out) == (0, "primitive a Dummy\n")


@pytest.mark.parametrize(
    "toml",
    ["x", "summary = 1", 'summary = "a"\nstatements = "b"\nstuff = 1', "[parameters]\na = 1"],
)
def test_a_template_that_says_nonsense_is_told(crm: Crm, toml: str) -> None:
    folder = Path(crm.environment["HOME"], ".config", "crm", "templates")
    folder.mkdir(parents=True)
    (folder / "mine.toml").write_text(toml)

    ran = crm.configure("template", "show", "mine")

    assert (ran.status, set(codes(ran.err))) == (65, {"malformed-template"})


@pytest.mark.parametrize(
    ("words", "status", "code"),
    [
        ("show virtual", 105, "no-such-object"),
        ("show ../virtual-ip", 105, "no-such-object"),
        ("new a/b virtual-ip", 65, "invalid-id"),
        ("new virtual-ip virtual-ip", 108, "duplicate-id"),
        ("new a virtual-ip ipp=1", 64, "template-parameter"),
        ("apply virtual-ip ip", 64, "usage"),
        ("delete virtual-ip", 105, "no-such-object"),
        ("edit a", 105, "no-such-object"),
    ],
)
def test_what_makes_no_sense_is_refused(crm: Crm, words: str, status: int, code: str) -> None:
    ran = crm.configure("template", *words.split())

    assert (ran.status, codes(ran.err)) == (status, [code])
