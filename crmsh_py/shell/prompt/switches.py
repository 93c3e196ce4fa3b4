"""What can be switched at the prompt, for this session; preferences say how it begins."""

from dataclasses import dataclass

from crmsh_py.preferences.preferences import Preferences


@dataclass(slots=True)
class Switches:
    """What is on."""

    toolbar: bool
    """The line at the bottom (F2)."""
    menu: bool
    """The menu while one types (F3)."""


def switches(preferences: Preferences) -> Switches:
    """Return what is on at first."""
    return Switches(
        toolbar=preferences.is_on("prompt.toolbar"),
        menu=preferences.is_on("prompt.menu-while-typing"),
    )
