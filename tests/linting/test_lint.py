"""`lint`: what is told of files, and where; nothing is carried out."""

from pathlib import Path

import pytest
from lint_runner import FENCED, TWICE, Linter

from crmsh_py.cli import main


@pytest.fixture
def linter(tmp_path: Path) -> Linter:
    return Linter(tmp_path)


# ------------------------------------------------------------------ errors and their places


def test_a_sound_configuration_has_no_findings(linter: Linter) -> None:
    assert linter.found(f"{FENCED}primitive a ocf:pacemaker:Dummy\ngroup g a\n") == []
    assert linter.status == 0


def test_what_a_load_would_refuse_is_an_error_in_a_text_and_a_warning_in_xml(
    linter: Linter,
) -> None:
    text = f"{FENCED}primitive a Dummy params fak=1 op monitor interval=10s timeout=20s\n"
    as_text = linter.everything(linter.file(text))
    linter.crm("--force", "configure", "load", "update", "a.crm")
    as_xml = linter.everything("cib.xml")

    told = [(one["code"], one["severity"]) for one in (*as_text, *as_xml)]
    wanted = [("unknown-parameter", "error"), ("unknown-parameter", "warning")]
    assert [one for one in told if one[0] == "unknown-parameter"] == wanted
    assert linter.status == 0


def test_all_syntax_errors_of_a_file_are_told(linter: Linter) -> None:
    text = 'primitive a Dummy parms x=1\ngrup g a\nlocation l a\nprimitive b "x\n“vip”\n'

    assert linter.found(text) == [
        ("syntax-error", 1, 19),
        ("unknown-command", 2, 1),
        ("syntax-error", 3, 13),
        ("unclosed-quote", 4, 13),
        ("typographic-character", 5, 1),
    ]
    assert linter.status == 65


def test_files_are_told_in_the_order_given_and_each_once(linter: Linter) -> None:
    names = [linter.file("bad\n", name) for name in ("z.crm", "a.crm", "m.crm")]

    told = linter.records(*names, "z.crm")

    assert [one["file"] for one in told] == names


def test_the_same_input_gives_the_same_output(linter: Linter) -> None:
    text = "group g x y\nprimitive a Dummy\nprimitive a Dummy\nlocation l q 1: n\nbad\n"

    assert linter.found(text) == linter.found(text)


@pytest.mark.parametrize(
    "bad",
    [
        "primitive bad Dummy parms x=1",
        'primitive bad "Dummy',
        "primitive bad",
    ],
)
def test_what_a_bad_statement_would_define_is_not_missing(linter: Linter, bad: str) -> None:
    rest = (
        "primitive good ocf:pacemaker:Dummy\n"
        "group g bad good\n"
        "clone c g\n"
        "location l c 100: n1\n"
        "order o Mandatory: c bad\n"
        "colocation col inf: bad c\n"
        "tag t bad good\n"
    )

    told = linter.found(f"{FENCED}{bad}\n{rest}")

    assert [line for _, line, _ in told if line != 6] == [2], told
    assert linter.status == 65


@pytest.mark.parametrize(
    ("bad", "rest"),
    [
        ("group bad a b op", "clone c bad\nlocation l c 1: n"),
        ("clone bad a b", "location l bad 1: n"),
        ("ms bad a b", "order o Mandatory: bad:promote a:start"),
        ("rsc_template bad Dummy parms x=1", "primitive p @bad"),
        ("tag bad", "location l bad 1: n"),
        ("role bad reed xpath:/cib", "acl_target joe bad"),
    ],
)
def test_bad_statements_of_each_kind_have_no_follow_ups(
    linter: Linter, bad: str, rest: str
) -> None:
    text = f"{FENCED}primitive a ocf:pacemaker:Dummy\nprimitive b ocf:pacemaker:Dummy\n{bad}\n"

    errors = [
        one["line"]
        for one in linter.records(linter.file(text + rest))
        if one["severity"] == "error"
    ]

    assert errors == [4]


def test_a_fault_does_not_hide_those_of_other_statements(linter: Linter) -> None:
    text = (
        f"{FENCED}"
        "primitive bad Dummy parms x=1\n"
        "primitive a ocf:pacemaker:Dummy op monitor interval=10s op monitor interval=10s\n"
        "group g a nothing\n"
        "clone c g\n"
        "clone again g\n"
        "primitive a ocf:pacemaker:Dummy\n"
    )

    told = {(code, line) for code, line, _ in linter.found(text)}

    assert told >= {
        ("syntax-error", 2),
        ("duplicate-operation", 3),
        ("dangling-reference", 4),
        ("in-two-containers", 6),
        ("duplicate-id", 7),
    }


def test_every_reference_to_what_is_missing_is_told(linter: Linter) -> None:
    text = (
        "primitive a ocf:pacemaker:Dummy\nlocation l no 100: n1\ngroup g a no\n"
        "order o no g\norder p no other\n"
    )
    places = [
        *[("dangling-reference", 2, 12), ("dangling-reference", 3, 11)],
        *[("dangling-reference", 4, 9), ("dangling-reference", 5, 9)],
        ("dangling-reference", 5, 12),
    ]
    linter.crm.given(FENCED)

    assert linter.found(text) == places
    nested = "primitive p @no\ngroup g p\nclone c g\nclone d e\ngroup e no2\n"
    assert linter.found(nested) == [("dangling-reference", 1, 14), ("dangling-reference", 5, 9)]
    after = [(code, line + 1, column) for code, line, column in places]
    assert linter.found(f"configure\n{text}commit\n", cib="cib.xml") == after


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("node n1\nlocation l n1 100: n1\n", [("dangling-reference", 2, 12)]),
        (
            "group g c\nclone c g\n",
            [("dangling-reference", 1, 9), ("dangling-reference", 2, 9)],
        ),
        ("tag a b\ntag b a\n", []),
        ("clone c c\n", [("dangling-reference", 1, 7)]),
    ],
)
def test_odd_references_are_told_too(
    linter: Linter, text: str, places: list[tuple[str, int, int]]
) -> None:
    assert linter.found(text) == places


def test_a_finding_points_at_the_word_at_fault(linter: Linter) -> None:
    text = f"{FENCED}primitive a ocf:pacemaker:Dummy \\\n  op monitor interval=1 \\\n  {TWICE}\n"

    assert linter.found(text) == [("repeated-name", 4, 28)]


# ------------------------------------------------------------------ wholes, parts, command files


def test_a_reference_to_nothing_is_an_error_of_a_whole_configuration_only(linter: Linter) -> None:
    text = "location l vip 100: n1\n"

    assert linter.found(text) == [("dangling-reference", 1, 12)]
    assert linter.found(text, "--fragment") == []
    assert linter.found(f"configure\n{text}commit\n") == []


def test_levels_for_all_nodes_need_no_node_in_a_text_that_leaves_nodes_to_the_cluster(
    linter: Linter,
) -> None:
    text = f"{FENCED}primitive f stonith:null params hostlist=n1\nfencing_topology f\n"

    assert linter.found(text) == []


def test_a_text_without_nodes_and_options_is_told_that_it_may_be_a_part(linter: Linter) -> None:
    vip = "primitive vip IPaddr2 params ip=10.0.0.1 op monitor interval=10s timeout=20s\n"
    whole = linter.everything(linter.file(f"node n1\n{vip}"))
    part = linter.everything(linter.file(vip))

    assert [(one["code"], "--fragment" in str(one["hint"])) for one in [*whole, *part]] == [
        ("no-fencing", False),
        ("no-fencing", True),
    ]


def test_a_cib_without_its_numbers_is_told_so_at_its_root(linter: Linter) -> None:
    cib = '<!-- c -->\n<cib validate-with="pacemaker-3.9"><configuration><crm_config/><nodes/>'
    cib += "<resources/><constraints/></configuration><status/></cib>\n"

    told = linter.everything(linter.file(cib, "a.xml"))

    places = [(one["line"], one["column"]) for one in told if one["code"] == "schema-violation"]
    assert places == [(2, 1)]


def test_a_part_is_judged_as_loaded_onto_the_configuration_that_is_named(linter: Linter) -> None:
    linter.crm.given(f"{FENCED}primitive vip ocf:pacemaker:Dummy\nprimitive x ocf:pacemaker:Dummy")
    before = linter.crm.cib.read_bytes()

    assert linter.found("location l vip 100: n1\ngroup g x no\n", cib="cib.xml") == [
        ("dangling-reference", 2, 11)
    ]
    assert linter.crm.cib.read_bytes() == before


def test_what_the_configuration_had_before_is_not_told(linter: Linter) -> None:
    linter.crm.given(f"{FENCED}primitive vip ocf:pacemaker:Dummy {TWICE}")

    assert linter.found(f"primitive x ocf:pacemaker:Dummy {TWICE}\n", cib="cib.xml") == [
        ("repeated-name", 1, 58)
    ]


def test_a_configuration_may_come_in_any_order(linter: Linter) -> None:
    text = f"clone c g\ngroup g a\nlocation l c 100: n1\nprimitive a ocf:pacemaker:Dummy\n{FENCED}"

    assert [one for one in linter.found(text) if one[0] == "dangling-reference"] == []


def test_a_command_file_goes_from_top_to_bottom(linter: Linter) -> None:
    text = "configure\nlocation l a 100: n1\nprimitive a ocf:pacemaker:Dummy\ncommit\n"

    (told,) = linter.records(linter.file(text))

    assert (told["code"], told["line"], told["column"]) == ("dangling-reference", 2, 12)
    assert told["hint"] == "it is made below, in line 3: move that above this one"


def test_commands_that_only_change_objects_are_carried_out_in_memory(linter: Linter) -> None:
    text = (
        "configure\n"
        "primitive a ocf:pacemaker:Dummy\n"
        "delete a\n"
        "primitive a ocf:pacemaker:Dummy\n"
        "rename a b\n"
        "group g b\n"
        "delete g\n"
        "undo\n"
        "modgroup g remove nothing\n"
        "commit\n"
    )

    told = linter.found(text)

    assert [line for _, line, _ in told] in ([9], [])


def test_commands_of_other_levels_are_understood_and_never_carried_out(linter: Linter) -> None:
    text = (
        "resource stop vip\n"
        "node standby n1\n"
        "cluster stop\n"
        "resource stoop vip\n"
        "node\n"
        "standby\n"
        "up\n"
        "configure load update no-such-file.crm\n"
        "quit\n"
        "what is behind it is not read\n"
    )

    assert linter.found(text) == [("unknown-command", 4, 10)]


def test_what_stands_behind_a_command_that_nobody_carries_out_is_not_guessed_at(
    linter: Linter,
) -> None:
    text = "configure\nerase\nload update rest.crm\nlocation l from-there 100: n1\ncommit\n"

    assert linter.found(text) == []


def test_a_text_is_a_command_file_or_a_configuration_by_its_first_telling_word(
    linter: Linter,
) -> None:
    assert linter.found("node n1 attributes rack=1\n") == []
    assert linter.found("node standby n1\nresource stop a\n") == []
    assert linter.found("node standby n1\n") == []
    assert linter.found("/resource stop a\n/configure verify\n") == []


# ------------------------------------------------------------------ XML


CIB = """\
<cib validate-with="pacemaker-3.9" epoch="1" num_updates="0" admin_epoch="0">
  <configuration>
    <crm_config>
      <cluster_property_set id="cib-bootstrap-options">
        <nvpair id="se" name="stonith-enabled" value="false"/>
      </cluster_property_set>
    </crm_config>
    <nodes/>
    <resources>
      <primitive id="a" class="ocf" provider="pacemaker" type="Dummy">
        <meta_attributes id="am">
          <nvpair id="am-x" name="target-role" value="Started"/>
          <nvpair id="am-y" name="target-role" value="Stopped"/>
        </meta_attributes>
      </primitive>
    </resources>
    <constraints>
      <rsc_location id="l" rsc="no" node="n1" score="100"/>
    </constraints>
  </configuration>
  <status/>
</cib>
"""


def test_a_cib_is_told_at_the_lines_of_its_elements(linter: Linter) -> None:
    told = {(code, line) for code, line, _ in linter.found(CIB)}

    assert {code for code, _ in told} == {"repeated-name", "dangling-reference"}
    assert ("dangling-reference", 18) in told


def test_xml_is_known_by_what_is_in_it(linter: Linter) -> None:
    assert linter.found("\ufeff\n <cib>") == [("malformed-xml", 2, 7)]
    assert linter.found("<a/>") == [("not-a-cib", 1, 1)]
    assert linter.found('<!DOCTYPE a [<!ENTITY b "c">]><cib/>') == [("forbidden-xml", 1, 1)]


# ------------------------------------------------------------------ what counts


@pytest.mark.parametrize(
    ("text", "argv", "status"),
    [
        (FENCED, (), 0),
        (f"primitive a ocf:pacemaker:Dummy {TWICE}\n", ("--fragment",), 0),
        (
            f"primitive a ocf:pacemaker:Dummy {TWICE}\n",
            ("--fragment", "--deny", "warnings"),
            65,
        ),
        (
            f"primitive a ocf:pacemaker:Dummy {TWICE}\n",
            ("--fragment", "--deny=warnings", "--allow", "repeated-name,no-monitor"),
            0,
        ),
        ("group g x\n", (), 65),
        ("group g\n", (), 65),
        ("", (), 0),
    ],
)
def test_the_exit_status_says_whether_there_are_errors(
    linter: Linter, text: str, argv: tuple[str, ...], status: int
) -> None:
    linter.found(text, *argv)

    assert linter.status == status


def test_a_file_that_cannot_be_read_is_told_and_the_others_are_checked(linter: Linter) -> None:
    told = linter.records("no.crm", linter.file("bad\n"), ".")

    assert [(one["file"], one["code"]) for one in told] == [
        ("no.crm", "no-such-file"),
        ("a.crm", "unknown-command"),
        (".", "unreadable-file"),
    ]
    assert linter.status == 66


@pytest.mark.parametrize(
    "octets",
    [b"\xff\xfe\0\0", b"\0", b"\x80abc", bytes(range(256)), b"<\0c\0", b"[]", b"\\", b"'", b"\r\r"],
)
def test_no_octets_are_too_bad(linter: Linter, octets: bytes) -> None:
    linter.found(octets)

    assert linter.status in {0, 65}


COMMENTED = """\
# a header

{above}primitive a ocf:pacemaker:Dummy {twice}
primitive b ocf:pacemaker:Dummy {twice}
"""


def test_a_comment_allows_findings_on_the_object_below_it(linter: Linter) -> None:
    text = COMMENTED.format(above="# lint: allow repeated-name\n", twice=TWICE)

    told = linter.records("--fragment", linter.file(text))

    assert [(one["code"], one["subject"]) for one in told] == [("repeated-name", "b")]


def test_a_comment_above_a_command_allows_findings_in_the_whole_file(linter: Linter) -> None:
    text = "# lint: allow repeated-name\nconfigure\n"
    text += f"primitive a ocf:pacemaker:Dummy {TWICE}\ncommit\n"

    assert linter.records(linter.file(text)) == []


def test_an_allowance_for_nothing_is_remarked_on(linter: Linter) -> None:
    text = f"# lint: allow repeated-name\nprimitive a ocf:pacemaker:Dummy\n{FENCED}"

    assert linter.found(text) == [("unused-allow", 2, 11)]


def test_whether_an_allowance_is_for_nothing_is_told_only_of_a_whole(linter: Linter) -> None:
    text = f"# lint: allow repeated-name\nprimitive a ocf:pacemaker:Dummy\n{FENCED}"

    assert linter.found(text, "--fragment") == []
    assert linter.found(f"{text}bad\n") == [("unknown-command", 4, 1)]


def test_errors_that_nothing_overrules_cannot_be_allowed(linter: Linter) -> None:
    told = linter.found("group g x\n", "--allow", "dangling-reference")

    assert {code for code, *_ in told} == {"dangling-reference", "cannot-allow"}
    assert linter.status == 65


def test_standard_input_can_be_checked(linter: Linter) -> None:
    told = linter.records("-", stdin="bad\n")

    assert [(one["file"], one["line"]) for one in told] == [("<stdin>", 1)]


def test_a_file_can_be_checked_at_the_prompt_of_any_configuration(linter: Linter) -> None:
    linter.file("bad\n")

    ran = linter.crm("-f", "-", stdin="lint a.crm\n")

    assert (ran.status, ran.out.splitlines()[0]) == (
        65,
        "a.crm:1:1: error: there is no command 'bad' in configure [unknown-command]",
    )


def test_no_configuration_is_needed(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.crm").write_text("bad\n")

    assert main(["lint", "--catalogue", str(tmp_path / "a.crm")]) == 65
    assert "unknown-command" in capfd.readouterr().out
