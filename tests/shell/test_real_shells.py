"""Completion in bash, zsh and fish themselves: a key is typed, and the line looked at."""

import os
import shlex
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pexpect  # type: ignore[import-untyped]  # pexpect has no annotations
import pyte
import pytest
from assist.rich import RICH
from crm_runner import CRM

from crmsh_py import schemas
from crmsh_py.commands.shells import FILES

SCRIPTS = Path(schemas.__file__).parent / "completion"
COLUMNS, LINES = 110, 30
SECONDS = 20.0
READY = "ready"

ARGV = {
    "bash": ["bash", "--norc", "--noprofile", "-i"],
    "zsh": ["zsh", "-f", "-i"],
    "fish": ["fish", "--no-config", "-i"],
}
SETTING = {
    "bash": ["PS1='@ '", "bind 'set enable-bracketed-paste off'", f"source {SCRIPTS}/crm"],
    "zsh": [
        "PS1='@ '",
        f"fpath=({SCRIPTS} $fpath)",
        "autoload -U compinit",
        "compinit -u -D",
    ],
    "fish": ["function fish_prompt; echo '@ '; end", f"source {SCRIPTS}/crm.fish"],
}


class Sitting:
    """Somebody at a shell."""

    def __init__(self, shell: str, folder: Path) -> None:
        program = folder / "bin" / "crm"
        program.parent.mkdir()
        program.write_text(f'#!/bin/sh\nexec {shlex.join(CRM)} "$@"\n')
        program.chmod(0o755)
        self._screen = pyte.Screen(COLUMNS, LINES)
        self._stream = pyte.Stream(self._screen)
        self._child = pexpect.spawn(
            ARGV[shell][0],
            ARGV[shell][1:],
            cwd=str(folder),
            env={
                "HOME": str(folder),
                "PATH": f"{program.parent}:{os.environ['PATH']}",
                "LANG": "C.UTF-8",
                "TERM": "xterm",
                "CIB_file": "cib.xml",
                "CRM_CONFIG_SYSTEM": "",
            },
            encoding="utf-8",
            dimensions=(LINES, COLUMNS),
            timeout=SECONDS,
        )
        self.type("; ".join([*SETTING[shell], "clear", "printf '%s%s\\n' rea dy"]) + "\r")
        self.see(READY)

    def type(self, keys: str) -> None:
        """Type keys."""
        self._child.send(keys)

    def see(self, wanted: str) -> None:
        """Wait until a text is on the screen."""
        end = time.monotonic() + SECONDS
        while wanted not in self.text:
            assert time.monotonic() < end, f"{wanted!r} is not there:\n{self.text}"
            try:
                self._stream.feed(self._child.read_nonblocking(4096, 0.1))
            except pexpect.TIMEOUT:
                continue

    @property
    def text(self) -> str:
        """What is on the screen."""
        lines = (line.rstrip() for line in self._screen.display)
        return "\n".join(line for line in lines if line)

    def leave(self) -> None:
        """End the shell."""
        self._child.close(force=True)


@pytest.fixture(name="folder")
def folder_fixture(tmp_path: Path) -> Path:
    (tmp_path / "cib.xml").write_text(RICH)
    (tmp_path / "two words.crm").touch()
    return tmp_path


@pytest.fixture(name="sitting")
def sitting_fixture(folder: Path, request: pytest.FixtureRequest) -> Iterator[Sitting]:
    shell: str = request.param
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed")
    sitting = Sitting(shell, folder)
    yield sitting
    sitting.leave()


SHELLS = pytest.mark.parametrize("sitting", list(FILES), indirect=True)


@SHELLS
@pytest.mark.parametrize(
    ("typed", "seen"),
    [
        ("crm resou\t", "crm resource "),
        ("crm resource promote p\t", "crm resource promote pings "),
        ("crm ra info ocf:hea\tIPaddr\t", "crm ra info ocf:heartbeat:IPaddr"),
        ("crm --color=al\t", "crm --color=always"),
        ("crm resource param vip set ip=\t", "crm resource param vip set ip=10.0.0.1"),
        ("crm configure load xml two\t", "crm configure load xml two\\ words.crm"),
        ("crm configure load xml 'two\t", "crm configure load xml 'two words.crm'"),
        ("crm resource param vip set lvs_s\tt\t", "crm resource param vip set lvs_support=true"),
    ],
)
def test_a_word_is_completed(sitting: Sitting, typed: str, seen: str) -> None:
    sitting.type(typed)
    sitting.see(seen.rstrip())
    sitting.type("x" if seen.endswith(" ") else "")

    sitting.see(f"{seen}x" if seen.endswith(" ") else seen)


@pytest.mark.parametrize("sitting", ["zsh", "fish"], indirect=True)
def test_words_are_listed_with_what_they_mean(sitting: Sitting) -> None:
    sitting.type("crm resource move w\t\t")

    sitting.see("group of vip")
    sitting.see("ocf:heartbeat:apache")


@pytest.mark.parametrize("sitting", ["bash"], indirect=True)
def test_bash_lists_words(sitting: Sitting) -> None:
    sitting.type("crm resource move w\t\t")

    sitting.see("web")
    sitting.see("www")
