"""The files of a heartbeat cluster into a CIB and a corosync.conf."""

from crmsh_py.convert.conversion import Conversion, Input
from crmsh_py.convert.draft import Draft
from crmsh_py.convert.heartbeat import ha_cf as ha_cf_reader
from crmsh_py.convert.heartbeat import haresources as haresources_reader
from crmsh_py.convert.heartbeat.authkeys import convert_authkeys
from crmsh_py.convert.heartbeat.choices import Choices
from crmsh_py.convert.heartbeat.ha_cf import HaCf
from crmsh_py.convert.heartbeat.ha_cf_converter import convert_ha_cf
from crmsh_py.convert.heartbeat.haresources import Reading
from crmsh_py.convert.heartbeat.lines import add_lines
from crmsh_py.convert.heartbeat.pieces import without_secrets
from crmsh_py.convert.heartbeat.work import Work
from crmsh_py.convert.heartbeat.wrong_files import wrong_file
from crmsh_py.diagnostics import Diagnostic, Severity, errors
from crmsh_py.grammar import tree
from crmsh_py.model.vocabulary import OPTION_SETS
from crmsh_py.source import Location, Source, Span

_SHOWN = 80
_, _, PROPERTIES = OPTION_SETS["property"]
_BY_HAND = (
    "Set up corosync on all nodes, or convert again with ha.cf.",
    "Stop heartbeat on all nodes and disable it at boot; enable corosync and pacemaker.",
)
_FENCING = tree.NvPair("stonith-enabled", "false")


def convert(
    haresources: Input | None, ha_cf: Input | None, authkeys: Input | None, choices: Choices
) -> Conversion:
    """Convert a cluster of heartbeat's.

    Without its ha.cf that is only what runs in it, not its nodes; without haresources, which a
    cluster with `crm on` did not need, only its nodes.
    """
    return drafted(haresources, ha_cf, authkeys, choices).conversion()


def drafted(
    haresources: Input | None, ha_cf: Input | None, authkeys: Input | None, choices: Choices
) -> Draft:
    """Do as `convert` does, but return statements: what they are added to may exist already."""
    draft = Draft()
    known = None if ha_cf is None else ha_cf_reader.read(ha_cf)
    if haresources is None:
        return _without_haresources(draft, known, authkeys, choices)
    text, name = haresources.text, haresources.name
    is_long = len(text) > haresources_reader.MAX_CHARACTERS
    shown = text if is_long else without_secrets(text)
    reading = haresources_reader.read(text, name, shown)
    if problem := wrong_file(shown, name, reading):
        draft.report(problem, *(known.diagnostics if known else ()))
        return draft
    draft.report(*reading.diagnostics)
    if not reading.lines and errors(reading.diagnostics):
        draft.report(*(known.diagnostics if known else ()))
        return draft
    place = _first_place(reading, shown, name)
    placed = add_lines(draft, reading, choices)
    _about_nothing(draft, reading, place)
    if known is None:
        _without_ha_cf(draft, place, choices)
        if authkeys is not None:
            convert_authkeys(draft, authkeys)
    else:
        convert_ha_cf(draft, known, authkeys, placed, choices)
    return draft


def _without_haresources(
    draft: Draft, known: HaCf | None, authkeys: Input | None, choices: Choices
) -> Draft:
    """Convert ha.cf alone; resources are missing if heartbeat did not have them in a CIB."""
    if known is None:
        draft.report(Diagnostic("nothing-converted", "there is neither haresources nor ha.cf"))
        return draft
    convert_ha_cf(draft, known, authkeys, (), choices)
    if not Work(draft, known, choices, ()).ignores_resources:
        message = "there is no haresources: no resources are converted"
        hint = "give it too, if heartbeat had one on any node"
        draft.report(
            Diagnostic("no-resources", message, Severity.WARNING, location=known.start, hint=hint)
        )
    return draft


def _first_place(reading: Reading, shown: str, name: str) -> Location:
    """Return the place of the first node, or of the file's beginning."""
    if reading.lines:
        return reading.lines[0].node.location
    first = (shown[:_SHOWN].splitlines() or [""])[0]
    return Location(Source(name, first.removeprefix("\ufeff")), Span(0, 0))


def _about_nothing(draft: Draft, reading: Reading, place: Location) -> None:
    if not any(line.resources for line in reading.lines):
        message = "the file names no resources"
        draft.report(Diagnostic("no-resources", message, Severity.WARNING, location=place))


def _without_ha_cf(draft: Draft, place: Location, choices: Choices) -> None:
    """Tell what only ha.cf says, and turn fencing off, without which nothing would start."""
    draft.report(
        Diagnostic(
            "no-ha-cf",
            "without ha.cf nothing is known of nodes, links, timing, fencing, ping nodes and"
            " whether resources go back to their node (auto_failback): taken to go back",
            Severity.INFO,
            location=place,
            hint="give ha.cf as well: then the conversion makes a corosync.conf too",
        )
    )
    for sentence in _BY_HAND:
        draft.remind(sentence)
    if _FENCING.name in choices.existing_properties:
        return
    draft.locations[PROPERTIES] = place
    draft.add(tree.Options("property", (_FENCING,)), place)
    draft.report(
        Diagnostic(
            "no-fencing",
            "haresources knows no fencing: 'stonith-enabled=false' is set, so data are at risk when"
            " nodes lose sight of each other",
            Severity.WARNING,
            location=place,
            hint="add a fencing device, then set stonith-enabled=true",
        )
    )
