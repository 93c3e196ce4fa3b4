"""Preferences and aliases at the prompt: what is set there holds at once."""

from pathlib import Path

from shell.terminal import Terminal

TOP = "crm(cib.xml)#"


def test_what_is_set_at_the_prompt_holds_from_the_next_line_on(tmp_path: Path) -> None:
    with Terminal(tmp_path) as terminal:
        terminal.expect(TOP)
        terminal.settle()
        with_toolbar = "emacs" in terminal.screen
        terminal.type("options set prompt.toolbar no", TOP)
        terminal.settle()
        without = "emacs" in terminal.screen
        terminal.type("options set prompt.editing-mode vi", TOP)
        terminal.type("options unset prompt.toolbar", TOP)
        terminal.wait(lambda: terminal.screen.rstrip().endswith("vi"))
        terminal.leave("quit\r")

    assert (with_toolbar, without) == (True, False)
    file = tmp_path / "home/.config/crm/crm.toml"
    assert file.read_text() == '[prompt]\nediting-mode = "vi"\n'


def test_colours_go_and_come_at_once(tmp_path: Path) -> None:
    with Terminal(tmp_path) as terminal:
        terminal.expect(TOP)
        terminal.type("configure property stonith-enabled=false", "crm(cib.xml)*#")
        terminal.type("options set ui.color never --session", "crm(cib.xml)*#")
        before = len(terminal.raw)
        plain = terminal.type("configure show", "crm(cib.xml)*#")
        raw = terminal.raw[before:].partition("configure show")[2]
        terminal.type("options unset ui.color --session", "crm(cib.xml)*#")
        before = len(terminal.raw)
        again = terminal.type("configure show", "crm(cib.xml)*#")
        colored = terminal.raw[before:]
        terminal.leave("quit\rdiscard\r")

    assert plain == again != ""
    assert "\x1b[36m" not in raw.partition("property")[2].partition("crm(")[0]
    assert "\x1b[36m" in colored or "\x1b[1;36m" in colored


def test_what_stops_commits_is_set_for_the_open_session(tmp_path: Path) -> None:
    with Terminal(tmp_path, "configure") as terminal:
        terminal.expect("crm(cib.xml)configure#")
        terminal.type(
            "primitive a Dummy op monitor interval=10 timeout=1", "crm(cib.xml)configure*#"
        )
        terminal.type("/options set check.deny-warnings yes --session", "crm(cib.xml)configure*#")
        terminal.type("/options set check.allow no-fencing --session", "crm(cib.xml)configure*#")
        refused = terminal.type("commit", "crm(cib.xml)configure*#")
        terminal.type("/options reset", "crm(cib.xml)configure*#")
        terminal.leave("quit\rcommit\r")

    assert "error" in refused


def test_aliases_work_at_the_prompt_and_errors_point_at_what_was_typed(tmp_path: Path) -> None:
    with Terminal(tmp_path) as terminal:
        terminal.expect(TOP)
        terminal.type("options set alias.ll /configure show", TOP)
        shown = terminal.type("ll type:node", TOP)
        refused = terminal.type("ll nobody", TOP)
        terminal.type("cd configure", "crm(cib.xml)configure#")
        below = terminal.type("ll nobody", "crm(cib.xml)configure#")
        terminal.leave("quit\r")

    assert shown == ""
    assert refused == below
    assert refused.split("\n") == [
        "<prompt>:1:4: error: there is no object 'nobody' [no-such-object]",
        "    ll nobody",
        "       ^^^^^^",
        "  hint: 'll' stands for '/configure show'",
    ]
