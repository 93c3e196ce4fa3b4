"""The command `completion`: what lets bash, zsh and fish complete the words of crm."""

from pathlib import Path

from crmsh_py import schemas
from crmsh_py.commands.context import Context, Reply
from crmsh_py.commands.declare import Arguments, Level, Parameter, flag
from crmsh_py.diagnostics import CrmError, Diagnostic
from crmsh_py.files import give, make_folder, read_bytes, write_files

FILES = {"bash": "crm", "zsh": "_crm", "fish": "crm.fish"}
"""Shell to the name that its completion has to have."""

_OURS = b"crm itself says the words"
"""What all our files say, of whichever release."""

_THEN = {
    "bash": "new shells load it where the package bash-completion is installed; else have"
    " ~/.bashrc say: source {file}",
    "zsh": "~/.zshrc has to say, in front of compinit: fpath=({folder} $fpath)",
    "fish": "new shells load it by themselves",
}


def add_commands(level: Level) -> None:
    """Declare the command of this module in a level."""
    shells = tuple(FILES)
    level.command(
        Parameter(
            "what",
            choices=(*shells, "install"),
            required=True,
            meaning="the shell whose completion to print, or 'install'",
        ),
        Parameter("shell", choices=shells, meaning="for which shell, default that of $SHELL"),
        flag("--force", "even if another file is replaced"),
    )(completion)


def completion(context: Context, arguments: Arguments) -> Reply:
    """Print what lets bash, zsh or fish complete commands, or put it where the shell finds it.

    `install` writes it for this user alone: bash finds it below ~/.local/share, fish below
    ~/.config; zsh has to be told. Packages install it for all users. The shell then asks `crm`
    for each word: levels, commands, options, and what is in the configuration that is meant.

    Example:
        completion bash
        completion install fish
    """
    what, shell = arguments["what"], arguments["shell"]
    if what != "install":
        if shell is not None:
            words = f"{shell!r} is not expected here"
            raise CrmError(Diagnostic("usage", words, subject=shell, hint="say one shell"))
        return Reply(_script(what).decode(), "text")
    shell = shell or context.options.login_shell
    if shell not in FILES:
        words = "it is not clear which shell is meant" if not shell else f"{shell!r} is not known"
        hint = "say which: 'completion install bash', zsh or fish"
        raise CrmError(Diagnostic("usage", words, hint=hint))
    folder = context.options.completions.get(shell)
    if folder is None:
        words = "there is no home folder to install it in"
        hint = f"'crm completion {shell}' prints it"
        raise CrmError(Diagnostic("cannot-write", words, hint=hint))
    if context.options.dry_run:
        return Reply(notes=(f"nothing was written; it would go to {folder / FILES[shell]}",))
    return Reply(notes=_install(shell, folder, force=arguments["force"] or context.options.force))


def _install(shell: str, folder: Path, *, force: bool) -> tuple[str, str]:
    """Write a shell's completion into a folder; return what was done, and what is to do."""
    file = folder / FILES[shell]
    wanted = _script(shell)
    there = _content(file)
    if there is not None and _OURS not in there and not force:
        words = f"{str(file)!r} is there already, and is another; it was not touched"
        raise CrmError(Diagnostic("already-exists", words, hint="'--force' replaces it"))
    if there != wanted:
        owner = make_folder(folder)
        write_files(folder, {file.name: (wanted, False)})
        if there is None:
            give(file, owner)
    done = f"{file} is there already" if there == wanted else f"written: {file}"
    return done, _THEN[shell].format(file=file, folder=folder)


def _content(file: Path) -> bytes | None:
    """Return what a file holds, nothing if it is no regular one; None if it is not there."""
    if file.is_file():
        return read_bytes(file)
    return b"" if file.exists() or file.is_symlink() else None


def _script(shell: str) -> bytes:
    """Return the text of a shell's completion."""
    return (Path(schemas.__file__).parent / "completion" / FILES[shell]).read_bytes()
