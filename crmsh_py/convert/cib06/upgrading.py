"""CIBs of Pacemaker 1.0 and later: the upgrade of schemas, as `upgrade` does it, told of here."""

from dataclasses import replace

from crmsh_py import xmltree
from crmsh_py.convert.cib06.choices import Choices
from crmsh_py.convert.cib06.ids import Ids
from crmsh_py.convert.cib06.modernising import modernise
from crmsh_py.convert.cib06.upgraded import upgraded
from crmsh_py.convert.cib06.work import Work
from crmsh_py.convert.conversion import Conversion, Row
from crmsh_py.convert.documents import Document
from crmsh_py.diagnostics import CrmError, Diagnostic, Severity
from crmsh_py.model.cib import Cib
from crmsh_py.model.elements import is_object
from crmsh_py.model.vocabulary import SECTIONS
from crmsh_py.source import Location
from crmsh_py.upgrade.report import Report
from crmsh_py.upgrade.steps import is_older, upgrade
from crmsh_py.xmltree import Element

_ROOT = {"validate-with": "none", "admin_epoch": "0", "epoch": "1", "num_updates": "0"}


def convert_schema(
    document: Document, choices: Choices, ping_nodes: tuple[str, ...] = ()
) -> Conversion:
    """Take a CIB from its schema to the one that is wanted; `ping_nodes` are those of ha.cf."""
    cib = Cib(_whole(document.root))
    if not choices.keep_status:
        _without_status(cib.root)
    places = _places(document)
    up_to_date = not is_older(cib.schema, choices.schema)
    try:
        report = Report() if up_to_date else upgrade(cib, choices.schema)
    except CrmError as error:
        problems = [
            _placed(one, places, document.place(document.root)) for one in error.diagnostics
        ]
        return Conversion(None, (*document.diagnostics, *problems))
    losses = [_placed(one, places, document.place(document.root)) for one in report.losses]
    if up_to_date:
        losses.append(_up_to_date(document, cib))
    ids = Ids(one.get("id", "") for one in cib.root.iter("*"))
    work = Work(upgraded(document), choices, cib.root, ids, locations=places)
    work.ping_nodes = ping_nodes
    work.problems += losses
    return _modernised(work, report)


def _modernised(work: Work, report: Report) -> Conversion:
    """Return what it comes to, after what a change of schemas leaves was changed, too."""
    modernise(work, report)
    conversion = work.conversion()
    return replace(conversion, rows=(*map(_row, report.notes), *conversion.rows))


def _row(note: str) -> Row:
    subject, _, words = note.partition(": ")
    return Row(subject, (subject,), words) if words else Row("the CIB", ("validate-with",), note)


def _up_to_date(document: Document, cib: Cib) -> Diagnostic:
    words = f"the schema is {cib.schema} already: it stays"
    place = document.place(document.root, "validate-with")
    return Diagnostic("dropped", words, Severity.INFO, location=place)


def _places(document: Document) -> dict[str, Location]:
    """Return where objects and cluster properties stand, by their ids."""
    properties = (pair for one in document.root.iter("crm_config") for pair in one.iter("nvpair"))
    objects = (one for one in document.root.iter("*") if is_object(one))
    return {
        one.attrib["id"]: document.place(one) for one in (*properties, *objects) if one.get("id")
    }


def _placed(problem: Diagnostic, places: dict[str, Location], whole: Location) -> Diagnostic:
    return replace(problem, location=places.get(problem.subject or "", whole))


def _whole(old: Element) -> Element:
    """Return a copy of a CIB, whole if the document is only a part of one."""
    if old.tag == "cib" and old.find("configuration") is not None:
        root = xmltree.copy_document(old)
    else:
        root = _around(xmltree.copy(old))
    configuration = root.find("configuration")
    assert configuration is not None
    for name in ("crm_config", "nodes", "resources", "constraints"):
        if configuration.find(name) is None:
            later = SECTIONS[SECTIONS.index(name) + 1 :]
            found = (configuration.find(one) for one in later)
            successor = next((one for one in found if one is not None), None)
            xmltree.attach(configuration, xmltree.new(name), successor)
    return root


def _around(part: Element) -> Element:
    root = part if part.tag == "cib" else xmltree.new("cib", _ROOT)
    if part.tag == "configuration":
        xmltree.attach(root, part, None)
        return root
    sections = [part] if part is not root else [one for one in root if one.tag in SECTIONS]
    configuration = xmltree.new("configuration")
    for section in sections:
        xmltree.attach(configuration, section, None)
    xmltree.attach(root, configuration, next(xmltree.children(root), None))
    return root


def _without_status(root: Element) -> None:
    for status in root.findall("status"):
        xmltree.detach(status)
    xmltree.sub(root, "status")
