"""Checks of properties and meta attributes by themselves: names, values, ages."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from crmsh_py.diagnostics import Diagnostic, Severity
from crmsh_py.options.option import Options
from crmsh_py.options.tables import (
    clone_meta,
    group_meta,
    properties,
    resource_meta,
)
from crmsh_py.verify.check import Findings, OfContainer, OfPrimitive, OfWhole
from crmsh_py.verify.history import barred
from crmsh_py.verify.options.judging import CODES, Version, option_verdicts, release, spelling
from crmsh_py.verify.options.said import Judge, Verdict, Verdicts, judged
from crmsh_py.verify.view import Container, Primitive, View
from crmsh_py.verify.view.pairs import META

_STORED = re.compile(
    r".*_REPL_INFO|.*-shutdown-lock|(?:hana|lpa|sap)[a-z]*_.*|maint-.*|site-.*|hostlist|azure.*"
    r"|#.*|.*:.*"
)
"""Names under which agents and tools keep notes of theirs among the properties."""
_OF_OPERATIONS = frozenset({"timeout", "interval", "on-fail", "start-delay", "interval-origin"})


# -- properties


def cluster_properties(view: View) -> Iterator[Diagnostic]:
    """Report properties that are unknown, cannot have their values, or are out of date."""
    section = view.cib.section("crm_config")
    if section is not None:
        known = release(view)
        for said, verdict in judged(
            section,
            "cluster_property_set",
            view.properties,
            lambda name, value: _property(name, value, known),
        ):
            yield verdict.of(said.nvset, *said.at)


def _property(name: str, value: str, release_: Version) -> Verdicts:
    option = properties().get(name)
    if option is not None:
        return () if option.written else tuple(option_verdicts(option, value, release_))
    if name in barred("cluster_property_set") or _STORED.fullmatch(name):
        return ()
    return (_misplaced_property(name, value) or _unknown_property(name),)


def _misplaced_property(name: str, value: str) -> Verdict | None:
    if name in _OF_OPERATIONS:
        where = "op_defaults"
    elif name in resource_meta() or name in clone_meta():
        where = "rsc_defaults"
    else:
        return None
    words = f"{name!r} is no property of the cluster, so that it has no effect here"
    hint = spelling(name, properties()) or f"write '{where} {name}={value}'"
    return Verdict("misplaced-option", words, hint=hint)


def _unknown_property(name: str) -> Verdict:
    words = f"Pacemaker knows no property {name!r}, so that it has no effect"
    return Verdict("unknown-property", words, hint=spelling(name, properties()))


# -- meta attributes


def primitive_meta(view: View, primitive: Primitive) -> Findings:
    """Report meta attributes of a primitive (or template) that are not as they should be."""
    own = primitive.own_meta
    return _primitive_meta(view, primitive) if own.always or own.sometimes else ()


def _primitive_meta(view: View, primitive: Primitive) -> Iterator[Diagnostic]:
    judge = meta_judge("template" if _is_shared(primitive) else "primitive", release(view))
    for said, verdict in judged(primitive.element, META, primitive.own_meta, judge):
        parameter = verdict.code == "unknown-meta-attribute" and _is_parameter(
            view, primitive, said.name
        )
        yield (_parameter(said.name) if parameter else verdict).of(said.nvset, *said.at)


def container_meta(view: View, container: Container) -> Findings:
    """Report meta attributes of a group, clone or bundle that are not as they should be."""
    own = container.meta
    return _container_meta(view, container) if own.always or own.sometimes else ()


def _container_meta(view: View, container: Container) -> Iterator[Diagnostic]:
    judge = meta_judge(container.tag, release(view))
    for said, verdict in judged(container.element, META, container.meta, judge):
        if not (container.tag == "master" and verdict.code == "deprecated-option"):
            yield verdict.of(said.nvset, *said.at)  # that 'master' is one of old is told elsewhere


def _is_shared(primitive: Primitive) -> bool:
    """Tell whether its meta attributes may be meant for something around it."""
    return primitive.is_template or (
        primitive.outer is not None and primitive.outer.tag == "bundle"
    )


def _is_parameter(view: View, primitive: Primitive, name: str) -> bool:
    agent = view.agent(primitive)
    return agent is not None and name in agent.parameters


def _parameter(name: str) -> Verdict:
    words = f"{name!r} is a parameter of the agent, not a meta attribute: it has no effect here"
    return Verdict("misplaced-option", words, hint="write it behind 'params'")


@cache
def meta_judge(kind: str, release_: Version) -> Judge:
    """Return what judges the meta attributes of a kind of resource."""
    return lambda name, value: _meta(kind, name, value, release_)


@lru_cache(maxsize=4096)
def _meta(kind: str, name: str, value: str, release_: Version) -> Verdicts:
    known = _known(kind)
    option = known.get(name)
    if option is not None:
        return tuple(option_verdicts(option, value, release_))
    if name in barred("primitive", META):
        return ()
    return (_misplaced_meta(kind, name, value) or _unknown_meta(kind, name),)


@cache
def _known(kind: str) -> Options:
    """Return the options that make sense somewhere around what is of a kind."""
    if kind in {"template", "rsc_defaults"}:  # who inherits them may be of any kind
        return {**resource_meta("clone"), **group_meta()}
    return resource_meta(kind)


def _misplaced_meta(kind: str, name: str, value: str) -> Verdict | None:
    if name in clone_meta():
        words, hint = (
            f"{name!r} has an effect on clones only",
            "set it on the clone, or take it out",
        )
    elif name in group_meta():
        words, hint = (
            f"{name!r} has an effect on groups only",
            "set it on the group, or take it out",
        )
    elif name in _OF_OPERATIONS:
        words = f"{name!r} is an option of operations, so that it has no effect here"
        own = f"write it behind an 'op', or for all resources 'op_defaults {name}={value}'"
        hint = f"write 'op_defaults {name}={value}'" if kind == "rsc_defaults" else own
    elif name in properties():
        words = f"{name!r} is a property of the cluster, so that it has no effect here"
        hint = f"write 'property {name}={value}'"
    else:
        return None
    return Verdict("misplaced-option", words, hint=hint)


@lru_cache(maxsize=1024)
def _unknown_meta(kind: str, name: str) -> Verdict:
    hint = spelling(name, _known(kind))
    words = f"Pacemaker knows no meta attribute {name!r}"
    if hint is None:  # people may keep what they like in such names, and use it in rules
        return Verdict("unknown-meta-attribute", words, Severity.INFO)
    return Verdict("unknown-meta-attribute", f"{words}, so that it has no effect", hint=hint)


CHECKS = (
    OfWhole(("unknown-property", *CODES), cluster_properties),
    OfPrimitive(("unknown-meta-attribute", *CODES), primitive_meta, templates=True),
    OfContainer(("unknown-meta-attribute", *CODES), container_meta),
)
