"""What the statements of a text make, in memory: a CIB, as far as it can be made.

Everything that is wrong is gathered; what a bad statement would have made gets a stand-in.
"""

import re
from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import dataclass, field, replace

from crmsh_py.commands.lint.reading import Script
from crmsh_py.commands.lint.stand_ins import StandIns, announced, wanted_kind
from crmsh_py.diagnostics import CrmError, Diagnostic
from crmsh_py.grammar import tree
from crmsh_py.grammar.script import edges
from crmsh_py.model import load as loading
from crmsh_py.model.cib import Cib
from crmsh_py.model.given import Given
from crmsh_py.model.naming import keyed, object_at
from crmsh_py.model.references import dangling, suggested
from crmsh_py.source import Source

DANGLING = "dangling-reference"
_REFERENCES = frozenset({DANGLING, "wrong-kind"})
_OWNER = re.compile(r" '(?P<id>[^']+)' refers to ")
_NO_NODE = "no-such-object"
_ROUNDS = 12
"""So often a text is loaded without what was wrong with it: a fault may only show behind others."""
_SAID_ID = re.compile(r"\bid=[\"']?(?P<id>[\w.-]+)")
_MOST_HINTS = 20
"""To look for near names takes as long as there are names."""


@dataclass(slots=True)
class Building:
    """A CIB that is made out of a text.

    `complete` says that nothing is there but what the CIB holds and the text makes: a reference to
    anything else is an error.  `broken` are the ids of statements with errors, with their
    keywords; `spoilt` all of these keywords, "" where nobody can tell; `early` what is referred to
    before it is made.
    """

    cib: Cib
    complete: bool
    problems: list[Diagnostic] = field(default_factory=list)
    stand_ins: StandIns = field(default_factory=StandIns)
    broken: dict[str, str] = field(default_factory=dict)
    spoilt: set[str] = field(default_factory=set)
    said: set[str] = field(default_factory=set)
    """Ids that statements with errors give to parts, or objects in XML."""
    early: dict[str, Diagnostic] = field(default_factory=dict)
    is_made: bool = True
    """Whether the CIB is what the text says, but for statements with errors."""
    hints_left: int = _MOST_HINTS

    def note_faulty(self, source: Source) -> None:
        """Note a statement that has errors."""
        told = announced(source)
        self.spoilt.add("" if told.keyword == "xml" else told.keyword)
        self.said.update(match["id"] for match in _SAID_ID.finditer(source.text))
        if told.keyword == "node":
            self.stand_ins.nodes.append(told.id)
        elif told.id:
            self.broken.setdefault(told.id, told.keyword)

    def tolerates(
        self, problem: Diagnostic, statement: tree.Statement, *, all_at_once: bool
    ) -> bool:
        """Take what is wrong with a statement; tell whether the statement may stay.

        It may if it refers to what is missing: that gets a stand-in, and is reported unless others
        are to blame for it.  Where it is reported, and not `all_at_once`, there is no stand-in:
        those who refer to it later are to be reported too.
        """
        id_ = problem.subject or ""
        is_fresh = id_ in self.stand_ins.fresh
        if id_ in self.stand_ins.names and not is_fresh:
            return False  # it is not what the statement needs: a fault of nobody
        is_broken = problem.code == DANGLING and self._is_broken(id_)
        excused = problem.code == DANGLING and (is_broken or not self.complete)
        if not (excused or self._is_for_nodes_elsewhere(problem, statement)):
            self.problems.append(self._hinted(problem))
        if problem.code != DANGLING or not (excused or all_at_once):
            self._expect(problem)
            return False
        if not is_broken:
            self._expect(problem)
        keyword = self.broken.get(id_) or wanted_kind(statement, id_)
        return is_fresh or self.stand_ins.add(id_, keyword)

    def _is_for_nodes_elsewhere(self, problem: Diagnostic, statement: tree.Statement) -> bool:
        """Tell whether levels have no target because the text leaves the nodes to the cluster."""
        is_about = isinstance(statement, tree.FencingTopology) and problem.code == _NO_NODE
        return is_about and not self.cib.root.findall("configuration/nodes/node")

    def _expect(self, problem: Diagnostic) -> None:
        """Note what is referred to and is not there: it may be made too late."""
        if problem.code == DANGLING and problem.subject is not None:
            self.early.setdefault(problem.subject, problem)

    def _is_broken(self, id_: str) -> bool:
        """Tell whether a statement with errors was to define an object, or a part of it.

        Ids of parts begin with that of their object, unless they are said.
        """
        ends = (at for at, character in enumerate(id_) if character == "-")
        is_part = any(id_[:end] in self.broken for end in ends)
        return id_ in self.broken or id_ in self.said or is_part

    def _hinted(self, problem: Diagnostic) -> Diagnostic:
        """Return a reference to nothing with what was meant perhaps, if not too many were so."""
        if problem.code != DANGLING or problem.hint or not self.hints_left:
            return problem
        self.hints_left -= 1
        return suggested(self.cib, [problem])[0]


def with_errors(script: Script, building: Building) -> None:
    """Take over what is wrong with a text as such."""
    building.problems += script.problems
    for source in script.unsound:
        building.note_faulty(source)
    for line in script.lines:
        if line.bound is None:
            building.note_faulty(line.raw.source)


# ------------------------------------------------------------------ in any order


def load(building: Building, givens: Sequence[Given], text: str) -> None:
    """Load statements as `load update` does: in any order, and each id once."""
    left = list(givens)
    around = edges(text)
    for _ in range(_ROUNDS):
        mark = building.cib.mark()
        building.stand_ins.put_into(building.cib, all_=True)
        try:
            loading.update(building.cib, left, around)
        except CrmError as error:
            problems = suggested(building.cib, error.diagnostics)  # while all ids are there
            building.hints_left = 0
            building.cib.rollback(mark)
            sound = _sound(building, left, problems)
            if sound is None:
                break
            left = sound
        else:
            _report_the_rest(building, left)
            return
    building.is_made = False


def _report_the_rest(building: Building, givens: Sequence[Given]) -> None:
    """Report the other references to what is missing: since it has a stand-in, nobody does.

    A group without a member is told before a constraint without a resource is looked at.
    """
    missing = [id_ for id_ in building.early if id_ in building.stand_ins and building.complete]
    if not missing:
        return
    told = {(id(one.location.source), one.subject) for one in building.problems if one.location}
    made = {one.id for one in givens}
    index = building.cib.ids()
    hidden = {id_: index.pop(id_) for id_ in missing if id_ in index}
    for given, keys in keyed(givens):
        there = (object_at(building.cib, key) for key in keys)
        elements = [element for element in there if element is not None]
        found = (problem for element in elements for problem in dangling(building.cib, element))
        own = (one for one in found if not _is_of_another(one, given, made))
        rest = (one for one in own if (id(given.source), one.subject) not in told)
        building.problems += given.placed(rest)
    index.update(hidden)


def owner_named(problem: Diagnostic) -> str | None:
    """Return whose reference is wrong, which its message says; its subject is what it names."""
    match = _OWNER.search(problem.message) if problem.code in _REFERENCES else None
    return None if match is None else match["id"]


def _is_of_another(problem: Diagnostic, given: Given, made: Container[str | None]) -> bool:
    """Tell whether a reference is that of a member, which a statement of its own is about."""
    owner = owner_named(problem)
    return owner is not None and owner != given.id and owner in made


def _sound(
    building: Building, givens: Sequence[Given], problems: Sequence[Diagnostic]
) -> list[Given] | None:
    """Return the statements that are to be tried again; None if that would lead nowhere."""
    by_source = {id(one.source): one for one in givens}
    placed = [
        (one, by_source.get(id(one.location.source)) if one.location else None) for one in problems
    ]
    failed = {given.id for _, given in placed if given is not None}
    first = [
        (one, given) for one, given in placed if given is None or not _follows(one, given, failed)
    ]
    dropped = _faulty(building, first or placed)
    for given in dropped.values():
        building.note_faulty(given.source)
    if not dropped and not building.stand_ins.fresh:
        return None
    return [one for one in givens if id(one.source) not in dropped]


def _follows(problem: Diagnostic, given: Given, failed: Container[str | None]) -> bool:
    """Tell whether a problem comes of another statement's, and goes with that."""
    missing = problem.code == DANGLING and problem.subject in failed
    return missing or _is_of_another(problem, given, failed)


def _faulty(
    building: Building, problems: Iterable[tuple[Diagnostic, Given | None]]
) -> dict[int, Given]:
    """Take what is wrong; return the statements that cannot stay."""
    dropped: dict[int, Given] = {}
    for problem, given in problems:
        if given is None:
            building.problems.append(problem)
        elif not building.tolerates(problem, given.statement, all_at_once=True):
            dropped[id(given.source)] = given
    return dropped


# ------------------------------------------------------------------ one after the other


def attempt(building: Building, given: Given, carry_out: Callable[[], object]) -> None:
    """Carry out a statement of a text whose statements come one after the other."""
    if given.id is not None and given.id in building.early:
        _report_early(building, given.id, given.source.line)
        if given.id in building.stand_ins:
            return
    for _ in range(_ROUNDS):
        try:
            carry_out()
        except CrmError as error:
            problems = given.placed(error.diagnostics)
            stays = [
                building.tolerates(one, given.statement, all_at_once=False) for one in problems
            ]
            building.stand_ins.put_into(building.cib)
            if not all(stays):
                break
        else:
            return
    building.note_faulty(given.source)


def _report_early(building: Building, id_: str, line: int) -> None:
    """Report that something is referred to above the statement that makes it."""
    problem = building.early.pop(id_)
    hint = f"it is made below, in line {line}: move that above this one"
    told = replace(problem, hint=hint)
    same = replace(problem, hint=None)
    for at, one in enumerate(building.problems):
        if replace(one, hint=None) == same:
            building.problems[at] = told
            return
    building.problems.append(told)
