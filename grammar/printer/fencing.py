"""The fencing topology into text."""

import re
from collections.abc import Iterator
from itertools import groupby

from crmsh_py.grammar import tree
from crmsh_py.grammar.levels import Numbers
from crmsh_py.grammar.lexical import quote, quote_name
from crmsh_py.grammar.printer.values import Mask, join, setting

_PLAIN_REGEX = re.compile(r"[\w./*+?^$|()\[\]{},@-]+", re.ASCII)
_KINDS = ("attr:", "pattern:")


def topology(topology: tree.FencingTopology, _mask: Mask) -> Iterator[str]:
    """Yield the parts of a topology: a target and its levels each, as long as it stays the same."""
    numbers = Numbers()
    head = "fencing_topology"
    for target, levels in groupby(topology.levels, lambda level: level.target):
        words = [_level(level, numbers) for level in levels]
        if target is None:
            head = join((head, *words))
            continue
        if head:
            yield head
        head = ""
        yield join((_target(target), *words))
    if head:
        yield head


def _level(level: tree.FencingLevel, numbers: Numbers) -> str:
    said = level.index if level.index != numbers.next(level.target) else None
    numbers.note(level.target, level.index)
    devices = ",".join(device.text for device in level.devices)
    return join((setting("$id", level.id), setting("index", said), devices))


def _target(target: tree.FencingTarget) -> str:
    match target.kind:
        case "attr":
            return f"attr:{quote_name(target.name)}={quote(target.value or '')}"
        case "pattern":
            plain = _PLAIN_REGEX.fullmatch(target.name)
            return f"pattern:{target.name if plain else quote(target.name)}"
    name = target.name
    if name.lower().startswith(_KINDS):  # the colon is no part of a kind
        kind, _, rest = name.partition(":")
        return f"{kind}\\:{quote(rest) if rest else ''}:"
    return f"{quote(name)}:"
