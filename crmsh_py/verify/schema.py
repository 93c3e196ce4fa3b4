"""Whether the CIB is as its schema has it.

A gate that libxml2 checks in milliseconds: Pacemaker's own schema for the CIB's `validate-with`
where Pacemaker is installed, and ours where it is not.  Only a CIB that does not pass is looked
at closely.  Whether ids are unique and references lead somewhere is a matter of its own; it is
reported from here only if nothing else makes Pacemaker's schema refuse the CIB.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.resources import as_file, files
from pathlib import Path
from typing import TypeAlias

from crmsh_py import xmltree
from crmsh_py.diagnostics import Diagnostic
from crmsh_py.verify import culprits, forms, withdrawn
from crmsh_py.verify.faults import faults
from crmsh_py.verify.subjects import label, lineage, objects, subject, top_level
from crmsh_py.xmltree import Element

PACEMAKER_SCHEMAS = Path("/usr/share/pacemaker")

Findings: TypeAlias = dict[Element, list[Diagnostic]]
"""Problems by the object that has them; the root stands for what is above objects."""

_RELEASE = re.compile(r"pacemaker-(\d+)\.(\d+)")
_NOT_OURS = re.compile(r"pacemaker-(?:[012]\.\d+|next)|transitional-0\.6")
"""Schemas that ours does not speak for."""

_OPAQUE = frozenset({"fencing-topology", "acls", "alerts"})
"""Sections that our schema leaves to Pacemaker's."""

_LAX = frozenset({"bundle", "cluster_property_set"})
"""Objects that it looks at less closely than Pacemaker's."""

_LIKE_OURS = "pacemaker-3.9"
"""The schema that ours is as strict as, but for the above (tried with thousands of mutants): after
a first finding, there is no need to ask Pacemaker's about thousands of other objects."""


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
    installed = _installed(schema_folder, name)
    if installed is not None and installed.rng.accepts(root):
        return []
    concerned = None if changed is None else frozenset(top_level(each) for each in changed)
    found = {} if _NOT_OURS.fullmatch(name) else _own_findings(root, concerned)
    if installed is not None and (found or _refuses_a_copy(installed, root)):
        _add_refusals(root, installed, concerned, found)
    return list(dict.fromkeys(problem for problems in found.values() for problem in problems))


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


@dataclass(frozen=True, slots=True)
class _Installed:
    """The schema of Pacemaker's that a CIB names."""

    file: Path
    rng: xmltree.Schema

    def newer(self) -> list[tuple[str, xmltree.Schema]]:
        """Return the newer schemas, the oldest of them first."""
        files_ = {_release(file.stem): file for file in self.file.parent.glob("pacemaker-*.rng")}
        releases = sorted(each for each in files_ if each > _release(self.file.stem))
        return [(files_[each].stem, xmltree.Schema(files_[each])) for each in releases]


def _installed(folder: Path | None, name: str) -> _Installed | None:
    if folder is None or not (_RELEASE.fullmatch(name) or name == "pacemaker-next"):
        return None
    file = folder / f"{name}.rng"
    return _Installed(file, xmltree.Schema(file)) if file.is_file() else None


def _release(name: str) -> tuple[int, ...]:
    match = _RELEASE.fullmatch(name)
    return () if match is None else tuple(map(int, match.groups()))


def _refuses_a_copy(installed: _Installed, root: Element) -> bool:
    """Tell whether the schema refuses the CIB for what is in it now.

    libxml2 notes ids in the document, and keeps those of elements that were removed since: it
    takes what replaced them for the same id once more.
    """
    return not installed.rng.accepts(xmltree.copy(root))


def _add_refusals(
    root: Element, installed: _Installed, concerned: frozenset[Element] | None, found: Findings
) -> None:
    """Add to what was found what else Pacemaker's schema refuses."""
    _add(found, culprits.duplicates(root), concerned)
    everything = objects(root)
    candidates = [each for each in everything if each not in found]
    if found and installed.file.stem == _LIKE_OURS:
        candidates = [each for each in candidates if _is_lax_about(each)]
    if concerned is not None:
        candidates = [each for each in candidates if each in concerned]
    refused = dict(culprits.culprits(root, installed.rng, candidates))
    if set(found).difference(everything):  # what is above objects was told already
        refused.pop(root, None)
    newer = installed.newer() if refused else []
    _add(found, ((each, _refusal(each, newer, refused[each])) for each in refused), concerned)
    if not found:
        _add(found, culprits.joint_faults(root, installed.rng), concerned)


def _is_lax_about(element: Element) -> bool:
    """Tell whether our schema accepts more such objects than Pacemaker's of the same version."""
    section = element.getparent()
    return element.tag in _LAX or (section is not None and section.tag in _OPAQUE)


def _refusal(
    element: Element, newer: Iterable[tuple[str, xmltree.Schema]], words: str
) -> Diagnostic:
    root = lineage(element)[0]
    some = [] if element is root else [element]
    first = next((name for name, rng in newer if not culprits.complaints(rng, root, some)), None)
    code = "invalid-configuration" if first is None else "needs-newer-schema"
    hint = words if first is None else f'"{first}" accepts it'
    text = f'{label(element)}: the schema "{root.get("validate-with")}" does not accept it'
    return Diagnostic(code, text, subject=subject(element), hint=hint)


# ------------------------------------------------------------------ our schema


def _own_findings(root: Element, concerned: frozenset[Element] | None) -> Findings:
    with as_file(files("crmsh_py.schemas") / "cib.xsd") as file:
        found = faults(root, xmltree.Schema(file), file, concerned)
    elements = list(_judged(root))
    _add(found, forms.violations(elements), concerned)
    _add(found, withdrawn.violations(elements), concerned)
    return found


def _judged(root: Element) -> Iterator[Element]:
    """Yield what the tables of forms and of withdrawn names speak of."""
    for each in objects(root):
        section = each.getparent()
        if section is not None and section.tag not in _OPAQUE:
            yield from each.iter("*")
