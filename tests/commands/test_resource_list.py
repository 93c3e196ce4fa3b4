"""`resource status` of a file: what the configuration wants of its resources."""

import json
from pathlib import Path

import pytest
from crm_runner import Crm, codes

WHOLE = """\
primitive vip IPaddr2 params ip=10.0.0.1 meta target-role=Stopped
primitive a Dummy
primitive b ocf:pacemaker:Dummy
rsc_template tmpl Dummy
primitive c @tmpl
primitive st ocf:pacemaker:Stateful
group g a b meta is-managed=false
clone db st meta promotable=true target-role=Slave
tag shop c g
"""


@pytest.fixture
def crm(tmp_path: Path) -> Crm:
    crm = Crm(tmp_path)
    crm.given(WHOLE)
    return crm


@pytest.mark.parametrize("word", ["status", "list", "show"])
def test_resources_are_shown_in_their_containers_with_what_is_wanted(word: str, crm: Crm) -> None:
    ran = crm("resource", word)

    assert (ran.status, ran.err) == (0, "")
    assert ran.out == (
        "vip   ocf:heartbeat:IPaddr2   Stopped\n"
        "g     group                   Started, unmanaged\n"
        "  a   ocf:heartbeat:Dummy     Started, unmanaged\n"
        "  b   ocf:pacemaker:Dummy     Started, unmanaged\n"
        "c     @tmpl                   Started\n"
        "db    clone                   Unpromoted\n"
        "  st  ocf:pacemaker:Stateful  Unpromoted\n"
    )


def test_some_resources_are_shown_alone(crm: Crm) -> None:
    ran = crm("resource", "list", "tag:shop")

    assert ran.out == (
        "c    @tmpl                Started\n"
        "g    group                Started, unmanaged\n"
        "  a  ocf:heartbeat:Dummy  Started, unmanaged\n"
        "  b  ocf:pacemaker:Dummy  Started, unmanaged\n"
    )


def test_the_list_is_records_too(crm: Crm) -> None:
    ran = crm("--json", "resource", "list", "st")

    assert [json.loads(line) for line in ran.out.splitlines()] == [
        {
            "schema": "crm/1",
            "kind": "resource",
            "id": "st",
            "type": "ocf:pacemaker:Stateful",
            "target-role": "Unpromoted",
            "managed": True,
            "maintenance": False,
            "promotable": False,
            "within": "db",
        }
    ]


def test_defaults_and_maintenance_mode_are_looked_at(crm: Crm) -> None:
    crm("configure", "rsc_defaults", "target-role=Stopped")
    crm("configure", "property", "maintenance-mode=true")

    ran = crm("resource", "list", "c")

    assert ran.out == "c  @tmpl  Stopped, maintenance\n"


def test_that_there_is_nothing_is_said(tmp_path: Path) -> None:
    crm = Crm(tmp_path)
    crm.given("undo")

    ran = crm("resource", "list")

    assert (ran.status, ran.out, ran.err) == (0, "", "there are no resources\n")


def test_resources_that_are_not_there_are_errors(crm: Crm) -> None:
    ran = crm("resource", "list", "vib", "vip", "cc")

    assert (ran.status, codes(ran.err)) == (105, ["no-such-object", "no-such-object"])
    assert ran.out == ""
