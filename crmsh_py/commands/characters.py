"""Characters that no statement may hold, because XML cannot: see XML 1.0, section 2.2."""

import re

from crmsh_py.diagnostics import CrmError, Diagnostic
from crmsh_py.source import Location, Source, Span

_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def refuse_unwritable_comments(text: str, name: str) -> None:
    """Raise CrmError (undecodable-text) if a comment line holds what cannot be written."""
    if _UNWRITABLE.search(text) is None:
        return  # the everyday case costs next to nothing
    for number, line in enumerate(text.split("\n"), 1):
        if line.lstrip().startswith("#"):
            refuse_unwritable(Source(name, line, number))


def refuse_unwritable(source: Source) -> None:
    """Raise CrmError (undecodable-text) if a text holds what cannot be written into a CIB."""
    if source.text.isascii() and source.text.isprintable():
        return  # the everyday case costs nothing
    found = _UNWRITABLE.search(source.text)
    if found is None:
        return
    code = ord(found[0])
    if 0xDC80 <= code <= 0xDCFF:  # how Python keeps an octet that is no UTF-8 (PEP 383)
        message = f"the octet 0x{code - 0xDC00:02X} is not UTF-8 text"
    else:
        message = f"the character U+{code:04X} cannot stand in a CIB"
    raise CrmError(
        Diagnostic("undecodable-text", message, location=Location(source, Span(*found.span())))
    )
