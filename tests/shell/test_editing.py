"""`edit`, `load` and `save`: texts out of the configuration and back into it."""

from pathlib import Path

import pytest
from crm_runner import Crm, codes

BASE = """\
primitive a Dummy
primitive b Dummy params password=geheim
property x=1
"""
WHOLE = """\
primitive a Dummy
primitive b Dummy \\
\tparams password=geheim
property cib-bootstrap-options: \\
\tx=1
"""


@pytest.fixture
def crm(tmp_path: Path) -> Crm:
    crm = Crm(tmp_path)
    crm.given(BASE)
    return crm


@pytest.fixture
def bare(tmp_path: Path) -> Crm:
    return Crm(tmp_path)


def with_editor(crm: Crm, script: str) -> None:
    """Let a shell script be the editor; the file is $1."""
    editor = crm.folder / "editor"
    editor.write_text(f"#!/bin/sh\n{script}\n")
    editor.chmod(0o755)
    crm.environment["EDITOR"] = str(editor)


# ------------------------------------------------------------------ edit


@pytest.mark.parametrize(
    ("script", "ids", "old", "new"),
    [
        ("sed -i s/x=1/x=2/ $1", "", "x=1", "x=2"),
        ("sed -i s/Dummy/Stateful/ $1", "a", "a Dummy", "a ocf:pacemaker:Stateful"),
        ("sed -i 1d $1", "", "primitive a Dummy\n", ""),
        (": >$1", "a", "primitive a Dummy\n", ""),
        ("echo primitive c Dummy >>$1", "a", "property", "primitive c Dummy\nproperty"),
    ],
)
def test_what_is_edited_is_committed(crm: Crm, script: str, ids: str, old: str, new: str) -> None:
    with_editor(crm, script)

    ran = crm.configure("edit", *ids.split())

    assert (ran.status, ran.err) == (0, "committed to cib.xml, epoch 2\n")
    assert crm.configure("save", "-").out == WHOLE.replace(old, new)


@pytest.mark.parametrize(
    ("script", "status", "code"),
    [
        ("echo 'primitve c Dummy' >>$1", 65, "syntax-error"),
        ("echo 'primitive 1 Dummy' >>$1", 65, "invalid-id"),
        ("echo 'group g a nosuch' >>$1", 78, "dangling-reference"),
        ("echo 'primitive a Dummy' >>$1", 108, "duplicate-id"),
        ("exit 3", 1, "tool-failed"),
        ("rm $1", 1, "tool-failed"),
        ("printf '\\377' >$1", 65, "undecodable-text"),
        ("printf '\\0' >$1", 65, "undecodable-text"),
    ],
)
def test_an_edit_that_fails_changes_nothing(crm: Crm, script: str, status: int, code: str) -> None:
    before = crm.cib.read_bytes()
    with_editor(crm, script)

    ran = crm.configure("edit")

    assert (ran.status, codes(ran.err)) == (status, [code])
    assert crm.cib.read_bytes() == before


@pytest.mark.parametrize("script", ["true", "touch $1", ": >$1", "echo >$1", "echo '# a' >$1"])
def test_an_edit_without_changes_commits_nothing(crm: Crm, script: str) -> None:
    before = crm.cib.read_bytes()
    with_editor(crm, script)

    ran = crm.configure("edit")

    assert ran.status == 0
    assert "nothing was changed" in ran.err
    assert crm.cib.read_bytes() == before


@pytest.mark.parametrize(
    ("editor", "status", "code"),
    [("nosuch", 1, "tool-missing"), ('"open', 1, "tool-missing"), (" ", 1, "tool-missing")],
)
def test_an_editor_that_cannot_be_run_is_told(
    crm: Crm, editor: str, status: int, code: str
) -> None:
    crm.environment["EDITOR"] = editor

    ran = crm.configure("edit")

    assert (ran.status, codes(ran.err)) == (status, [code])


def test_the_editor_may_have_arguments_and_sees_the_secrets_in_a_private_file(crm: Crm) -> None:
    with_editor(crm, 'stat -c %a "$2" >seen; cat "$2" >>seen; echo "$1" >>seen')
    crm.environment["EDITOR"] += " --wait"

    ran = crm.configure("edit", "b")

    assert ran.status == 0
    assert (crm.folder / "seen").read_text() == (
        "600\nprimitive b Dummy \\\n\tparams password=geheim\n--wait\n"
    )


def test_visual_goes_before_editor_and_no_file_is_left(crm: Crm) -> None:
    (crm.folder / "tmp").mkdir()
    with_editor(crm, "exit 1")
    crm.environment |= {"VISUAL": "true", "TMPDIR": str(crm.folder / "tmp")}

    ran = crm.configure("edit")

    assert ran.status == 0
    assert list((crm.folder / "tmp").iterdir()) == []


def test_without_a_folder_to_write_in_nothing_can_be_edited(crm: Crm) -> None:
    crm.environment |= {"EDITOR": "true", "TMPDIR": "/nonexistent", "XDG_STATE_HOME": "/proc/no"}

    ran = crm.configure("edit")

    assert (ran.status, codes(ran.err)) == (73, ["cannot-write"])


# ------------------------------------------------------------------ the text is never lost


def drafts(crm: Crm) -> list[str]:
    """Return the texts that were kept."""
    return [file.read_text() for file in (crm.folder / "home/.local/state/crm").glob("edit-*")]


@pytest.mark.parametrize(
    ("script", "kept"),
    [
        ("echo bad >>$1", [WHOLE + "bad\n"]),
        ("echo bad >>$1; exit 3", [WHOLE + "bad\n"]),
        ("echo bad >>$1; kill -INT $$", [WHOLE + "bad\n"]),
        ("echo bad >>$1; kill -KILL $$", [WHOLE + "bad\n"]),
        ("exit 3", []),
        ("rm $1", []),
        ("sed -i s/x=1/x=2/ $1", []),
        ("true", []),
    ],
)
def test_what_was_typed_is_kept_if_it_was_not_taken(crm: Crm, script: str, kept: list[str]) -> None:
    with_editor(crm, script)

    ran = crm.configure("edit")

    assert drafts(crm) == kept
    assert ("your text is kept in" in ran.err) == bool(kept)


def test_a_text_that_is_no_utf8_is_kept(crm: Crm) -> None:
    with_editor(crm, "printf '\\377' >$1")

    ran = crm.configure("edit")

    (file,) = (crm.folder / "home/.local/state/crm").glob("edit-*")
    assert ran.status == 65
    assert file.read_bytes() == b"\xff"


def test_comment_lines_like_those_of_errors_stay_if_they_were_there(bare: Crm) -> None:
    bare.given("# ERROR 1:1: of mine\nprimitive a Dummy\n")
    with_editor(bare, "sed -i s/Dummy/Stateful/ $1; echo '# ERROR 3:4: left' >>$1")

    ran = bare.configure("edit")

    assert ran.status == 0
    assert bare.configure("save", "-").out == (
        "# ERROR 1:1: of mine\nprimitive a ocf:pacemaker:Stateful\n"
    )


def test_the_order_of_a_whole_text_is_the_order_of_the_configuration(bare: Crm) -> None:
    bare.given("primitive a Dummy\nprimitive b Dummy\norder o a b\norder p b a\n")
    with_editor(bare, "sed -i '1{h;d};2{G};3{h;d};4{G}' $1")

    ran = bare.configure("edit")

    assert (ran.status, ran.err) == (0, "committed to cib.xml, epoch 2\n")
    assert bare.configure("save", "-").out == (
        "primitive b Dummy\nprimitive a Dummy\norder p b a\norder o a b\n"
    )


# ------------------------------------------------------------------ another id

NAMESAKES = """\
node vip
primitive vip Dummy
location l vip 1: n
role r \\
\tread cib
acl_target vip \\
\tr
"""


@pytest.mark.parametrize(
    ("script", "taken"),
    [("1d", "node vip\n"), ("/^acl_target/,$d", "acl_target vip \\\n\tr\n")],
)
def test_a_statement_taken_out_takes_no_namesake_along(bare: Crm, script: str, taken: str) -> None:
    bare.given(NAMESAKES)
    with_editor(bare, f"sed -i '{script}' $1")

    assert bare.configure("edit").status == 0

    assert bare.configure("save", "-").out == NAMESAKES.replace(taken, "")


@pytest.mark.parametrize("old", ["node vip", "acl_target vip"])
def test_a_namesake_is_not_renamed_along(bare: Crm, old: str) -> None:
    bare.given(NAMESAKES)
    new = old.replace("vip", "joe")
    with_editor(bare, f"sed -i 's/^{old}/{new}/' $1")

    ran = bare.configure("edit")

    assert ran.status == 0
    assert "vip renamed to joe" in ran.err
    assert bare.configure("save", "-").out == NAMESAKES.replace(old, new)


WEB = "primitive a Dummy\nprimitive b Dummy\ngroup g a b\nlocation l a 1: n\ntag t a b\n"


def test_a_statement_that_only_got_another_id_is_renamed(bare: Crm) -> None:
    bare.given(WEB)
    with_editor(bare, "sed -i 's/primitive a/primitive z/' $1")

    ran = bare.configure("edit", "a")

    assert ran.status == 0
    assert "a renamed to z\nlocation l now refers to z\ntag t now refers to z\n" in ran.err
    assert bare.configure("save", "-").out == WEB.replace(" a", " z")


def test_a_rename_in_the_whole_text_may_name_the_new_id_everywhere(bare: Crm) -> None:
    bare.given(WEB)
    with_editor(bare, "sed -i 's/ a\\b/ z/' $1")

    ran = bare.configure("edit")

    assert ran.status == 0
    assert bare.configure("save", "-").out == WEB.replace(" a", " z")


def test_another_object_in_the_place_of_one_that_is_named_elsewhere_is_refused(bare: Crm) -> None:
    bare.given(WEB)
    with_editor(bare, "sed -i 's/primitive a Dummy/primitive z Stateful/' $1")

    ran = bare.configure("edit", "a")

    assert (ran.status, codes(ran.err)) == (107, ["still-referenced"])
    assert "say 'rename a z' first" in ran.err


def test_a_member_that_is_taken_out_is_told(bare: Crm) -> None:
    bare.given("primitive a Dummy\nprimitive b Dummy\ngroup g a b\n")
    with_editor(bare, ": >$1")

    ran = bare.configure("edit", "a")

    assert ran.status == 0
    assert "a taken out of group g" in ran.err


# ------------------------------------------------------------------ secrets in every place

SECRETS = """\
node 1: n1 attributes password=s1
primitive a Dummy params $id=one rule 0: #uname eq n1 password=s2 \\
 params $id=two password=s3 \\
 op monitor interval=10s op_params password=s4 op monitor interval=20s op_params password=s5
location l a rule 1: password eq s6 and my-secret ne s7
property odd: rule password eq s8 x-passwd=s9
"""


def test_no_secret_is_shown_wherever_it_stands_and_what_is_shown_means_as_it_is(bare: Crm) -> None:
    bare.given(SECRETS)
    before = bare.cib.read_bytes()

    shown = [
        bare.configure("show", *words).out
        for words in ([], ["xml"], ["--format", "json"], ["--ids"])
    ]
    (bare.folder / "shown").write_text(shown[0])
    loaded = [bare.configure("load", method, "shown") for method in ("update", "replace")]

    assert [f"s{n}" for n in range(1, 10) for text in shown if f"s{n}" in text.split('"')] == []
    assert [text.count("******") for text in shown] == [9, 9, 9, 9]
    assert [(ran.status, ran.err) for ran in loaded] == [(0, "nothing to commit\n")] * 2
    assert bare.cib.read_bytes() == before


def test_each_masked_value_of_a_changed_object_is_its_own(bare: Crm) -> None:
    bare.given(SECRETS)
    shown = bare.configure("show").out
    (bare.folder / "shown").write_text(
        shown.replace("monitor", "monitor timeout=9s").replace("password ne", "password lt")
    )

    assert bare.configure("load", "replace", "shown").status == 0

    text = bare.cib.read_text()
    assert [text.count(f'value="s{n}"') for n in range(1, 10)] == [1] * 9
    assert "******" not in text


@pytest.mark.parametrize(
    "line",
    [
        "primitive c Dummy params password=******",
        "location m a rule password eq ******",
        "node n2 attributes password=******",
        "property new-password=******",
        "property other: rule password eq ****** x=1",
        'xml \'<tag id="t" x="y"><nvpair name="secret" value="******"/></tag>\'',
    ],
)
@pytest.mark.parametrize("method", ["typed", "update", "replace"])
def test_a_masked_value_with_nothing_behind_it_is_refused(crm: Crm, line: str, method: str) -> None:
    before = crm.cib.read_bytes()
    (crm.folder / "file").write_text(f"{BASE}{line}\n".replace("geheim", "******"))

    ran = crm.batch(f"{line}\n") if method == "typed" else crm.configure("load", method, "file")

    assert (ran.status, codes(ran.err)) == (65, ["masked-value"])
    assert crm.cib.read_bytes() == before


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("=s2", "=n2", ["~ primitive a  (a masked value)"]),
        ("eq s6", "eq n6", ["~ location l  (a masked value)"]),
        (
            "eq s6",
            "gt n6",
            [
                "~ location l",
                "    location l a",
                "-       rule 1: password eq ****** and my-secret ne ******",
                "+       rule 1: password gt ****** and my-secret ne ******",
                "~   (a masked value too)",
            ],
        ),
    ],
)
def test_a_diff_says_that_a_secret_changed_and_not_from_what_to_what(
    bare: Crm, old: str, new: str, said: list[str]
) -> None:
    bare.given(SECRETS)
    text = bare.configure("save", "-").out
    (bare.folder / "new").write_text(text.replace(old, new))

    ran = bare.batch("load replace new\ndiff\nundo\n")

    assert ran.out.splitlines() == said


def test_a_diff_shows_comments_and_where_members_went(bare: Crm) -> None:
    bare.given(WEB + "# old\nproperty x=1\n")
    text = bare.configure("save", "-").out
    changed = text.replace("g a b", "g b a").replace("# old", "# new").replace("t a b", "t b a")
    (bare.folder / "new").write_text(f"# head\n\n{changed}\n# end\n")

    ran = bare.batch("load replace new\ndiff\ncommit\n")

    assert ran.out == (
        "~ comments\n+   # head\n+   # end\n"
        "~ property cib-bootstrap-options\n-   # old\n+   # new\n"
        "    property cib-bootstrap-options:\n        x=1\n"
        "~ group g\n-   group g a b\n+   group g b a\n"
        "~ tag t\n-   tag t a b\n+   tag t b a\n"
    )
    a, b = "primitive a Dummy\n", "primitive b Dummy\n"
    assert bare.configure("save", "-").out == (
        f"# head\n\n{changed}\n# end\n".replace(f"{a}{b}", f"{b}{a}")
    )


# ------------------------------------------------------------------ save and load


@pytest.mark.parametrize("form", [[], ["xml"]])
@pytest.mark.parametrize("method", ["update", "replace", "push"])
def test_what_was_saved_and_is_loaded_changes_nothing(
    crm: Crm, form: list[str], method: str
) -> None:
    before = crm.cib.read_bytes()

    saved = crm.configure("save", *form, "copy")
    loaded = crm.configure("load", *form, method, "copy")

    assert (saved.status, saved.err) == (
        0,
        "saved to copy, which only its owner can read: it holds passwords\n",
    )
    assert (crm.folder / "copy").stat().st_mode & 0o777 == 0o600
    assert (loaded.status, loaded.err) == (0, "nothing to commit\n")
    assert crm.cib.read_bytes() == before


def test_objects_can_be_saved_alone(crm: Crm) -> None:
    text = crm.configure("save", "a", "copy")
    xml = crm.configure("save", "xml", "a", "-")

    assert text.err == "saved to copy\n"
    assert (crm.folder / "copy").read_text() == "primitive a Dummy\n"
    assert 'id="a"' in xml.out
    assert 'id="b"' not in xml.out


def test_a_hyphen_is_standard_output_and_standard_input(crm: Crm) -> None:
    saved = crm.configure("save", "-")
    loaded = crm.configure("load", "replace", "-", stdin=saved.out.replace("x=1", "x=2"))

    assert saved.out == WHOLE
    assert loaded.status == 0
    assert crm.configure("save", "-").out == WHOLE.replace("x=1", "x=2")


def test_saving_to_what_is_no_file_does_not_claim_that_it_is_private(crm: Crm) -> None:
    assert crm.configure("save", "/dev/null").err == "saved to /dev/null\n"


def test_every_error_of_a_loaded_file_is_told_and_nothing_is_changed(crm: Crm) -> None:
    before = crm.cib.read_bytes()
    (crm.folder / "f").write_text("primitive a Stateful\nprimitve c Dummy\n\nprimitive d\nx=y\n")

    ran = crm.configure("load", "replace", "f")

    places = [line.split(" ")[0] for line in ran.err.splitlines() if line.startswith("f:")]
    assert (ran.status, places) == (65, ["f:2:1:", "f:4:12:", "f:5:1:"])
    assert crm.cib.read_bytes() == before


def test_haresources_are_converted_and_added(crm: Crm) -> None:
    (crm.folder / "haresources").write_text("node1 10.0.0.1/24/eth0 httpd\n")

    ran = crm.configure("load", "haresources", "haresources")

    assert ran.status == 0
    assert "IPaddr2" in crm.configure("show").out


# ------------------------------------------------------------------ secrets


@pytest.mark.parametrize("option", ["", "--json", "--color=always", "--dry-run"])
@pytest.mark.parametrize("words", ["show", "show b", "show xml", "show xml b"])
def test_what_is_shown_has_no_secrets(crm: Crm, option: str, words: str) -> None:
    ran = crm(*filter(None, [option]), "configure", *words.split())

    assert ran.status == 0
    assert "geheim" not in ran.out + ran.err
    assert "******" in ran.out


def test_secrets_are_shown_where_that_is_asked_for(crm: Crm) -> None:
    assert "geheim" in crm.configure("show", "--show-secrets").out
    assert "geheim" in crm("--show-secrets", "configure", "show", "xml").out
    assert "geheim" in crm.configure("save", "-").out


@pytest.mark.parametrize(
    "line",
    [
        "primitive c Dummy params password=hush pramas x=y",
        'primitive c Dummy params password="hush hush" pramas',
        'primitive c Dummy params password="hush',
        "primitive c Dummy params 'password=hush hush' pramas",
        "property admin-secret=hush = x",
        'xml \'<primitive id="c"><nvpair name="passwd" value="hush"></primitive>\'',
        "load update password=hush",
        "frobnicate password=hush",
    ],
)
@pytest.mark.parametrize("option", ["", "--json"])
def test_errors_hide_secrets(crm: Crm, line: str, option: str) -> None:
    ran = crm.batch(line, *filter(None, [option]))

    assert ran.status != 0
    assert "hush" not in ran.err
    assert "******" in ran.err


def test_errors_about_the_command_line_hide_secrets(crm: Crm) -> None:
    xml = '<primitive id="c"><nvpair name="passwd" value="hush"></primitive>'

    ran = [
        crm.configure("xml", xml),
        crm.configure("primitive", "c", "Dummy", "params", 'password=hu"sh hush', "=x"),
    ]

    assert [one.status for one in ran] == [65, 65]
    assert "hush" not in "".join(one.err for one in ran)


def test_plans_and_labels_hide_secrets(crm: Crm) -> None:
    ran = crm.batch("primitive c Dummy params password=hush\ndiff\nundo\nredo\nundo\n")

    assert ran.status == 0
    assert "hush" not in ran.out + ran.err


@pytest.mark.parametrize("form", [[], ["xml"]])
def test_a_masked_value_that_comes_back_means_as_it_is(crm: Crm, form: list[str]) -> None:
    before = crm.cib.read_bytes()
    (crm.folder / "masked").write_text(crm.configure("show", *form).out)

    for method in ("update", "replace"):
        ran = crm.configure("load", *form, method, "masked")
        assert (ran.status, ran.err) == (0, "nothing to commit\n")

    assert crm.cib.read_bytes() == before


def test_a_masked_value_that_comes_back_through_the_editor_means_as_it_is(crm: Crm) -> None:
    with_editor(crm, "sed -i 's/geheim/******/; s/x=1/x=2/' $1")

    ran = crm.configure("edit")

    assert ran.status == 0
    assert crm.configure("save", "-").out == WHOLE.replace("x=1", "x=2")


def test_a_masked_value_with_nothing_to_keep_is_an_error(crm: Crm) -> None:
    statuses = [
        crm.configure("property", "admin-password=******").status,
        crm.configure("primitive", "c", "Dummy", "params", "password=******").status,
    ]

    assert statuses == [65, 65]
