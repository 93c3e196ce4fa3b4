"""Changes of a corosync.conf: each gives a new text in which only the lines concerned differ.

A new line gets the indentation and the line end of its neighbours.
"""

from collections.abc import Sequence

from crmsh_py.corosync.syntax import Configuration, Entry, Section
from crmsh_py.diagnostics import CrmError, Diagnostic

_TAB = "\t"


def with_value(configuration: Configuration, entry: Entry, value: str) -> str:
    """Return the text with another value for a setting.  Raises CrmError (invalid-setting)."""
    check_value(entry.key, value)
    text, span = configuration.text, entry.value_span
    blank = "" if text[span.start - 1 : span.start] in {" ", _TAB} else " "
    return text[: span.start] + blank + value + text[span.end :]


def with_entry(configuration: Configuration, section: Section, key: str, value: str) -> str:
    """Return the text with a new setting in a section, behind those it has already.

    Raises CrmError (invalid-setting).
    """
    check_value(key, value)
    entries = section.entries
    line = entries[-1].line if entries else section.line
    indent = _indent_of(configuration, section)
    return _inserted(configuration, line + 1, [f"{indent}{key}: {value}"])


def with_section(
    configuration: Configuration,
    parent: Section,
    name: str,
    settings: Sequence[tuple[str, str]],
) -> str:
    """Return the text with a new section at the end of another, or of the file.

    Raises CrmError (invalid-setting).
    """
    for key, value in settings:
        check_value(key, value)
    indent = "" if parent is configuration.root else _indent_of(configuration, parent)
    unit = _unit(configuration)
    body = [f"{indent}{unit}{key}: {value}" for key, value in settings]
    lines = [f"{indent}{name} {{", *body, f"{indent}}}"]
    if parent is not configuration.root:
        return _inserted(configuration, _behind_last(parent), lines)
    if configuration.text.strip():
        lines.insert(0, "")
    return _inserted(configuration, _line_count(configuration), lines)


def without(configuration: Configuration, part: Entry | Section) -> str:
    """Return the text without a setting, or without a section and all that is in it."""
    last = part.end if isinstance(part, Section) else part.line
    lines = configuration.text.split("\n")
    del lines[part.line : last + 1]
    return "\n".join(lines)


def check_value(key: str, value: str) -> None:
    """Refuse a value that would be read as something else.  Raises CrmError (invalid-setting)."""
    reason = _unfit(value)
    if reason is not None:
        words = f"{key!r} cannot have this value: {reason}"
        raise CrmError(Diagnostic("invalid-setting", words, subject=value))


def _unfit(value: str) -> str | None:
    if not value or value != value.strip(" \t"):
        return "a value is not empty, and has no blanks around it"
    if any(not character.isprintable() for character in value):
        return "it holds a line end or a control character"
    if "{" in value:
        return "with a '{' corosync would take the line for the beginning of a section"
    return None


def _behind_last(parent: Section) -> int:
    """Return the line behind the last part of a section, so that comments at its end stay there."""
    if not parent.parts:
        return parent.line + 1
    last = parent.parts[-1]
    return (last.end if isinstance(last, Section) else last.line) + 1


def _inserted(configuration: Configuration, at: int, new: Sequence[str]) -> str:
    text = configuration.text
    lines = text.split("\n")
    ending = "\r" if lines[0].endswith("\r") else ""
    if at >= len(lines):
        lines[-1:] = [lines[-1] + ending, ""]  # the last line had no line end
        at = len(lines) - 1
    lines[at:at] = [line + ending for line in new]
    return "\n".join(lines)


def _line_count(configuration: Configuration) -> int:
    """Return the number of the line behind the last one."""
    text = configuration.text
    return text.count("\n") + (0 if not text or text.endswith("\n") else 1)


def _indent(configuration: Configuration, line: int) -> str:
    text = configuration.text.split("\n")[line]
    return text[: len(text) - len(text.lstrip(" \t"))]


def _indent_of(configuration: Configuration, section: Section) -> str:
    """Return how far what is in a section is indented."""
    if section.parts:
        return _indent(configuration, section.parts[-1].line)
    return _indent(configuration, section.line) + _unit(configuration)


def _unit(configuration: Configuration) -> str:
    """Return how much further a section indents than what is around it."""
    for section in configuration.root.sections:
        outer = _indent(configuration, section.line)
        for part in section.parts:
            inner = _indent(configuration, part.line)
            if len(inner) > len(outer) and inner.startswith(outer):
                return inner[len(outer) :]
    return _TAB
