"""Settings by their paths: `totem.token`, `nodelist.node[node2].ring0_addr`.

In brackets, of several sections of one name, is the one that is meant: by its number (nodeid,
linknumber or ringnumber), its name (`name`, `subsys`), or else its position from 1.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from crmsh_py.corosync import edits
from crmsh_py.corosync.known import SECTIONS, SETTINGS
from crmsh_py.corosync.syntax import Configuration, Entry, Section, parse
from crmsh_py.diagnostics import CrmError, Diagnostic
from crmsh_py.spelling import did_you_mean

_STEP = re.compile(r"(?P<name>[A-Za-z0-9_/:-]+)(?:\[(?P<which>[^\]]+)\])?")
_NUMBERS = ("nodeid", "linknumber", "ringnumber")
_NAMES = ("name", "subsys")
_MARKS = (*_NAMES, *_NUMBERS)

Step = tuple[str, str | None]


def find(configuration: Configuration, path: str) -> list[Entry | Section]:
    """Return what a path names, in the order of the text.

    Raises CrmError (usage, no-such-value).
    """
    steps = steps_of(path)
    around = _around(configuration, steps)
    name, which = steps[-1]
    found: list[Entry | Section] = []
    for section in around:
        found += _chosen([one for one in section.sections if one.name == name], which)
        found += [one for one in section.entries if one.key == name and which is None]
    if not found:
        raise _missing(configuration, path)
    return found


def value_set(configuration: Configuration, path: str, value: str) -> tuple[str, str | None]:
    """Return the text with a value at a path, and the value that was there before.

    Sections that are not there yet are made.  Raises CrmError (usage, ambiguous-path,
    no-such-value, invalid-setting).
    """
    steps = steps_of(path)
    if len(steps) == 1:
        raise CrmError(Diagnostic("usage", f"{path!r} names no section", subject=path, hint=_FORM))
    key, which = steps[-1]
    if which is not None:
        raise CrmError(Diagnostic("usage", f"{path!r} ends in no key", subject=path, hint=_FORM))
    depth = len(steps) - 1
    while not (around := _around(configuration, [*steps[:depth], (key, None)])):
        depth -= 1
    section = _only(around, path)
    if depth < len(steps) - 1:
        return _with_new_sections(configuration, section, path, steps[depth:], value), None
    entry = section.entry(key)
    if entry is None:
        return edits.with_entry(configuration, section, key, value), None
    return edits.with_value(configuration, entry, value), entry.value


def unset(configuration: Configuration, path: str) -> tuple[str, list[Entry | Section]]:
    """Return the text without what a path names, and what that was.

    Raises CrmError (usage, no-such-value).
    """
    found = find(configuration, path)
    for part in reversed(found):
        text = edits.without(configuration, part)
        configuration = parse(text, configuration.source.name)
    return configuration.text, found


def steps_of(path: str) -> list[Step]:
    """Return the parts of a path: names, each with what stands in its brackets.

    Raises CrmError (usage).
    """
    steps: list[Step] = []
    at = 0
    while at < len(path):
        match = _STEP.match(path, at)
        if match is None or (match.end() < len(path) and path[match.end()] != "."):
            break
        steps.append((match["name"], match["which"]))
        at = match.end() + 1
    if not steps or at != len(path) + 1:
        raise CrmError(Diagnostic("usage", f"{path!r} is no path", subject=path, hint=_FORM))
    return steps


_FORM = "a path is 'totem.token', 'nodelist.node[2].name', 'nodelist.node[node2].ring0_addr'"


def labels(configuration: Configuration) -> Iterator[tuple[Entry, str]]:
    """Yield all values with their full paths: brackets where a section is one of several."""
    yield from _labels(configuration.root, "")


def label(configuration: Configuration, part: Entry | Section) -> str:
    """Return the full path of a value or a section."""
    named = [*_labels(configuration.root, ""), *_section_labels(configuration.root, "")]
    return next(path for one, path in named if one is part)


def _labels(section: Section, before: str) -> Iterator[tuple[Entry, str]]:
    steps = _steps(section.sections)
    for part in section.parts:
        if isinstance(part, Entry):
            yield part, f"{before}{part.key}"
        else:
            yield from _labels(part, f"{before}{next(steps)}.")


def _section_labels(section: Section, before: str) -> Iterator[tuple[Section, str]]:
    for below, step in zip(section.sections, _steps(section.sections), strict=True):
        yield below, f"{before}{step}"
        yield from _section_labels(below, f"{before}{step}.")


def _steps(sections: Sequence[Section]) -> Iterator[str]:
    """Yield for each of some sections its name, with what tells it from others of that name."""
    counts = Counter(one.name for one in sections)
    told = Counter((one.name, key, one.value(key)) for one in sections for key in _MARKS)
    seen: Counter[str] = Counter()
    for one in sections:
        seen[one.name] += 1
        if counts[one.name] == 1:
            yield one.name
            continue
        values = ((key, one.value(key)) for key in _MARKS)
        own = (value for key, value in values if value and told[one.name, key, value] == 1)
        yield f"{one.name}[{next(own, seen[one.name])}]"


def _around(configuration: Configuration, steps: Sequence[Step]) -> list[Section]:
    found = [configuration.root]
    for name, which in steps[:-1]:
        below = [one for section in found for one in section.sections if one.name == name]
        found = _chosen(below, which)
    return found


def _chosen(sections: Sequence[Section], which: str | None) -> list[Section]:
    if which is None:
        return list(sections)
    for keys in (_NUMBERS, _NAMES):
        named = [one for one in sections if which in {one.value(key) for key in keys}]
        if named:
            return named
    numbered = any(one.value(key) is not None for one in sections for key in _NUMBERS)
    is_position = which.isdecimal() and 1 <= int(which) <= len(sections) and not numbered
    return [sections[int(which) - 1]] if is_position else []


def _only(sections: Sequence[Section], path: str) -> Section:
    if len(sections) > 1:
        name = sections[0].name
        known = ", ".join(_steps(sections))
        words = f"{path!r} may mean any of {len(sections)} sections {name!r}"
        raise CrmError(
            Diagnostic("ambiguous-path", words, subject=path, hint=f"say which: {known}")
        )
    return sections[0]


def _with_new_sections(
    configuration: Configuration,
    section: Section,
    path: str,
    steps: Sequence[Step],
    value: str,
) -> str:
    if any(which is not None for _, which in steps):
        raise _missing(configuration, path)
    names = [name for name, _ in steps[:-1]]
    settings = [(steps[-1][0], value)] if len(names) == 1 else []
    text = edits.with_section(configuration, section, names[0], settings)
    if len(names) == 1:
        return text
    changed = parse(text, configuration.source.name)
    return value_set(changed, path, value)[0]


def _missing(configuration: Configuration, path: str) -> CrmError:
    plain = ".".join(name for name, _ in steps_of(path))
    setting = SETTINGS.get(plain)
    if setting is not None and setting.default:
        hint: str | None = f"corosync takes {setting.default} where it is not set"
    elif setting is not None or plain in SECTIONS:
        hint = "corosync knows it, but it is not set"
    else:
        hint = did_you_mean(plain, [*_paths(configuration), *SETTINGS])
        hint = hint or "'corosync get' lists all there is"
    words = f"there is no {path!r} in {configuration.source.name}"
    return CrmError(Diagnostic("no-such-value", words, subject=path, hint=hint))


def _paths(configuration: Configuration) -> list[str]:
    return [one.path for one in configuration.root.walk()]
