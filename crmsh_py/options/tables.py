"""The tables of options, read when they are first asked for.

They are the JSON files of `schemas/options/`: one object a table, with the `options` in the order
in which manuals list them.
"""

import json
from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from crmsh_py.options.option import Option, Options, Renamed


@cache
def properties() -> Options:
    """Return the cluster's properties."""
    return _table("properties")


@cache
def resource_meta(kind: str = "primitive") -> Options:
    """Return the meta attributes of a kind of resource: primitive, group, clone, master, bundle.

    Those of clones and bundles include those of resources in general, which their members inherit.
    """
    more = _MORE_META.get(kind)
    return _any_resource_meta() if more is None else {**_any_resource_meta(), **more()}


@cache
def _any_resource_meta() -> Options:
    return _table("resource_meta")


@cache
def group_meta() -> Options:
    """Return the meta attributes that only groups have."""
    return _table("group_meta")


@cache
def clone_meta() -> Options:
    """Return the meta attributes that only clones have (and bundles, which are made of one)."""
    return _table("clone_meta")


@cache
def operation() -> Options:
    """Return what operations take, be it as attributes or as meta attributes."""
    return _table("operation")


@cache
def fencing() -> Options:
    """Return the parameters of fence devices that Pacemaker itself reads."""
    return _table("fencing")


@cache
def node() -> Options:
    """Return the node attributes that mean something to the cluster."""
    return _table("node")


@cache
def alert() -> Options:
    """Return the meta attributes of alerts and of their recipients."""
    return _table("alert")


@cache
def ticket() -> Options:
    """Return the options of dependences on tickets."""
    return _table("ticket")


_MORE_META: Mapping[str, Callable[[], Options]] = {
    "group": group_meta,
    "clone": clone_meta,
    "master": clone_meta,
    "bundle": clone_meta,
}


def _table(name: str) -> Options:
    text = (files("crmsh_py.schemas") / "options" / f"{name}.json").read_bytes()
    return {row["name"]: _option(row) for row in json.loads(text)["options"]}


def _option(row: Mapping[str, Any]) -> Option:
    """Return a row as an option: `values` are a list, or an object of what each of them does."""
    values = row.get("values", ())
    return Option(
        **{  # from JSON; a test checks the types
            **row,
            "values": tuple(values),
            "effects": values if isinstance(values, dict) else {},
            "also": {word: Renamed(*new) for word, new in row.get("also", {}).items()},
            "deprecated": "deprecated_since" in row or "until" in row,
        }
    )
