"""A corosync.conf as a value, and its text.

For files that are made from nothing; one that is there is changed by `edits`.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from crmsh_py.corosync.edits import check_value

_INDENT = "    "


@dataclass(frozen=True, slots=True)
class Block:
    """A section: settings and sections in the order in which they are written.

    One `is_remark` is written as a comment, for whoever completes and uses it.
    """

    name: str
    parts: "tuple[tuple[str, str] | Block, ...]" = ()
    is_remark: bool = False


def to_text(blocks: "tuple[Block, ...]", comments: tuple[str, ...] = ()) -> str:
    """Return the text of a file; `comments` stand on top of it.

    Raises CrmError (invalid-setting) if a value would be read as something else.
    """
    lines = [f"# {one}".rstrip() for one in comments]
    for block in blocks:
        lines += _lines(block, "")
    return "".join(f"{line}\n" for line in lines)


def _lines(block: Block, indent: str) -> Iterator[str]:
    inner = [f"{block.name} {{", *_body(block), "}"]
    mark = "# " if block.is_remark else ""
    yield from (f"{indent}{mark}{line}" for line in inner)


def _body(block: Block) -> Iterator[str]:
    for part in block.parts:
        if isinstance(part, Block):
            yield from _lines(part, _INDENT)
        else:
            key, value = part
            check_value(key, value)
            yield f"{_INDENT}{key}: {value}"
