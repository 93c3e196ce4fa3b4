"""`--install` as far as a folder of the test's own goes; tests/cluster uses Pacemaker's."""

import getpass
import grp
import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from crmsh_py.commands.context import Context, Options
from crmsh_py.commands.convert.installing import install_reply
from crmsh_py.commands.convert.pieces import Piece, pieces
from crmsh_py.convert.conversion import Conversion, Input
from crmsh_py.convert.heartbeat.choices import Choices
from crmsh_py.convert.heartbeat.converter import convert
from crmsh_py.diagnostics import CrmError
from crmsh_py.pacemaker.installing import Place
from crmsh_py.pacemaker.tools import Tools
from crmsh_py.runner import LocalRunner
from crmsh_py.session import Session
from crmsh_py.shell.output import Output
from crmsh_py.shell.unattended import Unattended

NONE = Options()
HARESOURCES = Input("haresources", b"node1 192.0.2.7/24/eth0 apache2\n")
HA_CF = Input("ha.cf", b"node node1 node2\nbcast eth1\n")


@pytest.fixture
def place(tmp_path: Path) -> Place:
    for name in ("cib", "proc"):
        (tmp_path / name).mkdir()
    group = grp.getgrgid(os.getgid()).gr_name
    return Place(tmp_path / "cib", getpass.getuser(), group, tmp_path / "proc", user=0)


@pytest.fixture
def made() -> tuple[Conversion, tuple[Piece, ...]]:
    conversion = convert(HARESOURCES, HA_CF, None, Choices())
    return conversion, pieces(conversion, "Converted")


def unopened(_name: str | None) -> Session:
    raise AssertionError


def user(tools: Tools | None, options: Options = NONE) -> Context:
    interaction = Unattended(Output(None, None), {})
    return Context(unopened, interaction, options, tools_here=lambda: tools)


@pytest.fixture
def tools() -> Tools:
    if shutil.which("cibadmin", path=os.environ["PATH"] + ":/usr/sbin") is None:
        pytest.skip("needs cibadmin")
    return Tools(LocalRunner({"PATH": os.environ["PATH"]}))


def test_the_cib_is_installed_and_the_rest_is_named(
    made: tuple[Conversion, tuple[Piece, ...]], place: Place, tools: Tools
) -> None:
    reply = install_reply(user(tools), *made, force=False, place=place)

    document = next(one.text for one in made[1] if one.form == "xml")
    assert (place.folder / "cib.xml").read_text() == document
    assert len((place.folder / "cib.xml.sig").read_text()) == 32
    assert any(note.startswith("not installed: corosync.conf;") for note in reply.notes)


def test_a_dry_run_installs_nothing(
    made: tuple[Conversion, tuple[Piece, ...]], place: Place, tools: Tools
) -> None:
    context = user(tools, replace(Options(), dry_run=True))

    reply = install_reply(context, *made, force=False, place=place)

    assert reply.notes[0].startswith("nothing was written")
    assert list(place.folder.iterdir()) == []


def test_without_pacemaker_nothing_is_installed(
    made: tuple[Conversion, tuple[Piece, ...]], place: Place
) -> None:
    with pytest.raises(CrmError) as caught:
        install_reply(user(None), *made, force=False, place=place)

    assert caught.value.diagnostics[0].code == "tool-missing"
    assert list(place.folder.iterdir()) == []


def test_on_another_machine_nothing_is_installed(
    made: tuple[Conversion, tuple[Piece, ...]], place: Place, tools: Tools
) -> None:
    context = user(tools, replace(Options(), host="node1"))

    with pytest.raises(CrmError) as caught:
        install_reply(context, *made, force=False, place=place)

    assert caught.value.diagnostics[0].code == "usage"
