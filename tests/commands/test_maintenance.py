"""The level `maintenance` on a file; what runs agents is tested on the real cluster."""

from pathlib import Path

import pytest
from crm_runner import Crm, Ran, codes

WHOLE = """\
node 1: n1
primitive vip Dummy
primitive a Dummy
primitive b Dummy
group g a b
"""


@pytest.fixture
def crm(tmp_path: Path) -> Crm:
    crm = Crm(tmp_path)
    crm.given(WHOLE)
    return crm


def told(ran: Ran) -> list[str]:
    """Return what was said when all went well; the last line is the commit's."""
    *lines, commit = ran.err.splitlines()
    assert ran.status == 0, ran.err
    assert commit.startswith("committed to cib.xml, epoch ")
    return lines


def shown(crm: Crm, *ids: str) -> list[str]:
    return crm.configure("show", *ids).out.replace(" \\\n\t", " ").splitlines()


def test_the_whole_cluster_goes_into_maintenance_and_comes_out_again(crm: Crm) -> None:
    assert told(crm("maintenance", "on")) == []
    assert shown(crm, "type:property") == ["property cib-bootstrap-options: maintenance-mode=true"]
    assert crm("maintenance", "show").out == "cluster: in maintenance\n"

    assert told(crm("maintenance", "off")) == []
    assert shown(crm, "type:property") == ["property cib-bootstrap-options: maintenance-mode=false"]
    assert crm("maintenance", "show").err == "nothing is in maintenance\n"


def test_every_set_that_has_the_property_is_changed(crm: Crm) -> None:
    crm.given("property $id=one maintenance-mode=true\nproperty $id=two maintenance-mode=true")

    told(crm("maintenance", "off"))

    assert shown(crm, "type:property") == [
        "property one: maintenance-mode=false",
        "property two: maintenance-mode=false",
    ]


@pytest.mark.parametrize("verb", ["on", "off"])
def test_what_is_so_already_is_no_error(crm: Crm, verb: str) -> None:
    crm("maintenance", verb)

    ran = crm("maintenance", verb)

    words = {"on": "in maintenance already", "off": "not in maintenance"}[verb]
    assert (ran.status, ran.err) == (0, f"the cluster is {words}\nnothing to commit\n")


def test_resources_go_into_maintenance(crm: Crm) -> None:
    told(crm("maintenance", "on", "vip", "g"))

    assert shown(crm, "vip", "g") == [
        "primitive vip Dummy meta maintenance=true",
        "group g a b meta maintenance=true",
    ]
    assert crm("maintenance", "show").out == (
        "primitive vip: in maintenance\ngroup g: in maintenance\n"
    )


def test_what_stays_in_maintenance_by_itself_is_told(crm: Crm) -> None:
    told(crm("maintenance", "on", "vip"))
    told(crm("node", "maintenance", "n1"))
    told(crm("resource", "unmanage", "b"))
    told(crm("maintenance", "on"))

    assert told(crm("maintenance", "off")) == [
        "node n1 stays in maintenance",
        "primitive vip stays in maintenance",
        "primitive b stays not managed",
    ]


@pytest.mark.parametrize(
    ("words", "status", "code"),
    [
        (["on", "nope", "vip"], 105, "no-such-object"),
        (["off", "nope"], 105, "no-such-object"),
        (["action", "vip", "start"], 102, "needs-cluster"),
        (["action", "vip", "jump"], 64, "usage"),
        (["action", "vip"], 64, "usage"),
    ],
)
def test_a_refused_command_changes_nothing(
    crm: Crm, words: list[str], status: int, code: str
) -> None:
    before = crm.cib.read_text()

    ran = crm("maintenance", *words)

    assert (ran.status, codes(ran.err)) == (status, [code])
    assert crm.cib.read_text() == before
