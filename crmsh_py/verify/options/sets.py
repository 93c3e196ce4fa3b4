"""Checks of sets of pairs: which of several counts, what nobody takes.

Facts: Pacemaker Explained, "Reusing Rules, Options and Sets of Operations".  The set with the
highest score counts, of equal ones the last; of sets of properties `cib-bootstrap-options` before
all others (seen with 2.1.5).
"""

from collections.abc import Iterator, Sequence

from crmsh_py.diagnostics import Diagnostic, Severity
from crmsh_py.verify.check import OfWhole, finding
from crmsh_py.verify.options.said import Said, own_pairs
from crmsh_py.verify.view import Primitive, View
from crmsh_py.verify.view.constraints import score_of
from crmsh_py.verify.view.pairs import META, children
from crmsh_py.xmltree import Element

_FIRST = "cib-bootstrap-options"
_SECTIONS = (
    ("crm_config", "cluster_property_set"),
    ("rsc_defaults", META),
    ("op_defaults", META),
)
_OPTIONS = frozenset(section for section, _ in _SECTIONS)


def shadowed_values(view: View) -> Iterator[Diagnostic]:
    """Report values of a resource or node that another of its sets overrides."""
    read = (view.everything, view.templates, view.nodes)
    assert all(one is not None for one in read)  # reading them fills what is looked at here
    for owner, tag in view.reader.several:
        for said, winner in () if owner.tag in _OPTIONS else _shadowed(owner, tag):
            words = (
                f"{said.name!r} stands in two sets with different values: that of"
                f" {winner.get('id')!r} counts"
            )
            yield _finding(said, words)


def shadowed_options(view: View) -> Iterator[Diagnostic]:
    """Report properties and defaults that another set overrides."""
    for section, tag in _SECTIONS:
        element = view.cib.section(section)
        for said, winner in () if element is None else _shadowed(element, tag):
            words = f"{said.name!r} stands in {winner.get('id')!r} too, and that value counts"
            yield _finding(said, words)


def _finding(said: Said, words: str) -> Diagnostic:
    return finding(said.nvset, "shadowed-value", words, *said.at, hint="take one of them out")


def _shadowed(owner: Element, tag: str) -> Iterator[tuple[Said, Element]]:
    """Return pairs that have no effect, each with the set that overrides it."""
    sets = [one for one in children(owner, tag) if not children(one, "rule")]
    if len(sets) < 2:
        return
    counts: dict[str, Said] = {}
    for said in _by_rank(owner, tag, sets):
        other = counts.setdefault(said.name, said)
        if other.nvset is not said.nvset and other.value != said.value:
            yield said, other.nvset


def _by_rank(owner: Element, tag: str, sets: Sequence[Element]) -> list[Said]:
    """Return the pairs of sets that have no rule, those first that count most."""
    ranks = {one: (one.get("id") == _FIRST, _score(one), place) for place, one in enumerate(sets)}
    said = [one for one in own_pairs(owner, tag) if one.nvset in ranks]
    return sorted(said, key=lambda one: ranks[one.nvset], reverse=True)


def _score(nvset: Element) -> int:
    return score_of(nvset.get("score", "0")) or 0


def overridden_defaults(view: View) -> Iterator[Diagnostic]:
    """Report defaults of resources that every resource overrides."""
    section = view.cib.section("rsc_defaults")
    primitives = view.primitives
    if section is None or len(primitives) < 2:
        return
    for said in own_pairs(section, META):
        if all(_has_own(primitive, said.name) for primitive in primitives):
            words = (
                f"every resource has a {said.name!r} of its own, so that the default is for none"
            )
            hint = "take it out, here or there"
            yield finding(
                said.nvset, "unused-default", words, *said.at, severity=Severity.INFO, hint=hint
            )


def _has_own(primitive: Primitive, name: str) -> bool:
    if primitive.meta.get(name) is not None:
        return True
    around = primitive.outer
    while around is not None and around.meta.get(name) is None:
        around = around.outer
    return around is not None


CHECKS = (
    OfWhole(("shadowed-value",), shadowed_values),
    OfWhole(("shadowed-value",), shadowed_options),
    OfWhole(("unused-default",), overridden_defaults),
)
