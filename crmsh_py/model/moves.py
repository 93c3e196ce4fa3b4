"""The constraints that a move or a ban makes: their ids and form are those of crm_resource.

So `crm_resource --clear` finds ours, and we find its own (lib/pacemaker/pcmk_resource.c and
tools/crm_resource_ban.c; seen with Pacemaker 2.1.5).
"""

from dataclasses import dataclass
from datetime import UTC, datetime

from crmsh_py import xmltree
from crmsh_py.model.cib import Cib
from crmsh_py.model.evaluating import State, state_of
from crmsh_py.model.releases import role_word
from crmsh_py.xmltree import Element

_PREFER, _BAN = "cli-prefer-", "cli-ban-"


@dataclass(frozen=True, slots=True)
class Wish:
    """That a resource is to be on a node, or off it (`off`), until a moment or for ever.

    `promoted`: this is about the promoted role only.
    """

    rsc: str
    node: str
    off: bool = False
    promoted: bool = False
    until: datetime | None = None

    @property
    def id(self) -> str:
        """The id of its constraint."""
        return f"{_BAN}{self.rsc}-on-{self.node}" if self.off else f"{_PREFER}{self.rsc}"

    @property
    def text(self) -> str:
        """The wish in words."""
        what = f"{self.rsc}{' promoted' if self.promoted else ''}"
        until = f" until {self.until.astimezone().isoformat(' ', 'seconds')}" if self.until else ""
        return f"{what} {'never' if self.off else 'always'} on {self.node}{until}"


def add(cib: Cib, wish: Wish) -> Element:
    """Put the constraint of a wish in, in place of one with the same id; return it."""
    old = cib.find(wish.id)
    if old is not None:
        cib.remove(old)
    role = {"role": role_word(cib.schema, "Promoted")} if wish.promoted else {}
    location = xmltree.new("rsc_location", {"id": wish.id, "rsc": wish.rsc, **role})
    score = "-INFINITY" if wish.off else "INFINITY"
    if wish.until is None:
        location.set("node", wish.node)
        location.set("score", score)
    else:
        _add_rule(location, wish, score)
    cib.insert(cib.ensure_section("constraints"), location)
    return location


def _add_rule(location: Element, wish: Wish, score: str) -> None:
    assert wish.until is not None
    stem = f"{wish.id}-" if wish.off else _PREFER
    tail = "" if wish.off else f"-{wish.rsc}"
    names = ("rule", "expr", "lifetime" if wish.off else "lifetime-end")
    rule_id, expression_id, date_id = (f"{stem}{name}{tail}" for name in names)
    rule = xmltree.sub(location, "rule", {"id": rule_id, "score": score, "boolean-op": "and"})
    is_node = {"attribute": "#uname", "operation": "eq", "value": wish.node, "type": "string"}
    xmltree.sub(rule, "expression", {"id": expression_id, **is_node})
    end = f"{wish.until.astimezone(UTC):%Y-%m-%d %H:%M:%SZ}"
    xmltree.sub(rule, "date_expression", {"id": date_id, "operation": "lt", "end": end})


def temporary(cib: Cib) -> list[Element]:
    """Return all constraints that moves and bans made."""
    section = cib.section("constraints")
    found = [] if section is None else section.iterfind("rsc_location")
    return [one for one in found if one.get("id", "").startswith((_PREFER, _BAN))]


def node_of(location: Element) -> str:
    """Return the node that such a constraint is about."""
    in_rule = location.find("rule/expression[@attribute='#uname']")
    return location.get("node", "") if in_rule is None else in_rule.get("value", "")


def is_ban(location: Element) -> bool:
    """Tell whether such a constraint keeps off a node."""
    return location.get("id", "").startswith(_BAN)


def has_expired(location: Element, now: datetime) -> bool:
    """Tell whether a constraint has no effect any more, and never will."""
    rules = location.findall("rule")
    return bool(rules) and all(state_of(one, now) is State.EXPIRED for one in rules)
