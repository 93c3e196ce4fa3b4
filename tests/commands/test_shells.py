"""`completion`: the scripts for bash, zsh and fish, printed or installed for one user."""

import os
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest
from crm_runner import Crm, codes

from crmsh_py import schemas
from crmsh_py.commands.shells import FILES

SCRIPTS = Path(schemas.__file__).parent / "completion"
ROOT = Path(__file__).parents[2]
HOMES = {
    "bash": ".local/share/bash-completion/completions/crm",
    "zsh": ".local/share/zsh/site-functions/_crm",
    "fish": ".config/fish/completions/crm.fish",
}


@pytest.fixture(name="crm")
def crm_fixture(tmp_path: Path) -> Crm:
    return Crm(tmp_path, SHELL="/usr/bin/fish")


@pytest.mark.parametrize("shell", FILES)
def test_a_script_is_printed_as_packages_install_it(crm: Crm, shell: str) -> None:
    ran = crm("completion", shell, cib="")

    assert (ran.status, ran.err) == (0, "")
    assert ran.out == (SCRIPTS / FILES[shell]).read_text()


@pytest.mark.parametrize(
    ("shell", "check"), [("bash", "-n"), ("zsh", "-n"), ("fish", "--no-execute")]
)
def test_the_shell_can_read_its_script(shell: str, check: str) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed")

    done = subprocess.run(
        [shell, check, str(SCRIPTS / FILES[shell])], capture_output=True, check=False
    )

    assert (done.returncode, done.stderr) == (0, b"")


def test_packages_install_all_scripts_and_pages() -> None:
    data = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["setuptools"]["data-files"]

    assert {key: value for key, value in data.items() if "man" not in key} == {
        "share/bash-completion/completions": ["schemas/completion/crm"],
        "share/zsh/site-functions": ["schemas/completion/_crm"],
        "share/fish/vendor_completions.d": ["schemas/completion/crm.fish"],
    }
    pages = [(key, one) for key, value in data.items() if "man" in key for one in value]
    in_folder = sorted((ROOT / "docs" / "man").iterdir())
    assert sorted(one for _, one in pages) == [f"docs/man/{one.name}" for one in in_folder]
    assert all(Path(one).suffix[1:] == key[-1] for key, one in pages)


@pytest.mark.parametrize("shell", FILES)
def test_it_is_installed_for_the_user(crm: Crm, tmp_path: Path, shell: str) -> None:
    ran = crm("completion", "install", shell, cib="")

    file = tmp_path / "home" / HOMES[shell]
    assert ran.status == 0
    assert f"written: {file}" in ran.err
    assert file.read_bytes() == (SCRIPTS / FILES[shell]).read_bytes()


def test_the_login_shell_is_meant_where_none_is_said(crm: Crm, tmp_path: Path) -> None:
    crm("completion", "install", cib="")

    assert (tmp_path / "home" / HOMES["fish"]).is_file()


def test_without_a_known_shell_one_has_to_be_said(tmp_path: Path) -> None:
    ran = Crm(tmp_path, SHELL="/bin/tcsh")("completion", "install", cib="")

    assert (ran.status, codes(ran.err)) == (64, ["usage"])


def test_folders_are_those_of_the_environment(tmp_path: Path) -> None:
    crm = Crm(
        tmp_path,
        XDG_DATA_HOME=str(tmp_path / "data"),
        XDG_CONFIG_HOME=str(tmp_path / "config"),
        BASH_COMPLETION_USER_DIR=str(tmp_path / "bash"),
    )

    for shell in FILES:
        crm("completion", "install", shell, cib="")

    assert (tmp_path / "data/zsh/site-functions/_crm").is_file()
    assert (tmp_path / "config/fish/completions/crm.fish").is_file()
    assert (tmp_path / "bash/completions/crm").is_file()


def test_what_is_not_ours_stays(crm: Crm, tmp_path: Path) -> None:
    file = tmp_path / "home" / HOMES["fish"]
    file.parent.mkdir(parents=True)
    file.write_text("complete -c crm\n")

    refused = crm("completion", "install", "fish", cib="")

    assert (refused.status, codes(refused.err)) == (108, ["already-exists"])
    assert file.read_text() == "complete -c crm\n"
    assert crm("completion", "install", "fish", "--force", cib="").status == 0
    assert file.read_text() == (SCRIPTS / "crm.fish").read_text()


def test_one_of_an_older_release_is_replaced(crm: Crm, tmp_path: Path) -> None:
    file = tmp_path / "home" / HOMES["bash"]
    file.parent.mkdir(parents=True)
    file.write_text("# Completion of crm for bash; crm itself says the words.\nold\n")

    ran = crm("completion", "install", "bash", cib="")

    assert ran.status == 0
    assert file.read_text() == (SCRIPTS / "crm").read_text()
    assert "is there already" in crm("completion", "install", "bash", cib="").err


def test_a_dry_run_writes_nothing(crm: Crm, tmp_path: Path) -> None:
    ran = crm("--dry-run", "completion", "install", "bash", cib="")

    assert ran.status == 0
    assert not (tmp_path / "home" / HOMES["bash"]).exists()


def test_a_folder_that_cannot_be_made_is_told(crm: Crm, tmp_path: Path) -> None:
    (tmp_path / "home" / ".config").write_text("")

    ran = crm("completion", "install", "fish", cib="")

    assert (ran.status, codes(ran.err)) == (73, ["cannot-write"])


def test_without_a_home_there_is_nowhere_to_install(tmp_path: Path) -> None:
    ran = Crm(tmp_path, HOME="")("completion", "install", "bash", cib="")

    assert (ran.status, codes(ran.err)) == (73, ["cannot-write"])


def test_one_shell_is_printed_at_a_time(crm: Crm) -> None:
    ran = crm("completion", "bash", "zsh", cib="")

    assert (ran.status, codes(ran.err)) == (64, ["usage"])


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can work in the home of another user")
@pytest.mark.parametrize(("shell", "file"), HOMES.items())
def test_what_root_installs_in_the_home_of_somebody_else_is_theirs(
    crm: Crm, shell: str, file: str
) -> None:
    home = crm.folder / "home"
    os.chown(home, 4711, 4712)

    assert crm("completion", "install", shell, cib="").status == 0

    made = [home / file, *(home / one for one in Path(file).parents)]
    assert {(one.stat().st_uid, one.stat().st_gid) for one in made} == {(4711, 4712)}


def test_what_is_no_regular_file_is_not_replaced_unasked(crm: Crm) -> None:
    file = crm.folder / "home" / HOMES["fish"]
    file.parent.mkdir(parents=True)
    os.mkfifo(file)

    assert codes(crm("completion", "install", cib="").err) == ["already-exists"]
    assert file.is_fifo()
