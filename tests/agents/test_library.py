"""Looking agents up: on the machine, in the cache, in the catalogue."""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from agents.installation import CASES, FENCE, LAMP, Installation, metadata
from crmsh_py.agents import asking, identity, record
from crmsh_py.agents.agent import Agent, Origin, Parameter
from crmsh_py.agents.catalogue import Catalogue
from crmsh_py.agents.known import KnownAgents
from crmsh_py.agents.library import open_catalogue, open_library
from crmsh_py.agents.machine import ThisMachine
from crmsh_py.agents.wording import worded
from crmsh_py.diagnostics import Diagnostic, Severity
from crmsh_py.grammar.tree import Agent as Name
from crmsh_py.runner import Outcome


def in_catalogue(folder: Path, agent: Agent, file: str = "") -> Path:
    """Put an agent into a catalogue and return that."""
    path = Catalogue(folder).path(agent.name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(record.to_text(agent, file))
    return folder


def parameters(agent: Agent | None) -> list[str]:
    assert agent is not None
    return list(agent.parameters)


def words(problems: list[Diagnostic]) -> str:
    assert {(each.code, each.severity) for each in problems} <= {("broken-agent", Severity.WARNING)}
    return "\n".join(each.message for each in problems)


# ------------------------------------------------------------------ what is installed


def test_an_installed_agent_is_asked_once_and_then_known(here: Installation) -> None:
    here.install_metadata(LAMP, metadata("a", "b"))

    found = [here.library().find(LAMP) for _ in range(3)]

    assert [parameters(each) for each in found] == [["a", "b"]] * 3
    assert found[0] is not None
    assert found[0].origin is Origin.INSTALLED
    assert here.runs() == ["Lamp"]


def test_within_a_library_nothing_is_looked_up_twice(here: Installation) -> None:
    file = here.install_metadata(LAMP, metadata("a"))
    library = here.library()

    first = library.find(LAMP)
    file.unlink()

    assert library.find(LAMP) is first


def test_a_fence_agent_is_asked_in_its_own_way(here: Installation) -> None:
    here.install_metadata(FENCE, (CASES / "fence.xml").read_text())

    agent = here.library().find(FENCE)

    assert parameters(agent) == ["action", "ip", "ipaddr", "plug", "method", "delay", "port"]


def test_an_agent_that_changed_is_asked_again(here: Installation) -> None:
    file = here.install_metadata(LAMP, metadata("a"))
    here.library().find(LAMP)
    here.install_metadata(LAMP, metadata("b"))
    os.utime(file, ns=(1, 1))

    assert parameters(here.library().find(LAMP)) == ["b"]


def test_what_the_cache_holds_of_another_release_is_not_used(
    here: Installation, cache_folder: Path
) -> None:
    here.install_metadata(LAMP, metadata("a"))
    here.library().find(LAMP)
    (file,) = cache_folder.iterdir()
    key, _, _ = file.read_bytes().partition(b"\n")
    for damaged in (b"", b"[]\n{", b'[]\n{"parameters": 3}', b"{}\n{}", b"\xff\xfe"):
        file.write_bytes(key + b"\n" + damaged)

        library = here.library()

        assert parameters(library.find(LAMP)) == ["a"], damaged


def test_without_a_cache_folder_agents_are_asked_each_time(
    here: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", "/dev/null")
    here.install_metadata(LAMP, metadata("a"))

    found = [parameters(here.library().find(LAMP)) for _ in range(2)]

    assert (found, here.runs()) == ([["a"], ["a"]], ["Lamp", "Lamp"])


def test_what_is_read_anew_has_the_agents_own_texts_and_is_known_from_then_on(
    here: Installation,
) -> None:
    file = here.install_metadata(LAMP, metadata("a"))
    status = file.stat()
    library = here.library()
    library.find(LAMP)
    here.install_metadata(LAMP, metadata("b"))
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))

    agent = library.read(LAMP)

    assert agent is not None
    assert agent.parameters == {"b": Parameter("b", short="A b")}
    assert library.find(LAMP) is agent
    assert parameters(here.library().find(LAMP)) == ["b"]


def test_an_agent_that_is_neither_here_nor_in_the_catalogue_is_unknown(here: Installation) -> None:
    library = here.library()

    assert (library.find(LAMP), library.read(LAMP), library.problems) == (None, None, [])


def test_no_more_agents_are_asked_than_may_be(here: Installation) -> None:
    names = [Name("ocf", "test", type_) for type_ in ("A", "B", "C")]
    for name in names:
        here.install_metadata(name, metadata("a"))
    shipped = in_catalogue(here.root / "shipped", Agent(names[1], {"old": Parameter("old")}))

    library = here.library(most=1, catalogue=shipped)
    first, second, third = (library.find(name) for name in names)

    assert (parameters(first), parameters(second), parameters(third)) == (["a"], ["old"], [])
    assert second is not None
    assert (second.origin, second.open_ended) == (Origin.CATALOGUE, False)
    assert third is not None
    assert third.open_ended
    assert (here.runs(), library.problems) == (["A"], [])


def test_those_that_are_known_already_do_not_count(here: Installation) -> None:
    here.install_metadata(LAMP, metadata("a"))
    here.library().find(LAMP)

    assert parameters(here.library(most=0).find(LAMP)) == ["a"]


# ------------------------------------------------------------------ the catalogue


def test_what_is_not_installed_is_known_from_the_catalogue(here: Installation) -> None:
    shipped = in_catalogue(here.root / "shipped", Agent(LAMP, {"old": Parameter("old")}))

    agent = here.library(catalogue=shipped).find(LAMP)

    assert agent == Agent(LAMP, {"old": Parameter("old")}, origin=Origin.CATALOGUE)


def test_the_very_program_of_the_catalogue_is_not_run(here: Installation) -> None:
    file = here.install_metadata(LAMP, metadata("a"))
    agent = Agent(LAMP, {"old": Parameter("old")}, package="lamps")
    shipped = in_catalogue(here.root / "shipped", agent, identity.of(file))

    assert here.library(catalogue=shipped).find(LAMP) == agent
    assert here.runs() == []


def test_another_program_of_the_same_name_is_run(here: Installation) -> None:
    file = here.install_metadata(LAMP, metadata("a"))
    agent = Agent(LAMP, {"old": Parameter("old")}, package="lamps")
    shipped = in_catalogue(here.root / "shipped", agent, identity.of(file))
    file.write_text(file.read_text().replace('"a"', '"b"'))

    found = here.library(catalogue=shipped).find(LAMP)

    assert parameters(found) == ["b"]
    assert found is not None
    assert found.package == "lamps"


def test_names_are_those_of_the_machine_and_of_the_catalogue(here: Installation) -> None:
    for type_ in ("Lamp", "bell", "Zoo", ".hidden"):
        here.install(Name("ocf", "test", type_), "")
    (here.file(LAMP).parent / "notes.txt").write_text("no program")
    shipped = here.root / "shipped"
    for name in (LAMP, Name("ocf", "other", "Lamp"), Name("ocf", "test", "Cup")):
        in_catalogue(shipped, Agent(name))
    library = here.library(catalogue=shipped)

    assert list(library.names("ocf")) == [
        Name("ocf", "other", "Lamp"),
        Name("ocf", "test", "bell"),
        Name("ocf", "test", "Cup"),
        Name("ocf", "test", "Lamp"),
        Name("ocf", "test", "Zoo"),
    ]
    assert library.names("ocf", "other") == [Name("ocf", "other", "Lamp")]
    assert library.providers("Lamp") == ["test", "other"]
    assert library.providers("None") == []
    assert library.classes() == ["ocf"]


# ------------------------------------------------------------------ broken agents

BROKEN = {
    "fails": ("echo no such thing >&2; exit 1", "status 1: no such thing"),
    "silent": ("exit 0", "not well-formed"),
    "signal": ("kill -9 $$", "status -9"),
    "talks": ("echo 'usage: lamp start'", "not well-formed"),
    "binary": ("head -c 10000 /dev/zero", "not well-formed"),
    "huge": ("yes '<x>'", "prints more than"),
    "bomb": (
        'echo \'<!DOCTYPE x [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><x>&b;</x>\'',
        "document type declaration",
    ),
    "deep": ("printf '<a>%.0s' $(seq 9000)", "not well-formed"),
    "other": ("echo '<html/>'", "not the metadata of an agent"),
    "escapes": ("printf '\\033[2J\\007bad' >&2; exit 1", "status 1: [2J bad"),
}


@pytest.mark.parametrize("script", BROKEN)
def test_a_broken_agent_is_a_warning_and_nothing_of_it_is_unknown(
    here: Installation, script: str
) -> None:
    here.install(LAMP, BROKEN[script][0])
    library = here.library()

    agent = library.find(LAMP)

    assert agent == Agent(LAMP, open_ended=True)
    assert BROKEN[script][1] in words(library.problems)
    assert "\033" not in words(library.problems)


def test_for_a_broken_agent_the_catalogue_speaks(here: Installation) -> None:
    here.install(LAMP, "exit 1")
    shipped = in_catalogue(here.root / "shipped", Agent(LAMP, {"old": Parameter("old")}))
    library = here.library(catalogue=shipped)

    assert parameters(library.find(LAMP)) == ["old"]
    assert "status 1" in words(library.problems)


def test_that_an_agent_is_broken_is_remembered_until_it_is_read_anew(here: Installation) -> None:
    here.install(LAMP, "exit 1")
    for _ in range(2):
        library = here.library()
        library.find(LAMP)
        assert "status 1" in words(library.problems)
    assert here.runs() == ["Lamp"]

    here.library().read(LAMP)

    assert here.runs() == ["Lamp", "Lamp"]


def test_an_agent_that_is_not_as_it_should_be_is_used_with_a_warning(here: Installation) -> None:
    here.install_metadata(LAMP, metadata("a").replace('"20s"', '"soon"'))

    for _ in range(2):  # asked, and remembered
        library = here.library()
        assert parameters(library.find(LAMP)) == ["a"]
        assert "not as it should be" in words(library.problems)
    assert here.runs() == ["Lamp"]


def test_an_agent_that_is_no_program_is_broken(here: Installation) -> None:
    here.install_metadata(LAMP, metadata("a")).chmod(0o644)
    library = here.library()

    assert library.find(LAMP) == Agent(LAMP, open_ended=True)
    assert "cannot be run" in words(library.problems)


# ------------------------------------------------------------------ whom to trust


@pytest.mark.parametrize("mode", [0o775, 0o757, 0o777, 0o4777])
def test_a_program_that_others_can_change_is_not_run(here: Installation, mode: int) -> None:
    file = here.install_metadata(LAMP, metadata("a"))
    file.chmod(mode)
    library = here.library()

    agent = library.find(LAMP)

    assert agent == Agent(LAMP, open_ended=True)
    assert "could have changed" in words(library.problems)
    assert here.runs() == []


def test_once_nobody_else_can_change_it_a_program_is_run(here: Installation) -> None:
    file = here.install_metadata(LAMP, metadata("a"))
    file.chmod(0o777)
    here.library().find(LAMP)
    file.chmod(0o755)

    assert parameters(here.library().find(LAMP)) == ["a"]


@pytest.mark.parametrize("folder", ["ocf/resource.d/test", "ocf/resource.d", "ocf"])
def test_nothing_is_run_in_a_folder_that_others_can_write_to(
    here: Installation, folder: str
) -> None:
    here.install_metadata(LAMP, metadata("a"))
    (here.root / folder).chmod(0o777)
    library = here.library()

    agent = library.find(LAMP)

    assert agent == Agent(LAMP, open_ended=True)
    assert "could have changed" in words(library.problems)
    assert here.runs() == []


def test_a_link_to_a_program_is_followed(here: Installation) -> None:
    target = here.install_metadata(Name("ocf", "test", "Target"), metadata("a"))
    here.file(LAMP).symlink_to(target)

    assert parameters(here.library().find(LAMP)) == ["a"]


def test_a_link_into_a_folder_that_others_can_write_to_is_not_followed(here: Installation) -> None:
    target = here.install_metadata(Name("ocf", "open", "Target"), metadata("a"))
    target.parent.chmod(0o777)
    here.file(LAMP).symlink_to(target)
    library = here.library()

    library.find(LAMP)

    assert "could have changed" in words(library.problems)
    assert here.runs() == []


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give files away")
def test_a_program_of_somebody_else_is_not_run(here: Installation) -> None:
    file = here.install_metadata(LAMP, metadata("a"))
    os.chown(file, 65534, 65534)
    library = here.library()

    library.find(LAMP)

    assert "could have changed" in words(library.problems)
    assert here.runs() == []


HOSTILE = [
    Name("ocf", "test", "../test/Lamp"),
    Name("ocf", "..", "Lamp"),
    Name("ocf", "test/../test", "Lamp"),
    Name("ocf", "", "Lamp"),
    Name("ocf", None, "Lamp"),
    Name("ocf", "test", ""),
    Name("ocf", "test", "."),
    Name("ocf", "test", ".."),
    Name("ocf", "test", "Lamp\0"),
    Name("ocf", "test", "Lamp\n"),
    Name("ocf", "test", "-o"),
    Name("ocf", "test", "L" * 100_000),
    Name("ocf", "test", "Lämp"),
    Name("stonith", None, "rm"),
    Name("stonith", None, "../sbin/fence_lamp"),
    Name("stonith", None, "fence_/../fence_lamp"),
    Name("stonith", None, "external/../../sbin/fence_lamp"),
    Name("stonith", None, "external/"),
    Name("stonith", None, "fence_ack_manual"),
    Name("stonith", "test", "Lamp"),
    Name("", None, "Lamp"),
    Name("unheard-of", None, "Lamp"),
    Name("systemd", None, "../x"),
    Name("lsb", None, "../../bin/sh"),
]


@pytest.mark.parametrize("name", HOSTILE, ids=lambda name: repr(name)[:80])
def test_a_name_that_is_no_plain_one_is_not_looked_for(here: Installation, name: Name) -> None:
    here.install_metadata(LAMP, metadata("a"))
    here.install_metadata(FENCE, metadata("a"))
    for type_ in ("rm", "fence_ack_manual"):
        here.install_metadata(Name("stonith", None, type_), metadata("a"))
    here.make_folder("plugins/external")
    library = here.library()

    assert library.find(name) is None
    assert library.read(name) is None
    assert not library.is_installed(name)
    assert (here.runs(), library.problems) == ([], [])
    assert open_catalogue().find(name) is None


# ------------------------------------------------------------------ services


def test_units_and_scripts_are_as_all_of_their_class(here: Installation) -> None:
    (here.root / "units" / "web.service").write_text("[Unit]\n")
    (here.root / "units" / "db@.service").write_text("[Unit]\n")
    (here.root / "units" / "data.mount").write_text("[Unit]\n")
    script = here.root / "init" / "old"
    script.write_text("#!/bin/sh\n")
    script.chmod(0o755)
    library = here.library()
    units = [Name("systemd", None, each) for each in ("web", "db@one", "data.mount", "none")]

    assert [library.is_installed(each) for each in units] == [True, True, True, False]
    assert list(library.names("systemd")) == [
        Name("systemd", None, "data.mount"),
        Name("systemd", None, "web"),
    ]
    assert list(library.names("lsb")) == [Name("lsb", None, "old")]
    assert [each.type for each in library.names("service")] == ["data.mount", "old", "web"]
    assert library.is_installed(Name("service", None, "old"))
    for class_ in ("systemd", "lsb", "service", "nagios"):
        agent = library.find(Name(class_, None, "whatever"))
        assert agent is not None
        assert (agent.origin, agent.parameters) == (Origin.CLASS, {})
        assert agent.open_ended is (class_ == "nagios")
        assert {"start", "stop", "monitor"} <= agent.action_names


# ------------------------------------------------------------------ names as they are typed


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Lamp", ["ocf:test:Lamp"]),
        ("lamp", ["ocf:test:Lamp"]),
        ("ocf:Lamp", ["ocf:test:Lamp"]),
        ("ocf:test:Lamp", ["ocf:test:Lamp"]),
        ("ocf:heartbeat:Lamp", []),
        ("Bell", ["ocf:heartbeat:Bell", "ocf:test:Bell", "ocf:other:Bell"]),
        ("fence_lamp", ["stonith::fence_lamp"]),
        ("stonith:fence_lamp", ["stonith::fence_lamp"]),
        ("fence_none", []),
        ("web", ["systemd::web"]),
        ("systemd:none", ["systemd::none"]),
        ("lsb:x", ["lsb::x"]),
        ("service:web", ["service::web"]),
        ("None", []),
        ("", []),
        ("ocf:", []),
        ("ocf:a:b:c/../d", []),
        ("../Lamp", []),
        ("x:y", []),
    ],
)
def test_a_typed_name_means_agents_that_are_known(
    here: Installation, text: str, meant: list[str]
) -> None:
    here.install(LAMP, "")
    here.install(FENCE, "")
    here.install(Name("ocf", "test", "Bell"), "")
    (here.root / "units" / "web.service").write_text("[Unit]\n")
    shipped = here.root / "shipped"
    for provider in ("heartbeat", "other"):
        in_catalogue(shipped, Agent(Name("ocf", provider, "Bell")))

    found = here.library(catalogue=shipped).resolve(text)

    assert [f"{each.class_}:{each.provider or ''}:{each.type}" for each in found] == meant


# ------------------------------------------------------------------ opening


def test_ocf_root_of_the_environment_is_where_ocf_agents_are(here: Installation) -> None:
    here.install_metadata(LAMP, metadata("a"))

    library = open_library({"OCF_ROOT": str(here.places.ocf)})

    assert parameters(library.find(LAMP)) == ["a"]


def test_an_ocf_root_that_is_no_whole_path_does_not_count(
    here: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    here.install_metadata(LAMP, metadata("a"))
    monkeypatch.chdir(here.root)

    assert open_library({"OCF_ROOT": "ocf"}).find(LAMP) is None


def test_the_catalogue_alone_knows_nothing_that_is_installed() -> None:
    library = open_catalogue()

    assert isinstance(library, KnownAgents)
    agent = library.find(Name("ocf", "heartbeat", "IPaddr2"))
    assert agent is not None
    assert (agent.origin, agent.parameters["ip"].required) == (Origin.CATALOGUE, True)
    assert not library.is_installed(agent.name)
    assert library.read(agent.name) == worded(agent)


def test_what_the_catalogue_tells_needs_no_program_and_no_xml() -> None:
    lines = (
        "import sys",
        "from crmsh_py.agents.library import open_library, open_catalogue",
        "from crmsh_py.grammar.agents import agent_of",
        "assert open_catalogue().find(agent_of('IPaddr2')).parameters",
        "open_library().resolve('IPaddr2')",
        "print(*{'subprocess', 'lxml', 'xmlschema', 'pyparsing'} & set(sys.modules))",
    )

    ran = subprocess.run(
        [sys.executable, "-c", "\n".join(lines)], capture_output=True, text=True, check=True
    )

    assert ran.stdout == "\n"


def test_only_what_is_not_as_it_should_be_needs_the_xmlschema_library(here: Installation) -> None:
    here.install_metadata(LAMP, metadata("a"))
    lines = (
        "import sys",
        "from crmsh_py.agents.library import open_library",
        "from crmsh_py.grammar.agents import agent_of",
        f"library = open_library({{'OCF_ROOT': {str(here.places.ocf)!r}}})",
        "assert library.find(agent_of('ocf:test:Lamp')).parameters",
        "print('xmlschema' in sys.modules)",
    )

    ran = subprocess.run(
        [sys.executable, "-c", "\n".join(lines)], capture_output=True, text=True, check=True
    )

    assert (ran.stdout, here.runs()) == ("False\n", ["Lamp"])


def test_the_catalogue_alone_lists_what_it_has() -> None:
    library = open_catalogue()

    assert library.resolve("IPaddr2") == [Name("ocf", "heartbeat", "IPaddr2")]
    assert library.providers("Dummy") == ["heartbeat", "pacemaker"]
    assert library.classes() == ["ocf", "stonith"]


def test_plugins_of_cluster_glue_are_asked_through_pacemaker(here: Installation) -> None:
    here.make_folder("plugins/stonith2")
    for file in ("null.so", "external.so", "rhcs.so", "notes"):
        (here.places.plugins / "stonith2" / file).touch(mode=0o644)
    here.make_folder("plugins/external")
    script = here.places.plugins / "external" / "lamp"
    script.touch(mode=0o755)
    asked: list[tuple[str, ...]] = []

    class Pacemaker:
        def run(self, argv: Sequence[str], **_: object) -> Outcome:
            asked.append(tuple(argv))
            return Outcome(tuple(argv), 0, metadata("a").encode(), b"")

    machine = ThisMachine(here.places, Pacemaker())
    library = KnownAgents(machine, Catalogue(here.root / "none"))

    names = list(library.names("stonith"))
    found = [parameters(library.find(name)) for name in names]

    assert [name.type for name in names] == ["external/lamp", "null"]
    assert found == [["a"], ["a"]]
    assert asked == [
        ("stonith_admin", "--metadata", "--agent=external/lamp"),
        ("stonith_admin", "--metadata", "--agent=null"),
    ]
    assert here.library().find(names[0]) is not None  # kept, with a slash in its name


def test_a_program_that_is_gone_is_nobodys() -> None:
    gone = Path("/no/such/agent")

    assert identity.of(gone) == ""
    assert asking.distrust(gone) == "it cannot be looked at: No such file or directory"


def test_a_record_says_that_an_agent_takes_anything() -> None:
    agent = Agent(LAMP, open_ended=True)

    assert record.from_text(record.to_text(agent), LAMP, Origin.INSTALLED) == (agent, "")
