"""A text of commands judged: what is wrong with it as a text, and with what it makes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from crmsh_py import proposals, xmltree
from crmsh_py.agents.library import Library
from crmsh_py.commands.context import Context
from crmsh_py.commands.interpreting import Bound
from crmsh_py.commands.lint.building import Building, attempt, load, with_errors
from crmsh_py.commands.lint.doubts import undoubted
from crmsh_py.commands.lint.pointing import Places
from crmsh_py.commands.lint.reading import Line, Script
from crmsh_py.commands.lint.scratch import scratch
from crmsh_py.diagnostics import CrmError, Diagnostic
from crmsh_py.grammar import tree
from crmsh_py.model.cib import Cib
from crmsh_py.model.define import define
from crmsh_py.model.empty import EMPTY_CIB
from crmsh_py.model.given import Given
from crmsh_py.model.references import suggested
from crmsh_py.source import Location, Source, Span
from crmsh_py.verify.allowances import allowances, codes_in
from crmsh_py.verify.checks import Only, check
from crmsh_py.verify.policy import Allowance, Allowances
from crmsh_py.xmltree import Element

_IN_MEMORY = frozenset(
    {"delete", "rename", "erase", "modgroup", "set", "unset", "copy", "undo", "redo"}
)
"""Commands of `configure` that change the working configuration, and need nothing else for it."""
_UNSEEN = frozenset({"load", "edit", "filter", "upgrade", "refresh"})
_UNSEEN_LEVELS = frozenset({"template", "cib", "cibstatus", "convert"})
"""What may change it in a way that nobody knows who does not carry it out."""
_OF_A_WHOLE = (tree.Node, tree.Options)
"""What a whole configuration says: its nodes, or what holds for all."""
_NO_FENCING = "no-fencing"
_ABSENT = frozenset({"no-such-object", "dangling-reference", "no-such-value"})


@dataclass(frozen=True, slots=True)
class Judged:
    """All that is wrong with a file, each with its place, and what its comments allow.

    `located` gives findings about objects their places in the file.  Only where everything is
    there and without errors, `is_whole`, what is not found is known not to be so.
    """

    found: Sequence[Diagnostic]
    allowances: Allowances
    located: Callable[[Sequence[Diagnostic]], list[Diagnostic]]
    is_whole: bool = True


def judge(
    context: Context, script: Script, base: Element | None, library: Library, *, fragment: bool
) -> Judged:
    """Judge a text as loaded onto a base or, without one, by itself."""
    root = xmltree.parse(EMPTY_CIB, "an empty CIB") if base is None else base
    here = scratch(context, root)
    is_whole = base is not None or (script.is_configuration and not fragment)
    givens = [one.given for one in script.lines if one.given is not None]
    building = Building(Cib(xmltree.copy_document(root)), is_whole)
    with_errors(script, building)
    if script.is_configuration:
        load(building, givens, script.text)
    else:
        _carry_out(building, script, here)
    places = Places(givens, script.name)
    found = _checked(building, base, library) if building.is_made and givens else []
    if base is None and not any(isinstance(one.statement, _OF_A_WHOLE) for one in givens):
        found = [_or_a_part(one) for one in found]

    def located(some: Sequence[Diagnostic]) -> list[Diagnostic]:
        return [places.located(one, building.cib) for one in some]

    allowed = allowances(building.cib) | _allowed_by_commands(script)
    return Judged(
        [*building.problems, *undoubted(located(found), building, givens)],
        allowed,
        located,
        building.complete and building.is_made and not building.spoilt,
    )


def _or_a_part(one: Diagnostic) -> Diagnostic:
    """Return a finding that a text has perhaps because it is a part, with the way out of that."""
    if one.code != _NO_FENCING:
        return one
    return replace(one, hint=f"{one.hint}; if this is a part of a configuration, '--fragment'")


def _allowed_by_commands(script: Script) -> Allowances:
    """Return what comments above commands allow: they stand above no object, so of the whole."""
    lines = (line for line in script.lines if line.bound is None or line.bound.given is None)
    comments = (comment.split("\n") for line in lines for comment in line.raw.comments)
    return frozenset(Allowance(code) for comment in comments for code in codes_in(comment))


def _checked(building: Building, base: Element | None, library: Library) -> list[Diagnostic]:
    """Return what is wrong with what was made.

    A text is judged as the commit of it would be: what is new may be an error that is a warning
    elsewhere, else a pipeline passes what cannot be loaded.  What the base has does not count.
    """
    found = check(building.cib, library)
    old = [] if base is None else check(Cib(base), library, Only.those(found))
    known = {(one.code, one.message) for one in old}
    new = [one for one in found if (one.code, one.message) not in known]
    return [proposals.stricter(one) for one in suggested(building.cib, new)]


# ------------------------------------------------------------------ commands in their order


def _carry_out(building: Building, script: Script, here: Context) -> None:
    """Carry out, in memory, what can be: statements, and commands that only change objects."""
    session = here.session
    session.edit("lint", lambda _cib: [])  # from here on there is a working copy
    building.cib = session.cib
    building.stand_ins.put_into(building.cib)
    for line in script.lines:
        bound = line.bound
        if bound is None or bound.command is None:
            continue
        if bound.given is not None:
            _state(building, here, bound.given)
        elif bound.command.name in _IN_MEMORY and _level(line, bound) == "configure":
            _change(building, here, bound)
        elif _is_unseen(bound, _level(line, bound)):
            building.complete = False
            building.spoilt.add("")


class _RefusedError(Exception):
    """Carries what is wrong with a statement out of an edit, which would look for near names."""

    def __init__(self, error: CrmError) -> None:
        super().__init__(str(error))
        self.error = error


def _state(building: Building, here: Context, given: Given) -> None:
    def define_it(cib: Cib) -> list[str]:
        try:
            return define(cib, given)
        except CrmError as error:
            raise _RefusedError(error) from None

    def carry_out() -> None:
        try:
            here.session.edit("", define_it)
        except _RefusedError as refused:
            raise refused.error from None

    attempt(building, given, carry_out)


def _level(line: Line, bound: Bound) -> str:
    """Return the level that a command is of."""
    return line.levels[-1].strip("/") if line.levels else (bound.path or ("",))[-1]


def _is_unseen(bound: Bound, level: str) -> bool:
    assert bound.command is not None
    return bound.command.name in _UNSEEN or level in _UNSEEN_LEVELS


def _change(building: Building, here: Context, bound: Bound) -> None:
    try:
        bound.call(here)
    except CrmError as error:
        for problem in error.diagnostics:
            if building.complete or problem.code not in _ABSENT:
                building.problems.append(_placed(problem, bound.source))
        building.spoilt.add("")


def _placed(problem: Diagnostic, source: Source) -> Diagnostic:
    if problem.location is not None:
        return problem
    end = len(source.text.split(maxsplit=1)[0])
    return replace(problem, location=Location(source, Span(0, end)))
