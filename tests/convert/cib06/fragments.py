"""Parts of old CIBs to convert, and what comes of them in the words of the language."""

import re
from collections.abc import Iterable

from crmsh_py import xmltree
from crmsh_py.convert.cib06.choices import Choices
from crmsh_py.convert.cib06.converter import convert
from crmsh_py.convert.conversion import Conversion, Input
from crmsh_py.grammar.printer import to_text
from crmsh_py.model.describe import describe

ALICE, BOB, CAROL = "0a11ce00-uuid", "0b0b0000-uuid", "0ca70100-uuid"
_NODES = f"""
<node id="{ALICE}" uname="alice" type="normal"/><node id="{BOB}" uname="bob" type="normal"/>
<node id="{CAROL}" uname="carol" type="normal"/>
"""
_OBJECTS = ("primitive", "group", "clone", "rsc_location", "rsc_colocation", "rsc_order", "tag")
_CONTINUED = re.compile(r"\s*\\\n\s*")
ALWAYS = frozenset({"no-fencing", "superseded-agent", "unset-attribute"})
"""Codes that say nothing about what is looked at."""


def old_cib(resources: str = "", constraints: str = "", **properties: str) -> str:
    pairs = "".join(
        f'<nvpair id="p-{name}" name="{name}" value="{value}"/>'
        for name, value in properties.items()
    )
    nvset = f'<cluster_property_set id="o"><attributes>{pairs}</attributes></cluster_property_set>'
    return (
        '<cib admin_epoch="0" epoch="1" num_updates="1" have_quorum="true"><configuration>'
        f"<crm_config>{nvset}</crm_config><nodes>{_NODES}</nodes>"
        f"<resources>{resources}</resources><constraints>{constraints}</constraints>"
        "</configuration></cib>"
    )


def converted(
    resources: str = "", constraints: str = "", choices: Choices | None = None, **properties: str
) -> Conversion:
    text = old_cib(resources, constraints, **properties)
    return convert(Input("old.xml", text.encode()), choices=choices or Choices())


def statements(conversion: Conversion, *tags: str) -> list[str]:
    """Return objects as statements, each on one line; those that are no resource, too."""
    assert conversion.cib is not None
    elements = conversion.cib.root.iter(*(tags or _OBJECTS))
    return [_CONTINUED.sub(" ", to_text(describe(element))) for element in elements]


def constraints(conversion: Conversion) -> list[str]:
    return statements(conversion, "rsc_location", "rsc_colocation", "rsc_order")


def xml(conversion: Conversion, path: str) -> list[str]:
    """Return parts of the configuration as XML without layout."""
    assert conversion.cib is not None
    found = conversion.cib.root.iterfind(f"configuration/{path}")
    return [xmltree.canonical(element).decode() for element in found]


def findings(conversion: Conversion, but: Iterable[str] = ALWAYS) -> list[tuple[str, str]]:
    """Return what was said: how bad it is, and the code."""
    return [(str(one.severity), one.code) for one in conversion.diagnostics if one.code not in but]


def dummy(id_: str, inside: str = "", **attributes: str) -> str:
    more = "".join(f' {name}="{value}"' for name, value in attributes.items())
    return (
        f'<primitive id="{id_}" class="ocf" provider="heartbeat" type="Dummy"{more}>'
        f"{inside}</primitive>"
    )


def nvset(tag: str, id_: str, rules: str = "", **pairs: str) -> str:
    inside = "".join(
        f'<nvpair id="{id_}-{name}" name="{name}" value="{value}"/>'
        for name, value in pairs.items()
    )
    return f'<{tag} id="{id_}">{rules}<attributes>{inside}</attributes></{tag}>'


def params(id_: str, rules: str = "", **pairs: str) -> str:
    return nvset("instance_attributes", id_, rules, **pairs)


def meta(id_: str, rules: str = "", **pairs: str) -> str:
    return nvset("meta_attributes", id_, rules, **pairs)


def primitive(id_: str, class_: str, type_: str, inside: str = "", provider: str = "") -> str:
    given = f' provider="{provider}"' if provider else ""
    return f'<primitive id="{id_}" class="{class_}"{given} type="{type_}">{inside}</primitive>'
