"""Words of haresources as a report names them: without secrets, and not endless."""

import re

from crmsh_py import secrets
from crmsh_py.convert.heartbeat.agents import GONE, SCRIPTS, UNNEEDED, known
from crmsh_py.convert.heartbeat.haresources import Resource

_SHOWN = 80
_PLAIN = frozenset({*GONE, *UNNEEDED, "OCF", "o2cb"})
_JOINT = re.compile(r"\\(?:\r\n|\r|\n)")
_WORD = re.compile(r"(?:\\(?:\r\n|\r|\n)|[^\s\ufeff])+")
_PIECE = re.compile(r"(?:(?!::).)+", re.DOTALL)


def piece(resource: Resource) -> str:
    """Return a resource as its line has it; what arguments mean is known of known scripts only."""
    name = resource.script.text
    found = known(name)
    hidden = SCRIPTS[found].secret_positions if found else ()
    texts = [
        secrets.MASK if at in hidden else word.text for at, word in enumerate(resource.arguments)
    ]
    if resource.is_shorthand:
        text = "::".join(texts)
    elif texts and not found and name not in _PLAIN:
        text = f"{name}::…"
    else:
        text = "::".join((name, *texts))
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def without_secrets(text: str) -> str:
    """Return the text of a haresources file, as long, with asterisks for its passwords."""
    characters = list(text)
    for match in _WORD.finditer(text):
        offsets = _offsets(match)
        for start, end in _secret_spans("".join(text[at] for at in offsets)):
            for at in offsets[start:end]:
                characters[at] = "*"
    return "".join(characters)


def _offsets(word: re.Match[str]) -> list[int]:
    """Return where the characters of a word stand, without what joins lines."""
    joints = {at for one in _JOINT.finditer(word[0]) for at in range(*one.span())}
    return [word.start() + at for at in range(len(word[0])) if at not in joints]


def _secret_spans(word: str) -> list[tuple[int, int]]:
    pieces = [match.span() for match in _PIECE.finditer(word)]
    name = known(word[slice(*pieces[0])]) if len(pieces) > 1 else None
    secret = SCRIPTS[name].secret_positions if name else ()
    return [pieces[at + 1] for at in secret if at + 1 < len(pieces)]
