"""What is wrong with an option of operations by itself: its name, its value, its age."""

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from crmsh_py.diagnostics import Diagnostic
from crmsh_py.options.tables import operation, resource_meta
from crmsh_py.verify.history import barred
from crmsh_py.verify.options.judging import Version, option_verdicts, release, spelling
from crmsh_py.verify.options.said import Verdict, Verdicts
from crmsh_py.verify.options.unusual import Operations
from crmsh_py.verify.view import Operation, Primitive, View
from crmsh_py.verify.view.pairs import META

_NOT_OPTIONS = frozenset({"id", "name", "description"})


def operation_options(view: View, _: Primitive, ops: Operations) -> Iterator[Diagnostic]:
    """Report options of operations that are unknown, or cannot have their values."""
    known = release(view)
    roles: list[tuple[Operation, Verdict]] = []
    for op in ops:
        for name, value in op.options.items():
            if name not in _NOT_OPTIONS:
                for verdict in operation_verdicts(name, value, known):
                    if verdict.code == "deprecated-value" and name == "role":
                        roles.append((op, verdict))
                    else:
                        yield _of(op, verdict, name)
    yield from _old_roles(roles)


def _of(op: Operation, verdict: Verdict, name: str) -> Diagnostic:
    words = f"op {op.name}: {verdict.words}"
    pair = f"{name}={op.options[name]}"
    return replace(verdict, words=words).of(op.element, op.name, pair)


def _old_roles(found: list[tuple[Operation, Verdict]]) -> Iterator[Diagnostic]:
    """Report the roles of a resource's operations that have newer names, all in one."""
    if found:
        op, first = found[0]
        hints = list(dict.fromkeys(verdict.hint or "" for _, verdict in found))
        others = [hint.removeprefix("write ") for hint in hints[1:]]
        yield _of(op, replace(first, hint=" and ".join([hints[0], *others])), "role")


@lru_cache(maxsize=4096)
def operation_verdicts(name: str, value: str, release_: Version) -> Verdicts:
    """Return what is wrong with an option of operations."""
    option = operation().get(name)
    if option is not None:
        return tuple(option_verdicts(option, value, release_))
    if name in barred("op", META):
        return ()
    if name in resource_meta():
        words = f"{name!r} is a meta attribute of resources, so that it has no effect here"
        return (Verdict("misplaced-option", words, hint="write it behind 'meta'"),)
    if name == "OCF_CHECK_LEVEL":
        words = f"{name!r} is a parameter of the operation, not a meta attribute"
        return (Verdict("misplaced-option", words, hint="write it behind 'op_params'"),)
    return _unknown(name)


@lru_cache(maxsize=1024)
def _unknown(name: str) -> Verdicts:
    hint = spelling(name, operation())
    words = f"Pacemaker knows no option {name!r} of operations, so that it has no effect"
    return () if hint is None else (Verdict("unknown-operation-option", words, hint=hint),)
