"""The guides in docs/: what stands there is run, and must print what is shown.

Blocks marked `console` hold commands of the user's shell, run one after the other in a folder with
the guide's files; blocks marked `prompt` a session at the prompt.  `pytest --regenerate` writes
what they print anew.
"""

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pexpect  # type: ignore[import-untyped]  # pexpect has no annotations
import pytest
from crm_runner import CASES, CRM

DOCS = CASES.parents[1] / "docs"
BLOCK = re.compile(r"^```(?P<kind>\w+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
PROMPT = "$ "
SHELL_PROMPT = re.compile(r"^crm\([^)]*\)[\w/]*[*!]*# ", re.MULTILINE)
WIDE = 200
SECONDS = 60


@dataclass(frozen=True, slots=True)
class Guide:
    """A page, and the folder of `tests/cases` with the files that it is about."""

    page: str
    files: str

    @property
    def path(self) -> Path:
        """Where the page is."""
        return DOCS / self.page


GUIDES = [Guide("migrating.md", "migrating"), Guide("first-steps.md", "guides")]
TRANSLATED = [("first-steps.md", "zh/first-steps.md")]


def commands(block: str) -> list[str]:
    """Return the commands of a block; one that ends in a backslash goes on in the next line."""
    found: list[str] = []
    goes_on = False
    for line in block.splitlines():
        if goes_on:
            found[-1] += f"\n{line}"
        elif line.startswith(PROMPT):
            found.append(line.removeprefix(PROMPT))
        else:
            continue
        goes_on = line.endswith("\\")
    return found


def environment(folder: Path) -> dict[str, str]:
    return {"PATH": os.defpath, "HOME": str(folder / "home"), "LANG": "C.UTF-8"}


def transcript(command: str, folder: Path) -> str:
    """Run a command, and return it with all that it prints."""
    program = f"{sys.executable} -m crmsh_py"
    done = subprocess.run(
        ["/bin/sh", "-c", f'crm() {{ {program} "$@"; }}\n{{ {command}\n}} 2>&1'],
        cwd=folder,
        env=environment(folder),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        check=False,
        timeout=SECONDS,
    )
    return f"{PROMPT}{command}\n{done.stdout.decode()}"


def session(block: str, folder: Path) -> str:
    """Start the prompt as the block's first line says, type the others, return what one sees."""
    start, *lines = block.splitlines()
    typed = [SHELL_PROMPT.sub("", line) for line in lines if SHELL_PROMPT.match(line)]
    words = start.removeprefix(f"{PROMPT}crm").split()
    child = pexpect.spawn(
        CRM[0],
        [*CRM[1:], *words],
        cwd=str(folder),
        env=environment(folder) | {"TERM": "dumb"},
        encoding="utf-8",
        dimensions=(24, WIDE),
        timeout=SECONDS,
    )
    seen = f"{start}\n"
    try:
        for line in typed:
            child.expect(SHELL_PROMPT)
            seen += child.before + child.after
            child.sendline(line)
        child.expect(pexpect.EOF)
        seen += child.before
    finally:
        child.close(force=True)
    return "".join(f"{line.rstrip()}\n" for line in seen.replace("\r", "").splitlines())


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.page)
def test_a_guide_shows_what_happens(
    guide: Guide, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    (tmp_path / "home").mkdir()
    shutil.copytree(CASES / guide.files, tmp_path, dirs_exist_ok=True)
    page = guide.path.read_text()

    def run(block: re.Match[str]) -> str:
        if block["kind"] == "console":
            made = "".join(transcript(one, tmp_path) for one in commands(block["text"]))
        elif block["kind"] == "prompt":
            made = session(block["text"], tmp_path)
        else:
            return block[0]
        return f"```{block['kind']}\n{made}```"

    made = BLOCK.sub(run, page)

    if request.config.getoption("--regenerate", default=False):
        guide.path.write_text(made)
        page = made
    assert made == page
    assert str(tmp_path) not in made
    assert len(BLOCK.findall(page)) > 10


@pytest.mark.parametrize(("original", "translated"), TRANSLATED)
def test_a_translated_guide_shows_the_same(
    original: str, translated: str, request: pytest.FixtureRequest
) -> None:
    blocks = [one[0] for one in BLOCK.finditer((DOCS / original).read_text())]
    page = (DOCS / translated).read_text()

    if request.config.getoption("--regenerate", default=False):
        fresh = iter(blocks)
        page = BLOCK.sub(lambda _: next(fresh), page)
        (DOCS / translated).write_text(page)

    assert [one[0] for one in BLOCK.finditer(page)] == blocks


PAGES = [*sorted(DOCS.glob("*.md")), *sorted(DOCS.glob("zh/*.md")), DOCS.parent / "README.md"]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(DOCS.parent)))
def test_links_to_other_pages_lead_somewhere(page: Path) -> None:
    text = BLOCK.sub("", page.read_text())
    targets = re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", text)

    assert [one for one in targets if not (page.parent / one).exists()] == []
