"""How things look, said once for rich and prompt_toolkit: names of styles to looks.

A look is made of `bold`, `dim`, `italic`, `underline`, `reverse` and one of the eight colours of
terminals (`red`, `green`, `yellow`, `blue`, `magenta`, `cyan`, `white`, `black`, `bright-red` ...):
these follow the colours that users chose for their terminal.  No look says what the words, or a
mark such as `+`, do not say as well; what is good and what is bad never differ by red and green
alone: what is bad is bold too.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import TypeAlias

from crmsh_py.assist.marks.mark import Style

Looks: TypeAlias = Mapping[str, str]
"""Name of a style to its look."""

COLORS = ("black", "red", "green", "yellow", "blue", "magenta", "cyan", "white")
ATTRIBUTES = ("bold", "dim", "italic", "underline", "reverse")

_DARK: dict[str, str] = {
    # what words of the language are (`assist.marks.Style`); tags and attributes of XML too
    Style.COMMAND: "bold cyan",
    Style.LEVEL: "bold cyan",
    Style.CLAUSE: "cyan",
    Style.ID: "bold",
    Style.REFERENCE: "bold",
    Style.AGENT: "magenta",
    Style.NAME: "green",
    Style.VALUE: "",
    Style.SCORE: "yellow",
    Style.CHOICE: "magenta",
    Style.OPTION: "yellow",
    Style.STRING: "",
    Style.COMMENT: "dim italic",
    Style.MASK: "magenta",
    Style.ERROR: "bold red underline",
    Style.PLAIN: "",
    # lines that commands make (`commands.styled`)
    "view.heading": "bold",
    "view.good": "green",
    "view.warning": "yellow",
    "view.bad": "bold red",
    "view.id": "bold cyan",
    "view.kind": "cyan",
    "view.agent": "magenta",
    "view.dim": "dim",
    # problems and remarks
    "say.error": "bold red",
    "say.warning": "bold yellow",
    "say.info": "bold cyan",
    "say.caret": "bold red",
    "say.hint": "italic",
    "say.place": "bold",
    "say.code": "dim",
    # what a commit would change; the marks + - ~ are always there
    "diff.added": "green",
    "diff.removed": "red",
    "diff.changed": "bold yellow",
    # the prompt: what is worked on, and marks behind it
    "prompt.live": "bold red",
    "prompt.file": "green",
    "prompt.shadow": "yellow",
    "prompt.level": "bold",
    "prompt.mark": "bold red",
    "prompt.continuation": "dim",
    # the line below the prompt, and what is said there before Enter
    "toolbar": "reverse",
    "toolbar.good": "",
    "toolbar.warning": "bold",
    "toolbar.bad": "bold red",
    "hint": "italic",
    "suggestion": "dim",
}
_LIGHT: dict[str, str] = {
    **_DARK,
    Style.COMMAND: "bold blue",
    Style.LEVEL: "bold blue",
    Style.CLAUSE: "bold magenta",
    Style.NAME: "blue",
    Style.SCORE: "magenta",
    Style.OPTION: "magenta",
    Style.COMMENT: "italic",
    "view.good": "blue",
    "view.warning": "magenta",
    "view.id": "bold blue",
    "view.kind": "blue",
    "view.dim": "",
    "say.warning": "bold magenta",
    "say.info": "bold blue",
    "say.code": "",
    "diff.added": "blue",
    "diff.changed": "bold magenta",
    "prompt.file": "blue",
    "prompt.shadow": "magenta",
    "prompt.continuation": "",
}
_EITHER: dict[str, str] = {
    **_DARK,
    Style.COMMAND: "cyan",
    Style.LEVEL: "cyan",
    Style.CLAUSE: "bold magenta",
    Style.SCORE: "magenta",
    Style.OPTION: "magenta",
    Style.COMMENT: "italic",
    "view.warning": "magenta",
    "view.id": "bold",
    "view.dim": "",
    "say.warning": "bold magenta",
    "say.info": "cyan",
    "say.code": "",
    "diff.changed": "bold magenta",
    "prompt.shadow": "magenta",
    "prompt.continuation": "",
}
"""Can be read on dark and on light: no yellow, nothing only dim; bold would be bright for some."""

AUTO = "auto"
THEMES: Mapping[str, Looks] = MappingProxyType(
    {AUTO: _EITHER, "dark": _DARK, "light": _LIGHT, "none": dict.fromkeys(_DARK, "")}
)

_BACKGROUND = "COLORFGBG"
"""What rxvt, konsole and others tell of their colours: "15;0", or "0;default;15"."""

_LIGHT_BACKGROUNDS = frozenset({"7", "15"})
_PROMPT_COLORS = {
    **{f"bright-{name}": f"ansibright{name}" for name in COLORS},
    **{name: f"ansi{name}" for name in COLORS},
    "white": "ansigray",
    "bright-white": "ansiwhite",
}
"""What prompt_toolkit calls them: its "white" is the bright one."""


def looks_of(theme: str, environment: Mapping[str, str]) -> Looks:
    """Return the looks of a theme; of `auto`, those for the background that the terminal tells."""
    background = environment.get(_BACKGROUND, "").rpartition(";")[2]
    if theme == AUTO and background.isdecimal():
        return THEMES["light" if background in _LIGHT_BACKGROUNDS else "dark"]
    return THEMES[theme]


def without_colors(looks: Looks) -> Looks:
    """Return looks for a terminal that has no colours, such as vt100."""
    return {name: " ".join(_plain_words(look)) for name, look in looks.items()}


def _plain_words(look: str) -> list[str]:
    return [word for word in look.split() if word in ATTRIBUTES]


def rich_style(look: str) -> str:
    """Return a look as rich writes it."""
    return look.replace("bright-", "bright_")


def prompt_style(look: str) -> str:
    """Return a look as prompt_toolkit writes it."""
    return " ".join(_PROMPT_COLORS.get(word, word) for word in look.split())


def rich_styles(looks: Looks) -> dict[str, str]:
    """Return all looks for rich's Theme: `Style.COMMAND` is "command"."""
    return {str(name): rich_style(look) for name, look in looks.items() if name}


def prompt_styles(looks: Looks) -> dict[str, str]:
    """Return all looks for prompt_toolkit's Style.from_dict: the class is the style's name."""
    return {str(name): prompt_style(look) for name, look in looks.items() if name}
