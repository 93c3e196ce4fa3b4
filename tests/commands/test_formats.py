"""`show` and `save` in other forms, `load json`, `show tree`, `show --ids`.

`tests/cases/formats/cluster.crm` is a configuration; cluster.FORM beside it is what `show` makes
of it.  `pytest --regenerate` writes them anew.
"""

import json
import shlex
from pathlib import Path

import pytest
from crm_runner import CASES, Crm, codes

FORMATS = CASES / "formats"
CLUSTER = FORMATS / "cluster.crm"
FORMS = {
    "json": ("show", "--format", "json"),
    "set": ("show", "--format", "set"),
    "pcs": ("show", "--format=pcs"),
    "tree": ("show", "tree"),
    "dot": ("graph", "dot"),
    "mermaid": ("graph",),
}


@pytest.fixture
def crm(tmp_path: Path) -> Crm:
    crm = Crm(tmp_path)
    (tmp_path / "cluster.crm").write_text(CLUSTER.read_text())
    crm.given("load replace cluster.crm")
    return crm


@pytest.mark.parametrize("form", FORMS)
def test_a_form_is_as_it_was(form: str, crm: Crm, request: pytest.FixtureRequest) -> None:
    file = CLUSTER.with_suffix(f".{form}")

    ran = crm.configure(*FORMS[form])

    if request.config.getoption("--regenerate", default=False):
        file.write_text(ran.out)
    assert (ran.status, ran.err) == (0, "")
    assert ran.out == file.read_text()


@pytest.mark.parametrize("form", ["crm", "xml", "json", "set", "pcs"])
def test_secrets_are_masked_in_every_form(form: str, crm: Crm) -> None:
    masked = crm.configure("show", "--format", form)
    plain = crm.configure("show", "--format", form, "--show-secrets")

    assert "geheim" not in masked.out
    assert "******" in masked.out
    assert plain.out.count("geheim") == 1
    assert "******" not in plain.out


@pytest.mark.parametrize("form", [*FORMS, "xml", "crm"])
def test_json_lines_say_what_the_text_says(form: str, crm: Crm) -> None:
    words = FORMS.get(form, ("show", "--format", form))

    ran = crm("--json", "configure", *words)

    assert ran.status == 0
    assert all(json.loads(line)["kind"] for line in ran.out.splitlines())


# ------------------------------------------------------------------ json


@pytest.mark.parametrize("words", [("--format", "json"), ("json",)])
def test_what_was_saved_as_json_is_no_change_when_loaded(crm: Crm, words: tuple[str, ...]) -> None:
    crm.configure("save", "--format", "json", "saved.json")
    before = crm.cib.read_bytes()

    ran = crm.configure("load", *words, "replace", "saved.json")

    assert (ran.status, codes(ran.err)) == (0, [])
    assert crm.cib.read_bytes() == before


def test_json_loaded_elsewhere_gives_the_same_configuration(crm: Crm) -> None:
    crm.configure("save", "--format", "json", "saved.json")
    saved = crm.configure("save", "-").out
    crm.cib.unlink()

    ran = crm.configure("load", "json", "replace", "saved.json")

    assert (ran.status, codes(ran.err)) == (0, [])
    assert crm.configure("save", "-").out == saved


def test_a_masked_value_that_comes_back_is_the_one_that_is_there(crm: Crm) -> None:
    (crm.folder / "shown.json").write_text(crm.configure("show", "--format", "json").out)
    before = crm.cib.read_bytes()

    ran = crm.configure("load", "json", "replace", "shown.json")

    assert (ran.status, codes(ran.err)) == (0, [])
    assert crm.cib.read_bytes() == before


@pytest.mark.parametrize(
    ("text", "place", "code"),
    [
        ("", (1, 1), "malformed-json"),
        ("[", (1, 2), "malformed-json"),
        ("[]x", (1, 3), "malformed-json"),
        ('[{"statement": "tag", "statement": "tag"}]', (1, 2), "malformed-json"),
        ("[NaN]", (1, 2), "malformed-json"),
        ("[" * 5000, (1, 2), "malformed-json"),
        ("[" + "1" * 5000 + "]", (1, 2), "malformed-json"),
        ("{}", (1, 1), "unexpected-json"),
        ("[\n\n 1]", (3, 2), "unexpected-json"),
        ('[{"comments": [1]}]', (1, 2), "unexpected-json"),
        ('[{"statement": "tag", "id": "t", "refs": ["vip"], "comments": "#"}]', (1, 2), None),
        ('[{"statement": "tag", "id": "t", "refs": ["\\ud800"]}]', (1, 2), "undecodable-text"),
        ('[{"statement": "tag", "id": "a b", "refs": ["vip"]}]', (1, 2), "unexpected-json"),
        ('[{"statement": "group", "id": "3", "members": ["t1"]}]', (1, 2), "invalid-id"),
        ('[{"statement": "tag", "id": "t", "refs": ["nosuch"]}]', (1, 2), "dangling-reference"),
    ],
)
def test_wrong_json_changes_nothing(
    crm: Crm, text: str, place: tuple[int, int], code: str | None
) -> None:
    (crm.folder / "wrong.json").write_text(text)
    before = crm.cib.read_bytes()

    ran = crm.configure("load", "json", "update", "wrong.json")

    assert ran.status != 0
    assert ran.err.startswith(f"wrong.json:{place[0]}:{place[1]}: error: ")
    assert codes(ran.err) == [code or "unexpected-json"]
    assert crm.cib.read_bytes() == before


def test_all_errors_of_a_json_file_come_at_once(crm: Crm) -> None:
    text = """[
 {"statement": "tag", "refs": [1, "a"], "foo": 1},
 {"statement": "colocation", "id": "c", "score": "0", "what": [{"is": "x"}]},
 {"statement": "group", "id": "g", "members": [], "sets": [{"keyword": "meta", "id": 3}]},
 {"statement": "nosuch"}
 !"""
    (crm.folder / "wrong.json").write_text(text)

    ran = crm.configure("load", "json", "update", "wrong.json")

    found = [line.partition(": error: ") for line in ran.err.splitlines() if ": error: " in line]
    assert [(place, message.rpartition(" [")[0]) for place, _, message in found] == [
        ("wrong.json:2:2", "$[0].refs[0]: expected a text, found a number"),
        ("wrong.json:2:2", "$[0].foo: 'tag' has no such key"),
        ("wrong.json:2:2", "$[0].id: 'tag' needs this key"),
        ("wrong.json:3:2", "$[1].what[0].is: expected 'end' or 'resource_set', found 'x'"),
        ("wrong.json:4:2", "$[2].sets[0].id: expected a text, found a number"),
        ("wrong.json:5:2", "$[3].statement: expected a keyword, found 'nosuch'"),
        ("wrong.json:6:2", "this is no JSON: expected ',' or ']'"),
    ]


# ------------------------------------------------------------------ set and pcs


def test_the_set_commands_of_a_configuration_change_nothing_in_it(crm: Crm) -> None:
    text = crm.configure("show", "--format", "set", "--show-secrets").out
    before = crm.cib.read_bytes()

    ran = crm.batch(f"{text}\ncommit\n")

    assert (ran.status, codes(ran.err)) == (0, [])
    assert crm.cib.read_bytes() == before


def test_every_pcs_command_is_a_line_that_a_shell_reads(crm: Crm) -> None:
    lines = crm.configure("show", "--format", "pcs").out.splitlines()

    commands = [shlex.split(line) for line in lines if not line.startswith("#")]

    assert {command[0] for command in commands} == {"pcs"}
    words = [word for command in commands for word in command]
    assert "configfile=/etc/my apache.conf" in words


def test_what_pcs_cannot_say_is_a_comment_and_so_is_what_needs_it(crm: Crm) -> None:
    out = crm.configure("show", "--format", "pcs", "tmpl", "t1", "old", "in-sets").out

    assert [line for line in out.splitlines() if line.startswith("# pcs has")] == [
        "# pcs has no command for <rule>:",
        "# pcs has no command for <template>:",
        "# pcs has no command for a template:",
        "# pcs has no command for old, which this needs:",
    ]
    assert "#   order in-sets Optional: ( old fence ) web" in out


# ------------------------------------------------------------------ usage, ids


@pytest.mark.parametrize(
    "words",
    [
        "show --format",
        "show --format yaml",
        "show --format=",
        "show xml --format json",
        "show tree --format xml",
        "load --format pcs update x",
        "save xml --format json x",
    ],
)
def test_a_format_that_is_none_is_an_error(crm: Crm, words: str) -> None:
    ran = crm.configure(*words.split())

    assert (ran.status, codes(ran.err)) == (64, ["usage"])


def test_xml_of_a_selection_holds_just_that(crm: Crm) -> None:
    out = crm.configure("show", "--format", "xml", "db-first", "node2").out

    assert out.count("<rsc_order ") == 1
    assert out.count("<node ") == 1
    assert "<primitive" not in out


def test_ids_that_nobody_refers_to_are_said_only_when_asked_for(crm: Crm) -> None:
    crm.configure(
        "xml", '<primitive id="p" class="ocf" provider="heartbeat" type="Dummy">'
        '<meta_attributes id="mine"><nvpair id="p-x" name="x" value="1"/></meta_attributes>'
        "</primitive>",
    )  # fmt: skip

    assert crm.configure("show", "p").out == "primitive p Dummy \\\n\tmeta x=1\n"
    said = "primitive p Dummy \\\n\tmeta $id=mine $p-x:x=1\n"
    assert crm.configure("show", "--ids", "p").out == said
    assert crm.configure("save", "p", "-").out == said


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        ("load json5 update x.json", "usage: load [xml|json|haresources]"),
        ("show --fromat json", "did you mean '--format'?"),
    ],
)
def test_the_hint_about_a_wrong_word_is_not_the_word_itself(
    crm: Crm, words: str, hint: str
) -> None:
    ran = crm.configure(*words.split())

    assert (ran.status, codes(ran.err)) == (64, ["usage"])
    assert f"  hint: {hint}" in ran.err


@pytest.mark.parametrize(
    ("words", "text", "code", "message"),
    [
        (
            "",
            '\n[{"value": "hidden"}]',
            "syntax-error",
            "expected statements of the language, found JSON",
        ),
        (
            "",
            '<cib password="hidden"/>',
            "syntax-error",
            "expected statements of the language, found XML",
        ),
        ("json", "<hidden/>", "malformed-json", "expected JSON, found XML"),
        (
            "json",
            "primitive hidden Dummy",
            "malformed-json",
            "expected JSON, found statements of the language",
        ),
        ("xml", "# hidden", "malformed-xml", "expected XML, found statements of the language"),
        ("xml", '["hidden"]', "malformed-xml", "expected XML, found JSON"),
    ],
)
def test_a_text_that_is_in_another_form_is_told_once(
    crm: Crm, words: str, text: str, code: str, message: str
) -> None:
    (crm.folder / "x").write_text(text)

    ran = crm.configure("load", *words.split(), "update", "x")

    assert (ran.status, codes(ran.err)) == (65, [code])
    assert message in ran.err
    assert "hidden" not in ran.err
    assert "update FILE' and 'load" in ran.err
