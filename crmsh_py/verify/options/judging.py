"""What is wrong with an option by itself: its name, its value, its age.

Everything here depends on the words alone, so that callers may remember it for each pair of them.
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from crmsh_py.diagnostics import Severity
from crmsh_py.options.option import Option, Options
from crmsh_py.options.tables import operation, properties, resource_meta
from crmsh_py.options.values import meant, read_as, wrong_value
from crmsh_py.spelling import did_you_mean
from crmsh_py.verify.options.said import Verdict, Verdicts
from crmsh_py.verify.view import View

CODES = (
    "wrong-option-value",
    "option-too-new",
    "obsolete-option",
    "deprecated-option",
    "deprecated-value",
    "misplaced-option",
)
"""What may be wrong with options of any kind."""
Version = tuple[int, ...]
"""A release of Pacemaker: (2, 1, 5); empty if it is not known."""

_SUPPORTED: Version = (2, 1, 0)
"""What is taken for granted where the release is not known."""
_COMPARABLE: Version = (2,)
"""From here on releases follow each other; 1.1 was given some things later than 2.0 was."""
_LONGEST = 60
"""As much of a value as a message shows."""
_LIKE = 0.8
"""How like a known name an unknown one must be to be a slip."""
_DIGITS = re.compile(r"\d+(?:\.\d+)*")


@lru_cache(maxsize=16)
def version(text: str | None) -> Version:
    """Return what the property `dc-version` (`2.1.5-a3f44794f94`) says."""
    match = _DIGITS.match(text or "")
    return () if match is None else tuple(map(int, match[0].split(".")))


def release(view: View) -> Version:
    """Return the release of Pacemaker that the cluster runs, as it says itself."""
    return version(view.properties.get("dc-version"))


def is_at_least(view: View, least: Version) -> bool:
    """Tell whether the cluster runs a release of Pacemaker or a newer one, or does not say."""
    return (release(view) or _SUPPORTED) >= least


def value_verdicts(option: Option, value: str, release: Version = ()) -> Verdicts:
    """Return what is wrong with the value of an option."""
    expected = wrong_value(option, value)
    if expected is None:
        return _old_word(option, value, release) if option.also else ()
    severity, outcome = Severity.WARNING, ""
    taken = read_as(option, value)
    if taken is not None:
        outcome = "" if taken == value.strip() else f"; Pacemaker reads {shown(taken)}"
    else:
        is_known = not option.since or version(option.since) <= (release or _SUPPORTED)
        severity = Severity.ERROR if option.refused and is_known else Severity.WARNING
        outcome = f"; Pacemaker takes {option.misread!r} instead" if option.misread else ""
    words = f"{option.name!r} is {shown(value)}, but takes {expected}{outcome}"
    return (Verdict("wrong-option-value", words, severity, meant(option, value)),)


def shown(value: str) -> str:
    """Return a value as messages show it: not more than the beginning of a long one."""
    return repr(value if len(value) <= _LONGEST else f"{value[:_LONGEST]}…")


def _old_word(option: Option, value: str, release: Version) -> Verdicts:
    """Return what is to be said of a word of old, where there is a better one already."""
    found = [new for old, new in option.also.items() if old.lower() == value.lower() and new.since]
    if not found or (release or _SUPPORTED) < version(found[0].since):
        return ()
    words = f"{option.name!r} is {value!r}, which is called {found[0].word!r} today"
    hint = f"write '{option.name}={found[0].word}'"
    return (Verdict("deprecated-value", words, Severity.INFO, hint),)


def age_verdicts(option: Option, release: Version) -> Verdicts:
    """Return what is wrong with an option for a release of Pacemaker."""
    if _COMPARABLE <= release < version(option.since):
        words = (
            f"{option.name!r} came with Pacemaker {option.since};"
            f" the cluster runs {'.'.join(map(str, release))} and takes no notice of it"
        )
        return (Verdict("option-too-new", words, hint=_older(option.name)),)
    known = release or _SUPPORTED
    if option.until and known >= version(option.until):
        words = f"{option.name!r} has no effect since Pacemaker {option.until}"
        return (Verdict("obsolete-option", words, hint=_instead(option)),)
    if option.deprecated_since and known >= version(option.deprecated_since):
        words = f"{option.name!r} is deprecated since Pacemaker {option.deprecated_since}"
        return (Verdict("deprecated-option", words, Severity.INFO, _instead(option)),)
    return ()


def _instead(option: Option) -> str:
    if not option.instead:
        return "take it out"
    plain = " " in option.instead
    return f"use {option.instead if plain else repr(option.instead)} instead"


def _older(name: str) -> str | None:
    """Return the hint that says what an option was called before."""
    older = next((one.name for one in _all() if one.instead == name), None)
    return None if older is None else f"write '{older}', which all releases understand"


@cache
def _all() -> tuple[Option, ...]:
    return (*properties().values(), *resource_meta("clone").values(), *operation().values())


def spelling(name: str, known: Options) -> str | None:
    """Return the hint that names the option that is meant, if one is near enough for a slip."""
    names = [one.name for one in known.values() if not one.until and not one.written]
    return did_you_mean(name.replace("_", "-"), names, least=_LIKE)


def option_verdicts(option: Option, value: str, release: Version) -> Iterator[Verdict]:
    """Return all that is wrong with a known option."""
    yield from value_verdicts(option, value, release)
    yield from age_verdicts(option, release)
