"""Real configurations: what Pacemaker's crm_verify accepts, our checks find no error in.

The corpus is public configurations that nobody of this project wrote; it is not part of it.
crm_verify takes nodes without a status for unclean ones, so that those files which have no status
are judged without their nodes.
"""

import shutil
import subprocess
from pathlib import Path

import pytest

from crmsh_py import xmltree
from crmsh_py.agents.library import open_catalogue
from crmsh_py.diagnostics import Severity
from crmsh_py.model.cib import Cib
from crmsh_py.verify.checks import check
from crmsh_py.xmltree import Element

CORPUS = Path(__file__).parents[3] / "shared" / "corpus" / "cib"
FILES = [*sorted(CORPUS.glob("full/*.xml")), *sorted(CORPUS.glob("cibs/*.xml"))]
LIBRARY = open_catalogue()

pytestmark = [
    pytest.mark.skipif(not FILES, reason="the corpus is not here"),
    pytest.mark.skipif(not shutil.which("crm_verify"), reason="needs Pacemaker's tools"),
]


def judged(file: Path) -> Element:
    """Return a configuration of the corpus as crm_verify can judge it."""
    root = xmltree.parse(file.read_bytes(), file.name)
    nodes = root.find("configuration/nodes")
    if file.parent.name == "cibs" and nodes is not None:
        for node in list(nodes):
            nodes.remove(node)
    return root


def accepts(root: Element) -> bool:
    """Tell whether crm_verify finds no error."""
    argv = ["crm_verify", "--xml-pipe"]
    return not subprocess.run(
        argv, input=xmltree.to_bytes(root), capture_output=True, check=False
    ).returncode


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_what_pacemaker_accepts_has_no_error_of_ours(file: Path) -> None:
    root = judged(file)

    found = [one for one in check(Cib(root), LIBRARY) if one.severity is Severity.ERROR]

    assert not found or not accepts(root), found
