"""Tracing of resource agents: the parameter `trace_ra` of operations, set and taken off again.

Agents that use the shell functions of resource-agents write what they do when an operation has
`trace_ra=1` (ocf-shellfuncs, `ocf_start_trace`); `trace_dir` is the folder, if not their own.
"""

from collections.abc import Iterator, Sequence

from crmsh_py import xmltree
from crmsh_py.diagnostics import CrmError, Diagnostic
from crmsh_py.model.adding import add_pair, plain_sets
from crmsh_py.model.cib import Cib
from crmsh_py.model.times import milliseconds, same_time
from crmsh_py.xmltree import Element

TRACE, FOLDER = "trace_ra", "trace_dir"
PROBE = "probe"
_PARAMS = "instance_attributes"
_ALWAYS = ("start", "stop")
"""Operations that every resource has, configured or not."""
_ONCE = frozenset({"start", "stop", "promote", "demote", "migrate_to", "migrate_from", "notify"})
"""Operations that the cluster carries out when it comes to that, configured or not."""


def trace(
    cib: Cib, primitive: Element, words: Sequence[str | None], folder: str | None
) -> list[str]:
    """Have operations of a primitive traced; return a line for each.

    `words` are the operation and its interval: without one all are meant, start and stop
    included.  Raises CrmError (no-such-value).
    """
    lines = []
    for op in _to_trace(cib, primitive, *words):
        values = {TRACE: "1", **({FOLDER: folder} if folder is not None else {})}
        done = [_give(cib, op, name, value) for name, value in values.items()]
        lines.append(f"{_named(op)} {'is' if any(done) else 'was already'} traced")
    return lines


def untrace(cib: Cib, primitive: Element, words: Sequence[str | None]) -> list[str]:
    """Take tracing off operations of a primitive, and the operations that it made.

    Raises CrmError (no-such-value) if none is traced.
    """
    traced = [op for op in _matching(primitive, *words) if _pairs(op)]
    if not traced:
        id_ = primitive.get("id", "")
        message = f"no operation of {id_!r} is traced"
        if any(_pairs(op) for op in _operations(primitive)):
            message = f"that operation of {id_!r} is not traced"
        raise CrmError(Diagnostic("no-such-value", message, subject=id_))
    lines = []
    for op in traced:
        lines.append(f"{_named(op)} is traced no more")
        _take_off(cib, primitive, op)
    return lines


# ------------------------------------------------------------------ which operations


def _operations(primitive: Element) -> list[Element]:
    return list(primitive.iterfind("operations/op"))


def _named(op: Element) -> str:
    interval = op.get("interval", "0")
    name = op.get("name", "")
    if milliseconds(interval) == 0:
        return PROBE if name == "monitor" else name
    return f"{name} every {interval}"


def _matching(primitive: Element, name: str | None, interval: str | None) -> list[Element]:
    """Return the operations of a primitive that words name."""
    if name == PROBE:
        name, interval = "monitor", "0"
    return [
        op
        for op in _operations(primitive)
        if name in {None, op.get("name")}
        and (interval is None or same_time(op.get("interval", "0"), interval))
    ]


def _to_trace(
    cib: Cib, primitive: Element, name: str | None, interval: str | None
) -> Iterator[Element]:
    """Yield the operations to trace; those that a template has, or nobody, are made."""
    template = cib.find(primitive.get("template", ""))
    own = _matching(primitive, name, interval)
    yield from own
    theirs = [] if template is None else _matching(template, name, interval)
    for op in theirs:
        if not _like(_operations(primitive), op.get("name"), op.get("interval", "0")):
            yield _make(cib, primitive, op.get("name", ""), op.get("interval", "0s"), op)
    if name is None:
        for one in _ALWAYS:
            if not _like(_operations(primitive), one, "0"):
                yield _make(cib, primitive, one, "0s")
    elif not own and not theirs:
        yield _make_named(cib, primitive, name, interval)


def _like(ops: Sequence[Element], name: str | None, interval: str) -> list[Element]:
    alike = (op for op in ops if op.get("name") == name)
    return [op for op in alike if same_time(op.get("interval", "0"), interval)]


def _make_named(cib: Cib, primitive: Element, name: str, interval: str | None) -> Element:
    """Make an operation that the cluster carries out anyway; others must be there."""
    name, interval = ("monitor", "0") if name == PROBE else (name, interval)
    is_probe = name == "monitor" and interval is not None
    if (name in _ONCE or is_probe) and milliseconds(interval or "0") == 0:
        return _make(cib, primitive, name, "0s")
    id_ = primitive.get("id", "")
    what = f"{name} every {interval}" if interval else f"operation {name!r}"
    known = ", ".join(map(_named, _operations(primitive)))
    hint = f"it has: {known}" if known else "it has none; start, stop and probe need not be there"
    raise CrmError(
        Diagnostic("no-such-value", f"{id_!r} has no {what}", subject=interval or name, hint=hint)
    )


# ------------------------------------------------------------------ making and taking off


def _made_id(primitive: Element, name: str, interval: str) -> str:
    """Return the id by which `untrace` knows an operation that `trace` made."""
    return f"{primitive.get('id')}-trace-{name}-{interval}"


def _make(
    cib: Cib, primitive: Element, name: str, interval: str, like: Element | None = None
) -> Element:
    """Make an operation; it overrides that of the template, and so says all that this one says."""
    holder = primitive.find("operations")
    if holder is None:
        holder = xmltree.new("operations")
        cib.insert(primitive, holder)
    if "id-ref" in holder.attrib:
        id_ = primitive.get("id", "")
        message = f"the operations of {id_!r} stand in {holder.get('id-ref')!r}"
        raise CrmError(Diagnostic("not-settable", message, subject=id_, hint="trace that resource"))
    op = xmltree.new("op", _attributes_of(like))
    for key, value in _made(primitive, name, interval).items():
        op.set(key, value)
    cib.insert(holder, op)
    for tag in (_PARAMS, "meta_attributes"):
        for pair in [] if like is None else _all_pairs(like, tag):
            add_pair(cib, op, tag, pair.get("name", ""), pair.get("value", ""))
    return op


def _made(primitive: Element, name: str, interval: str) -> dict[str, str]:
    return {"id": _made_id(primitive, name, interval), "name": name, "interval": interval}


def _attributes_of(op: Element | None) -> dict[str, str]:
    return {} if op is None else {str(key): str(value) for key, value in op.items()}


def _all_pairs(op: Element, tag: str) -> list[Element]:
    pairs = (pair for nvset in plain_sets(op, tag) for pair in nvset.iterfind("nvpair"))
    return [pair for pair in pairs if pair.get("name") is not None]


def _pairs(op: Element) -> list[Element]:
    return [one for one in _all_pairs(op, _PARAMS) if one.get("name") in {TRACE, FOLDER}]


def _give(cib: Cib, op: Element, name: str, value: str) -> bool:
    """Give an operation a parameter; tell whether that changed anything."""
    there = [one for one in _all_pairs(op, _PARAMS) if one.get("name") == name]
    if there and all(one.get("value") == value for one in there):
        return False
    for one in there:
        cib.set(one, "value", value)
    if not there:
        add_pair(cib, op, _PARAMS, name, value)
    return True


def _take_off(cib: Cib, primitive: Element, op: Element) -> None:
    """Remove the tracing of an operation; and it and its holder, if tracing made them."""
    for pair in _pairs(op):
        nvset = pair.getparent()
        assert nvset is not None
        cib.remove(pair)
        if len(nvset) == 0 and set(nvset.keys()) <= {"id"}:
            cib.remove(nvset)
    holder = op.getparent()
    assert holder is not None
    if _is_made_by_trace(cib, primitive, op):
        cib.remove(op)
        if len(holder) == 0 and not holder.keys():
            cib.remove(holder)


def _is_made_by_trace(cib: Cib, primitive: Element, op: Element) -> bool:
    """Tell whether an operation is still as `trace` made it, or as that of the template."""
    name, interval = op.get("name", ""), op.get("interval", "")
    made = _made(primitive, name, interval)
    if op.get("id") != made["id"]:
        return False
    template = cib.find(primitive.get("template", ""))
    theirs = [] if template is None else _like(_operations(template), name, interval)
    as_made = {**_attributes_of(theirs[0] if theirs else None), **made}
    return _attributes_of(op) == as_made and _values(op) == (_values(theirs[0]) if theirs else [])


def _values(op: Element) -> list[tuple[str | None, str | None]]:
    pairs = (*_all_pairs(op, _PARAMS), *_all_pairs(op, "meta_attributes"))
    return [(one.get("name"), one.get("value")) for one in pairs]
