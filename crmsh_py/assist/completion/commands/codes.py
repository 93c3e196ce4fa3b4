"""Codes of findings, with the first words of their manual."""

import re
from collections.abc import Iterator

from crmsh_py.assist.completion.commands.place import Place
from crmsh_py.assist.completion.offers import Candidate
from crmsh_py.codes import CODES

_LONGEST = 72
"""So much of a text fits into a column beside the words."""

_SENTENCE = re.compile(r"(?<=[.:;])\s")


def codes(place: Place) -> Iterator[Candidate]:
    """Yield the codes, behind those that stand before the last comma where a list is taken."""
    listed, comma, _ = place.word.rpartition(",")
    given = {*listed.split(","), *place.given_here}
    found = (one for one in all_codes(listed + comma) if one.word.rpartition(",")[2] not in given)
    yield from found if "," in place.parameter.word or not comma else ()


def all_codes(front: str) -> Iterator[Candidate]:
    """Yield all codes behind some text, each with the first words of its manual."""
    return (Candidate(front + name, first_words(code.manual)) for name, code in CODES.items())


def first_words(text: str) -> str:
    """Return the first sentence of a text, or as much of it as fits beside a word."""
    line = " ".join(text.split())
    sentence = _SENTENCE.split(line, maxsplit=1)[0].rstrip(".:;")
    if len(sentence) <= _LONGEST:
        return sentence
    return sentence[:_LONGEST].rpartition(" ")[0].rstrip(",;:") + " ..."
