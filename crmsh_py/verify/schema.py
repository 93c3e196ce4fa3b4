"""Whether the CIB is as its schema has it.

A gate that libxml2 checks in milliseconds: Pacemaker's own schema for the CIB's `validate-with`
where Pacemaker is installed, and ours where it is not.  Only a CIB that does not pass is looked
at closely.  Whether ids are unique and references lead somewhere is a matter of its own; it is
reported from here only if nothing else makes Pacemaker's schema refuse the CIB.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple, TypeAlias

from crmsh_py import validators, xmltree
from crmsh_py.diagnostics import Diagnostic
from crmsh_py.model.releases import KNOWN, PACEMAKER_SCHEMAS, installed, release
from crmsh_py.verify import culprits, history
from crmsh_py.verify.faults import faults
from crmsh_py.verify.gate import gate, judge
from crmsh_py.verify.subjects import label, objects, subject, top_level
from crmsh_py.xmltree import Element

__all__ = ["PACEMAKER_SCHEMAS", "can_judge", "is_known", "violations"]

Findings: TypeAlias = dict[Element, list[Diagnostic]]
"""Problems by the object that has them; the root stands for what is above objects."""


def violations(
    root: Element,
    changed: Iterable[Element] | None = None,
    *,
    schema_folder: Path | None = PACEMAKER_SCHEMAS,
) -> list[Diagnostic]:
    """Return in what the CIB is not as its schema has it.

    With `changed` (elements of this CIB), only what concerns the objects that these are or are
    part of; a section or the root stands for what is above objects.  None as `schema_folder`
    stands for a machine without Pacemaker.
    """
    name = root.get("validate-with", "").strip()
    theirs, own = _installed(schema_folder, name), judge(name)
    if theirs is not None and theirs.rng.accepts(root):
        return []
    concerned = None if changed is None else frozenset(top_level(each) for each in changed)
    found = {} if own is None else faults(root, gate(own), concerned)
    # Ours is as strict as Pacemaker's: a test shows mutants to both.  So only if it finds nothing
    # Pacemaker's is asked, which takes longer and has no good words.
    if theirs is not None and not found and _refuses_a_copy(theirs, root):
        _add_refusals(root, theirs, concerned, found)
    return list(dict.fromkeys(problem for problems in found.values() for problem in problems))


def can_judge(name: str, schema_folder: Path | None = PACEMAKER_SCHEMAS) -> bool:
    """Tell whether `violations` can tell what a schema accepts."""
    if _file(schema_folder, name) is not None:
        return True
    return release(name) is not None and judge(name) is not None


def is_known(name: str, schema_folder: Path | None = PACEMAKER_SCHEMAS) -> bool:
    """Tell whether this program, or Pacemaker here, knows the very schema of a name."""
    return name in KNOWN or _file(schema_folder, name) is not None


def _add(
    found: Findings,
    problems: Iterable[tuple[Element, Diagnostic]],
    concerned: frozenset[Element] | None,
) -> None:
    for element, problem in problems:
        whole = top_level(element)
        if concerned is None or whole in concerned:
            found.setdefault(whole, []).append(problem)


# ------------------------------------------------------------------ Pacemaker's schemas


class _Installed(NamedTuple):
    """The schema of Pacemaker's that a CIB names."""

    file: Path
    rng: validators.Schema

    def newer(self) -> list[tuple[str, validators.Schema]]:
        """Return the newer schemas, the oldest of them first."""
        folder, own = self.file.parent, release(self.file.stem) or (0, 0)
        newer = [name for name in installed(folder) if (release(name) or (0, 0)) > own]
        return [(name, validators.Schema(folder / f"{name}.rng")) for name in newer]


def _installed(folder: Path | None, name: str) -> _Installed | None:
    file = _file(folder, name)
    return None if file is None else _Installed(file, validators.Schema(file))


def _file(folder: Path | None, name: str) -> Path | None:
    if folder is None or not (release(name) or name == "pacemaker-next"):
        return None
    file = folder / f"{name}.rng"
    return file if file.is_file() else None


def _refuses_a_copy(schema: _Installed, root: Element) -> bool:
    """Tell whether the schema refuses the CIB for what is in it now.

    libxml2 notes ids in the document, and keeps those of elements that were removed since: it
    takes what replaced them for the same id once more.
    """
    return not schema.rng.accepts(xmltree.copy(root))


def _add_refusals(
    root: Element, schema: _Installed, concerned: frozenset[Element] | None, found: Findings
) -> None:
    """Add to what was found what Pacemaker's schema refuses, and ours does not."""
    _add(found, culprits.duplicates(root), concerned)
    candidates = [each for each in objects(root) if each not in found]
    if concerned is not None:
        candidates = [each for each in candidates if each in concerned]
    refused = dict(culprits.culprits(root, schema.rng, candidates))
    newer = schema.newer() if refused else []
    for each, words in refused.items():
        _add(found, [(each, _refusal(each, newer, words))], concerned)
    if not found:
        _add(found, culprits.joint_faults(root, schema.rng), concerned)


def _refusal(
    element: Element, newer: Iterable[tuple[str, validators.Schema]], words: str
) -> Diagnostic:
    """Say that the schema refuses an object, and which newer one does not."""
    root = element.getroottree().getroot()
    some = [] if element is root else [element]
    first = next((each for each, rng in newer if not culprits.complaints(rng, root, some)), None)
    code = "invalid-configuration" if first is None else "needs-newer-schema"
    hint = words if first is None else history.hint(first)
    text = f'{label(element)}: the schema "{root.get("validate-with", "")}" does not accept it'
    return Diagnostic(code, text, subject=subject(element), hint=hint)
