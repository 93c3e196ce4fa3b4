"""Aliases: what they stand for, where they count, and that errors point at what was typed."""

from pathlib import Path

import pytest
from crm_runner import Crm, codes
from hypothesis import given
from hypothesis import strategies as st

from crmsh_py.assist.completion.completing import complete
from crmsh_py.assist.knowledge import Knowledge
from crmsh_py.assist.typed.aliasing import unfolded
from crmsh_py.commands.aliases import expand, expanded
from crmsh_py.diagnostics import CrmError
from crmsh_py.grammar.script import RawStatement
from crmsh_py.preferences.preference import Origin
from crmsh_py.preferences.preferences import Preferences, Said
from crmsh_py.source import Source

ALIASES = {
    "ll": "configure show",
    "lx": "ll xml",
    "status": "ll",
    "c": "configure",
    "p": "primitive",
    "round": "about",
    "about": "round trip",
}


@pytest.fixture
def crm(tmp_path: Path) -> Crm:
    user = Crm(tmp_path)
    file = tmp_path / "home/.config/crm/crm.toml"
    file.parent.mkdir(parents=True)
    rows = "".join(f'{word} = "{line}"\n' for word, line in ALIASES.items() if "r" not in word)
    file.write_text(f"[alias]\n{rows}")
    user.given("primitive a Dummy")
    return user


@pytest.mark.parametrize(
    ("typed", "path", "meant"),
    [
        ("ll", (), "configure show"),
        ("ll a b", (), "configure show a b"),
        ("lx  'a b'", (), "configure show xml  'a b'"),
        ("status", (), "status"),
        ("status", ("configure",), "configure show"),
        ("configure ll", (), "configure ll"),
        ("LL", (), "LL"),
        ("show ll", ("configure",), "show ll"),
        ('"ll" a', (), "configure show a"),
        ("", (), ""),
    ],
)
def test_the_first_word_of_a_line_may_be_an_alias(
    typed: str, path: tuple[str, ...], meant: str
) -> None:
    assert expand(RawStatement(Source("x", typed)), path, ALIASES).raw.source.text == meant


def test_one_that_never_ends_is_refused() -> None:
    with pytest.raises(CrmError) as caught:
        expand(RawStatement(Source("x", "about all")), (), ALIASES)

    (problem,) = caught.value.diagnostics
    assert problem.location is not None
    assert (problem.code, problem.location.span.end) == ("wrong-alias", 5)


def test_words_of_the_command_line_stay_words() -> None:
    assert expanded(["ll", "a b", "", "it's"], ALIASES) == (
        *("configure", "show", "a b", "", "it's"),
    )


@given(words=st.lists(st.text(st.characters(exclude_categories=("Cs", "Cc"))), max_size=4))
def test_any_words_behind_an_alias_stay_as_they_are(words: list[str]) -> None:
    assert expanded(["ll", *words], ALIASES) == ("configure", "show", *words)


def test_a_one_liner_may_begin_with_one(crm: Crm) -> None:
    assert crm("ll").out == "primitive a Dummy\n"
    assert crm("ll", "type:node").out == ""
    assert crm("c", "show", "a").out == "primitive a Dummy\n"
    assert crm("ll", "--json").out.startswith('{"schema"')


@pytest.mark.parametrize("line", ["configure show", "/configure show"])
def test_json_is_said_behind_one(crm: Crm, line: str) -> None:
    (crm.folder / "home/.config/crm/crm.toml").write_text(f'[alias]\nll = "{line}"\n')

    ran = crm("ll", "a", "--json")

    assert (ran.status, ran.err) == (0, "")
    assert ran.out.startswith('{"schema": "crm/1", "kind": "object"')


def test_a_change_by_an_alias_is_committed(crm: Crm) -> None:
    (crm.folder / "home/.config/crm/crm.toml").write_text('[alias]\nnew = "configure primitive"\n')

    ran = crm("new", "b", "Dummy", "params", "state=x y")

    assert ran.status == 0, ran.err
    assert 'state="x y"' in crm.configure("show").out


def test_a_level_may_have_one(crm: Crm) -> None:
    assert crm("c", stdin="show a\n").out == "primitive a Dummy\n"


def test_a_file_means_the_same_whoever_runs_it(crm: Crm) -> None:
    ran = crm(stdin="ll\n")

    assert (ran.status, codes(ran.err)) == (65, ["unknown-command"])


def test_a_mistake_behind_it_points_at_what_was_typed(crm: Crm) -> None:
    ran = crm("ll", "--nosuch")

    assert ran.status == 64
    assert ran.err.startswith(
        "<command line>:1:4: error: '--nosuch' is not expected here [usage]\n"
    )
    assert "\n    ll --nosuch\n       ^^^^^^^^\n" in ran.err
    assert ran.err.endswith("\n        'll' stands for 'configure show'\n")


def test_what_is_found_later_points_there_too(crm: Crm) -> None:
    ran = crm("ll", "nobody")

    assert ran.status == 105
    assert ran.err.startswith("<command line>:1:4: error: ")
    assert "    ll nobody\n       ^^^^^^\n" in ran.err
    assert ran.err.endswith("'ll' stands for 'configure show'\n")


def test_a_mistake_in_the_alias_points_at_it(crm: Crm) -> None:
    (crm.folder / "home/.config/crm/crm.toml").write_text('[alias]\nx = "configure nosuch"\n')

    ran = crm("x", "a")

    assert ran.err.startswith("<command line>:1:1: error: there is no command 'nosuch'")
    assert "\n    x a\n    ^\n" in ran.err


def test_statements_by_an_alias_point_right_too(crm: Crm) -> None:
    (crm.folder / "home/.config/crm/crm.toml").write_text('[alias]\nnew = "configure primitive"\n')

    ran = crm("new", "b", "Dummy", "op", "monitr", "=")

    assert ran.status == 65
    assert "\n    new b Dummy op monitr =\n" in ran.err


def test_help_on_one_is_that_of_its_command(crm: Crm) -> None:
    of_alias, of_command = crm("help", "ll"), crm("help", "configure", "show")

    assert of_alias.out == of_command.out
    assert of_alias.err == "'ll' stands for 'configure show'\n"


# ------------------------------------------------------------------ while one types


def knowing(path: tuple[str, ...] = ()) -> Knowledge:
    said = {f"alias.{word}": Said(line, Origin.USER) for word, line in ALIASES.items()}
    return Knowledge(path=path, preferences=Preferences(said))


def test_completion_offers_them_and_goes_on_behind_them() -> None:
    first = complete("l", knowing())
    behind = complete("ll chang", knowing())

    assert "ll" in [one.word for one in first.candidates]
    assert (behind.word, behind.start) == ("chang", 3)
    assert [one.word for one in behind.candidates] == ["changed"]


def test_an_alias_below_a_level_is_not_offered() -> None:
    assert "ll" not in [one.word for one in complete("configure l", knowing()).candidates]


@given(text=st.text(st.sampled_from("lx \"'\n=c"), max_size=8))
def test_no_typed_text_is_too_odd(text: str) -> None:
    line = unfolded(text, (), ALIASES)

    assert len(line.text) == len(text) + line.more
    complete(text, knowing())
