"""Where replies go: as text, in colours, as JSON lines; paged or not."""

import importlib
import sys
from collections.abc import Mapping

from crmsh_py.preferences.preferences import Preferences
from crmsh_py.shell.output import Output, Pager

_RICH = "crmsh_py.shell.rich_output"
_THEMES = "crmsh_py.shell.themes"
_ABILITIES = "crmsh_py.shell.abilities"
_PAGING = "crmsh_py.shell.paging"
_JSON = "crmsh_py.shell.json_output"
_PROGRESS = "crmsh_py.shell.progress"  # starts threads

_DUMB = frozenset({"", "dumb", "unknown"})
"""Types of terminals that can only do lines."""


def json_output() -> Output:
    """Return what writes JSON lines."""
    output: Output = importlib.import_module(_JSON).JsonOutput(sys.stdout, sys.stderr)
    return output


def show_progress(output: Output, preferences: Preferences, environment: Mapping[str, str]) -> None:
    """Let a terminal show that something is going on, if the user wants that and it can."""
    if preferences.is_on("ui.plain") or not preferences.is_on("ui.progress"):
        return
    if is_terminal(sys.stderr) and not is_dumb(environment):
        output.line = importlib.import_module(_PROGRESS).ProgressLine(sys.stderr)


def text_output(
    preferences: Preferences, environment: Mapping[str, str], *, may_page: bool
) -> Output:
    """Return what writes text; on terminals views are drawn, in colours where these are wanted."""
    pager = _pager(preferences, environment) if may_page else None
    when = color(preferences, environment)
    if when != "always" and not _can_draw(preferences, environment):
        return Output(sys.stdout, sys.stderr, pager=pager)
    colored: Output = importlib.import_module(_RICH).RichOutput(
        sys.stdout,
        sys.stderr,
        always=when == "always",
        looks=_looks(preferences, environment, when),
        pager=pager,
    )
    return colored


def _can_draw(preferences: Preferences, environment: Mapping[str, str]) -> bool:
    """Tell whether data go to a terminal for which they may be laid out."""
    is_plain = preferences.is_on("ui.plain") or is_dumb(environment)
    return is_terminal(sys.stdout) and not is_plain


def _looks(
    preferences: Preferences, environment: Mapping[str, str], when: str
) -> Mapping[str, str]:
    """Return the looks of the theme, as far as the terminal has them and the user wants them."""
    themes = importlib.import_module(_THEMES)
    theme = "none" if when == "never" else preferences.text("ui.theme")
    looks: Mapping[str, str] = themes.looks_of(theme, environment)
    abilities = importlib.import_module(_ABILITIES).abilities
    if when == "always" or not abilities(environment).lacks_colors:
        return looks
    plain: Mapping[str, str] = themes.without_colors(looks)
    return plain


def color(preferences: Preferences, environment: Mapping[str, str]) -> str:
    """Say when to write colours: never, always, or (auto) on terminals.

    What the user says of crm goes before what the environment says of all programs
    (no-color.org).
    """
    wanted = preferences.text("ui.color")
    if preferences.is_on("ui.plain"):
        return "never"
    if wanted != "auto":
        return wanted
    if environment.get("NO_COLOR"):
        return "never"
    if environment.get("CLICOLOR_FORCE", "0") not in {"", "0"}:
        return "always"
    return "never" if is_dumb(environment) else "auto"


def _pager(preferences: Preferences, environment: Mapping[str, str]) -> Pager | None:
    """Return what shows long texts: only to a user who sits there."""
    if preferences.text("ui.paging") == "never" or not _can_draw(preferences, environment):
        return None
    if not is_terminal(sys.stdin):
        return None
    paging = importlib.import_module(_PAGING)
    pager: Pager | None = paging.pager_of(preferences.text("ui.pager"), environment)
    return pager


def is_dumb(environment: Mapping[str, str]) -> bool:
    """Tell whether the terminal can do nothing but lines, or nobody knows what it can."""
    return environment.get("TERM", "").lower() in _DUMB


def is_terminal(stream: object) -> bool:
    """Tell whether a standard stream is there, and is a terminal."""
    isatty = getattr(stream, "isatty", None)
    return isatty is not None and bool(isatty())
