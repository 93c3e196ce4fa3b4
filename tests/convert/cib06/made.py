"""Conversions for tests: of a text, and of parts of a CIB."""

from crmsh_py.convert.cib06.choices import Choices
from crmsh_py.convert.cib06.converter import NO_CHOICES, convert
from crmsh_py.convert.conversion import Conversion, Input
from crmsh_py.diagnostics import Severity
from crmsh_py.xmltree import Element


def of(text: str, choices: Choices = NO_CHOICES, ha_cf: str | None = None) -> Conversion:
    """Convert a text."""
    beside = None if ha_cf is None else Input("ha.cf", ha_cf.encode())
    return convert(Input("cib.xml", text.encode()), beside, choices)


def with_properties(pairs: str, *, around: str = "") -> str:
    """Return a CIB of the 0.6 format with pairs in its set of properties."""
    return (
        '<cib have_quorum="true"><configuration><crm_config>'
        f'<cluster_property_set id="cib-bootstrap-options"><attributes>{pairs}</attributes>'
        f"</cluster_property_set>{around}</crm_config>"
        "<nodes/><resources/><constraints/></configuration></cib>"
    )


def pairs_of(conversion: Conversion, section: str) -> dict[str, str]:
    """Return the pairs of a section by name."""
    found = element(conversion, section).iter("nvpair")
    return {one.get("name", ""): one.get("value", "") for one in found}


def element(conversion: Conversion, path: str) -> Element:
    """Return an element of the configuration that was made."""
    assert conversion.cib is not None
    found = conversion.cib.configuration.find(path)
    assert found is not None, path
    return found


def told(conversion: Conversion) -> list[tuple[str, Severity, tuple[int, int] | None]]:
    """Return code, severity and place of all that is said, but for fencing that is off."""
    return [
        (one.code, one.severity, one.location.position if one.location else None)
        for one in conversion.diagnostics
        if one.code != "no-fencing"
    ]
