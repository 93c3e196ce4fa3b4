"""`why` and `scores`: what makes a resource run where it does, or not at all."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from crmsh_py.backends.base import Snapshot
from crmsh_py.cells import padded, widest
from crmsh_py.commands.context import Context, Reply
from crmsh_py.commands.declare import Arguments, Level, Parameter
from crmsh_py.commands.parameters import RESOURCE
from crmsh_py.commands.resource.choice import the_resource
from crmsh_py.commands.resource.operations import as_grid, columns
from crmsh_py.commands.status.sources import current, has_status
from crmsh_py.commands.styled import Line, Piece, heading, line
from crmsh_py.diagnostics import CrmError, Diagnostic
from crmsh_py.grammar.kinds import Kind
from crmsh_py.model.cib import Cib
from crmsh_py.model.vocabulary import RESOURCES
from crmsh_py.pacemaker.reasons import Explanation, Placement, Reason, Situation, explain
from crmsh_py.pacemaker.reasons.history import status_of
from crmsh_py.pacemaker.simulation import (
    Score,
    Simulation,
    score_text,
    simulate,
    simulate_if_possible,
)
from crmsh_py.pacemaker.state import base_id
from crmsh_py.spelling import did_you_mean

_HEADINGS = ("RESOURCE", "NODE", "SCORE", "PROMOTION")
_TRY = "id"
"""The style of what one can type."""

_GAP = "  "
_OF_CONFIGURATION = frozenset(
    {
        *("disabled", "stop-all-resources", "maintenance-mode", "unmanaged", "none-wanted"),
        "no-fencing-device",
    }
)
"""The reasons that a configuration alone gives."""


def add_commands(level: Level) -> None:
    """Declare the commands of this module in a level."""
    resource = replace(RESOURCE, tags=tuple(RESOURCES))
    level.command(
        resource, Parameter("node", Kind.NODE_NAME, meaning="only what is to be said of this node")
    )(why)
    if level.name == "resource":
        level.command(replace(resource, required=False, meaning="default: all resources"))(scores)


# ------------------------------------------------------------------ why


def why(context: Context, arguments: Arguments) -> Reply:
    """Say in words why a resource runs where it runs, or why it does not run.

    First the verdict; then the reasons, the most decisive first, each with what to type to change
    it; then each node with the score that the resource has there, and what speaks against it or for
    it. With a node, all that is to be said about that one. Of a CIB in a file, its status section
    counts. Without Pacemaker's tools there are no scores, and the rest is an estimate.

    Example:
        why web
    """
    snapshot = current(context)
    situation = _situation(context, snapshot)
    word, node = _named(situation.cib, arguments["resource"]), arguments["node"]
    _check(situation, word, node)
    answer, known = explain(situation, word), has_status(snapshot.root)
    text = told(answer, node, known=known)
    return Reply(
        text,
        records=tuple(_records(answer, node, known=known)),
        notes=tuple(_notes(context, situation, known=known)),
        view=tuple(_styled(text)),
    )


def _styled(text: str) -> Iterator[Line]:
    """Yield the answer for terminals: the verdict as a heading, what to type set apart."""
    verdict, *rest = text.splitlines()
    yield heading(verdict)
    for one in rest:
        words = one.removeprefix(_GAP)
        yield line(
            int(words != one), Piece(words, _TRY if words.lstrip().startswith("try: ") else "")
        )


def told(answer: Explanation, node: str | None = None, *, known: bool = True) -> str:
    """Return an explanation as text, of one node if that is named; `known`: there is a status."""
    reasons = _valid(answer, known=known)
    first = _first_line(answer, reasons, node, known=known)
    shown = [one for one in reasons if one.text not in first]
    lines = [first]
    lines += [f"{_GAP}try: {one.hint}" for one in reasons[:1] if one.hint and one.text in first]
    lines += _reason_lines([*shown, *_next(answer, first)])
    placements = [one for one in answer.placements if node in (None, one.node)]
    lines += _table(placements, whole=node is not None) if known else ()
    return "".join(f"{line}\n" for line in lines)


def _valid(answer: Explanation, *, known: bool) -> list[Reason]:
    """Return the reasons; without a status only those that the configuration alone gives."""
    return [one for one in answer.reasons if known or one.code in _OF_CONFIGURATION]


def _situation(context: Context, snapshot: Snapshot) -> Situation:
    cib, tools = Cib(snapshot.root), context.tools_at_hand
    simulation = None
    if tools is not None and has_status(snapshot.root):
        simulation = simulate_if_possible(tools, snapshot.xml)
    status, now = status_of(cib, simulation), datetime.now(UTC)
    return Situation(cib, status, simulation, now, estimated=simulation is None)


def _named(cib: Cib, word: str) -> str:
    """Return the id that a word means: of an instance such as `web:0` that of its primitive."""
    base = base_id(word)
    return base if cib.find(word) is None and cib.resource(base) is not None else word


def _check(situation: Situation, word: str, node: str | None) -> None:
    """Refuse what is no resource, and no orphan that still runs; and what is no node."""
    problems: list[Diagnostic] = []
    orphan = any(base_id(one.id) == word for one in situation.status.resources)
    if not orphan or situation.cib.find(word) is not None:
        try:
            the_resource(situation.cib, word)
        except CrmError as error:
            problems += error.diagnostics
    if node is not None and node not in situation.nodes:
        known = ", ".join(situation.nodes) or "none"
        hint = did_you_mean(node, situation.nodes) or f"nodes: {known}"
        text = f"there is no node {node!r}"
        problems.append(Diagnostic("no-such-object", text, subject=node, hint=hint))
    if problems:
        raise CrmError(*problems)


def _first_line(
    answer: Explanation, reasons: Sequence[Reason], node: str | None, *, known: bool
) -> str:
    if not known:
        return f"where {answer.rsc} runs is not known: there is no status"
    state = answer.state if node is None else _on_node(answer, node)
    return state if answer.runs or not reasons else f"{state}: {reasons[0].text}"


def _on_node(answer: Explanation, node: str) -> str:
    here = any(one.node == node and one.role for one in answer.placements)
    return f"{answer.rsc} {'runs' if here else 'does not run'} on {node}"


def _next(answer: Explanation, first: str) -> Iterator[Reason]:
    told = {one.text for one in answer.reasons}
    return (one for one in answer.upcoming if one.text not in told and one.text not in first)


def _reason_lines(reasons: Iterable[Reason]) -> Iterator[str]:
    for one in reasons:
        yield f"{_GAP}{one.text}"
        if one.hint:
            yield f"{_GAP}{_GAP}try: {one.hint}"


def _table(placements: Sequence[Placement], *, whole: bool) -> Iterator[str]:
    """Yield a line for each node: its score, and the decisive words; `whole`: all words."""
    scores = ["?" if one.score is None else score_text(one.score) for one in placements]
    wide = widest(one.node for one in placements)
    deep = max(map(len, scores), default=0)
    for one, score in zip(placements, scores, strict=True):
        known = f"{score:>{deep}}{_GAP}" if set(scores) != {"?"} else ""
        first, *more = list(_words(one))
        yield f"{_GAP}{padded(one.node, wide)}{_GAP}{known}{first}".rstrip()
        margin = " " * (len(_GAP) + wide + len(_GAP) + len(known))
        yield from (f"{margin}{line}" for line in more if whole)


def _words(one: Placement) -> Iterator[str]:
    """Yield what is to be said of a node, the decisive words first."""
    made = ", ".join(each.text for each in one.inducements)
    against = [
        f"{each.text}{f' (try: {each.hint})' if each.hint else ''}" for each in one.obstacles
    ]
    role = "" if one.role == "Started" else f" ({one.role})"
    here = f"runs here{role}" if one.role else ""
    free = "" if one.remark is None else one.remark.text
    if not against:
        yield ": ".join(filter(None, (here or free, made)))
        return
    first, *more = against
    yield f"{here}, but {first}" if here else first
    yield from more
    if made:
        yield f"for it speaks {made}"


def _notes(context: Context, situation: Situation, *, known: bool) -> Iterator[str]:
    if situation.estimated and known:
        yield (
            "estimated: Pacemaker's crm_simulate is not there or has no answer;"
            " this is what configuration and history say"
        )
    if context.has_changes:
        yield "this is about what is committed; pending changes do not count"


def _records(answer: Explanation, node: str | None, *, known: bool) -> Iterator[dict[str, Any]]:
    yield {
        "kind": "verdict",
        "id": answer.rsc,
        "type": answer.kind,
        "runs": answer.runs if known else None,
        "text": answer.state if known else "",
    }
    for one in (*_valid(answer, known=known), *answer.upcoming):
        yield {"kind": "reason", **_record(one)}
    for place in answer.placements if known else ():
        if node in (None, place.node):
            yield {
                "kind": "placement",
                "id": answer.rsc,
                "node": place.node,
                "role": place.role or None,
                "score": place.score,
                "obstacles": [_record(one) for one in place.obstacles],
                "inducements": [_record(one) for one in place.inducements],
                "remark": None if place.remark is None else _record(place.remark),
            }


def _record(reason: Reason) -> dict[str, Any]:
    return {
        "code": reason.code,
        "text": reason.text,
        "subject": reason.subject or None,
        "node": reason.node or None,
        "hint": reason.hint or None,
    }


# ------------------------------------------------------------------ scores


def scores(context: Context, arguments: Arguments) -> Reply:
    """Show how much the scheduler wants each resource on each node.

    Allocation scores, and for what can be promoted the promotion scores; of one resource, with its
    members and instances. Of a CIB in a file, its status section counts.

    Example:
        scores web
    """
    snapshot = current(context)
    word = arguments["resource"]
    ids = None if word is None else _inside(Cib(snapshot.root), word)
    found = _rows(simulate(context.scheduler, snapshot.xml, to_the_end=False))
    rows = [one for one in found if ids is None or _belongs(one[0], ids)]
    notes = () if rows else ("there are no scores",)
    named = _in_words(rows)
    text = columns([_HEADINGS, *named]) if named else ""
    records = tuple(map(_score_record, rows))
    return Reply(text, records=records, notes=notes, view=as_grid(_HEADINGS, named))


_Row = tuple[str, str, int | None, int | None]


def _inside(cib: Cib, word: str) -> frozenset[str]:
    element = the_resource(cib, word)
    return frozenset(one.get("id", "") for one in element.iter(*RESOURCES))


def _belongs(resource: str, ids: frozenset[str]) -> bool:
    """Tell whether scores are of a resource: of an instance, or of what a bundle makes."""
    return base_id(resource) in ids or any(resource.startswith(f"{one}-") for one in ids)


def _rows(simulation: Simulation) -> list[_Row]:
    """Return resource, node, allocation and promotion score, each pair once, the last said."""
    found: dict[tuple[str, str], dict[bool, Score]] = {}
    for one in simulation.scores:
        found.setdefault((one.resource, one.node), {})[one.promotion] = one
    rows = []
    for (resource, node), both in found.items():
        allocation, promotion = both.get(False), both.get(True)
        rows.append(
            (
                resource,
                node,
                None if allocation is None else allocation.value,
                None if promotion is None else promotion.value,
            )
        )
    order = {resource: at for at, (resource, *_) in reversed(list(enumerate(rows)))}
    return sorted(rows, key=lambda row: order[row[0]])


def _in_words(rows: Sequence[_Row]) -> list[tuple[str, ...]]:
    return [
        (resource, node or "-", *("" if one is None else score_text(one) for one in values))
        for resource, node, *values in rows
    ]


def _score_record(row: _Row) -> dict[str, Any]:
    resource, node, allocation, promotion = row
    return {
        "kind": "score",
        "resource": resource,
        "node": node or None,
        "score": allocation,
        "promotion": promotion,
    }
