"""Where what outlives a run is kept: the history, and reports of crashes."""

from collections.abc import Mapping
from pathlib import Path


def state_folder(environment: Mapping[str, str]) -> Path | None:
    """Return the folder (XDG base directories), or None if the user has no home."""
    if environment.get("XDG_STATE_HOME"):
        return Path(environment["XDG_STATE_HOME"], "crm")
    if environment.get("HOME"):
        return Path(environment["HOME"], ".local", "state", "crm")
    return None
