"""Which names hold secrets, and how they are hidden on screen, in errors and in history."""

import re

MASK = "******"

_WANTED = r"passw|passphrase|secret"
_SECRET_NAME = re.compile(_WANTED, re.IGNORECASE)
# As typed, a name may have quotes inside: pass"word"=x.
_TYPED = "|".join(r"[\"'\\]*".join(word) for word in _WANTED.split("|"))
_SUSPECT = re.compile(_TYPED, re.IGNORECASE)
_PIECES = r"[^\s=<>]*"
_NAME = rf"[^\s=\"'<>]*(?:{_TYPED}){_PIECES}"
_VALUE = r"(?:\"(?:[^\"\\]|\\[\s\S])*\"?|'[^']*'?|\\.|[^\s\"'\\])*"
_PAIR = re.compile(
    rf"(?P<quoted>(?P<quote>[\"']){_NAME}=)(?P<inner>(?:(?!(?P=quote)|\\)[\s\S]|\\[\s\S])*)"
    rf"|(?P<head>{_NAME}\s*=)(?P<value>{_VALUE})",
    re.IGNORECASE,
)
# `password = x`, `password x`; not behind a command word and its id, as in `primitive passwd-db x`.
_SPACED = re.compile(
    rf"(?P<head>(?:params|meta|attributes|utilization|\S+=\S*)\s+{_NAME}\s+(?:=\s*)?)"
    rf"(?P<value>(?![^\s\"']*=){_VALUE})",
    re.IGNORECASE,
)
# In a statement, and on the command line, the quotes of an element's attributes are escaped.
_TAG = re.compile(r"<nvpair\b(?:[^>\"']|\"[^\"]*(?:\"|\Z)|'[^']*(?:'|\Z))*")
_TAG_NAME = re.compile(r"\bname=\\?[\"'](?P<name>[^\"']*)")
_TAG_VALUE = re.compile(r"(?P<head>\bvalue=)(?P<value>\"[^\"]*\"?|'[^']*'?|\\\"[^\"]*\"?)")


def is_secret(name: str) -> bool:
    """Tell whether values of that name are masked: `*passw*`, `*passphrase*`, `*secret*`."""
    return _SECRET_NAME.search(name) is not None


def hide(text: str) -> str:
    """Return input with the values of secrets replaced by asterisks."""
    if not _SUSPECT.search(text):
        return text
    return _hide_spaced(_PAIR.sub(_masked_pair, _TAG.sub(_hide_in_tag, text)))


def _hide_spaced(text: str) -> str:
    """Hide what follows a secret's name where the `=` was forgotten or stands apart."""
    return _SPACED.sub(lambda found: found["head"] + _mask(found["value"]), text)


def _hide_in_tag(match: re.Match[str]) -> str:
    tag = match[0]
    name = _TAG_NAME.search(tag)
    return _TAG_VALUE.sub(_masked_value, tag) if name and is_secret(name["name"]) else tag


def _masked_value(match: re.Match[str]) -> str:
    return match["head"] + _mask(match["value"])


def _masked_pair(match: re.Match[str]) -> str:
    if match["quoted"]:
        return match["quoted"] + _mask(match["inner"])
    return match["head"] + _mask(match["value"])


def _mask(value: str) -> str:
    """Return the mask; line ends stay, so that lines keep their numbers."""
    return MASK + "\n" * value.count("\n") if value else ""
