"""How replies look on terminals: in each theme, as golden files; readable; never by colour alone.

In the golden files `{1;36}` stands for the code that begins bold cyan.
"""

import re
from pathlib import Path

import pytest
from crm_runner import CASES, Crm
from rich.style import Style as RichStyle

from crmsh_py.assist.marks.mark import Style
from crmsh_py.shell.themes import (
    ATTRIBUTES,
    COLORS,
    THEMES,
    looks_of,
    prompt_style,
    prompt_styles,
    rich_style,
    rich_styles,
)
from shell.terminal import Terminal

LOOKS = CASES / "looks"
CODE = re.compile(r"\x1b\[([0-9;]*)m")
WRITTEN = re.compile(r" (?:cib-last-written|update-[a-z]+)=\"[^\"]*\"")
"""Who wrote a CIB, and when."""

WORDS = {
    "show": ("configure", "show"),
    "tree": ("configure", "show", "tree"),
    "xml": ("configure", "show", "xml", "vip"),
    "json": ("configure", "show", "--format", "json", "vip", "db"),
    "nodes": ("node", "list"),
    "resources": ("resource", "list"),
    "corosync": ("corosync", "show", "--file", "corosync.conf"),
    "templates": ("configure", "template", "list"),
}
COROSYNC = """\
# 两个节点
totem {
    version: 2
    cluster_name: 数据库
    key: hush
}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    crm = Crm(tmp_path)
    assert crm.configure("load", "replace", str(LOOKS / "cluster.crm")).status == 0
    crm.cib.write_text(WRITTEN.sub("", crm.cib.read_text()))
    (tmp_path / "corosync.conf").write_text(COROSYNC)
    return tmp_path


def seen(crm: Crm, *words: str) -> str:
    """Return what comes to both streams, codes made visible."""
    ran = crm("--color=always", *words)
    return CODE.sub(r"{\1}", ran.out + ran.err)


def compare(text: str, name: str, request: pytest.FixtureRequest) -> None:
    file = LOOKS / name
    if request.config.getoption("--regenerate", default=False):
        file.write_text(text)
    assert text == file.read_text()


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("case", WORDS)
def test_a_reply_looks_as_it_did(
    case: str, theme: str, folder: Path, request: pytest.FixtureRequest
) -> None:
    text = seen(Crm(folder, CRM_UI_THEME=theme), *WORDS[case])

    compare(text, f"{case}.{theme}", request)


CHANGES = """\
# 数据库集群
node 1: node1 description="北京机房"
primitive 网站 apache params configfile="/etc/apache.conf" meta is-managed=false
primitive vip IPaddr2 description="服务地址" params ip=192.0.2.11
group web 网站 vip
primitive new Dummy
"""


@pytest.mark.parametrize("theme", THEMES)
def test_a_difference_looks_as_it_did(
    theme: str, folder: Path, request: pytest.FixtureRequest
) -> None:
    (folder / "changes.crm").write_text("configure\nload replace changes\ndiff\n")
    (folder / "changes").write_text(CHANGES)

    text = seen(Crm(folder, CRM_UI_THEME=theme), "-f", "changes.crm")

    compare(text, f"diff.{theme}", request)


@pytest.mark.parametrize("theme", THEMES)
def test_problems_look_as_they_did(
    theme: str, folder: Path, request: pytest.FixtureRequest
) -> None:
    (folder / "bad.crm").write_text(
        "primitive 数据库 IPaddr2 params ip=192.0.2.1 说明 bogus\nlocation l 网站 node1\n"
    )
    crm = Crm(folder, CRM_UI_THEME=theme)

    text = seen(crm, "configure", "load", "update", "bad.crm") + seen(crm, "configure", "verify")

    compare(text, f"problems.{theme}", request)


@pytest.mark.parametrize("case", WORDS)
def test_colours_add_nothing_to_the_words(case: str, folder: Path) -> None:
    without = Crm(folder, CRM_UI_THEME="none")("--color=always", *WORDS[case])
    colored = Crm(folder, CRM_UI_THEME="dark")("--color=always", *WORDS[case])

    assert "\x1b" not in without.out
    assert CODE.sub("", colored.out) == without.out


# ------------------------------------------------------------------ themes

PALETTES = {
    "vga": "000000 aa0000 00aa00 aa5500 0000aa aa00aa 00aaaa aaaaaa",
    "xterm": "000000 cd0000 00cd00 cdcd00 0000ee cd00cd 00cdcd e5e5e5",
    "tango": "2e3436 cc0000 4e9a06 c4a000 3465a4 75507b 06989a d3d7cf",
}
BACKGROUNDS = {"dark": "000000", "light": "ffffff"}
LEAST = 2.6
"""What the red of the first colour screens has on black."""


def luminance(color: str) -> float:
    """Return how bright a colour is (WCAG 2, relative luminance)."""
    parts = [int(color[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (
        one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dim, bright = sorted((luminance(one), luminance(other)))
    return (bright + 0.05) / (dim + 0.05)


@pytest.mark.parametrize("palette", PALETTES)
@pytest.mark.parametrize("theme", BACKGROUNDS)
def test_every_colour_can_be_read_on_the_background_that_it_is_for(
    theme: str, palette: str
) -> None:
    colors = dict(zip(COLORS, PALETTES[palette].split(), strict=True))
    used = {word for look in THEMES[theme].values() for word in look.split()} & set(COLORS)

    too_weak = {one for one in used if contrast(colors[one], BACKGROUNDS[theme]) < LEAST}

    assert too_weak == set()


def test_where_the_background_is_not_known_nothing_is_used_that_one_of_them_swallows() -> None:
    used = [set(look.split()) for look in THEMES["auto"].values()]

    assert not any(look & {"yellow", "blue", "white", "black"} for look in used)
    assert not any({"bold", "cyan"} <= look or {"bold", "green"} <= look for look in used)


@pytest.mark.parametrize("theme", ["auto", "light"])
def test_nothing_is_only_dim_where_that_cannot_be_read(theme: str) -> None:
    assert [name for name, look in THEMES[theme].items() if look == "dim"] == ["suggestion"]


@pytest.mark.parametrize("theme", [one for one in THEMES if one != "none"])
def test_good_and_bad_differ_for_those_who_see_no_red(theme: str) -> None:
    looks = THEMES[theme]

    assert "bold" in looks["view.bad"]
    assert "bold" not in looks["view.good"]


@pytest.mark.parametrize("theme", THEMES)
def test_all_themes_have_all_styles_in_words_that_both_libraries_know(theme: str) -> None:
    looks = THEMES[theme]
    words = {*COLORS, *(f"bright-{one}" for one in COLORS), *ATTRIBUTES}

    assert looks.keys() == THEMES["dark"].keys()
    assert set(Style) <= looks.keys()
    assert {word for look in looks.values() for word in look.split()} <= words
    assert rich_styles(looks).keys() == prompt_styles(looks).keys()


@pytest.mark.parametrize("color", [*COLORS, *(f"bright-{one}" for one in COLORS)])
def test_both_libraries_mean_the_same_colour(color: str) -> None:
    from_prompt = {
        "ansiblack": 0, "ansired": 1, "ansigreen": 2, "ansiyellow": 3,
        "ansiblue": 4, "ansimagenta": 5, "ansicyan": 6, "ansigray": 7,
        "ansibrightblack": 8, "ansibrightred": 9, "ansibrightgreen": 10, "ansibrightyellow": 11,
        "ansibrightblue": 12, "ansibrightmagenta": 13, "ansibrightcyan": 14, "ansiwhite": 15,
    }  # fmt: skip
    found = RichStyle.parse(rich_style(color)).color

    assert found is not None
    assert from_prompt[prompt_style(color)] == found.number


@pytest.mark.parametrize(
    ("told", "theme"),
    [("15;0", "dark"), ("0;15", "light"), ("0;default;15", "light"), ("0;7", "light"),
     ("12;8", "dark"), ("15;default", "auto"), ("", "auto"), (None, "auto")],
)  # fmt: skip
def test_auto_goes_by_what_the_terminal_tells_of_its_background(
    told: str | None, theme: str
) -> None:
    environment = {} if told is None else {"COLORFGBG": told}

    assert looks_of("auto", environment) is THEMES[theme]
    assert looks_of("none", environment) is THEMES["none"]


@pytest.mark.parametrize(
    ("environment", "code"),
    [
        ({"TERM": "xterm"}, "36"),
        ({"TERM": "linux"}, "36"),
        ({"TERM": "no-such-terminal"}, "36"),
        ({"TERM": "vt100", "CRM_UI_THEME": "dark"}, "1"),
        ({"TERM": "vt100"}, ""),
    ],
)
def test_an_old_terminal_gets_bold_and_no_colours(
    environment: dict[str, str], code: str, folder: Path
) -> None:
    with Terminal(
        folder, "configure", "show", "web", columns=80, job=False, **environment
    ) as terminal:
        terminal.leave("")

    begins = CODE.match(terminal.raw)
    assert (begins[1] if begins else "") == code
    assert terminal.text == "group web vip 网站"


@pytest.mark.parametrize("environment", [{"NO_COLOR": "1"}, {"CRM_UI_COLOR": "never"}])
def test_without_colours_views_are_drawn_all_the_same(
    environment: dict[str, str], folder: Path
) -> None:
    with Terminal(
        folder, "configure", "show", "tree", columns=80, job=False, **environment
    ) as terminal:
        terminal.leave("")

    assert "\x1b" not in terminal.raw
    assert "\n├ primitive vip  IPaddr2  target-role=Stopped\n" in terminal.text


@pytest.mark.parametrize("environment", [{"TERM": "dumb"}, {"CRM_UI_PLAIN": "true"}])
def test_a_plain_terminal_gets_what_a_pipe_gets(environment: dict[str, str], folder: Path) -> None:
    with Terminal(
        folder, "configure", "show", "tree", columns=80, job=False, **environment
    ) as terminal:
        terminal.leave("")

    assert f"{terminal.text}\n" == Crm(folder).configure("show", "tree").out
