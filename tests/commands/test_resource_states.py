"""`resource start`, `stop`, `promote` and so on, on a file: what is set where, and what is said."""

from pathlib import Path

import pytest
from crm_runner import Crm, Ran, codes

from crmsh_py import xmltree
from crmsh_py.assist.completion.completing import complete
from crmsh_py.assist.knowledge import Knowledge
from crmsh_py.model.cib import Cib

WHOLE = """\
rsc_template tmpl Dummy meta target-role=Stopped
primitive vip Dummy
primitive of-tmpl @tmpl
primitive a Dummy
primitive b Dummy
primitive c Dummy
primitive x Dummy
primitive y Dummy
primitive st ocf:pacemaker:Stateful
primitive plain Dummy
group g a b c
group inner x y
clone gc inner
clone db st meta promotable=true
clone cl plain
tag shop vip g
location loc vip 100: node1
tag places loc
"""


@pytest.fixture
def crm(tmp_path: Path) -> Crm:
    crm = Crm(tmp_path)
    crm.given(WHOLE)
    return crm


def shown(crm: Crm, *ids: str) -> list[str]:
    out = crm.configure("show", *ids).out.replace(" \\\n\t", " ")
    return out.splitlines()


def told(ran: Ran) -> list[str]:
    """Return what was said; the last line is the commit's."""
    *lines, commit = ran.err.splitlines()
    assert ran.status == 0, ran.err
    assert commit.startswith("committed to cib.xml, epoch ")
    return lines


# ------------------------------------------------------------------ start and stop


@pytest.mark.parametrize(
    ("words", "changed"),
    [
        (["vip"], {"vip": "primitive vip Dummy meta target-role=Stopped"}),
        (["b"], {"b": "primitive b Dummy meta target-role=Stopped"}),
        (["g"], {"g": "group g a b c meta target-role=Stopped"}),
        (["x"], {"x": "primitive x Dummy", "gc": "clone gc inner meta target-role=Stopped"}),
        (["inner"], {"gc": "clone gc inner meta target-role=Stopped"}),
        (["plain", "cl"], {"cl": "clone cl plain meta target-role=Stopped"}),
        (
            ["shop"],
            {
                "vip": "primitive vip Dummy meta target-role=Stopped",
                "g": "group g a b c meta target-role=Stopped",
            },
        ),
        (["tag:shop"], {"g": "group g a b c meta target-role=Stopped"}),
        (
            ["v*", "[bc]"],
            {
                "vip": "primitive vip Dummy meta target-role=Stopped",
                "b": "primitive b Dummy meta target-role=Stopped",
                "c": "primitive c Dummy meta target-role=Stopped",
            },
        ),
    ],
)
def test_what_is_stopped_gets_a_target_role_where_it_counts(
    words: list[str], changed: dict[str, str], crm: Crm
) -> None:
    ran = crm("resource", "stop", *words)

    assert ran.status == 0, ran.err
    assert {id_: shown(crm, id_) for id_ in changed} == {
        id_: [text] for id_, text in changed.items()
    }


def test_several_resources_are_stopped_in_one_commit(crm: Crm) -> None:
    before = crm.cib.read_text()

    ran = crm("resource", "stop", "vip", "g", "cl")

    assert told(ran) == []
    assert ran.err == "committed to cib.xml, epoch 2\n"
    assert 'epoch="1"' in before


def test_it_is_said_that_another_resource_is_set_than_the_one_named(crm: Crm) -> None:
    ran = crm("resource", "stop", "x")

    assert told(ran) == ["x is in the clone gc: that is what is set"]


def test_stopping_a_member_of_a_group_tells_what_stops_with_it(crm: Crm) -> None:
    ran = crm("resource", "stop", "a")

    assert told(ran) == ["what stands behind it in group g stops too: b, c"]


def test_stopping_the_last_member_of_a_group_stops_nothing_else(crm: Crm) -> None:
    ran = crm("resource", "stop", "c")

    assert told(ran) == []


def test_stopping_what_is_stopped_changes_nothing_and_says_so(crm: Crm) -> None:
    crm("resource", "stop", "vip")

    ran = crm("resource", "stop", "vip")

    assert (ran.status, ran.err) == (0, "vip has target-role=Stopped already\nnothing to commit\n")


def test_values_of_members_that_contradict_are_taken_off_and_listed(crm: Crm) -> None:
    crm("configure", "set", "a.meta.target-role", "Started", "b.meta.target-role", "Stopped")

    ran = crm("resource", "stop", "g")

    assert told(ran) == ["a: target-role=Started is taken off, it contradicts that of the group"]
    assert shown(crm, "a", "b", "g") == [
        "primitive a Dummy",
        "primitive b Dummy meta target-role=Stopped",
        "group g a b c meta target-role=Stopped",
    ]


def test_values_deep_in_a_clone_are_taken_off_too(crm: Crm) -> None:
    crm("configure", "set", "y.meta.target-role", "Stopped", "inner.meta.target-role", "Stopped")

    ran = crm("resource", "start", "gc")

    assert told(ran) == [
        "inner: target-role=Stopped is taken off, it contradicts that of the clone",
        "y: target-role=Stopped is taken off, it contradicts that of the clone",
    ]
    assert shown(crm, "x", "y", "inner", "gc") == [
        "primitive x Dummy",
        "primitive y Dummy",
        "group inner x y",
        "clone gc inner meta target-role=Started",
    ]


def test_what_a_template_stops_is_started_by_a_value_of_its_own(crm: Crm) -> None:
    ran = crm("resource", "start", "of-tmpl")

    assert told(ran) == []
    assert shown(crm, "of-tmpl") == ["primitive of-tmpl @tmpl meta target-role=Started"]


def test_starting_a_member_starts_the_group_that_was_stopped(crm: Crm) -> None:
    crm("resource", "stop", "g")

    ran = crm("resource", "start", "b")

    assert told(ran) == ["group g was stopped: it is started, with its members"]
    assert shown(crm, "a", "b", "g")[1:] == [
        "primitive b Dummy",
        "group g a b c meta target-role=Started",
    ]


def test_starting_a_member_starts_those_in_front_of_it(crm: Crm) -> None:
    crm("resource", "stop", "a", "b", "c")

    ran = crm("resource", "start", "b")

    assert told(ran) == ["a stands in front of it and was stopped: it is started too"]
    assert shown(crm, "a", "b", "c") == [
        "primitive a Dummy meta target-role=Started",
        "primitive b Dummy meta target-role=Started",
        "primitive c Dummy meta target-role=Stopped",
    ]


def test_starting_against_the_defaults_sets_all_that_has_to_start(crm: Crm) -> None:
    crm("configure", "rsc_defaults", "target-role=Stopped")

    ran = crm("resource", "start", "b")

    assert told(ran) == ["a stands in front of it and was stopped: it is started too"]
    assert shown(crm, "a", "b", "c", "g") == [
        "primitive a Dummy meta target-role=Started",
        "primitive b Dummy meta target-role=Started",
        "primitive c Dummy",
        "group g a b c",
    ]


def test_what_keeps_the_cluster_from_starting_is_said(crm: Crm) -> None:
    crm("configure", "property", "maintenance-mode=true")
    crm("configure", "set", "g.meta.is-managed", "no", "vip.meta.maintenance", "yes")

    ran = crm("resource", "start", "a", "vip")

    assert told(ran) == [
        "a is not managed: the cluster leaves it alone until 'resource manage a'",
        "the whole cluster is in maintenance-mode: it leaves a alone until that ends",
        "vip is in maintenance: the cluster leaves it alone until 'resource maintenance vip off'",
        "the whole cluster is in maintenance-mode: it leaves vip alone until that ends",
    ]


def test_of_several_sets_each_that_has_the_value_gets_the_new_one(crm: Crm) -> None:
    crm(
        "configure",
        "xml",
        '<primitive id="two" class="ocf" provider="heartbeat" type="Dummy">'
        '<meta_attributes id="m1"><nvpair id="n1" name="target-role" value="Stopped"/>'
        '</meta_attributes><meta_attributes id="m2" score="5">'
        '<nvpair id="n2" name="target-role" value="Stopped"/></meta_attributes></primitive>',
    )

    ran = crm("resource", "start", "two")

    assert told(ran) == []
    assert crm.configure("get", "two.meta[m1].target-role", "two.meta[m2].target-role").out == (
        "two.meta[m1].target-role = Started\ntwo.meta[m2].target-role = Started\n"
    )


def test_a_value_that_is_shared_is_not_changed_behind_the_other_s_back(crm: Crm) -> None:
    crm.given(
        "primitive one Dummy meta $id=shared target-role=Stopped\n"
        "primitive other Dummy meta $id-ref=shared\n"
    )
    before = crm.cib.read_bytes()

    ran = crm("resource", "start", "other")

    assert (ran.status, codes(ran.err)) == (107, ["not-settable"])
    assert crm.cib.read_bytes() == before


def test_what_is_pending_stays_pending(crm: Crm) -> None:
    ran = crm(
        stdin="configure\nprimitive new Dummy\ncd /resource\nstop vip\ncd /configure\n"
        "show changed\nundo\n"
    )

    assert ran.status == 0, ran.err
    assert ran.out == "primitive new Dummy\n"
    assert shown(crm, "vip") == ["primitive vip Dummy meta target-role=Stopped"]


# ------------------------------------------------------------------ roles


def test_promote_and_demote_set_the_role_of_the_clone(crm: Crm) -> None:
    demoted = crm("resource", "demote", "db")
    after_demote = shown(crm, "db")
    promoted = crm("resource", "promote", "st")

    assert told(demoted) == []
    assert after_demote == ["clone db st meta promotable=true target-role=Unpromoted"]
    assert told(promoted) == ["st is in the clone db: that is what is set"]
    assert shown(crm, "db") == ["clone db st meta promotable=true target-role=Promoted"]


def test_starting_a_promotable_clone_says_that_it_may_be_promoted(crm: Crm) -> None:
    ran = crm("resource", "start", "db")

    assert told(ran) == ["db is promotable: Started allows promotion as well"]


def test_old_schemas_have_old_names_of_roles(crm: Crm) -> None:
    crm.cib.write_text(crm.cib.read_text().replace("pacemaker-3.9", "pacemaker-3.6"))

    crm("resource", "demote", "db")

    assert shown(crm, "db") == ["clone db st meta promotable=true target-role=Slave"]


def test_a_role_that_is_there_under_its_old_name_is_there(crm: Crm) -> None:
    crm("configure", "set", "db.meta.target-role", "Master")

    ran = crm("resource", "promote", "db")

    assert ran.err == "db has target-role=Promoted already\nnothing to commit\n"


def test_only_promotable_clones_are_promoted(crm: Crm) -> None:
    before = crm.cib.read_bytes()

    ran = crm("resource", "promote", "vip", "cl", "db")

    assert (ran.status, codes(ran.err)) == (78, ["wrong-kind", "wrong-kind"])
    assert "'configure set cl.meta.promotable true' makes it a promotable clone" in ran.err
    assert crm.cib.read_bytes() == before


# ------------------------------------------------------------------ management


def test_unmanage_and_manage_set_is_managed(crm: Crm) -> None:
    crm("resource", "unmanage", "vip", "x")
    unmanaged = shown(crm, "vip", "gc")
    crm("resource", "manage", "vip", "x")

    assert unmanaged == [
        "primitive vip Dummy meta is-managed=false",
        "clone gc inner meta is-managed=false",
    ]
    assert shown(crm, "vip", "gc") == [
        "primitive vip Dummy meta is-managed=true",
        "clone gc inner meta is-managed=true",
    ]


def test_maintenance_is_put_on_and_off(crm: Crm) -> None:
    on = crm("resource", "maintenance", "vip")
    while_on = shown(crm, "vip")
    off = crm("resource", "maintenance", "vip", "off")

    assert (told(on), told(off)) == ([], [])
    assert while_on == ["primitive vip Dummy meta maintenance=true"]
    assert shown(crm, "vip") == ["primitive vip Dummy meta maintenance=false"]


def test_managing_ends_maintenance_which_would_keep_it_unmanaged(crm: Crm) -> None:
    crm("resource", "maintenance", "g")

    ran = crm("resource", "manage", "g")

    assert told(ran) == ["g: maintenance=true is taken off, or it stayed unmanaged"]
    assert shown(crm, "g") == ["group g a b c meta is-managed=true"]


def test_managing_overrides_what_the_container_says(crm: Crm) -> None:
    crm("resource", "maintenance", "g")

    ran = crm("resource", "manage", "a")

    assert told(ran) == ["a: maintenance=false is set, because group g has maintenance=true"]
    assert shown(crm, "a") == ["primitive a Dummy meta is-managed=true maintenance=false"]


def test_ending_maintenance_ends_what_else_keeps_it_unmanaged(crm: Crm) -> None:
    crm("configure", "set", "plain.meta.is-managed", "false")
    crm("resource", "maintenance", "cl")

    ran = crm("resource", "maintenance", "cl", "off")

    assert told(ran) == ["plain: is-managed=false is taken off, or it stayed unmanaged"]
    assert shown(crm, "plain", "cl") == [
        "primitive plain Dummy",
        "clone cl plain meta maintenance=false",
    ]


# ------------------------------------------------------------------ errors


@pytest.mark.parametrize(
    ("words", "status", "expected", "hints"),
    [
        (
            ["vib", "tag:shp", "nothing", "zz*"],
            105,
            ["no-such-object"] * 4,
            [
                "did you mean 'vip'?",
                "did you mean 'tag:shop'?",
                "'resource list' shows what there is",
            ],
        ),
        (["loc", "vip"], 78, ["wrong-kind"], []),
        (["tmpl"], 78, ["wrong-kind"], ["its primitives run, not the template itself"]),
        (["places"], 78, ["wrong-kind"], []),
        ([], 64, ["usage"], ["usage: stop [--wait] <resource> ..."]),
    ],
)
def test_all_that_is_wrong_with_the_words_is_told_and_nothing_changed(
    words: list[str], status: int, expected: list[str], hints: list[str], crm: Crm
) -> None:
    before = crm.cib.read_bytes()

    ran = crm("resource", "stop", *words)

    assert (ran.status, codes(ran.err)) == (status, expected)
    told_hints = [line.strip() for line in ran.err.splitlines() if line.startswith("  hint: ")]
    assert told_hints == [f"hint: {one}" for one in hints]
    assert crm.cib.read_bytes() == before


def test_errors_point_at_the_word_that_is_wrong(crm: Crm) -> None:
    ran = crm("resource", "start", "vip", "tag:shp")

    assert ran.err == (
        "<command line>:1:20: error: there is no tag 'shp' [no-such-object]\n"
        "    resource start vip tag:shp\n"
        "                       ^^^^^^^\n"
        "  hint: did you mean 'tag:shop'?\n"
    )


@pytest.mark.parametrize(
    "words",
    [
        ["restart", "vip"],
        ["cleanup", "vip"],
        ["refresh"],
        ["reprobe"],
        ["failcount", "vip", "show"],
        ["operations"],
        ["secret", "vip", "stash", "password"],
    ],
)
def test_what_acts_on_the_running_cluster_says_so_on_a_file(words: list[str], crm: Crm) -> None:
    ran = crm("resource", *words)

    assert (ran.status, codes(ran.err)) == (102, ["needs-cluster"])


# ------------------------------------------------------------------ completion


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("stop v", ["vip"]),
        ("promote ", ["gc", "db", "cl", "--wait"]),
        ("maintenance vip ", ["on", "off", "--wait"]),
        ("param vip s", ["set", "show"]),
        ("secret vip st", ["stash"]),
        ("trace vip sto", ["stop"]),
    ],
)
def test_words_are_completed_by_what_can_stand_there(text: str, words: list[str], crm: Crm) -> None:
    cib = Cib(xmltree.parse(crm.cib.read_bytes(), "cib.xml"))

    found = complete(text, Knowledge(path=("resource",), cib=lambda: cib))

    assert [one.word for one in found.candidates if one.word.startswith(found.word)] == words


@pytest.mark.parametrize("pending", ["", "primitive new Dummy\ncommit\n"])
def test_a_dry_run_of_verbs_writes_nothing_whatever_is_pending(crm: Crm, pending: str) -> None:
    before = crm.cib.read_bytes()

    ran = crm(
        "--dry-run", stdin=f"configure\n{pending}end\nresource stop vip\nresource stop of-tmpl\n"
    )

    assert ran.status == 0
    assert ran.err == "dry run: nothing was committed\n" * (3 if pending else 2)
    assert ran.out.count("target-role=Stopped") == 2
    assert crm.cib.read_bytes() == before
