"""docs/migrating.md: its commands are run, and must print what stands there.

The blocks marked `console` are run one after the other in a folder that holds the files of
tests/cases/migrating.  `pytest --regenerate` writes what they print anew.
"""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from crm_runner import CASES

PAGE = CASES.parents[1] / "docs" / "migrating.md"
BLOCK = re.compile(r"(?<=^```console\n).*?(?=^```$)", re.MULTILINE | re.DOTALL)
PROMPT = "$ "


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


def transcript(command: str, folder: Path) -> str:
    """Run a command, and return it with all that it prints."""
    program = f"{sys.executable} -m crmsh_py"
    done = subprocess.run(
        ["/bin/sh", "-c", f'crm() {{ {program} "$@"; }}\n{{ {command}\n}} 2>&1'],
        cwd=folder,
        env={"PATH": "/usr/bin:/bin", "HOME": str(folder / "home"), "LANG": "C.UTF-8"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        check=False,
        timeout=60,
    )
    return f"{PROMPT}{command}\n{done.stdout.decode()}"


def test_the_guide_to_migrating_tells_what_happens(
    tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    (tmp_path / "home").mkdir()
    shutil.copytree(CASES / "migrating", tmp_path, dirs_exist_ok=True)
    page = PAGE.read_text()

    def run(block: re.Match[str]) -> str:
        return "".join(transcript(one, tmp_path) for one in commands(block[0]))

    made = BLOCK.sub(run, page)

    if request.config.getoption("--regenerate", default=False):
        PAGE.write_text(made)
        page = made
    assert len(BLOCK.findall(page)) > 10
    assert made == page
    assert str(tmp_path) not in made
