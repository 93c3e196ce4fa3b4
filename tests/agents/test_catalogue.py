"""The catalogue that is shipped, and the tool that makes it."""

import json
import shutil
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from agents.installation import CASES, FENCE, LAMP, Installation, metadata
from crmsh_py.agents import asking, building, identity, record
from crmsh_py.agents.agent import Agent, Origin
from crmsh_py.agents.building import Built, build
from crmsh_py.agents.catalogue import SHIPPED, Catalogue
from crmsh_py.agents.library import open_catalogue
from crmsh_py.agents.places import Places
from crmsh_py.diagnostics import CrmError
from crmsh_py.grammar.agents import agent_of
from crmsh_py.grammar.tree import Agent as Name
from crmsh_py.runner import Outcome

FILES = sorted(SHIPPED.rglob("*.json"))
ALL = [name for class_ in ("ocf", "stonith") for name in Catalogue().names(class_)]


def plain(name: Name) -> str:
    return ":".join(part for part in (name.class_, name.provider, name.type) if part)


# ------------------------------------------------------------------ as it is shipped


def test_it_has_the_agents_of_all_packages_that_clusters_are_made_of() -> None:
    packages = {agent.package for name in ALL if (agent := Catalogue().find(name))}

    assert packages >= {
        "booth-pacemaker",
        "ceph-resource-agents",
        "cluster-glue",
        "drbd-utils",
        "fence-agents",
        "pacemaker-resource-agents",
        "rabbitmq-server",
        "resource-agents",
        "resource-agents-paf",
    }
    assert len(ALL) > 250


def test_every_file_is_found_by_its_name_and_is_as_the_tool_would_write_it() -> None:
    catalogue = Catalogue()
    names = {catalogue.path(name): name for name in ALL}

    assert sorted(names) == FILES
    for path, name in names.items():
        found = catalogue.look_up(name)
        assert found is not None
        assert path.read_text() == record.to_text(*found), path


def test_it_holds_facts_only() -> None:
    for file in FILES:
        said = json.loads(file.read_text())
        assert set(said) <= {"file", "package", "version", "parameters", "actions"}, file
        for each in said["parameters"].values():
            assert not {"short", "long"} & set(each), file


def test_every_agent_has_what_a_check_relies_on() -> None:
    for name in ALL:
        agent = Catalogue().find(name)
        assert agent is not None
        assert (agent.name, agent.origin, agent.open_ended) == (name, Origin.CATALOGUE, False)
        assert agent.package, name
        for each in agent.parameters.values():
            assert not (each.type == "select" and not each.values), (name, each)
            assert set(each.replaced_by) <= set(agent.parameters), (name, each)
            assert not (each.required and each.deprecated and each.replaced_by), (name, each)


@pytest.mark.parametrize(
    ("text", "required", "unique"),
    [
        ("IPaddr2", ["ip"], ["ip"]),
        ("Filesystem", ["device", "directory", "fstype"], []),
        ("drbd", ["drbd_resource"], ["drbd_resource"]),
        ("apache", [], ["configfile"]),
        ("VirtualDomain", ["config"], ["config"]),
        ("ping", ["host_list"], ["pidfile", "name"]),
        ("fence_ipmilan", [], []),
    ],
)
def test_well_known_agents_are_as_their_manuals_have_them(
    text: str, required: list[str], unique: list[str]
) -> None:
    name = agent_of(text)
    assert name is not None

    agent = open_catalogue().find(name)

    assert agent is not None
    assert [each.name for each in agent.parameters.values() if each.required] == required
    assert [each.unique for each in agent.parameters.values() if each.unique] == unique


def test_an_agent_is_looked_up_in_less_than_a_millisecond() -> None:
    library = open_catalogue()
    before = time.process_time()

    for name in ALL:
        library.find(name)

    assert (time.process_time() - before) / len(ALL) < 0.001


# ------------------------------------------------------------------ building


def test_what_is_built_is_what_a_library_finds(here: Installation, tmp_path: Path) -> None:
    names = prepare(tmp_path / "root")
    folder = tmp_path / "built"

    built = build(folder, root=tmp_path / "root")

    assert built == Built(written=names)
    library = Installed(tmp_path / "root").library()
    for name in names:
        found = Catalogue(folder).look_up(name)
        assert found is not None
        agent, program = found
        file = library.machine.places.file(name)  # type: ignore[union-attr]  # this machine's
        assert program == identity.of(file)
        installed = library.find(name)
        assert installed is not None
        assert record.to_text(agent) == record.to_text(installed)
        assert agent.origin is Origin.CATALOGUE


class Installed(Installation):
    """An installation whose folders are where they are on a machine."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "places", building.places_under(self.root))
        self.root.mkdir(exist_ok=True)
        self.root.chmod(0o755)
        for folder in ("usr/lib/ocf/resource.d", "usr/sbin"):
            self.make_folder(folder)


def prepare(root: Path) -> list[Name]:
    """Install two agents under a root; return their names."""
    installation = Installed(root)
    installation.install_metadata(LAMP, (CASES / "ocf-1.1.xml").read_text())
    installation.install_metadata(FENCE, (CASES / "fence.xml").read_text())
    return [LAMP, FENCE]


def test_places_of_another_root_are_those_of_a_machine_below_it() -> None:
    places = building.places_under(Path("/x"))

    assert places.ocf == Path("/x/usr/lib/ocf")
    assert building.places_under(Path("/")) == Places()


def test_building_again_changes_nothing(tmp_path: Path) -> None:
    names = prepare(tmp_path / "root")
    build(tmp_path / "built", root=tmp_path / "root")
    files = sorted((tmp_path / "built").rglob("*.json"))
    times = [file.stat().st_mtime_ns for file in files]

    built = build(tmp_path / "built", root=tmp_path / "root")

    assert built == Built(unchanged=names)
    assert [file.stat().st_mtime_ns for file in files] == times


def test_what_is_not_installed_or_broken_is_left_as_it_is(tmp_path: Path) -> None:
    installation = Installed(tmp_path / "root")
    bad, doubtful = Name("ocf", "test", "Bad"), Name("ocf", "test", "Doubtful")
    installation.install(bad, "exit 1")
    installation.install_metadata(doubtful, metadata("a").replace("20s", "soon"))
    catalogue = Catalogue(tmp_path / "built")
    for name in (LAMP, bad):
        catalogue.path(name).parent.mkdir(parents=True, exist_ok=True)
        catalogue.path(name).write_text(record.to_text(Agent(name, package="lamps")))

    built = build(tmp_path / "built", root=tmp_path / "root")

    assert (built.written, built.left) == ([doubtful], [LAMP])
    assert list(built.broken) == [bad]
    assert list(built.doubtful) == [doubtful]
    assert catalogue.find(bad) == Agent(bad, origin=Origin.CATALOGUE, package="lamps")


def test_a_record_keeps_its_package_where_nobody_knows_packages(tmp_path: Path) -> None:
    prepare(tmp_path / "root")
    catalogue = Catalogue(tmp_path / "built")
    catalogue.path(LAMP).parent.mkdir(parents=True)
    catalogue.path(LAMP).write_text(record.to_text(Agent(LAMP, package="lamps")))
    catalogue.path(FENCE).parent.mkdir(parents=True)
    catalogue.path(FENCE).write_text("damaged")

    build(tmp_path / "built", root=tmp_path / "root")

    agents = [catalogue.find(LAMP), catalogue.find(FENCE)]
    assert [each.package for each in agents if each] == ["lamps", ""]


def test_paths_of_another_root_are_as_inside_it(tmp_path: Path) -> None:
    root = tmp_path / "root"
    Installed(root).install_metadata(
        LAMP, metadata("a").replace('"string"', f'"string" default="{root}/etc/lamp"')
    )

    build(tmp_path / "built", root=root)

    agent = Catalogue(tmp_path / "built").find(LAMP)
    assert agent is not None
    assert agent.parameters["a"].default == "/etc/lamp"


def test_a_folder_that_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    prepare(tmp_path / "root")
    (tmp_path / "built").write_text("a file")

    with pytest.raises(CrmError) as caught:
        build(tmp_path / "built", root=tmp_path / "root")

    assert [each.code for each in caught.value.diagnostics] == ["cannot-write"]


def test_what_runs_the_agents_can_be_given(tmp_path: Path) -> None:
    prepare(tmp_path / "root")
    asked = []

    class Refusing:
        def run(self, argv: Sequence[str], **_: object) -> Outcome:
            asked.append(argv)
            return Outcome(tuple(argv), 1, b"", b"no")

    built = build(tmp_path / "built", Refusing(), root=tmp_path / "root")

    assert len(asked) == 2
    assert list(built.broken.values()) == [("it ended with status 1: no",)] * 2


@pytest.mark.parametrize("name", ALL[::8], ids=plain)
def test_an_agent_that_is_installed_here_says_what_the_catalogue_has(name: Name) -> None:
    file = Places().file(name)
    found = Catalogue().look_up(name)
    assert found is not None
    if file is None or identity.of(file) != found[1]:
        pytest.skip("this very agent is not installed here")

    answer = asking.ask(file, name, Places().ocf, asking.confined())

    assert answer.agent is not None
    assert record.to_text(answer.agent) == record.to_text(found[0]).replace(
        f' "package": "{found[0].package}",\n', ""
    )


@pytest.mark.skipif(shutil.which("dpkg-query") is None, reason="needs Debian's dpkg")
def test_a_record_names_the_package_of_the_agent(tmp_path: Path) -> None:
    root = tmp_path / "root"
    prepare(root)
    database = root / "var/lib/dpkg"
    (database / "info").mkdir(parents=True)
    (database / "updates").mkdir()
    (database / "info/lamps.list").write_text("/.\n/usr/lib/ocf/resource.d/test/Lamp\n")
    (database / "status").write_text(
        "Package: lamps\nStatus: install ok installed\nMaintainer: x <x@example.com>\n"
        "Architecture: all\nVersion: 1\nDescription: lamps\n\n"
    )

    build(tmp_path / "built", root=root)

    agents = [Catalogue(tmp_path / "built").find(name) for name in (LAMP, FENCE)]
    assert [each.package for each in agents if each] == ["lamps", ""]
