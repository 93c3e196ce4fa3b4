"""The keys of the prompt that prompt_toolkit does not know, or knows otherwise."""

from prompt_toolkit.application import get_app, run_in_terminal
from prompt_toolkit.enums import DEFAULT_BUFFER, EditingMode
from prompt_toolkit.filters import (
    Condition,
    emacs_mode,
    has_focus,
    vi_insert_mode,
    vi_navigation_mode,
)
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent

from crmsh_py.assist.typed.continuing import continuation
from crmsh_py.shell.prompt.actions import LineActions
from crmsh_py.shell.prompt.switches import Switches

_typing = has_focus(DEFAULT_BUFFER)


def bindings(actions: LineActions, switches: Switches) -> KeyBindings:
    """Return what the keys do."""
    keys = KeyBindings()
    _bind_enter(keys)
    _bind_help(keys, actions)
    _bind_editor(keys, actions)
    _bind_switches(keys, switches)
    return keys


def _bind_enter(keys: KeyBindings) -> None:
    @keys.add("enter", filter=_typing)
    def enter(event: KeyPressEvent) -> None:
        """Take the word that is chosen in the menu; else go on in the next line, or be done."""
        buffer = event.current_buffer
        if buffer.complete_state is not None and buffer.complete_state.current_completion:
            buffer.complete_state = None
            return
        more = continuation(buffer.text)
        if more is None:
            buffer.validate_and_handle()
        else:
            buffer.cursor_position = len(buffer.text)
            buffer.insert_text(more)

    @keys.add("escape", "enter", filter=_typing & emacs_mode)
    def new_line(event: KeyPressEvent) -> None:
        """Begin a new line, whatever stands in this one; vi has `o` for it."""
        event.current_buffer.insert_text("\n")


def _bind_help(keys: KeyBindings, actions: LineActions) -> None:
    def show(event: KeyPressEvent) -> None:
        """Show help on the word at the cursor; the line stays."""
        document = event.current_buffer.document
        run_in_terminal(lambda: actions.help(document.text, document.cursor_position))

    keys.add("f1", filter=_typing)(show)
    keys.add("?", filter=_typing & (emacs_mode | vi_insert_mode) & Condition(_word_begins))(show)


def _word_begins() -> bool:
    """Tell whether a word begins at the cursor: inside quotes, `?` is a character like any."""
    text = get_app().current_buffer.document.text_before_cursor
    if text and not text[-1].isspace():
        return False
    return continuation(text + "x") != "\\\n"


def _bind_editor(keys: KeyBindings, actions: LineActions) -> None:
    def edit(event: KeyPressEvent) -> None:
        """Change the line in the user's editor; Enter carries it out."""
        buffer = event.current_buffer

        def run() -> None:
            text = actions.edit(buffer.text)
            buffer.text = text
            buffer.cursor_position = len(text)

        run_in_terminal(run)

    keys.add("c-x", "c-e", filter=_typing & emacs_mode)(edit)
    keys.add("v", filter=_typing & vi_navigation_mode)(edit)


def _bind_switches(keys: KeyBindings, switches: Switches) -> None:
    @keys.add("f2")
    def toolbar(_event: KeyPressEvent) -> None:
        """Show the line at the bottom, or do not."""
        switches.toolbar = not switches.toolbar

    @keys.add("f3")
    def menu(_event: KeyPressEvent) -> None:
        """Offer words while one types, or only when TAB asks for them."""
        switches.menu = not switches.menu

    @keys.add("f4")
    def mode(event: KeyPressEvent) -> None:
        """Change between the keys of emacs and vi."""
        is_vi = event.app.editing_mode is EditingMode.VI
        event.app.editing_mode = EditingMode.EMACS if is_vi else EditingMode.VI
