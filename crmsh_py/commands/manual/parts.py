"""What is to be said on parts that several statements have: sets, rules, expressions ...

Examples are lines of the top level; a test reads each of them.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from crmsh_py.commands.manual.page import Examples, Page
from crmsh_py.commands.manual.statements import part_page


@dataclass(frozen=True, slots=True)
class Part:
    """What is to be said on a part that statements share."""

    summary: str
    text: str
    examples: tuple[str, ...]


SHARED: Mapping[str, Part] = {
    "set": Part(
        "pairs of names and values behind params, meta, utilization ...",
        "Several sets of one kind are possible: a rule says when one of them counts, and of those "
        "that count the one with the highest score wins.",
        (
            "# another parameter on one node",
            "configure primitive web apache params port=80 \\",
            "    params 10: rule '#uname' eq node2 port=8080",
            "# a value at night only",
            "configure primitive web apache meta rule date spec hours=20-23 priority=0",
        ),
    ),
    "rule": Part(
        "when a location, a set or an option counts",
        "Expressions stand behind `rule`, with `and` or `or` between them, in one rule always the "
        "same; parentheses hold another rule. In front of them can stand the score, the role and "
        "the id. `help expression` has what can be asked.",
        (
            "configure location by-rack web rule 100: rack eq r1 and defined pingd",
            "configure location by-net web rule -inf: not_defined pingd or pingd lte 0",
            "configure location main db-clone rule role=Promoted 10: '#uname' eq node1",
        ),
    ),
    "expression": Part(
        "what rules ask: node attributes, dates, kinds of resources",
        "A node attribute is compared with a value, or is defined or not; `#uname` is the name of "
        "the node. A type in front of the operator says how to compare: `string:`, `integer:`, "
        "`number:`, `version:`. A date is compared, in a range, or like a pattern.",
        (
            "configure location compared web rule cpu number:gte 4.5",
            "configure location before web rule date lt 2030-01-01",
            "configure location at-work web rule date spec hours=9-16 weekdays=1-5",
            "configure rsc_defaults of-ips: rule rsc type=IPaddr2 resource-stickiness=0",
        ),
    ),
    "resources": Part(
        "resources in constraints, and sets of them",
        "Two resources are named one after the other. With more of them, or with brackets, they "
        "form sets: `a b c` one after the other, `( a b )` in any order, `[ a b ]` any one of "
        "which will do. A role or an action stands behind a colon; another one begins another set.",
        (
            "configure order chain vip fs web",
            "configure order parallel vip ( app1 app2 ) web",
            "configure order either [ app1 app2 ] web",
            "configure colocation roles inf: ( app1 app2 ) drbd-clone:Promoted",
            "configure order settings ( $id=apps app1 app2 ) web",
        ),
    ),
    "right": Part(
        "what access control lets a role read or write",
        "Of several rights for one thing the first wins, so exceptions stand in front. Short words "
        "stand for the usual XPaths: `meta:RSC[:NAME]`, `params:RSC[:NAME]`, `utilization:RSC`, "
        "`location:RSC`, `property[:NAME]`, `nodeattr[:NAME]`, `nodeutil[:NODE]`, `node[:NODE]`, "
        "`status`, `cib`.",
        (
            "configure role operator write meta:vip:target-role read cib",
            "configure role auditor deny params:db:password read cib",
        ),
    ),
}


def shared_page(name: str) -> Page:
    """Return the page on parts that statements share."""
    one = SHARED[name]
    return part_page(name, one.summary, one.text, (Examples(one.examples),))
