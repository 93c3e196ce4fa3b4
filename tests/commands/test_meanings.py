"""Every place for a word after a command says in one short line what the word is for."""

from crmsh_py.commands.declare import Parameter
from crmsh_py.commands.levels import LEVELS, load

_WIDEST = 60


def _declared() -> dict[str, Parameter]:
    """Return the parameters of all commands, by where they stand."""
    return {
        f"{level} {command.name} {one.option or one.name}": one
        for level in LEVELS
        for command in load(level).commands.values()
        for one in command.parameters
    }


def test_every_parameter_says_in_one_short_line_what_it_is_for() -> None:
    wrong = {
        place: one.meaning
        for place, one in _declared().items()
        if not 2 < len(one.meaning) <= _WIDEST
        or one.meaning != " ".join(one.meaning.split())
        or one.meaning.endswith((".", ",", ":", ";"))
    }

    assert not wrong


def test_meanings_begin_with_a_small_letter_where_they_begin_with_a_word() -> None:
    wrong = {
        place: one.meaning
        for place, one in _declared().items()
        if one.meaning[0].isupper()
        and not one.meaning.split()[0].strip(",").partition(".")[0].isupper()
    }

    assert not wrong


def test_what_many_commands_have_means_the_same_everywhere() -> None:
    shared = {
        "--wait",
        "--show-secrets",
        "--json",
        "--timeout",
        "--mine",
        "--theirs",
        "--allow",
        "--deny",
    }
    meanings: dict[str, set[str]] = {}

    for one in _declared().values():
        word = one.option or (one.choices[0] if one.flag else "")
        if word in shared:
            meanings.setdefault(word, set()).add(one.meaning)

    assert {word: len(found) for word, found in meanings.items()} == dict.fromkeys(shared, 1)
