"""The level `ra`: what is known of agents, with and without any of them installed."""

import json
from pathlib import Path

import pytest
from crm_runner import Crm, StrictCrm, codes

FAKE = """\
#!/bin/sh
case "$1" in
meta-data) cat <<END
<?xml version="1.0"?>
<resource-agent name="Lamp" version="2.1">
<version>1.0</version>
<longdesc lang="en">It keeps a lamp alight.

It can do nothing else.</longdesc>
<shortdesc lang="en">a lamp</shortdesc>
<parameters>
<parameter name="socket" required="1" unique="1">
<longdesc lang="en">The socket that it is screwed into.</longdesc>
<shortdesc lang="en">socket</shortdesc><content type="string"/></parameter>
<parameter name="watts"><shortdesc lang="en">power</shortdesc>
<content type="integer" default="40"/></parameter>
</parameters>
<actions>
<action name="start" timeout="30s"/><action name="stop" timeout="20s"/>
<action name="monitor" interval="10s" timeout="20s" depth="0"/>
<action name="meta-data" timeout="5s"/><action name="validate-all" timeout="20s"/>
</actions>
</resource-agent>
END
;;
validate-all) [ "$OCF_RESKEY_socket" = broken ] && { echo "it is broken" >&2; exit 2; }; exit 0;;
esac
"""


@pytest.fixture
def bare(tmp_path: Path) -> Crm:
    """Return a user where no ocf agent is installed."""
    return StrictCrm(tmp_path, OCF_ROOT=str(tmp_path / "ocf"))


@pytest.fixture
def crm(bare: Crm) -> Crm:
    """Return a user with one ocf agent, `ocf:acme:Lamp`."""
    agent = bare.folder / "ocf" / "resource.d" / "acme" / "Lamp"
    agent.parent.mkdir(parents=True)
    agent.write_text(FAKE, encoding="utf-8")
    agent.chmod(0o755)
    return bare


def test_an_installed_agent_is_shown_with_its_own_words(crm: Crm) -> None:
    ran = crm("ra", "info", "ocf:acme:Lamp", cib="")

    assert (ran.status, ran.err) == (0, "")
    assert ran.out == (
        "ocf:acme:Lamp: a lamp\n"
        "  installed here, version 2.1\n"
        "\n"
        "Parameters:\n"
        "  socket (required, string, unique): socket\n"
        "  watts (integer, default 40): power\n"
        "\n"
        "Operations, with the times that the agent advises:\n"
        "  start         timeout=30s\n"
        "  stop          timeout=20s\n"
        "  monitor       interval=10s timeout=20s\n"
        "  meta-data     timeout=5s\n"
        "  validate-all  timeout=20s\n"
    )


def test_one_parameter_is_shown_with_its_whole_text(crm: Crm) -> None:
    ran = crm("ra", "info", "ocf:acme:Lamp", "socket", cib="")

    assert ran.out == (
        "  socket (required, string, unique): socket\n      The socket that it is screwed into.\n"
    )


def test_a_parameter_that_is_not_there_has_a_near_one(crm: Crm) -> None:
    ran = crm("ra", "info", "ocf:acme:Lamp", "wats", cib="")

    assert ran.status == 105
    assert "did you mean 'watts'?" in ran.err


def test_the_catalogue_knows_what_is_not_installed(bare: Crm) -> None:
    ran = bare("ra", "info", "ocf:heartbeat:IPaddr2", cib="")

    assert ran.status == 0
    assert "not installed here: these are the facts of the catalogue" in ran.out
    assert "\n  ip (required, string, unique): the address: " in ran.out
    assert "\n  start         timeout=20s\n" in ran.out


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("IPaddr2", "ocf:heartbeat:IPaddr2"),
        ("ocf:IPaddr", "ocf:heartbeat:IPaddr"),
        ("Filesystem", "ocf:heartbeat:Filesystem"),
        ("ocf:linbit:drbd", "ocf:linbit:drbd"),
        ("stonith:fence_ipmilan", "stonith:fence_ipmilan"),
        ("fence_ipmilan", "stonith:fence_ipmilan"),
        ("lsb:something", "lsb:something"),
        ("systemd:something", "systemd:something"),
    ],
)
def test_an_agent_goes_by_many_names(bare: Crm, word: str, name: str) -> None:
    ran = bare("--json", "ra", "info", word, cib="")

    assert ran.status == 0
    assert json.loads(ran.out.splitlines()[0])["name"] == name


def test_a_word_that_means_no_agent_is_an_error_with_a_near_one(bare: Crm) -> None:
    ran = bare("ra", "info", "ocf:heartbeat:IPadr2", cib="")

    assert ran.status == 105
    assert "[no-such-agent]" in ran.err
    assert "did you mean 'ocf:heartbeat:IPaddr2'?" in ran.err


def test_agents_are_listed_by_class_and_provider(crm: Crm) -> None:
    assert crm("ra", "list", "ocf", "acme", cib="").out == "ocf:acme:Lamp\n"
    assert "ocf:heartbeat:IPaddr2\n" in crm("ra", "list", "ocf", cib="").out
    assert "stonith:fence_ipmilan\n" in crm("ra", "list", "stonith", cib="").out


def test_a_listed_agent_says_whether_it_is_installed(crm: Crm) -> None:
    records = [
        json.loads(line) for line in crm("--json", "ra", "list", "ocf", cib="").out.splitlines()
    ]
    installed = {one["name"] for one in records if one["installed"]}

    assert installed == {"ocf:acme:Lamp"}
    assert len(records) > 100


@pytest.mark.parametrize(
    "words", [("list", "ofc"), ("list", "ocf", "acmee"), ("providers", "Lump")]
)
def test_what_is_not_there_to_be_listed_is_an_error(crm: Crm, words: tuple[str, ...]) -> None:
    ran = crm("ra", *words, cib="")

    assert ran.status == 105
    assert "[no-such-agent]" in ran.err
    assert "did you mean" in ran.err


def test_providers_and_classes_are_listed(crm: Crm) -> None:
    assert crm("ra", "providers", "Lamp", cib="").out == "acme\n"
    assert crm("ra", "providers", "Dummy", cib="").out == "heartbeat\npacemaker\n"
    classes = crm("ra", "classes", cib="").out.splitlines()
    assert [line.split()[0] for line in classes if "acme" in line] == ["ocf"]


def test_values_are_checked_by_the_metadata_and_by_the_agent(crm: Crm) -> None:
    good = crm("ra", "validate", "ocf:acme:Lamp", "socket=e27", cib="")
    assert (good.status, good.out) == (0, "")
    assert "the agent itself finds nothing wrong" in good.err

    bad = crm("ra", "validate", "ocf:acme:Lamp", "socket=broken", "wats=60", cib="")
    assert bad.status == 78
    assert "<command line>:1:41: error: ocf:acme:Lamp has no parameter 'wats'" in bad.err
    assert "[unknown-parameter]" in bad.err
    assert "the agent itself says: a parameter is wrong [agent-refuses]" in bad.err
    assert "it is broken" in bad.err


def test_values_that_are_no_pairs_are_all_told(crm: Crm) -> None:
    ran = crm("ra", "validate", "ocf:acme:Lamp", "socket", "watts", cib="")

    assert ran.status == 64
    assert ran.err.count("expected <name>=<value>") == 2


def test_secrets_are_not_repeated(crm: Crm) -> None:
    ran = crm("ra", "validate", "ocf:acme:Lamp", "socket=e27", "password=geheim", cib="")

    assert ran.status == 78
    assert "geheim" not in ran.err


def test_the_catalogue_is_built_from_an_installation(crm: Crm) -> None:
    root = crm.folder / "root"
    there = root / "usr/lib/ocf/resource.d/acme/Lamp"
    there.parent.mkdir(parents=True)
    there.write_text(FAKE, encoding="utf-8")
    there.chmod(0o755)

    ran = crm("ra", "catalogue", "build", "out", "--root", "root", cib="")

    assert (ran.status, ran.out) == (0, "ocf:acme:Lamp\n")
    facts = (crm.folder / "out/ocf/acme/Lamp.json").read_text(encoding="utf-8")
    assert json.loads(facts)["parameters"]["socket"] == {"required": True, "unique": "socket"}
    assert "screwed" not in facts
    again = crm("ra", "catalogue", "build", "out", "--root", "root", cib="")
    assert again.out == ""


def test_no_catalogue_is_built_where_nothing_is_installed(crm: Crm) -> None:
    (crm.folder / "bare").mkdir()

    ran = crm("ra", "catalogue", "build", "out", "--root", "bare", cib="")

    assert (ran.status, codes(ran.err)) == (105, ["no-such-agent"])
    assert not (crm.folder / "out").exists()


@pytest.mark.parametrize("command", ["info", "providers"])
def test_an_agent_like_no_other_is_not_taken_for_one(crm: Crm, command: str) -> None:
    ran = crm("ra", command, "nope", cib="")

    assert "'ra list ocf' lists those that are known" in ran.err
