"""Files into a folder: all of them or none, and never over others."""

import contextlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from crmsh_py.commands.convert.pieces import Piece
from crmsh_py.diagnostics import CrmError, Diagnostic
from crmsh_py.files import read_bytes, write_files


def write_pieces(
    name: str, made: Sequence[Piece], *, force: bool, dry_run: bool = False
) -> list[str]:
    """Write files into a folder, which is made if it is not there; return what was done.

    Raises CrmError (already-exists, cannot-write): then nothing was written.
    """
    folder = Path(name)
    _require_folder(folder)
    problems = [] if force else list(_in_the_way(folder, made))
    if problems:
        raise CrmError(*problems)
    listed = ", ".join(one.name for one in made)
    if dry_run:
        return [f"nothing was written; to {name} would go: {listed}"]
    with _folder(folder):
        write_files(folder, {one.name: (one.octets, one.is_private) for one in made})
    private = [one.name for one in made if one.is_private]
    notes = [f"written to {name}: {listed}"]
    if private:
        notes.append(f"only their owner can read {', '.join(private)}: they hold passwords")
    return notes


def _require_folder(folder: Path) -> None:
    if folder.is_dir() or not folder.exists():
        return
    words = f"{str(folder)!r} is no folder"
    hint = "'-o' names a folder; for one file, '--to FORM' and the shell's '>'"
    raise CrmError(Diagnostic("cannot-write", words, subject=str(folder), hint=hint))


def _in_the_way(folder: Path, made: Sequence[Piece]) -> Iterator[Diagnostic]:
    """Yield an error for each file that is there already with other contents."""
    for one in made:
        path = folder / one.name
        if not path.exists() and not path.is_symlink():
            continue
        if not path.is_file() or read_bytes(path) != one.octets:
            words = f"{str(path)!r} is there already, and is another; nothing was written"
            hint = "'--force' replaces it; or choose another folder"
            yield Diagnostic("already-exists", words, hint=hint)


@contextlib.contextmanager
def _folder(folder: Path) -> Iterator[None]:
    """Have a folder there; one that was made goes again if nothing could be written into it."""
    is_new = not folder.exists()
    try:
        folder.mkdir(exist_ok=True)
    except (OSError, ValueError) as error:
        words = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        message = f"the folder {str(folder)!r} cannot be made: {words}"
        raise CrmError(Diagnostic("cannot-write", message)) from None
    try:
        yield
    except CrmError:
        if is_new:
            with contextlib.suppress(OSError):
                folder.rmdir()
        raise
