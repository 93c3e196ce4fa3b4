"""Committing while others do: merged, or told what clashes; on a file, played by two typists."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from typist import Typist

from crmsh_py import xmltree
from crmsh_py.backends.base import ChangedMeanwhileError, Snapshot
from crmsh_py.backends.file import FileBackend
from crmsh_py.codes import ExitStatus
from crmsh_py.commands.context import Options
from crmsh_py.diagnostics import Diagnostic
from crmsh_py.model.cib import Cib
from crmsh_py.xmltree import Element

BASE = """\
primitive p Dummy params state=/p
primitive a Dummy params state=/a
primitive b Dummy
primitive c Dummy
group g b c
location l a 10: n1
primitive w Dummy
primitive x1 Dummy
primitive x2 Dummy
primitive y Dummy
primitive spare Dummy
order s w ( x1 x2 ) y
property stonith-enabled=false
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "cib.xml"
    Typist(file).type(*BASE.splitlines(), "commit")
    return file


@pytest.fixture
def me(file: Path) -> Typist:
    return Typist(file)


def others(file: Path, *lines: str) -> None:
    """Let somebody else do something, and commit it."""
    other = Typist(file)
    other.type(*lines, "commit")
    assert other.status is ExitStatus.OK


def told(text: str) -> str:
    """Return what is printed without what differs from run to run."""
    return re.sub(r"last writer \S+ via crm on \S+, \d\d:\d\d", "last writer", text)


def show(file: Path, *words: str) -> str:
    return Typist(file).type(" ".join(["show", *words]))


# ------------------------------------------------------------------ what merges


def test_what_has_nothing_to_do_with_each_other_is_merged(file: Path, me: Typist) -> None:
    me.type("primitive mine Dummy", "set a.description x")
    others(file, "primitive theirs Dummy", "set b.description y")

    said = me.type("commit")

    assert told(said) == ("merged with 2 changes; last writer\ncommitted to cib.xml, epoch 3\n")
    assert show(file, "mine", "theirs") == "primitive theirs Dummy\nprimitive mine Dummy\n"
    assert show(file, "a", "b").count("description") == 2
    assert not me.session.has_changes


def test_the_last_writer_is_named_with_time_and_tool(file: Path, me: Typist) -> None:
    me.type("primitive mine Dummy")
    others(file, "primitive theirs Dummy")

    assert re.match(
        r"merged with 1 change; last writer \S+ via crm on \S+, \d\d:\d\d\n", me.type("commit")
    )


def test_both_doing_the_same_is_no_clash(file: Path, me: Typist) -> None:
    for line in ("primitive same Dummy", "delete l", "set a.state /b"):
        me.type(line)
    others(file, "primitive same Dummy", "delete l", "set a.state /b")

    said = me.type("commit")

    assert told(said) == "merged with 3 changes; last writer\nnothing to commit\n"
    assert not me.session.has_changes


def test_members_of_a_group_are_merged_in_order(file: Path, me: Typist) -> None:
    me.type("primitive d Dummy", "modgroup g add d")
    others(file, "primitive e Dummy", "modgroup g add e before b")

    me.type("commit")

    assert show(file, "g") == "group g e b c d\n"


def test_an_object_that_was_moved_keeps_what_others_changed_in_it(file: Path, me: Typist) -> None:
    me.type("modgroup g add a")
    others(file, "set a.state /changed")

    me.type("commit")

    assert (
        show(file, "a", "g") == 'primitive a Dummy \\\n\tparams state="/changed"\ngroup g b c a\n'
    )


def test_comments_of_both_are_kept(file: Path, me: Typist) -> None:
    def remark(name: str) -> Callable[[Cib], list[str]]:
        def change(cib: Cib) -> list[str]:
            cib.insert(cib.ids()[name], xmltree.comment(f" about {name} "))
            return [name]

        return change

    file.write_text(
        file.read_text().replace('<primitive id="b"', '<!-- old -->\n<primitive id="b"')
    )
    me, other = Typist(file), Typist(file)
    me.session.edit("remark", remark("a"))
    other.session.edit("remark", remark("l"))
    other.type("commit")

    assert "merged with 1 change" in me.type("commit")

    assert "# about a\nprimitive a" in show(file)
    assert "# old\ngroup g" in show(file)
    assert "# about l\nlocation l" in show(file)


# ------------------------------------------------------------------ what clashes


def test_a_clash_shows_the_three_and_writes_nothing(file: Path, me: Typist) -> None:
    me.type("set a.state /mine")
    others(file, "set a.state /theirs")
    before = file.read_bytes()

    said = me.type("commit")

    assert me.status is ExitStatus.CONFLICT
    assert (
        told(said)
        == """\
<prompt>:1:1: error: a change clashes with what was changed meanwhile (last writer); \
nothing was written [conflict]
    commit
    ^^^^^^
  hint: 'commit --mine' or 'commit --theirs' takes one side of what clashes; or change it, and \
'commit' again ('diff' shows what is pending); 'refresh' drops your changes
<prompt>:1:5: error: primitive a: 'state' was changed on both sides [conflict]
    set a.state /mine
        ^^^^^^^
  hint: base    /a
        mine    /mine
        theirs  /theirs
"""
    )
    assert file.read_bytes() == before


CLASHES = [
    # mine, theirs, what is told of the clash
    ("set a.state /1", "set a.state /2", "primitive a: 'state' was changed on both sides"),
    ("set l.score 1", "set l.score 2", "location l: 'score' was changed on both sides"),
    ("delete p", "set p.state /2", "you deleted primitive p, which was changed"),
    ("set p.state /1", "delete p", "primitive p was deleted meanwhile, and you changed it"),
    ("modgroup g add p", "delete p", "p was deleted meanwhile, and you put it into the group g"),
    ("group h p", "delete p", "p was deleted meanwhile, and you put it into the group h"),
    ("modgroup g remove b", "modgroup g remove c", "group g would be left without members"),
    ("primitive x Dummy", "primitive x IPaddr2", "primitive x was added on both sides"),
    ("primitive x Dummy", "tag x a", "primitive x was added on both sides, under two ids"),
    ("group h a", "group i a", "primitive a was put into different places"),
    ("order o p b", "delete p", "order o refers to 'p', which was deleted meanwhile"),
    ("delete p", "order o p b", "you deleted 'p', and order o refers to it"),
    ("property x=1", "property x=2", "property cib-bootstrap-options: 'x' was changed on both"),
    ("property stonith-enabled=false", "property stonith-enabled=true",
     "'stonith-enabled' was changed meanwhile, and you said what it is"),
    ("set a.state /a", "set a.state /2", "'state' was changed meanwhile, and you said what it is"),
    ("set p.state /p", "delete p", "primitive p was deleted meanwhile, and you changed it"),
    ("rename p z", "rename p v", "primitive p was renamed on both sides: to 'z', and to 'v'"),
    ("rename b z", "rename b v", "primitive b was renamed on both sides: to 'z', and to 'v'"),
    ("rename a z", "rename a v", "primitive a was renamed on both sides: to 'z', and to 'v'"),
    ("rename g z", "rename g v", "group g was renamed on both sides: to 'z', and to 'v'"),
    ("rename l z", "rename l v", "location l was renamed on both sides: to 'z', and to 'v'"),
    ("rename a z", "set a.description x", "you renamed primitive a to 'z', and it was"),
    ("set a.description x", "rename a z", "a was renamed to 'z' meanwhile, and you changed it"),
    ("group h p", "rename p z", "p was renamed to 'z' meanwhile, and you put it into the group h"),
    ("rename g z", "modgroup g add p", "you renamed group g to 'z', and it was changed mean"),
    ("rename p z", "delete p", "you renamed primitive p to 'z', and it was deleted meanwhile"),
    ("delete p", "rename p z", "primitive p was renamed to 'z' meanwhile, and you deleted it"),
    ("rename p z", "order o p b", "you deleted 'p', and order o refers to it"),
    ("delete s; order s w ( x1 x2 y )", "delete s; order s ( w x1 ) x2 y", "sets of order s were"),
    ("delete s; order s w x1 x2 y", "delete s; order s ( w x1 x2 y )", "sets of order s were"),
    ("delete s; order s w ( x1 x2 spare ) y", "delete s; order s w ( x1 x2 ) y spare",
     "sets of order s were changed on both sides"),
    ("delete s; order s w ( x1 ) y", "delete s; order s w ( x1 ) x2 y", "sets of order s were"),
]  # fmt: skip


@pytest.mark.parametrize(("mine", "theirs", "words"), CLASHES)
def test_what_excludes_each_other_is_told(
    file: Path, me: Typist, mine: str, theirs: str, words: str
) -> None:
    me.type(*mine.split("; "))
    others(file, *theirs.split("; "))

    said = me.type("commit")

    assert me.status is ExitStatus.CONFLICT
    assert words in said


@pytest.mark.parametrize(("mine", "theirs", "words"), CLASHES)
@pytest.mark.parametrize("in_between", ["commit", "refresh --merge", "show"])
def test_either_side_can_be_taken(
    file: Path, mine: str, theirs: str, words: str, in_between: str
) -> None:
    own, other, second = (file.with_name(f"{name}.xml") for name in ("own", "other", "second"))
    for copy, line in ((own, mine), (other, theirs)):
        shutil.copy(file, copy)
        Typist(copy).type(*line.split("; "), "commit")
    shutil.copy(file, second)
    for copy, side, expected in ((file, "theirs", other), (second, "mine", own)):
        user = Typist(copy)
        user.type(*mine.split("; "))
        others(copy, *theirs.split("; "))
        user.type(in_between)

        said = user.type(f"commit --{side}")

        assert user.status is ExitStatus.OK
        assert " settled as told\n" in said
        assert sorted(show(copy).splitlines()) == sorted(show(expected).splitlines())


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        ("rename p z", "rename a v"),
        ("rename a z", "set a.state /2"),
        ("rename g z", "set b.description x"),
        ("rename b z", "modgroup g add a"),
        ("delete s; order s w ( x1 x2 ) y d", "delete s; order s e w ( x1 x2 ) y"),
        ("delete s; order s w ( x1 x2 d ) y", "delete s; order s w e ( x1 x2 ) y"),
        ("delete s; order s w x1 x2 y", "set s.kind Optional"),
        ("delete s; order s w ( x1 x2 y )", "set a.description x"),
    ],
)
def test_what_is_renamed_or_arranged_merges_with_what_leaves_it_alone(
    file: Path, mine: str, theirs: str
) -> None:
    others(file, "primitive d Dummy", "primitive e Dummy")
    me = Typist(file)
    me.type(*mine.split("; "))
    others(file, *theirs.split("; "))

    said = me.type("commit")

    assert re.sub(r"\d changes?", "N", told(said)) == (
        "merged with N; last writer\ncommitted to cib.xml, epoch 4\n"
    )


@pytest.mark.parametrize("line", ["rename p z", "delete s; order s w ( x1 x2 y )", "rename g z"])
def test_both_renaming_or_arranging_alike_is_no_clash(file: Path, me: Typist, line: str) -> None:
    me.type(*line.split("; "))
    others(file, *line.split("; "))

    assert "nothing to commit\n" in me.type("commit")


def test_taking_a_side_is_about_what_clashes_only(file: Path, me: Typist) -> None:
    me.type("set a.state /mine", "primitive mine Dummy")
    others(file, "set a.state /theirs", "primitive theirs Dummy")

    me.type("commit --theirs")

    assert show(file, "a", "mine", "theirs") == (
        'primitive a Dummy \\\n\tparams state="/theirs"\n'
        "primitive theirs Dummy\nprimitive mine Dummy\n"
    )


def test_secrets_are_masked_in_a_clash(file: Path, me: Typist) -> None:
    me.type("set a.params.password one")
    others(file, "set a.params.password two")

    said = me.type("commit")

    assert me.status is ExitStatus.CONFLICT
    assert "mine    ******\n" in said
    assert "theirs  ******\n" in said
    assert "a masked value differs; '--show-secrets' shows it\n" in said
    assert "one" not in said.replace("one side", "")
    assert "two" not in said


# ------------------------------------------------------------------ settling it by hand


def test_after_a_clash_the_difference_is_to_what_is_there_now(file: Path, me: Typist) -> None:
    me.type("set a.state /mine", "primitive mine Dummy")
    others(file, "set a.state /theirs", "primitive theirs Dummy")

    me.type("commit")

    assert me.type("diff") == (
        "~ primitive a\n"
        "    primitive a Dummy\n"
        '-       params state="/theirs"\n'
        '+       params state="/mine"\n'
        "+ primitive mine Dummy\n"
    )


@pytest.mark.parametrize("value", ["/other", "/mine", "/theirs", "/a"])
def test_a_clash_ends_when_the_user_says_what_it_is(file: Path, me: Typist, value: str) -> None:
    me.type("set a.state /mine")
    others(file, "set a.state /theirs")
    me.type("commit")

    me.type(f"set a.state {value}", "commit")

    assert me.status is ExitStatus.OK
    assert Typist(file).type("get a.state") == f"{value}\n"


def test_what_is_not_settled_stops_the_next_commit_too(file: Path, me: Typist) -> None:
    me.type("set a.state /mine", "set l.score 1")
    others(file, "set a.state /theirs", "set l.score 2")
    before = file.read_bytes()
    me.type("commit", "set a.state /settled")

    said = me.type("commit")

    assert me.status is ExitStatus.CONFLICT
    assert "location l: 'score' was changed on both sides" in said
    assert "'state'" not in said
    assert file.read_bytes() == before


def test_a_clash_is_kept_over_the_next_merge(file: Path, me: Typist) -> None:
    me.type("set a.state /mine")
    others(file, "set a.state /theirs")
    me.type("commit")
    others(file, "primitive more Dummy")

    me.type("refresh --merge")
    assert me.status is ExitStatus.CONFLICT
    me.type("commit")
    assert me.status is ExitStatus.CONFLICT
    me.type("commit --mine")

    assert Typist(file).type("get a.state") == "/mine\n"
    assert show(file, "more") == "primitive more Dummy\n"


def test_undo_after_a_merge_takes_all_back_that_was_pending(file: Path, me: Typist) -> None:
    me.type("set a.state /mine", "primitive mine Dummy")
    others(file, "set a.state /theirs")
    me.type("commit")

    assert me.type("undo") == "undone: all that was pending before the merge\n"
    assert me.type("diff") == ""
    assert me.type("commit") == "nothing to commit\n"
    assert me.type("redo") == "redone: all that was pending before the merge\n"
    me.type("commit")
    assert me.status is ExitStatus.CONFLICT


def test_a_layout_of_ones_own_survives_a_merge(file: Path, me: Typist) -> None:
    file.write_text(file.read_text().replace('<primitive id="a"', '<primitive    id="a"\n  '))
    kept = file.read_text().replace('<primitive    id="a"\n  ', '<primitive id="a"')
    me = Typist(file)
    me.type("primitive mine Dummy")
    others(file, "primitive theirs Dummy")

    me.type("refresh --merge", "delete mine", "commit")

    assert "theirs" in file.read_text()
    assert file.read_text().count("\n") == kept.count("\n") + 1


# ------------------------------------------------------------------ refresh and replace


def test_refresh_can_keep_what_is_pending(file: Path, me: Typist) -> None:
    me.type("primitive mine Dummy")
    others(file, "primitive theirs Dummy")

    said = me.type("refresh --merge")

    assert told(said) == "merged with 1 change; last writer\n"
    assert me.type("diff") == "+ primitive mine Dummy\n"
    assert me.type("show theirs") == "primitive theirs Dummy\n"
    assert me.type("refresh --merge") == "nobody else changed the configuration\n"
    assert not me.session.is_stale()


def test_replace_writes_over_what_others_did(file: Path, me: Typist) -> None:
    me.type("primitive mine Dummy")
    others(file, "primitive theirs Dummy")
    before = file.read_bytes()

    said = me.type("commit replace")
    assert me.status is ExitStatus.CONFLICT
    assert (
        "- primitive theirs Dummy\nthis takes back what others changed (1 change; last wr" in said
    )
    assert file.read_bytes() == before

    assert told(me.type("commit replace force")) == (
        "- primitive theirs Dummy\n"
        "this takes back what others changed (1 change; last writer):\n"
        "committed to cib.xml, epoch 3\n"
    )
    assert "theirs" not in show(file)
    assert "mine" in show(file)


def test_replace_without_anything_to_take_back_asks_nothing(file: Path, me: Typist) -> None:
    assert me.type("commit replace") == "nothing to commit\n"
    me.type("primitive mine Dummy")

    assert me.type("commit replace") == "committed to cib.xml, epoch 2\n"


def test_replace_checks_what_it_writes(file: Path, me: Typist) -> None:
    me.type('xml \'<primitive id="x" class="ocf"/>\'')
    others(file, "primitive theirs Dummy")
    before = file.read_bytes()

    me.type("commit replace force")

    assert me.status is ExitStatus.INVALID_CONFIGURATION
    assert file.read_bytes() == before


@pytest.mark.parametrize("line", ["commit --mine --theirs", "commit replace --mine"])
def test_only_one_way_to_commit_can_be_said(me: Typist, line: str) -> None:
    me.type("primitive mine Dummy", line)

    assert me.status is ExitStatus.USAGE
    assert me.session.has_changes


# ------------------------------------------------------------------ what fails


def test_what_is_wrong_only_together_stops_it(file: Path, me: Typist) -> None:
    me.type("monitor a 10s")
    others(file, "monitor a 10")
    before, pending = file.read_bytes(), me.type("diff")

    said = me.type("commit")

    assert me.status is ExitStatus.INVALID_CONFIGURATION
    assert "'refresh --merge' puts your changes on that, to mend it; nothing was written" in said
    assert file.read_bytes() == before
    assert me.type("diff") == pending


class Busy(FileBackend):
    """A file that somebody else changes just before each of the first `times` writes."""

    times = 0
    count = 0

    def write(self, base: Snapshot, root: Element, **how: object) -> Snapshot:
        """Let somebody else be quicker, if it is still time for that."""
        if Busy.count < Busy.times:
            Busy.count += 1
            others(self.path, f"primitive other{Busy.count} Dummy")
        return super().write(base, root, **how)  # type: ignore[arg-type]  # as it is given


def busy(file: Path, times: int) -> Typist:
    Busy.times, Busy.count = times, 0
    return Typist(Busy(file))


def test_it_is_tried_again_until_nobody_is_quicker(file: Path) -> None:
    me = busy(file, 5)
    me.type("primitive mine Dummy")

    said = me.type("commit")

    assert told(said) == "merged with 5 changes; last writer\ncommitted to cib.xml, epoch 7\n"
    assert show(file, "mine", "other*").count("primitive") == 6


def test_it_is_not_tried_for_ever(file: Path) -> None:
    me = busy(file, 1000)
    me.type("primitive mine Dummy")

    said = me.type("commit")

    assert me.status is ExitStatus.CONFLICT
    assert "others were quicker 25 times" in said
    assert me.type("diff") == "+ primitive mine Dummy\n"
    assert "primitive mine" not in show(file)


def test_an_error_while_settling_leaves_the_clash(file: Path, me: Typist) -> None:
    me.type("set a.state /mine", "primitive mine Dummy")
    others(file, "set a.state /theirs")
    me.type("commit")
    pending = me.type("diff")
    file.chmod(0o444)

    me.type("commit --theirs")

    assert me.status in {ExitStatus.CANNOT_WRITE, ExitStatus.OK}  # root may write everything
    if me.status is ExitStatus.CANNOT_WRITE:
        assert me.type("diff") == pending


def test_a_dry_run_writes_nothing(file: Path) -> None:
    me = Typist(file, Options(dry_run=True, force=True))
    me.type("primitive mine Dummy")
    others(file, "primitive theirs Dummy")
    before = file.read_bytes()

    me.type("commit", "commit replace")

    assert file.read_bytes() == before


def test_who_was_beaten_knows_it_from_the_back_end(file: Path) -> None:
    base = FileBackend(file).read()
    others(file, "primitive theirs Dummy")

    with pytest.raises(ChangedMeanwhileError) as caught:
        FileBackend(file).write(base, Typist(file).session.cib.root, changes=None)

    (problem,) = caught.value.diagnostics
    assert isinstance(problem, Diagnostic)
    assert problem.code == "changed-meanwhile"


# ------------------------------------------------------------------ verbs that act at once


def test_a_verb_beside_pending_changes_puts_them_on_what_it_made(file: Path, me: Typist) -> None:
    me.type("primitive mine Dummy")
    me.context.path = ("resource",)

    said = me.type("stop p")

    assert me.status is ExitStatus.OK
    assert "committed to cib.xml, epoch 2\n" in said
    assert "what was pending in 'configure' still is\n" in said
    assert "mine" not in show(file)
    me.context.path = ("configure",)
    assert me.type("diff") == "+ primitive mine Dummy\n"
    assert not me.session.is_stale()
    assert me.type("commit") == "committed to cib.xml, epoch 3\n"
    assert "target-role=Stopped" in show(file, "p")


def test_a_verb_that_clashes_with_pending_changes_says_so(file: Path, me: Typist) -> None:
    me.type("set p.meta.target-role Started")
    me.context.path = ("resource",)

    said = me.type("stop p")

    assert me.status is ExitStatus.OK
    assert "committed to cib.xml, epoch 2\n" in said
    assert "primitive p: 'target-role' was changed on both sides [conflict]" in said
    me.context.path = ("configure",)
    assert "[conflict]" in me.type("commit")
    me.type("commit --theirs")
    assert Typist(file).type("get p.meta.target-role") == "Stopped\n"
