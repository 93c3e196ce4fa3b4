"""Where what outlives a run is kept: history, reports of crashes, templates of the user."""

from collections.abc import Mapping
from pathlib import Path


def state_folder(environment: Mapping[str, str]) -> Path | None:
    """Return the folder (XDG base directories), or None if the user has no home."""
    if environment.get("XDG_STATE_HOME"):
        return Path(environment["XDG_STATE_HOME"], "crm")
    if environment.get("HOME"):
        return Path(environment["HOME"], ".local", "state", "crm")
    return None


def configuration_folder(environment: Mapping[str, str]) -> Path | None:
    """Return the folder of what the user writes (XDG base directories), or None without a home."""
    if environment.get("XDG_CONFIG_HOME"):
        return Path(environment["XDG_CONFIG_HOME"], "crm")
    if environment.get("HOME"):
        return Path(environment["HOME"], ".config", "crm")
    return None
