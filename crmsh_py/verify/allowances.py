"""Comments of a configuration that allow findings: `lint: allow CODE [CODE …]`.

Above the statement about an object, or in front of or in its element, one allows them on that
object; in the header of the configuration, or in front of its root, on all of it.
"""

import re
from collections.abc import Iterable, Iterator

from crmsh_py import xmltree
from crmsh_py.codes import CODES
from crmsh_py.diagnostics import Diagnostic, Severity
from crmsh_py.model.cib import Cib
from crmsh_py.model.comments import all_comments, text_of
from crmsh_py.model.elements import object_name, title
from crmsh_py.spelling import did_you_mean
from crmsh_py.verify.check import OfWhole
from crmsh_py.verify.policy import Allowance, Allowances
from crmsh_py.verify.view import View
from crmsh_py.xmltree import Element

_DIRECTIVE = re.compile(r"#?\s*lint:\s*(.*)")
_MARK = "lint:"


def codes_in(lines: Iterable[str]) -> list[str]:
    """Return what comment lines allow: the codes that there are, without words that are none."""
    return [word for words in _directives(lines) for word in words[1:] if word in CODES]


def _directives(lines: Iterable[str]) -> Iterator[list[str]]:
    """Yield the words of each comment line that speaks to us, the first being `allow`, say."""
    for line in lines:
        match = _DIRECTIVE.fullmatch(line.strip())
        if match is not None:
            yield match[1].replace(",", " ").split()


def allowances(cib: Cib) -> Allowances:
    """Return what the comments of a configuration allow, wherever they came from."""
    return frozenset(
        Allowance(code, None if owner is None else object_name(owner))
        for owner, lines in _speaking(cib)
        for words in _directives(lines)
        if words[:1] == ["allow"]
        for code in words[1:]
        if code in CODES
    )


def _speaking(cib: Cib) -> Iterator[tuple[Element | None, list[str]]]:
    """Yield the lines of comments that may speak to us, each with its object (None: all)."""
    around = [one for one in xmltree.outer_comments(cib.root) if _MARK in (one.text or "")]
    inside = xmltree.comments(cib.configuration)
    if not around and not any(_MARK in (one.text or "") for one in inside):
        return  # the everyday case
    found = all_comments(cib)
    for one in (*around, *found.header):
        yield None, _lines(one)
    for owner, comments in found.above.items():
        for one in comments:
            yield owner, _lines(one)


def _lines(comment: Element) -> list[str]:
    return text_of(comment).split("\n")


def misread_allowances(view: View) -> list[Diagnostic]:
    """Report comments that are to allow something, and say it so that nobody understands."""
    return [
        _misread(owner, words, wrong)
        for owner, lines in _speaking(view.cib)
        for words in _directives(lines)
        for wrong in _wrong(words)
    ]


def _wrong(words: list[str]) -> list[str]:
    """Return the words of a comment that are not what should stand there."""
    if words[:1] != ["allow"] or len(words) == 1:
        return [" ".join(words)]
    return [word for word in words[1:] if word not in CODES]


def _misread(owner: Element | None, words: list[str], wrong: str) -> Diagnostic:
    if words[:1] == ["allow"] and wrong != "allow":
        said, hint = f"there is no code {wrong!r} to allow", did_you_mean(wrong, CODES)
    else:
        said, hint = f"the comment 'lint: {wrong}' says nothing that is understood", None
    about = "" if owner is None else f"{title(owner)}: "
    return Diagnostic(
        "bad-allow",
        f"{about}{said}",
        Severity.WARNING,
        subject=None if owner is None else object_name(owner),
        hint=hint or "write 'lint: allow CODE', with codes as 'verify' shows them in brackets",
    )


CHECKS = (OfWhole(("bad-allow",), misread_allowances),)
