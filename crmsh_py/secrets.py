"""Which names hold secrets, and how they are hidden on screen, in errors and in history."""

import re

MASK = "******"

_SECRET_NAME = re.compile(r"passw|passphrase|secret", re.IGNORECASE)
_VALUE = r"(?:\"(?:[^\"\\]|\\.)*\"?|'[^']*'?|\\.|[^\s\"'\\])*"
_SECRET_PAIR = re.compile(
    rf"(?P<head>[^\s=\"'<>]*(?:passw|passphrase|secret)[^\s=\"'<>]*\s*=)(?P<value>{_VALUE})",
    re.IGNORECASE,
)
_SECRET_XML = re.compile(
    r"<nvpair\b(?=[^>]*\bname=[\"'][^\"']*(?:passw|passphrase|secret))[^>]*>?", re.IGNORECASE
)
_XML_VALUE = re.compile(r"(?P<head>\bvalue=)(?P<value>\"[^\"]*\"?|'[^']*'?)")


def is_secret(name: str) -> bool:
    """Tell whether values of that name are masked: `*passw*`, `*passphrase*`, `*secret*`."""
    return _SECRET_NAME.search(name) is not None


def hide(line: str) -> str:
    """Return a line of input with the values of secrets replaced by asterisks."""
    if not _SECRET_NAME.search(line):
        return line
    hidden = _SECRET_XML.sub(lambda tag: _XML_VALUE.sub(_masked, tag[0]), line)
    return _SECRET_PAIR.sub(_masked, hidden)


def _masked(match: re.Match[str]) -> str:
    return f"{match['head']}{MASK}" if match["value"] else match[0]
