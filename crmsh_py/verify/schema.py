"""Whether the CIB is as its schema has it.

A gate that libxml2 checks in milliseconds: Pacemaker's own schema for the CIB's `validate-with`
where Pacemaker is installed, and ours where it is not.  Only a CIB that does not pass is looked
at closely.  Whether ids are unique and references lead somewhere is a matter of its own; it is
reported from here only if nothing else makes Pacemaker's schema refuse the CIB.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from importlib.resources import as_file, files
from pathlib import Path
from typing import TypeAlias

from crmsh_py import xmltree
from crmsh_py.diagnostics import Diagnostic
from crmsh_py.model.releases import PACEMAKER_SCHEMAS, installed, release
from crmsh_py.verify import culprits, forms, gone, introduced, withdrawn
from crmsh_py.verify.faults import faults
from crmsh_py.verify.subjects import label, lineage, objects, sections, subject, top_level
from crmsh_py.xmltree import Element

_USUAL = (3, 9)
"""How a CIB is judged that names no schema."""

_NAMES_ARE_FREE = (4, 0)
"""From here on, the names that pacemaker-3.0 barred are any agent's or user's again."""

__all__ = ["PACEMAKER_SCHEMAS", "can_judge", "violations"]

Findings: TypeAlias = dict[Element, list[Diagnostic]]
"""Problems by the object that has them; the root stands for what is above objects."""

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
    own_schema = _installed(schema_folder, name)
    if own_schema is not None and own_schema.rng.accepts(root):
        return []
    concerned = None if changed is None else frozenset(top_level(each) for each in changed)
    found = {} if _NOT_OURS.fullmatch(name) else _own_findings(root, concerned)
    if own_schema is None:
        _add(found, _by_our_tables(root, name), concerned)
    elif found or _refuses_a_copy(own_schema, root):
        _add_refusals(root, own_schema, concerned, found)
    return list(dict.fromkeys(problem for problems in found.values() for problem in problems))


def can_judge(name: str, schema_folder: Path | None = PACEMAKER_SCHEMAS) -> bool:
    """Tell whether `violations` can tell what a schema accepts."""
    if _installed(schema_folder, name) is not None:
        return True
    return release(name) is not None and not _NOT_OURS.fullmatch(name)


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
        folder, own = self.file.parent, release(self.file.stem) or (0, 0)
        newer = [name for name in installed(folder) if (release(name) or (0, 0)) > own]
        return [(name, xmltree.Schema(folder / f"{name}.rng")) for name in newer]


def _installed(folder: Path | None, name: str) -> _Installed | None:
    if folder is None or not (release(name) or name == "pacemaker-next"):
        return None
    file = folder / f"{name}.rng"
    return _Installed(file, xmltree.Schema(file)) if file.is_file() else None


def _refuses_a_copy(schema: _Installed, root: Element) -> bool:
    """Tell whether the schema refuses the CIB for what is in it now.

    libxml2 notes ids in the document, and keeps those of elements that were removed since: it
    takes what replaced them for the same id once more.
    """
    return not schema.rng.accepts(xmltree.copy(root))


def _add_refusals(
    root: Element, schema: _Installed, concerned: frozenset[Element] | None, found: Findings
) -> None:
    """Add to what was found what else Pacemaker's schema refuses."""
    _add(found, culprits.duplicates(root), concerned)
    everything = objects(root)
    candidates = [each for each in everything if each not in found]
    if found and schema.file.stem == _LIKE_OURS:
        candidates = [each for each in candidates if _is_lax_about(each)]
    if concerned is not None:
        candidates = [each for each in candidates if each in concerned]
    refused = dict(culprits.culprits(root, schema.rng, candidates))
    if set(found).difference(everything):  # what is above objects was told already
        refused.pop(root, None)
    newer = schema.newer() if refused else []
    for each, words in refused.items():
        _add(found, ((each, one) for one in _refusals(each, newer, words)), concerned)
    if not found:
        _add(found, culprits.joint_faults(root, schema.rng), concerned)


def _is_lax_about(element: Element) -> bool:
    """Tell whether our schema accepts more such objects than Pacemaker's of the same version."""
    section = element.getparent()
    return element.tag in _LAX or (section is not None and section.tag in _OPAQUE)


def _refusals(
    element: Element, newer: Iterable[tuple[str, xmltree.Schema]], words: str
) -> Iterator[Diagnostic]:
    """Say what of an object takes a newer schema, or only that the object is refused."""
    root = lineage(element)[0]
    name = root.get("validate-with", "")
    parts = sections(root) if element is root else element.iter("*")
    told = introduced.violations(parts, release(name) or _USUAL)
    for part, problem in told:
        inside = next(xmltree.children(part), None) if element is root else None
        yield problem if inside is None else replace(problem, subject=subject(inside))
    if told and element is not root:
        return
    some = [] if element is root else [element]
    first = next((each for each, rng in newer if not culprits.complaints(rng, root, some)), None)
    if told and first is not None:
        return
    code = "invalid-configuration" if first is None else "needs-newer-schema"
    hint = words if first is None else introduced.hint(first)
    text = f'{label(element)}: the schema "{name}" does not accept it'
    yield Diagnostic(code, text, subject=subject(element), hint=hint)


# ------------------------------------------------------------------ our schema


def _own_findings(root: Element, concerned: frozenset[Element] | None) -> Findings:
    with as_file(files("crmsh_py.schemas") / "cib.xsd") as file:
        found = faults(root, xmltree.Schema(file), file, concerned)
    elements = list(_judged(root))
    _add(found, forms.violations(elements), concerned)
    own = release(root.get("validate-with", "")) or _USUAL
    if own < _NAMES_ARE_FREE:
        _add(found, withdrawn.violations(elements), concerned)
    _add(found, gone.violations(_parts(root), own), concerned)
    return found


def _by_our_tables(root: Element, name: str) -> list[tuple[Element, Diagnostic]]:
    """Return what takes a newer schema than a CIB names whose schema is not here."""
    own = release(name)
    return [] if own is None else introduced.violations(_parts(root), own)


def _parts(root: Element) -> Iterator[Element]:
    """Yield all that stands in the sections."""
    for section in sections(root):
        yield from section.iter("*")


def _judged(root: Element) -> Iterator[Element]:
    """Yield what the tables of forms and of withdrawn names speak of."""
    for each in objects(root):
        section = each.getparent()
        if section is not None and section.tag not in _OPAQUE:
            yield from each.iter("*")
