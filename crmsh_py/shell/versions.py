"""What `crm --debug --version` tells: the versions of all that crm is made of."""

import platform
from importlib.metadata import PackageNotFoundError, version

_LIBRARIES = ("lxml", "pyparsing", "xmlschema", "prompt_toolkit", "rich")


def text() -> str:
    """Return a line for each."""
    lines = [f"Python {platform.python_version()} on {platform.platform()}"]
    lines += [f"{name} {_version(name)}" for name in _LIBRARIES]
    return "".join(f"{line}\n" for line in lines)


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "of unknown version"
