"""Checks of what asks for fencing while fencing is off; tickets are checked with constraints."""

from collections.abc import Iterator

from crmsh_py.diagnostics import Diagnostic
from crmsh_py.verify.check import Findings, OfPrimitive, OfWhole, finding
from crmsh_py.verify.options.said import Verdict, own_pairs
from crmsh_py.verify.options.unusual import Operations, about, named
from crmsh_py.verify.view import Primitive, View
from crmsh_py.verify.view.pairs import META
from crmsh_py.xmltree import Element

_FENCING = frozenset({"fencing", "unfencing"})
_HINT = "configure fencing and switch it on, or take this out"


def operations_that_fence(view: View, _: Primitive, ops: Operations) -> Iterator[Diagnostic]:
    """Report failures that are to fence, while fencing is off."""
    found = [op for op in ops if op.get("on-fail") == "fence"]
    if found and not view.fencing_enabled:
        words = (
            f"'on-fail=fence' of {named(found)} asks for fencing, which is off: a failure stops the"
            " resource instead, and a failed stop blocks it"
        )
        yield about(found, "on-fail", Verdict("needs-fencing", words, hint=_HINT))


def resources_that_require_it(view: View, primitive: Primitive) -> Findings:
    """Report `requires` that asks for fencing, while it is off."""
    if primitive.own_meta.get("requires") not in _FENCING or view.fencing_enabled:
        return ()
    return [
        _asks(said.nvset, f"'requires={said.value}' asks for fencing, which is off", *said.at)
        for said in own_pairs(primitive.element, META)
        if said.name == "requires" and said.value in _FENCING
    ]


_ASKING = (
    (
        "crm_config",
        "cluster_property_set",
        {"no-quorum-policy": {"fence", "suicide"}},
        "Pacemaker takes 'stop'",
    ),
    ("op_defaults", META, {"on-fail": {"fence"}}, "failures only stop resources"),
    ("rsc_defaults", META, {"requires": _FENCING}, "Pacemaker does without"),
)
"""Sections and sets, names and values in them that ask for fencing, and what comes of it."""


def defaults_that_ask_for_it(view: View) -> Iterator[Diagnostic]:
    """Report properties and defaults that ask for fencing, while it is off."""
    for section, tag, asking, instead in () if view.fencing_enabled else _ASKING:
        element = view.cib.section(section)
        for said in () if element is None else own_pairs(element, tag):
            if said.value in asking.get(said.name, ()):
                words = f"'{said.text}' asks for fencing, which is off: {instead}"
                yield _asks(said.nvset, words, *said.at)


def _asks(element: Element, words: str, *at: str) -> Diagnostic:
    return finding(element, "needs-fencing", words, *at, hint=_HINT)


CHECKS = (
    OfPrimitive(("needs-fencing",), resources_that_require_it, templates=True),
    OfWhole(("needs-fencing",), defaults_that_ask_for_it),
)
