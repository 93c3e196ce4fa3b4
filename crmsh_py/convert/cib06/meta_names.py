"""The names of meta attributes, old and new: data.

The 0.6.6 engine took them from the XML attributes of a resource, its meta attributes and its
instance attributes alike (lib/crm/pengine/complex.c).
"""

from collections.abc import Mapping

MOVED: frozenset[str] = frozenset(
    {
        *("resource-stickiness", "resource-failure-stickiness", "allow-migrate"),
        *("globally-unique", "target-role", "is-managed", "priority", "multiple-active"),
        *("restart-type", "notify", "ordered", "interleave", "collocated", "clone-max"),
        *("clone-node-max", "promoted-max", "promoted-node-max", "migration-threshold"),
        *("failure-timeout", "start-prereq", "start-timeout", "stop-timeout", "on-stopfail"),
    }
)
"""Meta attributes (by their names of today) that instance attributes could hold."""

_RENAMED: Mapping[str, str] = {
    "master-max": "promoted-max",
    "master-node-max": "promoted-node-max",
    "master-slave": "promotable",
}

PROMOTABLE: frozenset[str] = frozenset({"master_slave", "master"})
"""The tags of clones that can be promoted."""

NOT_META: frozenset[str] = frozenset({"id", "class", "provider", "type", "description"})
"""XML attributes of a resource that are what they were."""

WITHOUT_EFFECT: frozenset[str] = frozenset(
    {"notify-confirm", "generated", "crm-debug-origin", "max-instances", "dangling"}
)
"""Attributes that no version of the engine read."""

DEFAULTS: Mapping[str, str] = {
    "globally-unique": "false",
    "notify": "false",
    "interleave": "false",
}
"""What holds today without the attribute, whatever the parent of the resource says."""

OF_CLONES: frozenset[str] = frozenset(
    {
        *("clone-max", "clone-node-max", "promoted-max", "promoted-node-max"),
        *("globally-unique", "notify", "ordered", "interleave", "promotable", "clone-min"),
    }
)
"""Meta attributes that only a clone has a use for."""

BOOLEANS: frozenset[str] = frozenset(
    {
        *("is-managed", "notify", "ordered", "interleave", "collocated", "globally-unique"),
        *("allow-migrate", "promotable"),
    }
)


def today(name: str) -> str:
    """Return what a meta attribute is called now."""
    hyphenated = name.replace("_", "-")
    return _RENAMED.get(hyphenated, hyphenated)


def is_meta(name: str) -> bool:
    """Tell whether an instance attribute was one of the resource itself, not of its agent."""
    return today(name) in MOVED


def is_true(value: str) -> bool:
    """Tell whether the engine took a value for true (crm_str_to_boolean)."""
    return value.strip().lower() in {"true", "on", "yes", "y", "1"}


def is_false(value: str) -> bool:
    """Tell whether the engine took a value for false."""
    return value.strip().lower() in {"false", "off", "no", "n", "0"}
