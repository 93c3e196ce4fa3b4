"""Templates as data: TOML files, the shipped ones beside this module and the user's own.

A template says what it is for (`summary`, `description`), which `parameters` it takes, and the
`statements` that it makes of them.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from crmsh_py.diagnostics import CrmError, Diagnostic
from crmsh_py.files import read_text

_SHIPPED = Path(__file__).parent
SUFFIX = ".toml"


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a template asks for.

    An `id` becomes part of ids and is written as it is, a `text` is quoted where that is needed.
    Without a default it is required; an `optional` one may stay without a value.
    """

    name: str
    description: str
    kind: str = "text"
    default: str | None = None
    example: str = ""
    optional: bool = False

    @property
    def required(self) -> bool:
        """Whether a value must be given."""
        return self.default is None and not self.optional


@dataclass(frozen=True, slots=True)
class Template:
    """A ready configuration with places for values."""

    name: str
    summary: str
    description: str
    parameters: tuple[Parameter, ...]
    statements: str


def names(folder: Path | None) -> list[str]:
    """Return the names of the templates: the shipped ones, and those of the user's folder."""
    folders = [_SHIPPED] if folder is None else [_SHIPPED, folder]
    return sorted({path.stem for one in folders for path in one.glob(f"*{SUFFIX}")})


def template(name: str, folder: Path | None) -> Template:
    """Return a template; one in the user's folder goes before a shipped one of the same name.

    Raises CrmError (no-such-object, or what is wrong with the file).
    """
    for one in [_SHIPPED] if folder is None else [folder, _SHIPPED]:
        path = one / f"{name}{SUFFIX}"
        if name in names(folder) and path.is_file():
            return _template(name, table(path), path)
    raise CrmError(
        Diagnostic(
            "no-such-object",
            f"there is no template {name!r}",
            subject=name,
            hint=f"templates: {', '.join(names(folder))}",
        )
    )


def table(path: Path) -> dict[str, Any]:
    """Return what a TOML file says.  Raises CrmError."""
    try:
        return tomllib.loads(read_text(str(path)))
    except tomllib.TOMLDecodeError as error:
        raise CrmError(Diagnostic("malformed-template", f"{path}: {error}")) from None


def _template(name: str, said: Mapping[str, Any], path: Path) -> Template:
    known = {"summary", "description", "statements", "parameters"}
    problems = [f"{key!r} is not known" for key in said if key not in known]
    problems += [
        f"{key!r} is missing"
        for key in ("summary", "statements")
        if not isinstance(said.get(key), str)
    ]
    parameters = said.get("parameters", {})
    if not isinstance(parameters, dict) or not all(
        isinstance(one, dict) for one in parameters.values()
    ):
        problems.append("'parameters' must be a table of tables")
    if problems:
        raise CrmError(*(Diagnostic("malformed-template", f"{path}: {one}") for one in problems))
    return Template(
        name,
        said["summary"],
        str(said.get("description", "")).strip(),
        tuple(_parameter(key, one, path) for key, one in parameters.items()),
        said["statements"].strip("\n") + "\n",
    )


def _parameter(name: str, said: Mapping[str, Any], path: Path) -> Parameter:
    known = {"description", "kind", "default", "example", "optional"}
    unknown = [key for key in said if key not in known]
    if unknown or said.get("kind", "text") not in {"id", "text"}:
        what = f"{unknown[0]!r} is not known" if unknown else "'kind' is id or text"
        raise CrmError(Diagnostic("malformed-template", f"{path}: parameter {name!r}: {what}"))
    default = said.get("default")
    return Parameter(
        name,
        str(said.get("description", "")),
        said.get("kind", "text"),
        None if default is None else str(default),
        str(said.get("example", "")),
        bool(said.get("optional", False)),
    )
