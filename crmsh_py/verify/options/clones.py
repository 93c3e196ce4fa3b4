"""Checks of clones and of roles: what has no effect on what it is said of."""

from collections.abc import Iterator

from crmsh_py.diagnostics import Diagnostic, Severity
from crmsh_py.verify.check import Findings, OfContainer, OfPrimitive, finding
from crmsh_py.verify.options.said import Verdict, own_pairs
from crmsh_py.verify.options.unusual import Operations, about, named
from crmsh_py.verify.view import Container, Operation, Primitive, View
from crmsh_py.verify.view.pairs import META, is_true

_FOR_PROMOTION = ("promoted-max", "promoted-node-max", "master-max", "master-node-max")
_PROMOTED = frozenset({"promoted", "unpromoted", "master", "slave"})
_UNIQUE = frozenset({"ocf", "stonith"})
"""Classes whose instances may differ (seen with 2.1.5)."""


def promotable_class(view: View, clone: Container) -> Iterator[Diagnostic]:
    """Report promotable clones of what is no OCF agent: Pacemaker ignores them altogether."""
    if clone.is_clone and view.is_promotable(clone):
        for member in clone.primitives():
            if member.agent is not None and member.agent.class_ != "ocf":
                yield finding(
                    clone.element,
                    "cannot-be-promoted",
                    f"{member.id!r} is of the class {member.agent.class_!r}, and only OCF agents"
                    " can be promoted: Pacemaker ignores the whole clone",
                    "meta",
                    "promotable",
                    severity=Severity.ERROR,
                    hint="take 'promotable' out, or use an OCF agent",
                )
                return


def clone_options(view: View, clone: Container) -> Iterator[Diagnostic]:
    """Report options of a clone that have no effect on it, or that cannot be met."""
    if clone.is_clone and clone.meta.always:
        yield from _promotion(view, clone)
        yield from _unique_services(clone)
        yield from _more_than_there_are(clone)


def _promotion(view: View, clone: Container) -> Iterator[Diagnostic]:
    names = [name for name in _FOR_PROMOTION if clone.meta.get(name) is not None]
    if names and not may_be_promotable(view, clone):
        listed = ", ".join(f"{name!r}" for name in names)
        words = f"{listed}: no effect on a clone that is not promotable"
        hint = "add 'promotable=true', or take it out"
        yield _no_effect(clone, words, names[0], hint)


def _unique_services(clone: Container) -> Iterator[Diagnostic]:
    if is_true(clone.meta.get("globally-unique"), otherwise=False):
        for member in clone.primitives():
            if member.agent is not None and member.agent.class_ not in _UNIQUE:
                words = (
                    f"'globally-unique': no effect, as {member.id!r} is of the class"
                    f" {member.agent.class_!r}: only OCF agents know their instances apart"
                )
                yield _no_effect(clone, words, "globally-unique", "take it out")
                return


def _more_than_there_are(clone: Container) -> Iterator[Diagnostic]:
    most, least = _number(clone, "clone-max"), _number(clone, "clone-min")
    if 0 <= most < least:
        yield finding(
            clone.element,
            "clone-min-unreachable",
            f"'clone-min' is {least}, but there are {most} instances at most ('clone-max'):"
            " what depends on the clone will never start",
            "meta",
            "clone-min",
            hint=f"write 'clone-min={most}', or less",
        )


def roles_asked(view: View, resource: Primitive | Container) -> Findings:
    """Report a target-role that is for promotable clones only."""
    wanted = resource.meta.get("target-role")
    if wanted is None or wanted.lower() not in _PROMOTED or _can_have_roles(view, resource):
        return ()
    return _in_vain(resource, wanted)


def _in_vain(resource: Primitive | Container, wanted: str) -> Iterator[Diagnostic]:
    for said in own_pairs(resource.element, META):
        if said.name == "target-role" and said.value == wanted:
            words = (
                f"'target-role={wanted}' has no effect, as it is not promotable:"
                " Pacemaker ignores it"
            )
            hint = "write 'target-role=Started', or take it out"
            yield _no_effect(resource, words, "target-role", hint)


def _can_have_roles(view: View, resource: Primitive | Container) -> bool:
    """Tell whether a resource may have other roles than Started and Stopped."""
    around: Primitive | Container | None = resource
    while around is not None:
        if isinstance(around, Container):
            if around.tag == "bundle" or (around.is_clone and may_be_promotable(view, around)):
                return True
        elif around.is_template:
            return True
        around = around.outer
    return False


def idle_roles(view: View, primitive: Primitive, ops: Operations) -> Iterator[Diagnostic]:
    """Report roles of operations that never come, or say nothing there."""
    with_role = [op for op in ops if op.get("role") is not None]
    idle = [op for op in with_role if op.name != "monitor"]
    if idle:
        words = f"the role of {named(idle)} has no effect: only monitors have one"
        yield about(idle, "role", Verdict("option-without-effect", words, hint="take it out"))
    monitors = [op for op in with_role if op.name == "monitor" and _is_promoted(op)]
    if monitors and not _can_have_roles(view, primitive):
        words = "a monitor for promoted or unpromoted instances never runs: it is not promotable"
        clone = primitive.clone
        hint = "take the role out"
        if clone is not None:
            hint = f"'configure set {clone.id}.meta.promotable true', or take the role out"
        yield about(monitors, "role", Verdict("option-without-effect", words, hint=hint))


def _is_promoted(op: Operation) -> bool:
    return (op.get("role") or "").lower() in _PROMOTED


def may_be_promotable(view: View, clone: Container) -> bool:
    """Tell whether a clone can be promoted, be it under a rule or by the defaults."""
    return (
        view.is_promotable(clone)
        or "promotable" in clone.meta.sometimes
        or view.resource_defaults.mentions("promotable")
    )


def _number(clone: Container, name: str) -> int:
    text = (clone.meta.get(name) or "").strip()
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else -1


def _no_effect(resource: Primitive | Container, words: str, at: str, hint: str) -> Diagnostic:
    return finding(resource.element, "option-without-effect", words, "meta", at, hint=hint)


CHECKS = (
    OfContainer(("cannot-be-promoted",), promotable_class),
    OfContainer(("option-without-effect", "clone-min-unreachable"), clone_options),
    OfPrimitive(("option-without-effect",), roles_asked),
    OfContainer(("option-without-effect",), roles_asked),
)
