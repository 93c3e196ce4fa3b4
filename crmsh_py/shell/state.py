"""Where the files of the shell are: what the user writes, and what outlives a run.

XDG base directories; a relative path in one of their variables does not count, as their
specification has it.
"""

import os
import pwd
from collections.abc import Mapping
from pathlib import Path

_NAME = "crm"
_SYSTEM = "/etc/crm"
_SYSTEM_VARIABLE = "CRM_CONFIG_SYSTEM"
"""Names another folder in place of /etc/crm; empty: none."""
_OLD_VARIABLE = "CRM_CONFIG_FILE"
"""Names the user's crm.conf, for the older shell too."""


def state_folder(environment: Mapping[str, str]) -> Path | None:
    """Return the folder of histories and the like, or None if the user has no home.

    A home that is somebody else's (sudo, su) is left alone: files of root would stay in it that
    its owner cannot remove.  Then it is the home that the system knows.
    """
    given = _absolute(environment.get("XDG_STATE_HOME"))
    if given is not None:
        return given / _NAME
    home = _absolute(environment.get("HOME"))
    if home is not None and _is_elses(home):
        home = _home_of_process()
    return None if home is None else home / ".local" / "state" / _NAME


def configuration_folder(environment: Mapping[str, str]) -> Path | None:
    """Return the folder of what the user writes, or None without a home."""
    given = _absolute(environment.get("XDG_CONFIG_HOME"))
    if given is not None:
        return given / _NAME
    home = _absolute(environment.get("HOME"))
    return None if home is None else home / ".config" / _NAME


def completion_folders(environment: Mapping[str, str]) -> Mapping[str, Path]:
    """Return where the user's shells look for completion, by their names; none without a home.

    bash does with the package bash-completion (its README); for zsh there is no such place: it is
    told in ~/.zshrc.
    """
    home = _absolute(environment.get("HOME"))
    data = _absolute(environment.get("XDG_DATA_HOME")) or (home and home / ".local" / "share")
    settings = _absolute(environment.get("XDG_CONFIG_HOME")) or (home and home / ".config")
    bash = _absolute(environment.get("BASH_COMPLETION_USER_DIR")) or (
        data and data / "bash-completion"
    )
    found = {
        "bash": bash and bash / "completions",
        "zsh": data and data / "zsh" / "site-functions",
        "fish": settings and settings / "fish" / "completions",
    }
    return {shell: folder for shell, folder in found.items() if folder is not None}


def system_folder(environment: Mapping[str, str]) -> Path | None:
    """Return the folder of what holds for every user of the machine, None for none."""
    return _absolute(environment.get(_SYSTEM_VARIABLE, _SYSTEM))


def old_user_file(environment: Mapping[str, str]) -> Path | None:
    """Return where the older shell has the user's settings."""
    folder = configuration_folder(environment)
    given = _absolute(environment.get(_OLD_VARIABLE))
    return given or (None if folder is None else folder / "crm.conf")


def _absolute(path: str | None) -> Path | None:
    return Path(path) if path and path.startswith("/") else None


def _is_elses(home: Path) -> bool:
    try:
        return home.stat().st_uid != os.geteuid()
    except OSError:
        return False


def _home_of_process() -> Path | None:
    """Return the home of the user that the process runs as, if it is there, and theirs."""
    try:
        home = _absolute(pwd.getpwuid(os.geteuid()).pw_dir)
    except KeyError:
        return None
    return home if home is not None and not _is_elses(home) else None
