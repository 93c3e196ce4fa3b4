"""Where preferences are read from, and that no file, folder or home is needed."""

import os
import pwd
from pathlib import Path

import pytest
from crm_runner import Crm, codes

from crmsh_py.preferences.preference import Origin
from crmsh_py.shell.preferred import gather
from crmsh_py.shell.state import configuration_folder, state_folder


@pytest.fixture
def crm(tmp_path: Path) -> Crm:
    return Crm(tmp_path, CRM_CONFIG_SYSTEM=str(tmp_path / "etc"))


def write(crm: Crm, name: str, text: str) -> Path:
    path = crm.folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


USER = "home/.config/crm/crm.toml"
OLD_USER = "home/.config/crm/crm.conf"
SYSTEM = "etc/crm.toml"
OLD_SYSTEM = "etc/crm.conf"


def test_every_place_is_read_and_the_nearest_counts(crm: Crm) -> None:
    write(crm, OLD_SYSTEM, "[core]\neditor = one\n")
    write(crm, SYSTEM, '[ui]\neditor = "two"\n')
    write(crm, OLD_USER, "[core]\neditor = three\n")
    write(crm, USER, '[ui]\neditor = "four"\n')
    variables = {**crm.environment, "CRM_UI_EDITOR": "five"}

    found = gather(variables, {"ui.editor": "six"})

    assert (found.problems, found.remarks) == ([], [])
    assert found.preferences.text("ui.editor") == "six"
    assert [
        (origin, scope["ui.editor"].value) for origin, scope in found.preferences.scopes.items()
    ] == [
        (Origin.OLD_SYSTEM, "one"),
        (Origin.SYSTEM, "two"),
        (Origin.OLD_USER, "three"),
        (Origin.USER, "four"),
        (Origin.ENVIRONMENT, "five"),
        (Origin.OPTION, "six"),
    ]


def test_the_variable_of_the_older_shell_names_its_file(crm: Crm) -> None:
    write(crm, OLD_USER, "[core]\neditor = one\n")
    other = write(crm, "other.conf", "[core]\neditor = two\n")

    found = gather({**crm.environment, "CRM_CONFIG_FILE": str(other)}, {})

    assert found.preferences.text("ui.editor") == "two"


def test_mistakes_are_warnings_and_the_command_is_carried_out(crm: Crm) -> None:
    file = write(crm, USER, "[ui]\ntheme = light\npagin = 'never'\n[commit]\nwait = 1\n")

    ran = crm.configure("property", "a=b")

    assert ran.status == 0
    assert ran.err == (
        f"{file}:2:9: warning: this is no TOML: invalid value [malformed-preferences]\n"
        "    theme = light\n"
        "            ^^^^^\n"
        '  hint: write it as theme = "light"\n'
        f"{file}:3:1: warning: there is no preference 'ui.pagin' [unknown-preference]\n"
        "    pagin = 'never'\n"
        "    ^^^^^\n"
        "  hint: did you mean 'ui.paging'?\n"
        f"{file}:5:8: warning: 'commit.wait' takes true or false, not 1 [wrong-preference]\n"
        "    wait = 1\n"
        "           ^\n"
        "committed to cib.xml, epoch 1\n"
    )


def test_preferences_change_what_commands_do(crm: Crm) -> None:
    crm.options = ()
    write(crm, USER, "[check]\ndeny-warnings = true\n")
    denied = crm.configure("primitive", "a", "Dummy")
    write(crm, USER, '[check]\ndeny-warnings = true\nallow = ["no-fencing", "no-monitor"]\n')

    codes_denied = codes(denied.err)
    found = gather(crm.environment, {})

    assert denied.status != 0
    assert codes_denied
    assert found.preferences.texts("check.allow") == ("no-fencing", "no-monitor")


@pytest.mark.parametrize(
    "words", [("--set", "ui.theme=blue"), ("--set", "ui.them=x"), ("--allow", "x"), ("--set", "x")]
)
def test_a_mistake_on_the_command_line_is_an_error(crm: Crm, words: tuple[str, ...]) -> None:
    assert crm(*words, "configure", "show").status == 64


def test_a_file_that_everybody_may_write_is_not_read(crm: Crm) -> None:
    write(crm, USER, '[ui]\neditor = "evil"\n').chmod(0o666)

    found = gather(crm.environment, {})

    assert [one.code for one in found.problems] == ["unsafe-preferences"]
    assert found.preferences.text("ui.editor") == ""


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give files away")
def test_a_file_of_another_user_is_not_read_but_that_of_the_home_s_owner_is(crm: Crm) -> None:
    file = write(crm, USER, '[ui]\neditor = "evil"\n')
    os.chown(file, 4711, 4711)

    strange = gather(crm.environment, {})
    os.chown(crm.folder / "home", 4711, 4711)
    sudo = gather(crm.environment, {})

    assert [one.code for one in strange.problems] == ["unsafe-preferences"]
    assert (sudo.problems, sudo.preferences.text("ui.editor")) == ([], "evil")


def test_what_is_no_file_is_told(crm: Crm) -> None:
    (crm.folder / USER).mkdir(parents=True)

    assert [one.code for one in gather(crm.environment, {}).problems] == ["unreadable-file"]


@pytest.mark.parametrize("octets", [b"\xff\xfe", b"a" * 300_000])
def test_what_is_no_text_of_that_kind_is_told(crm: Crm, octets: bytes) -> None:
    file = write(crm, USER, "")
    file.write_bytes(octets)

    (problem,) = gather(crm.environment, {}).problems

    assert problem.code in {"undecodable-text", "file-too-large"}


@pytest.mark.parametrize(
    "home", [{}, {"HOME": ""}, {"HOME": "/nonexistent"}, {"HOME": "/dev/null"}, {"HOME": "home"}]
)
def test_no_home_is_no_failure(crm: Crm, home: dict[str, str]) -> None:
    crm.given("primitive a Dummy")
    del crm.environment["HOME"]
    crm.environment |= home

    ran = crm.process("configure", "show")

    assert (ran.status, ran.out, ran.err) == (0, "primitive a Dummy\n", "")


def test_a_folder_that_cannot_be_read_is_no_failure(crm: Crm) -> None:
    write(crm, USER, "").parent.chmod(0)

    found = gather(crm.environment, {})

    assert found.problems == []


@pytest.mark.parametrize("name", ["XDG_CONFIG_HOME", "XDG_STATE_HOME"])
def test_relative_paths_in_the_environment_do_not_count(name: str) -> None:
    environment = {"HOME": "/somewhere", name: "not/absolute"}

    assert configuration_folder(environment) == Path("/somewhere/.config/crm")
    assert state_folder(environment) == Path("/somewhere/.local/state/crm")


def test_the_home_of_somebody_else_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "own"
    own.mkdir()
    entry = type("Entry", (), {"pw_dir": str(own)})
    monkeypatch.setattr(os, "geteuid", lambda: tmp_path.stat().st_uid)
    monkeypatch.setattr(pwd, "getpwuid", lambda _uid: entry)
    at_home = state_folder({"HOME": str(tmp_path)})

    monkeypatch.setattr(os, "geteuid", lambda: 4711)
    elsewhere = state_folder({"HOME": str(tmp_path)})

    assert at_home == tmp_path / ".local/state/crm"
    assert elsewhere is None  # the home that the system knows is not that user's either


def loaded(crm: Crm, *words: str) -> set[str]:
    """Return which modules that a file of preferences needs a command loads."""
    return crm.loads(("tomllib", "configparser", "json", "pwd"), *words)


def test_without_a_file_nothing_is_loaded_to_read_one(crm: Crm) -> None:
    without = loaded(crm, "configure", "show")
    write(crm, USER, "[ui]\n")

    assert "tomllib" not in without
    assert "tomllib" in loaded(crm, "configure", "show")
