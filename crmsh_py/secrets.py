"""Which names hold secrets, and how they are hidden on screen, in errors and in history.

Of a configuration, `model.masking` knows the places where values with names stand; here it is
texts that are hidden: whatever was typed, right or wrong.
"""

import re

MASK = "******"

_WANTED = r"passw|passphrase|secret"  # the one place that says so, until it can be configured
_SECRET_NAME = re.compile(_WANTED, re.IGNORECASE)
# As typed, a name may have quotes inside: pass"word"=x.
_TYPED = "|".join(r"[\"'\\]*".join(word) for word in _WANTED.split("|"))
_SUSPECT = re.compile(_TYPED, re.IGNORECASE)
_PIECES = r"[^\s=<>]*"
_NAME = rf"[^\s=\"'<>]*(?:{_TYPED}){_PIECES}"
_VALUE = r"(?:\"(?:[^\"\\]|\\[\s\S])*\"?|'[^']*'?|\\.|[^\s\"'\\])*"
_PAIR = re.compile(
    rf"(?P<quoted>(?P<quote>[\"']){_NAME}=)(?P<inner>(?:(?!(?P=quote)|\\)[\s\S]|\\[\s\S])*)"
    rf"|(?P<head>{_NAME}\s*=(?:[ \t]+(?=[\"']))?)(?P<value>{_VALUE})",
    re.IGNORECASE,
)
# `password = x`, `password x`; not behind a command word and its id, as in `primitive passwd-db x`.
_SPACED = re.compile(
    rf"(?P<head>(?:params|meta|attributes|utilization|\S+=\S*)\s+{_NAME}\s+(?:=\s*)?)"
    rf"(?P<value>(?![^\s\"']*=){_VALUE})",
    re.IGNORECASE,
)
# `set db.password x`: what follows a path that ends in a secret's name.
# `corosync set totem.key x`: the key that corosync's nodes share.
_SHARED_KEY = re.compile(rf"(?P<head>\bset\s+totem\.key\s+)(?P<value>(?!-){_VALUE})")
_SET = re.compile(r"(?:^|\s)set\s", re.IGNORECASE)
_BETWEEN = r"(?:\s|\\\s*\n)+"
_PATH = re.compile(
    rf"(?P<head>(?:\S*\.\S*(?:{_TYPED})[^\s=]*|[\"'][^\"'\n]*\.[^\"'\n]*(?:{_TYPED})[^\"'\n]*[\"']+)"
    rf"{_BETWEEN})(?P<value>{_VALUE})",
    re.IGNORECASE,
)
# `param db set password x`: the name of a secret by itself behind `set`.
_NAMED = re.compile(
    rf"(?P<head>(?<!\S)[^\s=.\"'<>]*(?:{_TYPED})[^\s=.<>]*{_BETWEEN})(?P<value>(?!\S*=){_VALUE})",
    re.IGNORECASE,
)
# `secret db set key x`: here any name is that of a secret.
_STORED = re.compile(
    rf"(?P<head>(?<!\S)secret{_BETWEEN}\S+{_BETWEEN}set{_BETWEEN}\S+{_BETWEEN})(?P<value>{_VALUE})",
    re.IGNORECASE,
)
# `password eq x` in a rule.
_COMPARED = re.compile(
    rf"(?P<head>(?<![^\s\"'(]){_NAME}\s+(?:\w+:)?(?:eq|ne|lt|gt|lte|gte)\s+)(?P<value>{_VALUE})",
    re.IGNORECASE,
)
# In a statement, and on the command line, the quotes of an element's attributes are escaped.
_TAG = re.compile(r"<(?:nvpair|expression)\b(?:[^>\"']|\"[^\"]*(?:\"|\Z)|'[^']*(?:'|\Z))*")
_TAG_NAME = re.compile(r"\b(?:name|attribute)=\\?[\"'](?P<name>[^\"']*)")
_TAG_VALUE = re.compile(r"(?P<head>\bvalue=)(?P<value>\"[^\"]*\"?|'[^']*'?|\\\"[^\"]*\"?)")


def is_secret(name: str) -> bool:
    """Tell whether values of that name are masked: `*passw*`, `*passphrase*`, `*secret*`."""
    return _SECRET_NAME.search(name) is not None


def hide(text: str) -> str:
    """Return input with the values of secrets replaced by asterisks."""
    text = _SHARED_KEY.sub(_masked_value, text)
    if not _SUSPECT.search(text):
        return text
    stored = _STORED.sub(_masked_value, text)
    hidden = _hide_spaced(_PAIR.sub(_masked_pair, _TAG.sub(_hide_in_tag, stored)))
    set_ = _SET.search(hidden)
    if set_ is None:
        return hidden
    return hidden[: set_.end()] + _hide_behind_paths(hidden[set_.end() :])


def _hide_behind_paths(text: str) -> str:
    """Hide the values of paths that end in a secret's name, and of that name alone."""
    return _NAMED.sub(_masked_value, _PATH.sub(_masked_value, text))


def _hide_spaced(text: str) -> str:
    """Hide what follows a secret's name where the `=` was forgotten, and in comparisons."""
    return _COMPARED.sub(_masked_value, _SPACED.sub(_masked_value, text))


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
