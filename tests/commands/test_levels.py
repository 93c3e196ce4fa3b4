"""The levels: what is declared of them is what there is."""

import pytest

from crmsh_py.commands import levels
from crmsh_py.commands.declare import Level

CONFIGURE = levels.load("configure")


@pytest.mark.parametrize("module", sorted(set(CONFIGURE.families.values())))
def test_a_family_has_the_commands_that_it_is_looked_up_for(module: str) -> None:
    words = [word for word, home in CONFIGURE.families.items() if home == module]
    level = Level("test", "", families=dict.fromkeys(words, module))

    level.find(words[0])

    assert sorted(level.declared) == sorted(words)


def test_looking_a_command_up_loads_no_other_family() -> None:
    level = Level("test", "", families=CONFIGURE.families)

    level.find("show")

    assert sorted(level.declared) == ["diff", "show"]
