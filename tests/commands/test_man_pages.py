"""The man pages: what is in them, and that every formatter reads them without a complaint.

`tests/grammar/test_language_reference.py` says whether they are stale.
"""

import importlib
import re
import shlex
import shutil
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmsh_py.cli import parse_arguments
from crmsh_py.commands import levels
from crmsh_py.commands.interpreting import understand
from crmsh_py.grammar.script import RawStatement
from crmsh_py.grammar.statements import STATEMENTS
from crmsh_py.preferences.table import PREFERENCES
from crmsh_py.source import Source

DOCS = Path(__file__).parents[2] / "docs"
MAN = DOCS / "man"
PAGES = ("crm.1", "crm-syntax.7", "crm.toml.5")
MACROS = {
    *("TH", "SH", "SS", "PP", "TP", "IP", "PD", "RS", "RE", "EX", "EE", "br", "ad"),
}
ESCAPES = re.compile(r'\\(?:e|-|&|fB|fI|fP|\((?:aq|ga|ha|ti|dq|bu|->)|" )')


def docs_module(name: str) -> ModuleType:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(DOCS))
        return importlib.import_module(name)


def lines_of(page: str) -> list[str]:
    return (MAN / page).read_text().splitlines()


def formatter() -> list[tuple[str, ...]]:
    """Return the programs that are here and check man pages; groff may lack the macros."""
    found: list[tuple[str, ...]] = []
    groff = ("groff", "-man", "-Tutf8", "-ww", "-z", "-K", "utf8")
    macros = Path("/usr/share/groff")
    if shutil.which("groff") and any(macros.glob("*/tmac/an.tmac")):
        found.append(groff)
    if shutil.which("mandoc"):
        found.append(("mandoc", "-T", "lint", "-W", "warning"))
    return found


@pytest.mark.parametrize("page", PAGES)
def test_formatters_have_nothing_to_say(page: str) -> None:
    programs = formatter()
    if not programs:
        pytest.skip("neither groff nor mandoc is here")

    ran = [
        subprocess.run([*one, str(MAN / page)], capture_output=True, text=True, check=False)
        for one in programs
    ]

    assert [(one.returncode, one.stdout + one.stderr) for one in ran] == [(0, "")] * len(ran)


@pytest.mark.parametrize("page", PAGES)
def test_only_macros_that_all_formatters_know_are_used(page: str) -> None:
    used = {line[1:].split()[0] for line in lines_of(page) if re.match(r"\.[A-Za-z]", line)}

    assert used <= MACROS


@pytest.mark.parametrize("page", PAGES)
def test_nothing_begins_a_request_and_no_backslash_is_bare(page: str) -> None:
    lines = lines_of(page)

    odd = [line for line in lines if re.match(r"'|\.(?![A-Za-z]{2}( |$)|\\\")", line)]
    bare = [line for line in lines if "\\" in ESCAPES.sub("", line)]
    assert (odd, bare) == ([], [])


@pytest.mark.parametrize("page", PAGES)
def test_examples_and_indents_are_closed(page: str) -> None:
    macros = [line for line in lines_of(page) if line.split()[:1] in ([".EX"], [".EE"])]
    indents = [line.split()[0] for line in lines_of(page) if line.startswith((".RS", ".RE"))]

    assert macros == [".EX", ".EE"] * (len(macros) // 2)
    assert indents.count(".RS") == indents.count(".RE")


@pytest.mark.parametrize("page", PAGES)
def test_a_page_begins_with_its_name_and_ends_with_others(page: str) -> None:
    name, _, section = page.rpartition(".")
    lines = lines_of(page)

    headings = [line for line in lines if line.startswith(".SH")]
    assert lines[1].startswith(f".TH {name.upper()} {section} ".replace("-", "\\-"))
    assert headings[0] == ".SH NAME"
    assert headings[-1] == ".SH SEE ALSO"
    about = lines[lines.index(".SH NAME") + 1].replace("\\-", "-")
    assert about.startswith(f"{name} - ")


def tags(page: str) -> Iterator[str]:
    """Yield what the lists of a page are about."""
    lines = lines_of(page)
    for at, line in enumerate(lines):
        if line == ".TP":
            yield re.sub(r"\\f[BIP]", "", lines[at + 1]).replace("\\-", "-")


def test_crm_1_has_every_level_and_command() -> None:
    text = (MAN / "crm.1").read_text().replace("\\-", "-")
    names = {name for level in levels.LEVELS for name in levels.load(level).names()}

    assert names - set(tags("crm.1")) == set()
    assert [one for one in levels.LEVELS if f'.SS "Level {one}: ' not in text] == []


def test_crm_1_has_every_option_of_the_command_line() -> None:
    told = {name for names in tags("crm.1") for name in re.findall(r"--?[\w-]+", names)}

    assert {"--cib", "-c", "--json", "--dry-run", "--help", "--version", "-F"} <= told


def test_crm_1_has_examples_that_are_understood() -> None:
    examples = [line for lines in docs_module("man_pages").EXAMPLES.values() for line in lines]

    for line in examples:
        program, *words = shlex.split(line)
        arguments = parse_arguments(words)
        source = Source("example", shlex.join(arguments.words))
        assert program == "crm"
        assert understand(RawStatement(source), ()).command is not None


def test_crm_syntax_7_has_every_statement() -> None:
    headings = {line[4:].strip('"') for line in lines_of("crm-syntax.7") if line[:3] == ".SS"}

    assert set(STATEMENTS) - headings == set()


def test_crm_toml_5_has_every_setting() -> None:
    tables = {line[4:].strip('"[]') for line in lines_of("crm.toml.5") if line[:3] == ".SS"}

    assert {one.name.partition(".")[2] for one in PREFERENCES.values()} - set(
        tags("crm.toml.5")
    ) == set()
    assert {one.name.partition(".")[0] for one in PREFERENCES.values()} <= tables


def test_the_example_of_crm_toml_5_is_toml_with_settings() -> None:
    text = "\n".join(lines_of("crm.toml.5")).replace("\\(dq", '"').replace("\\-", "-")
    (example,) = (one for one in re.findall(r"\.EX\n(.*?)\.EE", text, re.DOTALL) if "[ui]" in one)

    document = tomllib.loads(example)

    named = {f"{table}.{key}" for table, keys in document.items() for key in keys}
    assert named
    assert {one for one in named if not one.startswith("alias.")} <= set(PREFERENCES)


# ------------------------------------------------------------------ writing roff


@given(text=st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\n")))
def test_no_text_is_taken_for_a_request_or_an_escape(text: str) -> None:
    roff = docs_module("roff")

    for line in roff.example([text])[3:-2]:
        assert not line.startswith((".", "'"))
        assert "\\" not in ESCAPES.sub("", line)


def test_markdown_becomes_paragraphs_lists_and_examples() -> None:
    text = (
        "## Head-line\n\nSome `code-x`, **bold**, a [link](#there), [too](commands.md).\n.dot\n\n"
        "| a | b | c |\n|---|---|---|\n| `x\\|y` | one | two |\n\n"
        "```crm\nprimitive a\tb\n\n'x\n```\n\n- one\n  more\n- two\n"
    )

    assert list(docs_module("roff").markdown(text)) == [
        '.SS "Head\\-line"',
        ".PP",
        "Some \\fBcode\\-x\\fP, \\fBbold\\fP, a link, \\fBcrm\\fP(1).",
        "\\&.dot",
        ".TP",
        "\\fBx|y\\fP",
        "one; two",
        ".PP",
        ".RS 4",
        ".EX",
        "primitive a b",
        "",
        "\\(aqx",
        ".EE",
        ".RE",
        ".IP \\(bu 2",
        "one more",
        ".IP \\(bu 2",
        "two",
    ]
