"""Short words for the XPaths that ACL rights mostly have: `meta:vip:target-role`.

Needs no pyparsing.
"""

import re
from dataclasses import dataclass

ARGUMENT = "@@"
"""What stands in an XPath where an argument goes."""
_NVPAIR = f"/nvpair[@name='{ARGUMENT}']"
_UNAME = f"[@uname='{ARGUMENT}']"
_PLAIN = r"[\w.-]+"


@dataclass(frozen=True, slots=True)
class Shortcut:
    """A word: the XPath it stands for, and what a further argument adds to it, if one can.

    `first` and `more` are what the arguments are called; `first` is needed where there is one.
    """

    word: str
    xpath: str
    first: str = ""
    added: str = ""
    more: str = ""

    @property
    def usage(self) -> str:
        """How it is written."""
        needed = f":{self.first}" if self.first else ""
        return f"{self.word}{needed}" + (f"[:{self.more}]" if self.more else "")


def _of_primitive(word: str, tag: str) -> Shortcut:
    return Shortcut(word, f"//primitive[@id='{ARGUMENT}']/{tag}", "RSC", _NVPAIR, "NAME")


_ALL = (
    _of_primitive("meta", "meta_attributes"),
    _of_primitive("params", "instance_attributes"),
    Shortcut("utilization", f"//primitive[@id='{ARGUMENT}']/utilization", "RSC"),
    Shortcut(
        "location",
        f"//rsc_location[@id='cli-prefer-{ARGUMENT}' and @rsc='{ARGUMENT}']",
        "RSC",
    ),
    Shortcut("property", "//crm_config/cluster_property_set", added=_NVPAIR, more="NAME"),
    Shortcut("nodeattr", "//nodes/node/instance_attributes", added=_NVPAIR, more="NAME"),
    Shortcut("nodeutil", "//nodes/node/utilization", added=_UNAME, more="NODE"),
    Shortcut("node", "//nodes/node", added=_UNAME, more="NODE"),
    Shortcut("status", "/cib/status"),
    Shortcut("cib", "/cib"),
)
SHORTCUTS = {one.word: one for one in _ALL}


def expanded(text: str) -> str | None:
    """Return the XPath that a shortcut with its arguments stands for; None if it is none."""
    word, colon, rest = text.partition(":")
    shortcut = SHORTCUTS.get(word.lower())
    if shortcut is None or "'" in rest:
        return None
    fewest = 1 if shortcut.first else 0
    most = fewest + bool(shortcut.more)
    arguments = rest.split(":", max(most - 1, 0)) if colon else []  # a name can hold a colon
    if not all(arguments) or not fewest <= len(arguments) <= most:
        return None
    xpath = shortcut.xpath.replace(ARGUMENT, arguments[0]) if fewest else shortcut.xpath
    added = arguments[fewest:]
    return xpath + (shortcut.added.replace(ARGUMENT, added[0]) if added else "")


def shortened(xpath: str) -> str | None:
    """Return the shortcut that stands for exactly an XPath, if there is one."""
    for one in _ALL:
        found = re.fullmatch(_pattern(one), xpath)
        if found is not None:
            return ":".join([one.word, *filter(None, found.groupdict().values())])
    return None


def _pattern(shortcut: Shortcut) -> str:
    """Return what matches the XPaths of a shortcut; an argument that comes twice is the same."""
    head = re.escape(shortcut.xpath).replace(ARGUMENT, f"(?P<first>{_PLAIN})", 1)
    head = head.replace(ARGUMENT, "(?P=first)")
    tail = re.escape(shortcut.added).replace(ARGUMENT, f"(?P<more>{_PLAIN})")
    return f"{head}(?:{tail})?" if tail else head
