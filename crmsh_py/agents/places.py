"""Where agents are on a machine, and which there are: nothing is read or run here."""

import contextlib
import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from crmsh_py.grammar.tree import Agent as Name

_PLAIN = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.+@:\\-]{0,127}")
"""What a name in a CIB must be to be looked for: a file name, of usual characters."""

EXTERNAL = "external/"
"""How the names of plugins that are scripts begin: the one slash that a name may have."""

_LOADERS = frozenset({"external", "rhcs"})
"""Libraries of cluster-glue that are no plugins, but run others."""

_NO_AGENTS = frozenset(
    {
        "fence_ack_manual",
        "fence_check",
        "fence_kdump_send",
        "fence_mpath_check",
        "fence_node",
        "fence_sanlockd",
        "fence_scsi_check",
        "fence_tool",
        "fence_virtd",
    }
)
"""Programs that are called like fence agents."""

_UNITS = (".service", ".socket", ".mount", ".timer", ".path")
"""Kinds of units that Pacemaker starts; without one of these, a name means a service."""


@dataclass(frozen=True, slots=True)
class Places:
    """The folders of agents."""

    ocf: Path = Path("/usr/lib/ocf")
    """OCF_ROOT; agents are in resource.d/PROVIDER."""
    fencing: Path = Path("/usr/sbin")
    plugins: Path = Path("/usr/lib/stonith/plugins")
    """The fencing plugins of cluster-glue: `external/NAME`, and libraries in stonith2."""
    init: Path = Path("/etc/init.d")
    units: tuple[Path, ...] = (
        Path("/etc/systemd/system"),
        Path("/run/systemd/system"),
        Path("/usr/local/lib/systemd/system"),
        Path("/usr/lib/systemd/system"),
        Path("/lib/systemd/system"),
    )

    def file(self, name: Name) -> Path | None:
        """Return the file that an agent is, None if it is not here.

        A unit that is made of a template (`NAME@INSTANCE`) is the file of its template.
        """
        if not is_plain(name):
            return None
        for file in self._candidates(name):
            with contextlib.suppress(OSError):
                if file.is_file():
                    return file
        return None

    def names(self, class_: str) -> list[Name]:
        """Return all agents of a class that are here, sorted."""
        match class_:
            case "ocf":
                found = [
                    Name("ocf", provider, type_)
                    for provider in _folders(self.ocf / "resource.d")
                    for type_ in _programs(self.ocf / "resource.d" / provider)
                ]
            case "stonith":
                every = _programs(self.fencing, "fence_")
                found = [Name("stonith", None, each) for each in [*every, *self._plugins()]]
            case "lsb":
                found = [Name("lsb", None, each) for each in _programs(self.init)]
            case "systemd":
                found = [Name("systemd", None, each) for each in self._units()]
            case _:
                return []
        return [each for each in found if is_plain(each)]

    def _candidates(self, name: Name) -> Iterable[Path]:
        match name.class_:
            case "ocf" if name.provider is not None:
                return [self.ocf / "resource.d" / name.provider / name.type]
            case "stonith" if name.type.startswith("fence_"):
                return [self.fencing / name.type]
            case "stonith" if name.type.startswith(EXTERNAL):
                return [self.plugins / name.type]
            case "stonith":
                return [self.plugins / "stonith2" / f"{name.type}.so"]
            case "lsb":
                return [self.init / name.type]
            case "systemd":
                files = _unit_files(name.type)
                return [folder / file for file in files for folder in self.units]
            case _:
                return []

    def _plugins(self) -> list[str]:
        external = [f"{EXTERNAL}{each}" for each in _programs(self.plugins / "external")]
        files = _entries(self.plugins / "stonith2")
        libraries = [each.removesuffix(".so") for each in files if each.endswith(".so")]
        return [*external, *(each for each in libraries if each not in _LOADERS)]

    def _units(self) -> list[str]:
        files = {each for folder in self.units for each in _entries(folder)}
        return sorted(
            {
                file.removesuffix(".service")
                for file in files
                if file.endswith(_UNITS) and not file.removesuffix(".service").endswith("@")
            }
        )


def places_in(environment: Mapping[str, str]) -> Places:
    """Return where agents are; OCF_ROOT of the environment counts."""
    root = Path(environment.get("OCF_ROOT", ""))
    return Places(ocf=root) if root.is_absolute() else Places()


def is_plain(name: Name) -> bool:
    """Tell whether a name may be looked for: it names a file of a folder, and nothing else."""
    type_ = name.type.removeprefix(EXTERNAL) if name.class_ == "stonith" else name.type
    parts = [type_] if name.provider is None else [name.provider, type_]
    return all(_PLAIN.fullmatch(part) for part in parts) and type_ not in _NO_AGENTS


def _unit_files(type_: str) -> list[str]:
    """Return the names of the files that a unit may be in, the likeliest first."""
    file = type_ if type_.endswith(_UNITS) else f"{type_}.service"
    prefix, at, rest = file.partition("@")
    return [file, f"{prefix}@.{rest.rpartition('.')[2]}"] if at else [file]


def _entries(folder: Path) -> list[str]:
    try:
        return sorted(each.name for each in folder.iterdir())
    except OSError:
        return []


def _folders(folder: Path) -> list[str]:
    return [each for each in _entries(folder) if each[:1] != "." and (folder / each).is_dir()]


def _programs(folder: Path, prefix: str = "") -> list[str]:
    """Return the names of the programs in a folder: no hidden files, nothing that cannot run."""
    return [
        each
        for each in _entries(folder)
        if each.startswith(prefix) and each[:1] != "." and _is_program(folder / each)
    ]


def _is_program(file: Path) -> bool:
    return file.is_file() and os.access(file, os.X_OK)
