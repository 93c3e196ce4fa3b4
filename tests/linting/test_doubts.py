"""One bad statement makes no other one wrong: laws, on real configurations."""

from collections import Counter
from pathlib import Path
from random import Random

import pytest
from lint_runner import Linter

from crmsh_py import xmltree
from crmsh_py.codes import CODES
from crmsh_py.commands.lint.doubts import MENDED_BY
from crmsh_py.commands.lint.stand_ins import Announced, announced
from crmsh_py.commands.views import text_of_all
from crmsh_py.grammar.script import RawStatement, split
from crmsh_py.grammar.statements import STATEMENTS
from crmsh_py.model.cib import Cib
from crmsh_py.source import Source

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus" / "cib" / "cibs"


def test_the_table_of_doubts_names_codes_and_statements() -> None:
    assert set(MENDED_BY) - set(CODES) == set()
    assert frozenset().union(*MENDED_BY.values()) - set(STATEMENTS) == {""}


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("primitive a Dummy parms x", Announced("primitive", "a")),
        ("primitve a Dummy", Announced("primitive", "a")),
        ("configure group g a {", Announced("group", "g")),
        ("node 1: n1:member {", Announced("node", "n1")),
        ("node n1 {", Announced("node", "n1")),
        ("rsc_defaults d: x", Announced("rsc_defaults", "d")),
        ("location 1l a", Announced("location")),
        ("tag", Announced("tag")),
        ("%%% a", Announced("", "a")),
        ("'", Announced()),
    ],
)
def test_a_bad_statement_tells_what_it_was_to_define(text: str, meant: Announced) -> None:
    assert announced(Source("a.crm", text)) == meant


@pytest.mark.parametrize(
    ("text", "code", "told"),
    [
        ("primitive a ocf:pacemaker:Dummy\n", "no-monitor", True),
        ("primitive a ocf:pacemaker:Dummy\nmonitr a 10s\n", "no-monitor", False),
        ("configure\nprimitive a ocf:pacemaker:Dummy\ncommit\n", "no-monitor", True),
        ("configure\nedit\nprimitive a ocf:pacemaker:Dummy\ncommit\n", "no-monitor", False),
        ("primitive a ocf:pacemaker:Dummy\n", "no-fencing", True),
        ("primitive a ocf:pacemaker:Dummy\nprimitive f stonith:x y\n", "no-fencing", False),
        ("primitive a ocf:pacemaker:Dummy\nlocation l a\n", "no-fencing", True),
        ("configure\nprimitive a ocf:pacemaker:Dummy\ncommit\n", "no-fencing", False),
    ],
)
def test_what_is_missing_is_told_unless_it_may_be_there(
    tmp_path: Path, text: str, code: str, told: bool
) -> None:
    linter = Linter(tmp_path)

    found = linter.everything(linter.file(text))

    assert (code in {one["code"] for one in found}) is told


@pytest.mark.parametrize(
    "text",
    [
        "primitive a @nowhere params x=1 op monitor interval=10s timeout=20s\n",
        "node n1\nfencing_topology n1: nowhere\n",
        "primitive a Dummy op monitor interval=10s timeout=20s meta $id-ref=nowhere\n",
        "node n1\nprimitive a Dummy op monitor interval=9s timeout=20s\ncolocation c inf: a n1\n",
    ],
)
def test_a_reference_to_nothing_is_told_once(tmp_path: Path, text: str) -> None:
    linter = Linter(tmp_path)

    found = linter.everything(linter.file(f"{text}property stonith-enabled=false\n"))

    assert [one["code"] for one in found] == ["dangling-reference"]


def _spoilt(text: str, statement: RawStatement, random: Random) -> str:
    """Return a text with an error in one statement."""
    lines = text.split("\n")
    first = statement.source.line - 1
    last = first + statement.source.text.count("\n")
    match random.choice(["keyword", "end", "quote"]):
        case "keyword":
            word = statement.word
            lines[first] = lines[first].replace(word, f"{word}x", 1)
        case "end":
            lines[last] += " {{ bad=="
        case _:
            lines[first] += ' "'
    return "\n".join(lines)


@pytest.mark.skipif(not CORPUS.exists(), reason="the corpus of CIBs is not here")
@pytest.mark.parametrize("file", sorted(CORPUS.glob("*.xml"))[::13], ids=lambda file: file.stem)
def test_an_error_in_a_statement_brings_no_errors_of_others(tmp_path: Path, file: Path) -> None:
    linter, random = Linter(tmp_path), Random(file.stem)
    cib = Cib(xmltree.parse(file.read_bytes(), file.name))
    text = text_of_all(cib, list(cib.objects()), secrets=True)
    before = _errors(linter, text)
    statements, _ = split(text, "a.crm")

    for statement in random.sample(statements, min(3, len(statements))):
        after = _errors(linter, _spoilt(text, statement, random))

        first = statement.source.line
        lines = range(first, first + statement.source.text.count("\n") + 2)
        assert [one for one in after - before if one[2] not in lines] == [], statement.source.text


def _errors(linter: Linter, text: str) -> Counter[tuple[object, object, object]]:
    found = linter.everything(linter.file(text))
    told = [one for one in found if one["severity"] == "error"]
    return Counter((one["code"], one["message"], one["line"]) for one in told)
