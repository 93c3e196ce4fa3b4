# ruff: noqa: INP001 - a script beside what it writes, no package
"""docs/images/*.svg: what a terminal shows, from a real run of the program in a pseudo-terminal.

    python docs/screenshots.py

Needs pexpect and pyte, as the tests do; rich draws the picture.
"""

import io
import os
import re
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pexpect  # type: ignore[import-untyped]  # pexpect has no annotations
import pyte
from pyte.screens import Char
from rich.console import Console
from rich.style import Style
from rich.text import Text

IMAGES = Path(__file__).parent / "images"
COLUMNS, LINES = 100, 30
SECONDS = 20.0
_FONT_FROM_ELSEWHERE = re.compile(r"\s*@font-face \{.*?\}", re.DOTALL)
"""A picture in a page fetches nothing; the reader's own monospaced letters will do."""
TAB, ENTER, DOWN = "\t", "\r", "\x1b[B"
CLUSTER = """\
configure
node node1
node node2
primitive fence1 fence_ipmilan params ip=192.0.2.101 username=admin password=secret \\
    pcmk_host_list=node1 pcmk_delay_base=5s op monitor interval=60s
primitive fence2 fence_ipmilan params ip=192.0.2.102 username=admin password=secret \\
    pcmk_host_list=node2 op monitor interval=60s
location fence1-elsewhere fence1 -inf: node1
location fence2-elsewhere fence2 -inf: node2
rsc_defaults resource-stickiness=200
commit
"""
"""What is configured when the scene begins."""

VIP = "primitive vip IPaddr2 params ip=192.0.2.10 op monitor interval=10s"
WWW = "primitive www apache op monitor interval=10s op start timeout=40s op stop timeout=60s"


class _Screen(pyte.Screen):
    """A screen that answers when it is asked where the cursor stands, as terminals do."""

    answer: Callable[[str], object]

    def write_process_input(self, data: str) -> None:
        self.answer(data)


class Terminal:
    """A program in a pseudo-terminal, and the screen that it draws."""

    def __init__(self, folder: Path, *argv: str) -> None:
        self.screen = _Screen(COLUMNS, LINES)
        self._stream = pyte.Stream(self.screen)
        self._child = pexpect.spawn(
            argv[0],
            list(argv[1:]),
            cwd=str(folder),
            env={
                "HOME": str(folder),
                "PATH": os.defpath,
                "LANG": "C.UTF-8",
                "TERM": "xterm-256color",
            },
            encoding="utf-8",
            dimensions=(LINES, COLUMNS),
        )
        self.screen.answer = self._child.send

    def type(self, keys: str, *, until: str) -> None:
        """Press keys, and wait until a text is to be seen and nothing more comes."""
        self._child.send(keys)
        self._wait(lambda: until in "\n".join(self.screen.display))

    def end(self) -> None:
        """End the program."""
        self._child.close(force=True)

    def _wait(self, seen: Callable[[], bool]) -> None:
        end = time.monotonic() + SECONDS
        while self._reads() or not seen():
            if time.monotonic() > end:
                raise TimeoutError("\n".join(self.screen.display))

    def _reads(self) -> bool:
        """Tell whether the program wrote anything for a while."""
        try:
            self._stream.feed(self._child.read_nonblocking(65536, timeout=0.5))
        except pexpect.TIMEOUT:
            return False
        return True


def picture(screen: pyte.Screen, title: str) -> str:
    """Return a screen as SVG."""
    console = Console(record=True, width=COLUMNS, file=io.StringIO(), force_terminal=True)
    rows = [row for row in range(LINES) if row < _used(screen)]
    for row in rows:
        console.print(_line(screen, row), soft_wrap=True)
    return _FONT_FROM_ELSEWHERE.sub("", console.export_svg(title=title, unique_id="crm"))


def _used(screen: pyte.Screen) -> int:
    """Return how many lines of a screen are not empty at its end."""
    written = [at for at, line in enumerate(screen.display) if line.strip()]
    return written[-1] + 1 if written else 0


def _line(screen: pyte.Screen, row: int) -> Text:
    line = Text()
    for column in range(COLUMNS):
        cell = screen.buffer[row][column]
        line.append(cell.data, _style(cell))  # the second half of a wide character is empty
    return line


def _style(cell: Char) -> Style:
    return Style(
        color=_colour(cell.fg),
        bgcolor=_colour(cell.bg),
        bold=cell.bold,
        italic=cell.italics,
        underline=cell.underscore,
        reverse=cell.reverse,
    )


def _colour(name: str) -> str | None:
    """Return one of pyte's colours as rich calls it."""
    if name == "default":
        return None
    if len(name) == 6 and all(one in "0123456789abcdef" for one in name):
        return f"#{name}"
    known = name.replace("brown", "yellow")
    return known.replace("bright", "bright_") if known.startswith("bright") else known


def prompt(folder: Path, crm: str) -> str:
    """Return the scene of the README: completion, a mistake, a diff."""
    (folder / "web.crm").write_text(CLUSTER)
    made = pexpect.run(f"{crm} -c cib.xml -f web.crm", cwd=str(folder), env={"HOME": str(folder)})
    assert b"committed" in made, made.decode()
    terminal = Terminal(folder, crm, "-c", "cib.xml", "configure")
    try:
        terminal.type("", until="configure#")
        terminal.type(VIP + ENTER, until="configure*#")
        terminal.type(WWW + ENTER, until="*# ")
        terminal.type("group web vip www" + ENTER, until="*# ")
        terminal.type("diff" + ENTER, until="+ group web vip www")
        terminal.type("show tree" + ENTER, until="group web")
        terminal.type("primitive shop Filesystem params " + TAB, until="directory")
        return picture(terminal.screen, "crm -c cib.xml configure")
    finally:
        terminal.end()


SCENES = {"prompt": prompt}


def main() -> None:
    """Write the pictures, by the program that is named, else the one beside this Python."""
    crm = sys.argv[1] if sys.argv[1:] else str(Path(sys.executable).with_name("crm"))
    IMAGES.mkdir(exist_ok=True)
    for name, scene in SCENES.items():
        with tempfile.TemporaryDirectory() as folder:
            (IMAGES / f"{name}.svg").write_text(scene(Path(folder), crm), encoding="utf-8")


if __name__ == "__main__":
    main()
