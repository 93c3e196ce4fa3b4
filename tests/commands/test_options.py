"""The level `options`: what is preferred, and changing it without losing anything."""

import json
import os
import re
from pathlib import Path

import pytest
from crm_runner import Crm, Ran, codes

from crmsh_py.preferences.table import PREFERENCES


class User(Crm):
    """A user who sets preferences; the system's are in the folder `etc`."""

    def __init__(self, folder: Path, **environment: str) -> None:
        super().__init__(
            folder, CRM_CONFIG_SYSTEM=str(folder / "etc"), EDITOR="true", **environment
        )
        self.file = folder / "home/.config/crm/crm.toml"
        self.system_file = folder / "etc/crm.toml"

    def options_(self, *words: str, stdin: str = "") -> Ran:
        """Run a one-liner of the level `options`."""
        return self("options", *words, stdin=stdin, cib="")

    def has(self, text: str) -> None:
        """Have a crm.toml."""
        self.file.parent.mkdir(parents=True, exist_ok=True)
        self.file.write_text(text)

    def value(self, name: str) -> object:
        """Return what a preference is, as `options show` has it."""
        return json.loads(self("--json", "options", "show", name, cib="").out)["value"]


def told(err: str) -> list[str]:
    """Return the codes of all that was told, warnings and remarks included."""
    return re.findall(r"\[([a-z-]+)\]$", err, re.MULTILINE)


@pytest.fixture
def user(tmp_path: Path) -> User:
    crm = User(tmp_path)
    crm.options = ()
    return crm


# ------------------------------------------------------------------ seeing


def test_all_preferences_are_shown(user: User) -> None:
    shown = user.options_("show").out

    assert [line.split()[0] for line in shown.splitlines()] == list(PREFERENCES)


def test_a_table_of_them_is_shown_with_the_aliases(user: User) -> None:
    user.has('[commit]\nwait = true\n[alias]\nst = "status --groups"\n')

    assert user.options_("show", "commit", "alias").out == (
        "commit.wait          true\n"
        "commit.wait-seconds  3600\n"
        "alias.st             status --groups\n"
    )


def test_it_is_told_where_each_was_said_and_what_lost(user: User) -> None:
    user.has('[ui]\ntheme = "light"\n')
    user.system_file.parent.mkdir()
    user.system_file.write_text('\n[ui]\ntheme = "dark"\n')
    (user.system_file.parent / "crm.conf").write_text("[core]\nskill_level = expert\n")

    ran = user.options_("show", "ui.theme", "--origin")

    assert ran.out == (f"ui.theme  light  {user.file}:2  not dark ({user.system_file}:3)\n")
    assert told(ran.err) == ["old-preference"]


def test_what_does_nothing_is_not_told_at_each_run(user: User) -> None:
    user.system_file.parent.mkdir()
    (user.system_file.parent / "crm.conf").write_text("[core]\nskill_level = expert\n")

    assert user.options_("show", "ui.theme").err == ""


def test_records_say_the_same(user: User) -> None:
    user.has("[commit]\nwait = true\n")

    shown = user("--json", "options", "show", "commit.wait", cib="").out
    listed = user("--json", "options", "list", "commit.wait", cib="").out

    assert json.loads(shown) == {
        "schema": "crm/1",
        "kind": "preference",
        "name": "commit.wait",
        "value": True,
        "origin": "user",
        "file": str(user.file),
        "line": 2,
    }
    assert json.loads(listed) == {
        "schema": "crm/1",
        "kind": "preference",
        "name": "commit.wait",
        "meaning": "after a commit, wait until the cluster is idle",
        "takes": "true or false",
        "default": False,
        "variable": "CRM_COMMIT_WAIT",
    }


def test_every_preference_is_explained(user: User) -> None:
    told = user.options_("list").out

    for one in PREFERENCES.values():
        assert f"{one.name} " in told
        assert one.meaning in told


def test_names_that_are_none_are_all_told(user: User) -> None:
    ran = user.options_("show", "ui.them", "ui", "alias.x", "y")

    assert (ran.status, codes(ran.err)) == (64, ["unknown-preference"] * 3)
    assert "did you mean 'ui.theme'?" in ran.err


def test_checking_tells_all_that_is_wrong(user: User) -> None:
    user.has('[ui]\ntheme = light\nx = 1\n[alias]\na = "b"\nb = "a"\nstatus = "show"\n')

    ran = user.options_("check")

    assert ran.status == 65
    assert "'status' is a command or a level of 'root'" in ran.err
    assert ran.err.count("error: ") == 4


def test_checking_what_is_well_says_so(user: User) -> None:
    ran = user.options_("check")

    assert (ran.status, ran.err) == (0, "nothing is wrong with the preferences\n")


# ------------------------------------------------------------------ changing


def test_a_preference_is_set_in_a_file_that_is_made_for_it(user: User) -> None:
    ran = user.options_("set", "ui.theme", "light")

    assert (ran.status, ran.err) == (0, f"ui.theme = light in {user.file}\n")
    assert user.file.read_text() == '[ui]\ntheme = "light"\n'
    assert user.value("ui.theme") == "light"


def test_all_else_in_the_file_stays_and_so_do_its_rights(user: User) -> None:
    user.has('# mine\n[ui]\ntheme = "dark" # at night\nunknown = 1\n')
    user.file.chmod(0o640)

    user.options_("set", "ui.theme", "light")

    assert user.file.read_text() == '# mine\n[ui]\ntheme = "light" # at night\nunknown = 1\n'
    assert user.file.stat().st_mode & 0o777 == 0o640


def test_a_link_stays_a_link(user: User) -> None:
    real = user.folder / "dotfiles.toml"
    real.write_text("")
    user.file.parent.mkdir(parents=True)
    user.file.symlink_to(real)

    user.options_("set", "ui.theme", "light")

    assert user.file.is_symlink()
    assert real.read_text() == '[ui]\ntheme = "light"\n'


@pytest.mark.parametrize(
    ("words", "value"),
    [
        (("commit.wait", "yes"), True),
        (("check.allow", "no-value,repeated-name"), ["no-value", "repeated-name"]),
        (("check.allow", "no-value", "repeated-name"), ["no-value", "repeated-name"]),
        (("ui.editor", "vim -u NONE"), "vim -u NONE"),
        (("ui.editor", "vim", "-u", "NONE"), "vim -u NONE"),
        (("alias.st", "status --groups"), "status --groups"),
        (("alias.st", "status", "--groups"), "status --groups"),
        (("alias.x", "configure", "property", "a=b c"), 'configure property a="b c"'),
        (("core.editor", "nano"), None),
    ],
)
def test_values_are_given_as_words(user: User, words: tuple[str, ...], value: object) -> None:
    ran = user.options_("set", *words)

    assert ran.status == 0, ran.err
    assert user.value("ui.editor" if value is None else words[0]) == (value or "nano")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("ui.theme", "blue"), "wrong-preference"),
        (("ui.them", "light"), "unknown-preference"),
        (("commit.wait", "perhaps"), "wrong-preference"),
        (("check.allow", "no-valeu"), "wrong-preference"),
        (("alias.a", "a x"), "wrong-alias"),
        (("alias.a", 'show "x'), "unclosed-quote"),
        (("alias.1", "show"), "wrong-alias"),
        (("ui.theme",), "usage"),
        (("ui.theme", "light", "--system", "--session"), "usage"),
    ],
)
def test_what_will_not_do_is_refused_and_nothing_is_written(
    user: User, words: tuple[str, ...], code: str
) -> None:
    ran = user.options_("set", *words)

    assert codes(ran.err) == [code]
    assert ran.status in {64, 65}
    assert not user.file.exists()


def test_the_word_that_is_wrong_is_pointed_at(user: User) -> None:
    ran = user.options_("set", "ui.theme", "blue")

    assert ran.err == (
        "<command line>:1:22: error: 'ui.theme' takes auto, dark, light or none, not 'blue'"
        " [wrong-preference]\n"
        "    options set ui.theme blue\n"
        "                         ^^^^\n"
    )


def test_a_file_that_is_no_toml_is_not_changed(user: User) -> None:
    user.has("[ui]\ntheme = light\n")

    ran = user.options_("set", "ui.plain", "yes")

    assert (ran.status, user.file.read_text()) == (65, "[ui]\ntheme = light\n")
    assert ran.err.endswith('hint: write it as theme = "light"\n')


def test_what_cannot_be_changed_is_told_with_what_to_write(user: User) -> None:
    user.has("ui = {plain = true}\n")

    ran = user.options_("set", "ui.theme", "light")

    assert (ran.status, codes(ran.err)) == (73, ["cannot-write"])
    assert 'theme = "light"' in ran.err


def test_the_preferences_of_all_users_are_set_too(user: User) -> None:
    before = os.umask(0o077)
    try:
        ran = user.options_("set", "ui.theme", "light", "--system")
    finally:
        os.umask(before)

    assert (ran.status, user.system_file.read_text()) == (0, '[ui]\ntheme = "light"\n')
    assert user.system_file.stat().st_mode & 0o777 == 0o644


def test_what_goes_before_is_told(user: User) -> None:
    user.environment["CRM_UI_THEME"] = "dark"

    ran = user.options_("set", "ui.theme", "light")

    assert ran.err.splitlines()[-1] == "what counts is dark, from: $CRM_UI_THEME"


def test_what_was_set_is_taken_out_again(user: User) -> None:
    user.has('[ui]\ntheme = "light"\nplain = false\n')

    first = user.options_("unset", "ui.theme")
    again = user.options_("unset", "ui.theme")

    assert (first.err, again.err) == (
        "ui.theme is not set there any more\n",
        "ui.theme is not set there\n",
    )
    assert user.file.read_text() == "[ui]\nplain = false\n"


def test_a_wrong_value_can_be_taken_out(user: User) -> None:
    user.has('[ui]\ntheme = "blue"\n')

    ran = user.options_("unset", "ui.theme")

    assert (ran.status, user.file.read_text()) == (0, "[ui]\n")


def test_no_home_is_told(user: User) -> None:
    del user.environment["HOME"]

    ran = user.options_("set", "ui.theme", "light")

    assert (ran.status, codes(ran.err)) == (73, ["cannot-write"])


@pytest.mark.parametrize(
    ("home", "status", "code"),
    [("/proc", 73, "cannot-write"), ("/dev/null", 66, "unreadable-file")],
)
def test_a_folder_that_cannot_be_made_is_told(
    user: User, home: str, status: int, code: str
) -> None:
    user.environment["HOME"] = home

    ran = user.options_("set", "ui.theme", "light")

    assert (ran.status, codes(ran.err)) == (status, [code])


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can work in the home of another user")
def test_what_root_makes_in_a_home_is_its_owner_s(user: User) -> None:
    home = user.folder / "home"
    os.chown(home, 4711, 4712)

    user.options_("set", "ui.theme", "light")

    made = [user.file, user.file.parent, user.file.parent.parent]
    assert [(one.stat().st_uid, one.stat().st_gid) for one in made] == [(4711, 4712)] * 3


def test_setting_changes_nothing_of_the_configuration(user: User) -> None:
    user.given("property stonith-enabled=false")
    before = user.cib.read_bytes()

    user("options", "set", "ui.theme", "light")

    assert user.cib.read_bytes() == before


# ------------------------------------------------------------------ the session


def test_what_is_set_takes_effect_at_once(user: User) -> None:
    ran = user.batch(
        "options set check.deny-warnings yes --session\nprimitive a Dummy\ncommit\n".replace(
            "options", "/options"
        )
    )

    assert ran.status != 0
    assert not user.file.exists()
    assert user.cib.exists() is False or b"<primitive" not in user.cib.read_bytes()


def test_the_session_goes_before_the_file_until_it_is_set_there(user: User) -> None:
    ran = user(
        "options",
        cib="",
        stdin="set ui.theme light --session\nshow ui.theme\nset ui.theme dark\nshow ui.theme\n",
    )

    assert ran.out == "ui.theme  light\nui.theme  dark\n"


def test_what_was_set_for_the_session_is_forgotten(user: User) -> None:
    ran = user(
        "options", cib="", stdin="set ui.theme light --session\nreset\nshow ui.theme --origin\n"
    )

    assert ran.out == "ui.theme  auto  default\n"


def test_or_it_is_saved(user: User) -> None:
    ran = user("options", cib="", stdin="editor nano\nset ui.plain yes --session\nsave\nsave\n")

    assert ran.status == 0, ran.err
    assert user.file.read_text() == '[ui]\neditor = "nano"\nplain = true\n'
    assert ran.err.splitlines()[-2:] == [
        f"written into {user.file}: ui.editor, ui.plain",
        "nothing to write: what 'set' changed is written already",
    ]


# ------------------------------------------------------------------ words of the older shell


@pytest.mark.parametrize(
    ("words", "name", "value"),
    [
        (("editor", "vim"), "ui.editor", "vim"),
        (("pager", "less -R"), "ui.pager", "less -R"),
        (("wait", "yes"), "commit.wait", True),
        (("output", "plain"), "ui.color", "never"),
    ],
)
def test_words_of_the_older_shell_are_understood(
    user: User, words: tuple[str, ...], name: str, value: object
) -> None:
    ran = user.options_(*words)

    assert ran.status == 0, ran.err
    assert user.value(name) == value


@pytest.mark.parametrize(
    "words", ["skill-level expert", "user root", "sort-elements no", "colorscheme x", "check-mode"]
)
def test_those_that_mean_nothing_here_stop_no_script(user: User, words: str) -> None:
    ran = user.options_(*words.split())

    assert (ran.status, told(ran.err)) == (0, ["old-preference"])
    assert not user.file.exists()


# ------------------------------------------------------------------ the editor


def test_the_file_is_changed_in_the_editor(user: User) -> None:
    user.has('[ui]\ntheme = "dark"\n')
    user.environment["EDITOR"] = "sed -i s/dark/light/"

    ran = user.options_("edit")

    assert (ran.status, user.file.read_text()) == (0, '[ui]\ntheme = "light"\n')


def test_the_editor_begins_with_all_there_is(user: User) -> None:
    user.environment["EDITOR"] = 'sed -i \'s/# theme = "auto"/theme = "light"/\''

    ran = user.options_("edit")

    assert ran.status == 0, ran.err
    assert user.value("ui.theme") == "light"
    assert all(f"# {one.key} = " in user.file.read_text() for one in PREFERENCES.values()
               if one.name != "ui.theme")  # fmt: skip


def test_what_was_not_changed_is_not_written(user: User) -> None:
    ran = user.options_("edit")

    assert (ran.status, ran.err) == (0, "nothing was changed\n")
    assert not user.file.exists()


def test_what_is_no_toml_is_not_written_and_not_lost(user: User) -> None:
    user.has('[ui]\ntheme = "dark"\n')
    user.environment["EDITOR"] = "sed -i s/dark.*/dark/"

    ran = user.options_("edit")

    assert ran.status == 65
    assert user.file.read_text() == '[ui]\ntheme = "dark"\n'
    kept = Path(ran.err.partition("your text is kept in ")[2].split("\n")[0])
    assert kept.read_text() == '[ui]\ntheme = "dark\n'


def test_a_wrong_value_in_the_editor_is_told_and_written(user: User) -> None:
    user.has('[ui]\ntheme = "dark"\n')
    user.environment["EDITOR"] = "sed -i s/dark/blue/"

    ran = user.options_("edit")

    assert (ran.status, told(ran.err)) == (0, ["wrong-preference"])
    assert user.file.read_text() == '[ui]\ntheme = "blue"\n'


def test_what_is_no_regular_file_is_not_written(user: User) -> None:
    user.file.parent.mkdir(parents=True, exist_ok=True)
    os.mkfifo(user.file)

    ran = user.options_("set", "ui.theme", "dark")

    assert ran.status == 73
    assert "is no regular file [cannot-write]" in ran.err


def test_a_secret_in_an_alias_is_not_shown(user: User) -> None:
    user.options_("set", "alias.pw", "configure set db.password geheim")

    ran = user.options_("show", "alias", "--origin")

    assert ran.out.startswith("alias.pw  configure set db.password ******")
    assert "geheim" not in user.options_("show", "alias", "--json").out
