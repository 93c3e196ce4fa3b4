"""The styles of the prompt: those of the theme, under the names that prompt_toolkit uses."""

from collections.abc import Mapping

from prompt_toolkit.output import ColorDepth
from prompt_toolkit.styles import Attrs, Style

from crmsh_py.preferences.preferences import Preferences
from crmsh_py.shell.abilities import Abilities
from crmsh_py.shell.themes import looks_of, prompt_style, prompt_styles

_OURS = {
    "auto-suggestion": "suggestion",
    "bottom-toolbar": "toolbar",
    "continuation": "prompt.continuation",
}
"""prompt_toolkit's names of styles to those of our themes."""

_MENU = {
    "completion-menu": "noinherit reverse",
    "completion-menu.completion": "noinherit reverse",
    "completion-menu.completion.current": "noinherit bold",
    "completion-menu.meta.completion": "noinherit reverse",
    "completion-menu.meta.completion.current": "noinherit bold",
    "scrollbar.background": "noinherit",
    "scrollbar.button": "noinherit reverse",
}
"""Menus in the terminal's own colours: their defaults can be read on few backgrounds."""

_DIM = "dim" if "dim" in Attrs._fields else "ansibrightblack"
"""prompt_toolkit before 3.0.52 knows no dim text; many terminals show the latter so too."""


def style(preferences: Preferences, environment: Mapping[str, str]) -> Style:
    """Return the styles of the theme that the user chose."""
    looks = looks_of(preferences.text("ui.theme"), environment)
    ours = {name: f"noinherit {prompt_style(looks[other])}" for name, other in _OURS.items()}
    styles = {**_MENU, **prompt_styles(looks), **ours}
    return Style.from_dict({name: look.replace("dim", _DIM) for name, look in styles.items()})


def color_depth(preferences: Preferences, terminal: Abilities) -> ColorDepth | None:
    """Return how many colours to use; None leaves it to prompt_toolkit.

    A terminal such as vt100 gets none: it would take what means a colour for something else.
    """
    declined = preferences.text("ui.color") == "never" or preferences.text("ui.theme") == "none"
    if declined or terminal.lacks_colors:
        return ColorDepth.DEPTH_1_BIT
    return None
