"""All preferences there are; man page, `options` and completion are made of this table."""

from crmsh_py.codes import CODES
from crmsh_py.preferences.preference import Preference

PREFERENCES: dict[str, Preference] = {
    one.name: one
    for one in (
        Preference(
            "ui.color",
            "auto",
            "colours: where a terminal can, always, or never",
            ("auto", "always", "never"),
            old="color.style",
        ),
        Preference(
            "ui.theme",
            "auto",
            "colours for which background",
            ("auto", "dark", "light", "none"),
        ),
        Preference("ui.plain", default=False, meaning="no toolbar, no menus, no colours"),
        Preference(
            "ui.pager",
            "",
            "the program that shows long texts; empty: $PAGER, less",
            old="core.pager",
        ),
        Preference("ui.paging", "auto", "whether long texts are paged", ("auto", "never")),
        Preference("ui.progress", default=True, meaning="show that something is going on"),
        Preference("ui.quiet", default=False, meaning="leave out remarks on what went well"),
        Preference("ui.editor", "", "the editor; empty: $VISUAL, $EDITOR, vi", old="core.editor"),
        Preference("prompt.editing-mode", "emacs", "keys of the prompt", ("emacs", "vi")),
        Preference("prompt.toolbar", default=True, meaning="a line below the prompt on what is up"),
        Preference("prompt.hints", default=True, meaning="say before Enter what is wrong"),
        Preference("prompt.suggestions", default=True, meaning="suggest lines of the history"),
        Preference("prompt.fuzzy", default=True, meaning="complete by any letters of a word"),
        Preference("prompt.menu-while-typing", default=False, meaning="offer words unasked"),
        Preference("prompt.history", default=True, meaning="keep what is typed over runs"),
        Preference(
            "commit.wait",
            default=False,
            meaning="after a commit, wait until the cluster is idle",
            old="core.wait",
        ),
        Preference(
            "commit.wait-seconds",
            3600,
            meaning="how long a command waits at most that waits for the cluster",
            least=1,
        ),
        Preference(
            "check.deny-warnings", default=False, meaning="let warnings stop commits, as errors do"
        ),
        Preference("check.allow", (), "codes of findings to pass over", tuple(CODES), noun="codes"),
    )
}

TABLES = tuple(dict.fromkeys(one.table for one in PREFERENCES.values()))
"""The tables of crm.toml, but for that of aliases."""

ALIASES = "alias"
"""The table of crm.toml whose keys are the user's own words."""
