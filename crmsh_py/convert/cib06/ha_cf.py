"""heartbeat's ha.cf beside a CIB: a corosync.conf, and the ping nodes as a resource.

That is what the script hb2openais made of it once; the CIB itself says nothing about links.
"""

import re
from collections.abc import Mapping
from dataclasses import replace

from crmsh_py.convert.cib06.choices import Choices
from crmsh_py.convert.conversion import Conversion, Input
from crmsh_py.convert.draft import Draft, listed
from crmsh_py.convert.heartbeat import ha_cf as reading
from crmsh_py.convert.heartbeat.choices import Choices as HeartbeatChoices
from crmsh_py.convert.heartbeat.ha_cf import HaCf
from crmsh_py.convert.heartbeat.ha_cf_converter import convert_ha_cf
from crmsh_py.convert.heartbeat.nodes import names_of
from crmsh_py.model.cib import Cib

_HOST = re.compile(r"[A-Za-z0-9_:.%][A-Za-z0-9_:.%-]*")


def node_numbers(ha_cf: HaCf, known: Mapping[str, str]) -> dict[str, int]:
    """Return the ids of ha.cf's nodes: those of the CIB, and numbers behind them for the rest."""
    ids = {name.lower(): int(id_) for name, id_ in known.items()}
    following = max(ids.values(), default=0) + 1
    for name in names_of(ha_cf):
        if name not in ids:
            ids[name] = following
            following += 1
    return ids


def ping_nodes(source: Input) -> tuple[str, ...]:
    """Return the ping nodes of a ha.cf: pingd pinged them if it was not told which."""
    found: dict[str, None] = {}
    for one in reading.read(source).all("ping", "ping6", "ping_group"):
        texts = one.texts[1:] if one.name == "ping_group" else one.texts
        found.update(dict.fromkeys(text for text in texts if _HOST.fullmatch(text)))
    return tuple(found)


def with_ha_cf(
    conversion: Conversion, source: Input, known: Mapping[str, str], choices: Choices
) -> Conversion:
    """Add to a conversion what ha.cf says; `known` are the ids of the CIB's nodes by name."""
    cib = conversion.cib
    assert cib is not None
    ha_cf = reading.read(source)
    wanted = HeartbeatChoices(
        node_addresses=choices.node_addresses,
        node_ids=node_numbers(ha_cf, known),
        has_cib=True,
        existing_properties=_properties(cib),
        has_ping=any(one.get("type") == "ping" for one in cib.configuration.iter("primitive")),
    )
    draft = Draft()
    somewhere = ha_cf.start
    draft.locations.update(dict.fromkeys(cib.ids(), somewhere))
    convert_ha_cf(draft, ha_cf, None, (), wanted)
    added = draft.conversion(cib)
    made = {id_: place for id_, place in added.locations.items() if place is not somewhere}
    return replace(
        conversion,
        corosync=added.corosync,
        files={**conversion.files, **added.files},
        diagnostics=listed([*conversion.diagnostics, *added.diagnostics]),
        rows=(*conversion.rows, *added.rows),
        tables=(*conversion.tables, *added.tables),
        todo=tuple(dict.fromkeys((*conversion.todo, *added.todo))),
        locations={**made, **conversion.locations},
    )


def _properties(cib: Cib) -> frozenset[str]:
    pairs = cib.configuration.iterfind("crm_config/cluster_property_set/nvpair")
    return frozenset(pair.get("name", "") for pair in pairs)
