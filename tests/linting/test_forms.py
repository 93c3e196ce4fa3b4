"""What `lint` prints for people and pipelines: the same findings in five forms."""

import json
import re
from pathlib import Path
from urllib.parse import unquote

import pytest
from lint_runner import FENCED, TWICE, Linter

from crmsh_py import xmltree
from crmsh_py.codes import CODES

BAD = f"""\
{FENCED}primitive a ocf:pacemaker:Dummy {TWICE}
group g a no
grup x, 100%: a
primitive db Dummy params password=t0psecret parms
"""
FORMS = ("text", "json", "github", "sarif", "junit")


@pytest.fixture
def linter(tmp_path: Path) -> Linter:
    linter = Linter(tmp_path)
    linter.file(BAD)
    linter.file(FENCED, "good.crm")
    return linter


def test_the_text_is_that_of_all_problems(linter: Linter) -> None:
    out = linter.out("a.crm", "good.crm")

    assert (
        "a.crm:3:11: error: there is no resource 'no' [dangling-reference]\n"
        "    group g a no\n"
        "              ^^\n"
    ) in out
    assert re.search(r"^3 errors, \d+ warnings?.* in 2 files$", linter.err, re.MULTILINE)


def test_json_has_the_records_of_problems(linter: Linter) -> None:
    out = linter.out("--format", "json", "a.crm")

    told = [json.loads(line) for line in out.splitlines()]

    assert told[-2] == {
        "schema": "crm/1",
        "kind": "diagnostic",
        "code": "unknown-command",
        "severity": "error",
        "message": "there is no command 'grup' in configure",
        "subject": None,
        "file": "a.crm",
        "line": 4,
        "column": 1,
        "text": "grup x, 100%: a",
        "hint": "did you mean 'group'?",
        "forceable": False,
        "exit_status": 64,
    }
    assert linter.crm("--json", "lint", "--catalogue", "a.crm", cib="").out == out


def test_github_gets_one_escaped_command_a_finding(linter: Linter) -> None:
    name = linter.file("grup%x\n", "a,b:c.crm")

    out = linter.out("--format", "github", name)

    assert out == (
        "::error file=a%2Cb%3Ac.crm,line=1,col=1,endLine=1,endColumn=7,title=unknown-command::"
        "there is no command 'grup%25x' in configure%0Ahint: did you mean 'group'?\n"
    )


def test_github_knows_what_is_no_error(linter: Linter) -> None:
    out = linter.out("--format", "github", "a.crm")

    kinds = {re.split(r"[ :]", line)[2] for line in out.splitlines()}

    assert kinds >= {"error", "warning"}
    assert kinds <= {"error", "warning", "notice"}


def test_sarif_has_what_its_schema_requires(linter: Linter) -> None:
    """See SARIF 2.1.0 (OASIS), 3.13, 3.14, 3.27, 3.30 and 3.49."""
    log = json.loads(linter.out("--format", "sarif", "a.crm", "good.crm"))

    (run,) = log["runs"]
    driver = run["tool"]["driver"]

    assert (log["version"], driver["name"]) == ("2.1.0", "crm lint")
    assert run["columnKind"] == "unicodeCodePoints"
    for rule in driver["rules"]:
        assert rule["help"]["text"] == CODES[rule["id"]].manual
        assert rule["shortDescription"]["text"].endswith(".")
    for result in run["results"]:
        assert driver["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in {"error", "warning", "note"}
        assert result["message"]["text"]
        (place,) = result["locations"]
        physical = place["physicalLocation"]
        assert physical["artifactLocation"] == {"uri": "a.crm"}
        region = physical["region"]
        assert region["startLine"] >= 1
        assert region["startColumn"] >= 1
        if "endLine" in region and region["endLine"] == region["startLine"]:
            assert region["endColumn"] > region["startColumn"]


@pytest.mark.parametrize(
    ("name", "uri"),
    [("a b%.crm", "a%20b%25.crm"), ("./x.crm", "x.crm"), ("ü.crm", "%C3%BC.crm")],
)
def test_sarif_names_files_by_relative_uris(linter: Linter, name: str, uri: str) -> None:
    linter.file("bad\n", name)

    for given in (name, str(linter.crm.folder / name)):
        log = json.loads(linter.out("--format", "sarif", given))

        (result,) = log["runs"][0]["results"]
        (place,) = result["locations"]
        assert place["physicalLocation"]["artifactLocation"]["uri"] == uri
        assert unquote(uri) == Path(name).as_posix()


def test_junit_has_a_suite_for_each_file_and_a_failure_for_each_error(linter: Linter) -> None:
    root = xmltree.parse(linter.out("--format", "junit", "a.crm", "good.crm"), "junit")

    bad, good = root.findall("testsuite")
    failures = bad.findall("testcase/failure")

    assert [one.get("name") for one in (bad, good)] == ["a.crm", "good.crm"]
    assert bad.get("failures") == str(len(failures))
    assert bad.get("tests") == str(len(bad.findall("testcase")))
    assert {"dangling-reference", "unknown-command"} <= {one.get("type") for one in failures}
    assert bad.find("testcase/system-out") is not None
    assert (good.get("tests"), good.get("failures")) == ("1", "0")


def test_junit_fails_for_warnings_that_are_denied(linter: Linter) -> None:
    out = linter.out("--format", "junit", "--deny", "warnings", "a.crm")

    types = [one.get("type") for one in xmltree.parse(out, "junit").iter("failure")]

    assert "repeated-name" in types


@pytest.mark.parametrize("form", FORMS)
def test_no_form_shows_secrets(linter: Linter, form: str) -> None:
    assert "t0psecret" not in linter.out("--format", form, "a.crm") + linter.err


@pytest.mark.parametrize("form", FORMS)
def test_every_form_can_hold_any_character(linter: Linter, form: str) -> None:
    linter.file("grup \x07\x1b[31m \u2028 😀\nprimitive \ufffe\n", "odd.crm")

    out = linter.out("--format", form, "odd.crm")

    assert linter.status == 65
    if form == "json":
        assert [json.loads(line) for line in out.split("\n")[:-1]]
    if form == "sarif":
        assert json.loads(out)["runs"][0]["results"]
    if form == "junit":
        assert xmltree.parse(out, "junit").find("testsuite/testcase/failure") is not None


@pytest.mark.parametrize("form", FORMS)
def test_the_status_does_not_depend_on_the_form(linter: Linter, form: str) -> None:
    linter.out("--format", form, "a.crm")

    assert linter.status == 65
