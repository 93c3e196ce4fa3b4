"""Convert a CIB of Heartbeat 2, Pacemaker 0.6 or any older schema to the present schema."""

import re
from dataclasses import replace

from crmsh_py.convert import documents
from crmsh_py.convert.cib06.attributes import unset_attributes
from crmsh_py.convert.cib06.choices import Choices
from crmsh_py.convert.cib06.constraints import convert_constraints
from crmsh_py.convert.cib06.filesystems import check_file_systems
from crmsh_py.convert.cib06.formats import (
    has_configuration,
    in_section,
    is_cib,
    is_legacy,
    sections,
)
from crmsh_py.convert.cib06.ha_cf import ping_nodes, with_ha_cf
from crmsh_py.convert.cib06.ids import Ids
from crmsh_py.convert.cib06.nodes import convert_nodes, number_nodes
from crmsh_py.convert.cib06.objects import claim_ids
from crmsh_py.convert.cib06.properties import convert_properties
from crmsh_py.convert.cib06.resources import convert_resources
from crmsh_py.convert.cib06.root import (
    convert_others,
    convert_root,
    new_root,
    stray_text,
    tell_of_comments,
)
from crmsh_py.convert.cib06.settling import settle_fencing
from crmsh_py.convert.cib06.status import convert_status
from crmsh_py.convert.cib06.upgrading import convert_schema
from crmsh_py.convert.cib06.work import Work
from crmsh_py.convert.conversion import Conversion, Input
from crmsh_py.convert.documents import Document
from crmsh_py.convert.draft import listed
from crmsh_py.diagnostics import CrmError, Diagnostic
from crmsh_py.model.cib import Cib
from crmsh_py.xmltree import Element

NO_CHOICES = Choices()
_NUMBER = re.compile("[0-9]{1,9}")


def convert(source: Input, ha_cf: Input | None = None, choices: Choices = NO_CHOICES) -> Conversion:
    """Convert a CIB; heartbeat's ha.cf beside it gives ping nodes, and a corosync.conf."""
    try:
        document = documents.read(source, repair=choices.repair)
    except CrmError as error:
        return Conversion(None, error.diagnostics)
    document = replace(document, root=in_section(document.root))
    if not is_cib(document.root):
        return Conversion(None, (*document.diagnostics, _no_cib(document)))
    if not has_configuration(document.root):
        return Conversion(None, (*document.diagnostics, _nothing_in_it(document)))
    if not is_legacy(document.root):
        pinged = ping_nodes(ha_cf) if ha_cf is not None else ()
        conversion = convert_schema(document, choices, pinged)
        if ha_cf is None or conversion.cib is None:
            return conversion
        return with_ha_cf(conversion, ha_cf, _node_ids(conversion.cib), choices)
    return _convert_legacy(document, ha_cf, choices)


def _no_cib(document: Document) -> Diagnostic:
    return Diagnostic(
        "not-a-cib",
        f"this is no CIB: the document is a <{document.root.tag!s}>",
        location=document.place(document.root),
        hint="a CIB is in a <cib> element; 'convert rhcs' takes a cluster.conf",
    )


def _nothing_in_it(document: Document) -> Diagnostic:
    return Diagnostic(
        "not-a-cib",
        "there is no configuration in it",
        location=document.place(document.root),
        hint="give a CIB with its resources, as 'cibadmin -Q' prints it",
    )


def _node_ids(cib: Cib) -> dict[str, str]:
    nodes = cib.configuration.iterfind("nodes/node")
    ids = {node.get("uname", ""): node.get("id", "") for node in nodes}
    return {name: id_ for name, id_ in ids.items() if _NUMBER.fullmatch(id_)}


def _convert_legacy(document: Document, ha_cf: Input | None, choices: Choices) -> Conversion:
    found = sections(document.root)
    root = new_root(document.root, choices)
    work = Work(document, choices, root, Ids(one.get("id", "") for one in document.root.iter("*")))
    if ha_cf is not None:
        work.ping_nodes = ping_nodes(ha_cf)
    _convert_sections(work, found)
    settle_fencing(work, found["crm_config"][0] if "crm_config" in found else document.root)
    conversion = work.conversion()
    assert conversion.cib is not None
    if ha_cf is not None:
        conversion = with_ha_cf(conversion, ha_cf, work.node_ids, choices)
    unset = unset_attributes(conversion.cib or Cib(root), conversion.locations)
    return replace(conversion, diagnostics=listed([*conversion.diagnostics, *unset]))


def _convert_sections(work: Work, found: dict[str, list[Element]]) -> None:
    stray = stray_text(work.document.root.iter("*"))
    if stray is not None:
        words = "text between the tags was left out: a CIB has none"
        work.warn("dropped", words, stray)
    tell_of_comments(work)
    convert_root(work)
    number_nodes(work, found.get("nodes", []))
    claim_ids(work, found.get("resources", []), found.get("constraints", []))
    convert_nodes(work, found.get("nodes", []))
    convert_properties(work, found.get("crm_config", []))
    convert_others(work, found)
    for section in found.get("resources", []):
        convert_resources(work, section)
    for section in found.get("constraints", []):
        convert_constraints(work, section)
    check_file_systems(work)
    convert_status(work, found.get("status", []))
