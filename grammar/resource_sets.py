"""Resource sets, read from the words of a constraint (Pacemaker Explained, "Resource Sets").

A run of plain members is a set, and what stands between brackets; a setting belongs to the set
that it stands in.  Some settings are the constraint's own: its `Form` says which.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from crmsh_py.grammar.resource_words import Form, Member
from crmsh_py.grammar.settings import Assigned
from crmsh_py.grammar.terminals import RefusedError
from crmsh_py.grammar.tree import End, NvPair, ResourceSet, Word
from crmsh_py.grammar.words import SET_MARK
from crmsh_py.source import Span

Sets = tuple[ResourceSet, ...]
Ends = tuple[End, ...]

# ------------------------------------------------------------------ sets


@dataclass
class _Run:
    """A set being read: between brackets, or a run of plain members."""

    start: Word | None = None
    members: list[Member] = field(default_factory=list)
    told: dict[str, Assigned] = field(default_factory=dict)

    @property
    def bracket(self) -> str:
        return self.start.text if self.start is not None and self.start.text in _CLOSING else ""

    @property
    def is_reference(self) -> bool:
        return "$id-ref" in self.told


_CLOSING = {"(": ")", "[": "]"}
_ATTRIBUTES = ("ordering", "action", "role", "score", "kind")


class _SetReader:
    """Fold the words of resource sets into sets."""

    def __init__(self, form: Form) -> None:
        self._form = form
        self._sets: list[ResourceSet] = []
        self._run = _Run()

    def read(self, tokens: Sequence[Any]) -> Sets:
        for token in tokens:
            self._take(token)
        if self._run.bracket:
            assert self._run.start is not None
            raise RefusedError(self._run.start.span, f"'{self._run.bracket}' is never closed")
        self._flush()
        return tuple(self._sets)

    def _take(self, token: Any) -> None:
        if isinstance(token, Assigned):
            self._assign(token)
        elif isinstance(token, Member):
            self._member(token)
        elif token.text in _CLOSING.values():
            self._close(token)
        elif self._run.bracket:
            raise RefusedError(token.span, "brackets of resource sets cannot be nested")
        else:
            self._open(token)

    def _assign(self, token: Assigned) -> None:
        run = self._run
        if token.name in run.told:
            raise RefusedError(token.span, f"{token.name!r} is given twice for one set")
        if run.is_reference or (token.name == "$id-ref" and (run.members or run.told)):
            raise _not_alone(token.span)
        if token.name == "$id-ref" and run.bracket:
            hint = f"write '{SET_MARK} $id-ref={token.value}' without brackets"
            raise RefusedError(token.span, "a reference to a set is not bracketed", hint)
        run.told[token.name] = token

    def _open(self, token: Word) -> None:
        run = self._run
        is_bare_mark = run.start is not None and not run.members and not run.told
        if token.text == SET_MARK or not is_bare_mark:  # in front of a bracket it says nothing
            self._flush()
        self._run = _Run(token)

    def _close(self, token: Word) -> None:
        if _CLOSING.get(self._run.bracket) != token.text:
            raise RefusedError(token.span, f"'{token.text}' closes nothing")
        if not self._run.members:
            raise RefusedError(token.span, "the brackets hold no resource")
        self._finish()

    def _member(self, token: Member) -> None:
        run = self._run
        if run.is_reference:
            raise _not_alone(token.span)
        if run.members and run.members[-1].qualifier.lower() != token.qualifier.lower():
            if run.bracket:
                raise RefusedError(
                    token.span,
                    "all members between brackets have the same role or action",
                    "close the bracket and open another one",
                )
            self._flush()
            run = self._run
        run.members.append(token)

    def _flush(self) -> None:
        run = self._run
        if run.members or run.is_reference:
            self._finish()
        elif run.told:
            stray = next(iter(run.told.values()))
            message = f"{stray.name!r} stands beside no resource"
            hint = "write it between the brackets of the set that it is about"
            raise RefusedError(stray.span, message, hint)
        elif run.start is not None:
            raise RefusedError(run.start.span, f"no resource stands behind '{SET_MARK}'")

    def _finish(self) -> None:
        self._sets.append(_resource_set(self._run, self._form))
        self._run = _Run()


def _not_alone(span: Span) -> RefusedError:
    return RefusedError(
        span,
        "a set that is a reference holds nothing else",
        f"write '{SET_MARK}' in front of each of the two sets",
    )


def _resource_set(run: _Run, form: Form) -> ResourceSet:
    told = {name: one.value for name, one in run.told.items()}
    if run.is_reference:
        return ResourceSet(id_ref=told["$id-ref"], span=run.told["$id-ref"].span)
    qualifier = _qualifier(run, form)
    return ResourceSet(
        tuple(Word(member.rsc, member.span) for member in run.members),
        qualifier,
        _flag(told.get("sequential"), default=bool(run.bracket)),
        _flag(told.get("require-all"), default=run.bracket == "["),
        tuple(
            NvPair(name, told[name], span=run.told[name].span)
            for name in _ATTRIBUTES
            if name in told and name != form.qualifier
        ),
        told.get("$id"),
        span=Span(run.members[0].span.start, run.members[-1].span.end),
    )


def _flag(given: str | None, *, default: bool) -> str | None:
    """Return an attribute; where brackets mean false, `true` says that there is none."""
    if not default:
        return given
    if given is None:
        return "false"
    return None if given == "true" else given


def _qualifier(run: _Run, form: Form) -> str | None:
    """Return the role or the action of a set, from its members or from its setting."""
    first, said = run.members[0], run.told.get(form.qualifier)
    own = end_of(first, form).qualifier
    if said is None:
        return own
    if own is not None and own != said.value:
        message = f"the {form.qualifier} is {own!r} and {said.value!r}"
        raise RefusedError(said.span, message, "keep one of them")
    return said.value


def end_of(member: Member, form: Form) -> End:
    """Return a resource with its role or action.  Raises RefusedError for one not known."""
    known = form.words.get(member.qualifier.lower())
    if member.qualifier and known is None:
        allowed = ", ".join(form.words.values())
        raise RefusedError(
            member.span, f"{member.qualifier!r} is not known here", f"one of: {allowed}"
        )
    return End(member.rsc, known, span=member.span)


# ------------------------------------------------------------------ single resources, or sets


def read_resources(tokens: Sequence[Any], form: Form) -> tuple[Ends | Sets, dict[str, Assigned]]:
    """Return the resources of a constraint, and the settings that are its own."""
    words = [token for token in tokens if not isinstance(token, Assigned)]
    members = [token for token in words if isinstance(token, Member)]
    named = {token.name for token in tokens if isinstance(token, Assigned)}
    own = form.own
    if len(members) == len(words) == form.ends and named <= form.own | form.shared:
        return tuple(end_of(one, form) for one in members), own_settings(tokens, named)
    if len(members) == len(words) == 1 < form.ends and "$id-ref" not in named:
        raise _only_one(members[0])
    rest = [one for one in tokens if not isinstance(one, Assigned) or one.name not in own]
    return _SetReader(form).read(rest), own_settings(tokens, own)


def _only_one(member: Member) -> RefusedError:
    return RefusedError(
        member.span,
        f"only one resource is named: {member.rsc!r}",
        f"name another one, or write '{SET_MARK} {member.text}' for a set of one",
    )


def read_sets(tokens: Sequence[Any], form: Form) -> Sets:
    """Return resource sets where nothing else can stand."""
    return _SetReader(form).read(tokens)


def own_settings(tokens: Sequence[Any], names: frozenset[str] | set[str]) -> dict[str, Assigned]:
    """Return settings by name.  Raises RefusedError if one is given twice."""
    found: dict[str, Assigned] = {}
    for token in tokens:
        if isinstance(token, Assigned) and token.name in names:
            if token.name in found:
                raise RefusedError(token.span, f"{token.name!r} is given twice", "keep one of them")
            found[token.name] = token
    return found


def pairs_of(found: dict[str, Assigned], *names: str) -> tuple[NvPair, ...]:
    """Return settings as attributes, in the order of the names."""
    return tuple(
        NvPair(name, found[name].value, span=found[name].span) for name in names if name in found
    )
