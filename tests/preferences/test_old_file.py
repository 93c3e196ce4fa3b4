"""A crm.conf of the older shell: what of it holds here too, and what is said of the rest."""

import pytest

from crmsh_py.preferences.old_file import NAMES, OBSOLETE, advice, read
from crmsh_py.preferences.preference import Origin, Value

TEXT = """\
; a comment
# another
[core]
editor = vim -u NONE
Pager: more
user =
wait = yes
force = yes
check_mode = relaxed
    and what goes on
[color]
style = plain
error = red bold
[path]
ocf_root = /usr/lib/ocf
[news]
key = value
"""


def said(text: str) -> dict[str, Value]:
    return {name: one.value for name, one in read(text, "crm.conf", Origin.OLD_USER).said.items()}


def test_what_means_something_here_is_taken() -> None:
    found = read(TEXT, "crm.conf", Origin.OLD_USER)

    assert {name: (one.value, one.where) for name, one in found.said.items()} == {
        "ui.editor": ("vim -u NONE", "crm.conf:4"),
        "ui.pager": ("more", "crm.conf:5"),
        "commit.wait": (True, "crm.conf:7"),
        "ui.color": ("never", "crm.conf:12"),
    }


def test_the_rest_is_told_only_to_who_asks() -> None:
    found = read(TEXT, "crm.conf", Origin.OLD_USER)

    assert found.problems == []
    assert [
        (one.location.position[0], one.code, one.message.split("'")[1], bool(one.hint))
        for one in found.remarks
        if one.location
    ] == [
        (6, "old-preference", "core.user", True),
        (8, "old-preference", "core.force", True),
        (9, "old-preference", "core.check_mode", True),
        (13, "old-preference", "color.error", True),
        (15, "old-preference", "path.ocf_root", True),
        (17, "old-preference", "news.key", False),
    ]


def test_overruling_is_never_a_habit() -> None:
    assert "core.force" in OBSOLETE
    assert said("[core]\nforce = yes\n") == {}


@pytest.mark.parametrize(
    ("word", "value"),
    [("plain", "never"), ("uppercase", "never"), ("color", "auto"), ("color-always", "always")],
)
def test_styles_of_old_are_colours_of_today(word: str, value: str) -> None:
    assert said(f"[color]\nstyle = {word}\n") == {"ui.color": value}


@pytest.mark.parametrize("value", ["", "$EDITOR", "$PAGER"])
def test_what_counts_anyway_is_left_out(value: str) -> None:
    assert said(f"[core]\neditor = {value}\n") == {}


def test_a_wrong_value_is_a_remark() -> None:
    found = read("[core]\nwait = perhaps\n", "crm.conf", Origin.OLD_USER)

    assert (found.said, found.problems) == ({}, [])
    assert [one.code for one in found.remarks] == ["wrong-preference"]


@pytest.mark.parametrize(
    "text",
    ["", "no section\nx = 1\n", "[", "[core\nwait=yes", "= =\n", "\x00", "[core]\r\nwait=yes\r\n"],
)
def test_no_file_is_too_odd(text: str) -> None:
    assert read(text, "crm.conf", Origin.OLD_USER).problems == []


def test_no_setting_both_means_something_and_nothing() -> None:
    assert set(NAMES) & set(OBSOLETE) == set()
    assert advice("core.editor") is None
