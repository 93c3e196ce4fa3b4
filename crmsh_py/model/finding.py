"""Which places of a configuration a path means.

A path that was typed is compared with all places of the objects that it can be about.
"""

import difflib
from collections.abc import Sequence

from crmsh_py import xmltree
from crmsh_py.diagnostics import CrmError
from crmsh_py.model.cib import Cib
from crmsh_py.model.elements import object_name, title
from crmsh_py.model.paths import Path, Segment, Selector, Text
from crmsh_py.model.places import KEYS, NVSETS, OPEN, Part, Place, meaning, parts, places
from crmsh_py.model.remove import no_such_object
from crmsh_py.model.times import same_time
from crmsh_py.model.vocabulary import OPTION_SETS
from crmsh_py.xmltree import Element


def objects_of(cib: Cib, path: Path) -> list[tuple[Element, tuple[Segment, ...]]]:
    """Return the objects that a path can be about, each with the segments behind its name.

    The longest name of an object is meant; a node and its remote resource may share it.  The
    keywords of options mean all sets there are, perhaps none.  Raises CrmError (no-such-object).
    """
    first = path.segments[0]
    if first.word.pattern is not None and not first.selectors:
        matching = [one for one in cib.objects() if first.word.matches(object_name(one))]
        if matching:
            return [(one, path.segments[1:]) for one in matching]
    for length in range(len(path.segments), 0, -1):
        if any(one.selectors for one in path.segments[:length]):
            continue
        name = ".".join(one.word.text for one in path.segments[:length])
        found = _named(cib, name)
        if found:
            return [(one, path.segments[length:]) for one in found]
    if first.word.text in OPTION_SETS:
        return []
    problem = no_such_object(cib, first.word.text)
    raise path.error(problem.code, problem.message, at=[first], hint=problem.hint)


def _named(cib: Cib, name: str) -> list[Element]:
    found = [one for one in (cib.object(name), cib.node(name)) if one is not None]
    if found:
        return list(dict.fromkeys(found))
    if name not in OPTION_SETS:
        return []
    section = cib.section(OPTION_SETS[name][0])
    sets = [] if section is None else list(xmltree.children(section))
    return [one for one in sets if one.get("id") is not None]


def find(cib: Cib, path: Path) -> list[Place]:
    """Return the places that a path can mean.  Raises CrmError (no-such-object).

    If there are none, the path may be one of the existing shell: `db.monitor.10s.timeout`.
    """
    candidates = objects_of(cib, path)
    found = [one for owner, rest in candidates for one in _meant(cib, owner, rest)]
    if found:
        return found
    told = [(owner, with_operation(owner, rest)) for owner, rest in candidates]
    return [one for owner, rest in told if rest for one in _meant(cib, owner, rest)]


def single(cib: Cib, path: Path) -> Place | None:
    """Return the one place that a path means, None if there is none.

    Raises CrmError (no-such-object, ambiguous-path).
    """
    found = find(cib, path)
    if len(found) > 1:
        raise ambiguous(path, [one.path for one in found])
    return found[0] if found else None


def ambiguous(path: Path, meanings: Sequence[str], *, at: Sequence[Segment] = ()) -> CrmError:
    """Return the error that a path may mean several things."""
    paths = list(dict.fromkeys(meanings))
    message = f"{path.text!r} may mean {len(meanings)} values"
    hint = f"say which: {', '.join(paths)}"
    if len(paths) == 1:
        message = f"there are {len(meanings)} values {paths[0]!r}"
        hint = "'edit' tells them apart"
    return path.error("ambiguous-path", message, at=at, hint=hint)


def nothing(cib: Cib, path: Path) -> CrmError:
    """Return the error that a path means nothing, with what comes near."""
    candidates = objects_of(cib, path)
    if not candidates:
        return path.error("no-such-value", f"nothing is set in {path.text.partition('.')[0]}")
    owner, rest = candidates[0]
    if not rest:
        return path.error("no-such-value", f"{title(owner)} has no values")
    known = [(one.name, one.path) for owner, _ in candidates for one in places(cib, owner)]
    return unknown(path, owner, _from_first_unknown(owner, rest), known)


def unknown(
    path: Path,
    owner: Element,
    segments: Sequence[Segment],
    known: Sequence[tuple[str, str]],
    hint: str | None = None,
) -> CrmError:
    """Return the error that an object has nothing that segments name; `known` is what it has.

    Of what is known, the first text is compared, the second told; `hint` is for nothing near.
    """
    names = [name for name, _ in known]
    near = difflib.get_close_matches(segments[-1].word.text, names, n=3)
    meant = list(dict.fromkeys(full for wanted in near for name, full in known if name == wanted))
    if meant:
        hint = f"did you mean {' or '.join(repr(one) for one in meant[:3])}?"
    hint = hint or f"'get {object_name(owner)}' lists what it has"
    text = path.text[segments[0].span.start : segments[-1].span.end]
    return path.error("no-such-value", f"{title(owner)} has no {text!r}", at=segments, hint=hint)


def _from_first_unknown(owner: Element, rest: Sequence[Segment]) -> Sequence[Segment]:
    """Return segments from the first on that leads nowhere."""
    inside = [owner]
    for at, segment in enumerate(rest[:-1]):
        inside = [p.element for one in inside for p in parts(one) if selects(segment, p)]
        if not inside:
            return rest[at:]
    return rest[-1:]


def _meant(cib: Cib, owner: Element, rest: Sequence[Segment]) -> list[Place]:
    return [one for one in places(cib, owner) if _fits(rest, one)]


def below(cib: Cib, path: Path) -> list[Place]:
    """Return the places of the object, or of the part, that a path names; no ids."""
    return [
        one
        for owner, rest in objects_of(cib, path)
        for one in places(cib, owner)
        if len(rest) <= len(one.steps) and _leads_through(rest, one.steps) and not one.is_id
    ]


def _fits(rest: Sequence[Segment], place: Place) -> bool:
    depth = len(place.steps)
    if _fits_at(rest, place, depth):
        return True
    return depth > 0 and place.steps[-1].element.tag in OPEN and _fits_at(rest, place, depth - 1)


def _fits_at(rest: Sequence[Segment], place: Place, depth: int) -> bool:
    if len(rest) <= depth or not _leads_through(rest[:depth], place.steps):
        return False
    return _is_named(place, rest[depth:], short=depth < len(place.steps))


def _leads_through(segments: Sequence[Segment], steps: Sequence[Part]) -> bool:
    return all(selects(one, step) for one, step in zip(segments, steps, strict=False))


def _is_named(place: Place, segments: Sequence[Segment], *, short: bool) -> bool:
    if any(one.selectors for one in segments[:-1]) or not _is_selected(place, segments[-1]):
        return False
    first = segments[0].word
    marked = first.text.startswith("@") and not first.quoted
    of_set = not place.is_pair and place.holder.tag in NVSETS
    if (marked and (place.is_pair or short)) or (of_set and not marked):
        return False
    if len(segments) == 1 and first.pattern is not None:
        name = f"@{place.name}" if marked else place.name
        return first.matches(name) and not place.is_id
    return name_of(segments) == place.name


def _is_selected(place: Place, segment: Segment) -> bool:
    """Tell whether the brackets behind a name leave a place; only pairs of one name have some."""
    return all(
        place.is_pair
        and one.key in {None, "id", "id-ref"}
        and one.value.matches(place.element.get(one.key or "id"))
        for one in segment.selectors
    )


def name_of(segments: Sequence[Segment]) -> str:
    """Return the name that segments are: one that holds dots is several."""
    text = ".".join(one.word.text for one in segments)
    return text[1:] if text.startswith("@") and not segments[0].word.quoted else text


def selects(segment: Segment, part: Part) -> bool:
    """Tell whether a segment means a part."""
    if not any(segment.word.matches(one) for one in part.words):
        return False
    return all(_has(part, one) for one in segment.selectors)


def _has(part: Part, selector: Selector) -> bool:
    element, wanted = part.element, selector.value
    if selector.key is not None:
        value = element.get(selector.key)
        same = meaning(selector.key, value) == meaning(selector.key, wanted.text)
        return same or wanted.matches(value)
    keys = KEYS.get(str(element.tag), (("id",),))[0][:1]
    names = [element.get(key) for key in dict.fromkeys((*keys, "id"))]
    return any(map(wanted.matches, names)) or wanted.text == str(part.position)


def with_operation(owner: Element, rest: Sequence[Segment]) -> tuple[Segment, ...]:
    """Return segments with `OP` or `OP.INTERVAL` in front made one part; empty if that is none."""
    if len(rest) < 2 or rest[0].selectors:
        return ()
    name = rest[0].word.text
    ops = [one.element for one in parts(owner) if one.element.tag == "op"]
    alike = [one for one in ops if one.get("name") == name]
    if not alike:
        return ()
    interval = rest[1].word.text
    if len(rest) > 2 and any(same_time(one.get("interval", ""), interval) for one in alike):
        selectors = (Selector(None, rest[0].word), Selector("interval", rest[1].word))
        return (Segment(Text("op"), selectors, rest[0].span), *rest[2:])
    return (Segment(Text("op"), (Selector(None, rest[0].word),), rest[0].span), *rest[1:])
