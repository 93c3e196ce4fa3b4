# ruff: noqa: INP001 - a module beside the script that uses it, no package
"""docs/checks.md: what `verify` finds, from the checks, their codes and the cases of tests."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from crmsh_py.codes import CODES
from crmsh_py.commands.manual.codes import severity_of
from crmsh_py.verify.families import FAMILIES

_CASES = Path(__file__).parent.parent / "tests" / "cases" / "checks"
_GENERATED = "<!-- Made by docs/generate.py from the checks, the codes and tests/cases/checks. -->"
_MARK = "# expect:"
_FOUND = re.compile(r"^[\d:?]+: (\w+): .* \[([a-z-]+)\]$", re.MULTILINE)

_SCHEMA = {
    "Ids, references and the schema": (
        "duplicate-id",
        "dangling-reference",
        "schema-violation",
        "invalid-score",
        "needs-newer-schema",
        "invalid-configuration",
    )
}
_BESIDES = {
    "Besides": ("cannot-allow", "unused-allow", "crm-verify"),
}
"""What is found by no check of a family: titles to codes."""

_INTRODUCTION = """\
# What is checked

`verify` finds what would make the cluster refuse the configuration, or misbehave with it. Every
commit checks the same: what its changes bring in stops it if it is an error, and is printed if it
is a warning; what was so before is counted in one line. `crm lint FILE` checks files: see
[linting.md](linting.md).

A finding tells the object, what follows from it, what to do, and its code in brackets. What was
typed or loaded, or stands in a file of XML, has its place: `FILE:LINE:COLUMN`.

- **error**: Pacemaker refuses it, or the cluster does not do what it says. Most errors can be
  overruled with `commit force` or `crm --force`; those about ids, references and the schema never.
- **warning**: something that an administrator wants to know.
- **info**: style, and what can be left out.

`crm explain CODE` prints what is below. `--deny warnings` lets warnings stop a commit, and fail
`verify` and `lint`. `--allow CODE` passes over findings of a code; so does a comment, which stays
in the configuration:

```
# lint: allow no-monitor
primitive report ocf:pacemaker:Dummy
```

Above a statement it is about that object; in the first lines of a file, with an empty line behind
them, about the whole configuration. In XML it is `<!-- lint: allow no-monitor -->`, in front of the
object's element or in it, or in front of all. Errors that nothing overrules are never allowed.

The example of each check is a case of its test: a configuration in which the fault was seeded, and
what `verify` says. A line `# expect:` stands above the statement at fault.
"""


def checks() -> str:
    """Return the reference of all checks as Markdown."""
    families = {
        **_SCHEMA,
        **{title: _codes(title) for title in FAMILIES},
        **_BESIDES,
    }
    sections = [_GENERATED, _INTRODUCTION.rstrip(), _contents(families)]
    sections += (_family(title, codes) for title, codes in families.items())
    return "\n\n".join(sections) + "\n"


def _codes(family: str) -> tuple[str, ...]:
    """Return the codes of a family that none before it has, in the order of its checks."""
    before = {code for title in _titles_before(family) for code in _all_codes(title)}
    return tuple(code for code in dict.fromkeys(_all_codes(family)) if code not in before)


def _titles_before(family: str) -> Iterator[str]:
    for title in FAMILIES:
        if title == family:
            return
        yield title


def _all_codes(family: str) -> Iterator[str]:
    return (code for check in FAMILIES[family] for code in check.codes)


def _contents(families: dict[str, tuple[str, ...]]) -> str:
    lines = (
        f"- {title}: " + " · ".join(f"[{code}](#{code})" for code in codes)
        for title, codes in families.items()
    )
    return "\n".join(lines)


def _family(title: str, codes: Iterable[str]) -> str:
    return "\n\n".join([f"## {title}", *map(_check, codes)])


def _check(code: str) -> str:
    row = CODES[code]
    parts = [f"### {code}", f"*{_severities(code)}*", row.manual]
    example = _example(code)
    if example is not None:
        text = example.read_text(encoding="utf-8").strip("\n")
        found = example.with_suffix(".txt").read_text(encoding="utf-8").strip("\n")
        parts += [f"```\n{text}\n```", f"```\n{found}\n```"]
    return "\n\n".join(parts)


def _severities(code: str) -> str:
    """Return how bad the finding is, as far as the cases show it."""
    row = CODES[code]
    found = {severity for severity, other in _told() if other == code}
    if row.error_when_new or not found:
        return severity_of(row)
    words = {"error": f"error (exit status {int(row.status)})"}
    listed = [words.get(one, one) for one in ("error", "warning", "info") if one in found]
    return " or ".join(listed)


@cache
def _told() -> list[tuple[str, str]]:
    """Return severities and codes of all that the cases find."""
    files = (file.read_text(encoding="utf-8") for file in _CASES.glob("*/*.txt"))
    return _FOUND.findall("".join(files))


def _example(code: str) -> Path | None:
    """Return the case that shows the fault best: that alone, in few lines."""
    bad = [
        file
        for file in sorted((_CASES / code).glob("*.crm"))
        if code in _expected(file) and file.with_suffix(".txt").is_file()
    ]
    return min(bad, key=lambda file: (len(_expected(file)), _length(file)), default=None)


def _expected(file: Path) -> set[str]:
    lines = file.read_text(encoding="utf-8").splitlines()
    marks = (line.partition(_MARK)[2] for line in lines)
    return {code for mark in marks for code in mark.split()}


def _length(file: Path) -> int:
    return file.read_text(encoding="utf-8").count("\n")
