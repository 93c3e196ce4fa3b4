"""What users asked haresources2cib for in comments: ids, and constraints besides those of lines."""

import re
from collections.abc import Callable, Collection, Sequence

from crmsh_py.convert.draft import Draft
from crmsh_py.convert.heartbeat.haresources import Reading, Word, quoted
from crmsh_py.convert.heartbeat.members import Part
from crmsh_py.convert.heartbeat.parameters import remark
from crmsh_py.grammar import tree

_ORDER = "#rsc_order FROM ACTION before|after TO"
_COLOCATION = "#rsc_colocation FROM TO SCORE"
_SCORE = re.compile(r"[+-]?(?:INFINITY|[0-9]{1,7})", re.IGNORECASE)
_RESOURCES = (tree.Primitive, tree.Group, tree.Clone)
_ACTIONS = frozenset({"start", "stop", "promote", "demote"})


def claim_names(draft: Draft, parts: Sequence[Part]) -> dict[int, str]:
    """Claim the ids that comments give to lines; return them by the numbers of the lines."""
    names = {}
    for part in parts:
        word = part.line.name
        if word is None or all(one.is_borrowed or one.is_cloned for one in part.members):
            continue
        id_ = names[part.number] = draft.claim(word.text, word.location)
        what = f"{quoted(word.text)} in the comment is taken for the id of this line's resources"
        hint = "so haresources2cib had it; with a blank behind the '#' it is a comment"
        draft.report(remark("taken-from-comment", word, what, hint, is_warning=False))
        if id_ != word.text:
            message = f"the id {quoted(word.text)} is taken: it is {quoted(id_)} now"
            draft.report(remark("id-changed", word, message))
    return names


def add_requested(draft: Draft, reading: Reading) -> None:
    """Add the constraints of comments, of which heartbeat itself did not know."""
    if not reading.directives:
        return
    known = {one.id for one in draft.statements if isinstance(one, _RESOURCES)}
    for words in reading.directives:
        add, usage = _READERS[words[0].text]
        id_ = add(draft, known, words)
        said = " ".join(word.text for word in words)[:80]
        if not id_:
            draft.became(said, location=words[0].location)
            continue
        draft.became(said, id_, location=words[0].location)
        what = f"the comment is taken for a constraint: {usage}"
        draft.report(remark("taken-from-comment", words[0], what, is_warning=False))


def _order(draft: Draft, known: Collection[str], words: tuple[Word, ...]) -> str:
    match [word.text for word in words[1:]]:
        case [first, action, "before" | "after" as way, second] if action in _ACTIONS:
            pass
        case _:
            return _unclear(draft, words[0], _ORDER)
    if not _are_known(draft, known, (words[1], words[4])):
        return ""
    if way == "after":
        first, second = second, first
    location = words[0].location
    id_ = draft.claim(f"ord-{first}-{second}", location)
    draft.add(tree.Order(id_, (tree.End(first, action), tree.End(second, action))), location)
    return id_


def _colocation(draft: Draft, known: Collection[str], words: tuple[Word, ...]) -> str:
    match [word.text for word in words[1:]]:
        case [rsc, with_rsc, score] if _SCORE.fullmatch(score):
            pass
        case _:
            return _unclear(draft, words[0], _COLOCATION)
    if not _are_known(draft, known, (words[1], words[2])):
        return ""
    location = words[0].location
    id_ = draft.claim(f"col-{rsc}-with-{with_rsc}", location)
    ends = (tree.End(rsc), tree.End(with_rsc))
    draft.add(tree.Colocation(id_, score.upper(), ends), location)
    return id_


def _are_known(draft: Draft, known: Collection[str], words: Sequence[Word]) -> bool:
    unknown = [word for word in words if word.text not in known]
    for word in unknown:
        message = f"the constraint is left out: there is no resource {quoted(word.text)}"
        hint = "name a line's resources with '#NAME' at its end"
        draft.report(remark("dropped", word, message, hint))
    return not unknown


def _unclear(draft: Draft, word: Word, usage: str) -> str:
    message = f"the constraint is left out: it is not '{usage}'"
    draft.report(remark("dropped", word, message, "heartbeat itself saw a comment"))
    return ""


_READERS: dict[str, tuple[Callable[[Draft, Collection[str], tuple[Word, ...]], str], str]] = {
    "#rsc_order": (_order, _ORDER),
    "#rsc_colocation": (_colocation, _COLOCATION),
}
