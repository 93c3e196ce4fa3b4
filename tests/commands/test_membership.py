"""`modgroup`: primitives into a group and out of it."""

from pathlib import Path

import pytest
from crm_runner import Crm, codes

BASE = """\
primitive a Dummy
primitive b Dummy
primitive c Dummy
primitive d Dummy
group g a b
group h d
"""


@pytest.fixture
def crm(tmp_path: Path) -> Crm:
    crm = Crm(tmp_path)
    crm.given(BASE)
    return crm


@pytest.mark.parametrize(
    ("words", "groups"),
    [
        ("g add c", "group g a b c\n"),
        ("g add c after a", "group g a c b\n"),
        ("g add c after b", "group g a b c\n"),
        ("g add c before a", "group g c a b\n"),
        ("g ADD c Before b", "group g a c b\n"),
        ("g remove a", "group g b\n"),
        ("g remove b", "group g a\n"),
    ],
)
def test_members_come_where_they_are_wanted(crm: Crm, words: str, groups: str) -> None:
    ran = crm.configure("modgroup", *words.split())

    assert (ran.status, ran.err) == (0, "committed to cib.xml, epoch 2\n")
    assert crm.configure("show", "g").out == groups


def test_what_is_taken_out_is_a_resource_of_its_own(crm: Crm) -> None:
    crm.configure("clone", "g-clone", "g")

    crm.configure("modgroup", "g", "remove", "a")

    assert crm.configure("show", "a", "g-clone").out == "primitive a Dummy\nclone g-clone g\n"


@pytest.mark.parametrize(
    ("words", "status", "code"),
    [
        ("", 64, "usage"),
        ("g", 64, "usage"),
        ("g add", 64, "usage"),
        ("g take c", 64, "usage"),
        ("g add c a", 64, "usage"),
        ("g add c after", 64, "usage"),
        ("g add c after a b", 64, "usage"),
        ("g remove a after b", 64, "usage"),
        ("nosuch add c", 105, "no-such-object"),
        ("g add nosuch", 105, "no-such-object"),
        ("g add c after d", 105, "no-such-object"),
        ("g remove c", 105, "no-such-object"),
        ("c add a", 78, "wrong-kind"),
        ("g add h", 78, "wrong-kind"),
        ("g add a", 78, "in-two-containers"),
        ("g add d", 78, "in-two-containers"),
        ("h remove d", 107, "empty-container"),
    ],
)
def test_what_cannot_be_changes_nothing(crm: Crm, words: str, status: int, code: str) -> None:
    before = crm.cib.read_bytes()

    ran = crm.configure("modgroup", *words.split())

    assert (ran.status, codes(ran.err)) == (status, [code])
    assert crm.cib.read_bytes() == before
