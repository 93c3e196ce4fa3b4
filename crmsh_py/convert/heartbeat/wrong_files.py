"""Files that were taken for haresources and are something else."""

import re

from crmsh_py.convert.heartbeat.directives import DIRECTIVES
from crmsh_py.convert.heartbeat.haresources import Line, Reading
from crmsh_py.diagnostics import Diagnostic
from crmsh_py.source import Location, Source, Span

# Not every `<`: templates have lines such as `<primary> IPaddr::<address>`.
_XML = re.compile(r"[\s\ufeff]*(?P<start><(?:\?xml|!DOCTYPE|!--|cib\b|cluster\b))")
_ENOUGH = 2


def wrong_file(text: str, name: str, reading: Reading) -> Diagnostic | None:
    """Tell what a file is if it is not haresources: XML, or ha.cf."""
    if match := _XML.match(text):
        line = text.count("\n", 0, match.start("start")) + 1
        start = match["start"]
        place = Location(Source(name, start, line), Span(0, len(start)))
        words = "'crm convert cib' reads a CIB, and 'crm convert rhcs' a cluster.conf"
        return _problem("the file is XML, and no haresources", place, words)
    lines = [line for line in reading.lines if _is_directive(line)]
    if len({line.node.text for line in lines}) < _ENOUGH:
        return None
    hint = "give it with '--ha-cf', and haresources as the file if there is one"
    return _problem("the file is an ha.cf, and no haresources", lines[0].node.location, hint)


def _is_directive(line: Line) -> bool:
    """Tell whether a line begins as one of ha.cf: none has arguments behind colons."""
    plain = all(not one.arguments or one.is_shorthand for one in line.resources)
    return plain and line.node.text in DIRECTIVES


def _problem(message: str, place: Location, hint: str) -> Diagnostic:
    return Diagnostic("not-haresources", message, location=place, hint=hint)
