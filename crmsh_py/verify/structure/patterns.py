"""Regular expressions as Pacemaker reads them: POSIX extended ones, as the C library has them."""

import re
from collections.abc import Callable

_LONGEST = 200
_MOST_REPEATS = 3
_CLASSES = {
    "alpha": "a-zA-Z",
    "digit": "0-9",
    "alnum": "a-zA-Z0-9",
    "upper": "A-Z",
    "lower": "a-z",
    "space": r"\s",
    "blank": r" \t",
    "punct": re.escape("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"),
    "xdigit": "0-9A-Fa-f",
}
_DOUBTFUL = re.compile(r"\)[*+{]|[*+?}][+?]|\\[A-Za-z0-9]")
_REPEAT = re.compile(r"(?<!\\)[*+{]")
_SET = re.compile(r"\[(\^?)(\]?(?:\[:[a-z]+:\]|\[\.[^]]*\.\]|\[=[^]]*=\]|[^]])*+)\]")
_REFUSED = (
    ("nothing to repeat at position 0", "there is nothing to repeat"),
    ("unknown extension ?", "there is nothing to repeat behind '('"),
    ("missing ), unterminated subpattern", "a '(' is not closed"),
    ("bad escape (end of pattern)", "it ends in a backslash"),
)
"""What Python and the C library both refuse: the beginning of Python's words, and ours."""


def fault(pattern: str) -> str | None:
    """Return why a pattern is no regular expression, None if it is one for all one can tell."""
    if len(pattern) > _LONGEST:
        return None
    bare = _SET.sub("x", _without_escapes(pattern))
    if "[" in bare:
        return "a '[' is not closed"
    if "(?" in bare:
        return "there is nothing to repeat behind '('"
    try:
        re.compile(bare)
    except (re.error, OverflowError, RecursionError) as error:
        return next((ours for theirs, ours in _REFUSED if str(error).startswith(theirs)), None)
    return None


def _without_escapes(pattern: str) -> str:
    """Return a pattern with a letter for each escaped character outside of brackets."""
    return re.sub(r"\\.|" + _SET.pattern, lambda one: one[0] if one[0][0] == "[" else "x", pattern)


def matcher(pattern: str) -> Callable[[str], bool] | None:
    """Return what tells whether a name matches anywhere; None if that is not to be relied on.

    Not tried is what could take Python long (repeats in repeats), and what it reads otherwise.
    """
    if len(pattern) > _LONGEST or len(_REPEAT.findall(pattern)) > _MOST_REPEATS:
        return None
    if _DOUBTFUL.search(pattern):
        return None
    try:
        compiled = re.compile(_SET.sub(_python_set, pattern))
    except (re.error, OverflowError, RecursionError):
        return None
    return lambda name: len(name) > _LONGEST or compiled.search(name) is not None


def _python_set(found: re.Match[str]) -> str:
    inside = found[2].replace("\\", r"\\")
    for name, members in _CLASSES.items():
        inside = inside.replace(f"[:{name}:]", members)
    return f"[{found[1]}{inside}]"
