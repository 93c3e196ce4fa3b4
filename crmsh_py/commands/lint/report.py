"""What `lint` found, file by file, in the forms that people and pipelines read."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Any
from urllib.parse import quote

from crmsh_py import __version__, xmltree
from crmsh_py.codes import CODES
from crmsh_py.commands.problems import record
from crmsh_py.commands.rendering import render
from crmsh_py.diagnostics import Diagnostic, Severity
from crmsh_py.secrets import hide

_SCHEMA = "crm/1"
_SARIF = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_GITHUB = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Report:
    """A file and its findings, in the order of the text; each has a place."""

    name: str
    found: tuple[Diagnostic, ...]


Reports = Sequence[Report]


def as_text(reports: Reports) -> str:
    """Return findings as the shell shows problems."""
    return "".join(f"{render(one)}\n" for report in reports for one in report.found)


def records(reports: Reports) -> Iterator[dict[str, Any]]:
    """Yield findings as records, each the same as that of a problem in `crm --json`."""
    for report in reports:
        yield from map(record, report.found)


def as_json(reports: Reports) -> str:
    """Return findings as JSON, one a line."""
    lines = (json.dumps({"schema": _SCHEMA, **one}, ensure_ascii=False) for one in records(reports))
    return "".join(f"{line}\n" for line in lines)


def _said(one: Diagnostic) -> str:
    """Return what is wrong, and the hint, without secrets."""
    hint = f"\nhint: {hide(one.hint)}" if one.hint else ""
    return f"{hide(one.message)}{hint}"


def _region(one: Diagnostic) -> dict[str, int]:
    """Return where a finding is: lines and columns from 1, the end behind the last character."""
    assert one.location is not None
    source, span = one.location.source, one.location.span
    (line, column), (end_line, end_column) = source.position(span.start), source.position(span.end)
    region = {"startLine": line, "startColumn": column}
    if span.end > span.start:
        region |= {"endLine": end_line, "endColumn": end_column}
    return region


# ------------------------------------------------------------------ GitHub


def as_github(reports: Reports) -> str:
    """Return findings as workflow commands, of which GitHub makes annotations."""
    return "".join(f"{_annotation(report, one)}\n" for report in reports for one in report.found)


def _annotation(report: Report, one: Diagnostic) -> str:
    region = _region(one)
    told = {"file": report.name, "line": region["startLine"], "col": region["startColumn"]}
    if region.get("endLine") == region["startLine"]:  # columns count within one line only
        told |= {"endLine": region["endLine"], "endColumn": region["endColumn"]}
    told["title"] = one.code
    listed = ",".join(f"{name}={_property(str(value))}" for name, value in told.items())
    return f"::{_GITHUB[one.severity]} {listed}::{_escaped(_said(one))}"


def _escaped(text: str) -> str:
    """Return a text with the three characters escaped that end or shape a command."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")


# ------------------------------------------------------------------ SARIF


def as_sarif(reports: Reports) -> str:
    """Return findings as SARIF 2.1.0 (OASIS), which code scanning reads."""
    codes = list(dict.fromkeys(one.code for report in reports for one in report.found))
    rules = {code: at for at, code in enumerate(sorted(codes))}
    driver = {
        "name": "crm lint",
        "version": __version__,
        "rules": [_rule(code) for code in rules],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(report, one, rules) for report in reports for one in report.found],
    }
    log = {"$schema": _SARIF, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, indent=1, ensure_ascii=False) + "\n"


def _rule(code: str) -> dict[str, Any]:
    manual = CODES[code].manual
    first = manual.partition(". ")[0].removesuffix(".")
    return {
        "id": code,
        "shortDescription": {"text": f"{first}."},
        "fullDescription": {"text": manual},
        "help": {"text": manual},
    }


def _result(report: Report, one: Diagnostic, rules: Mapping[str, int]) -> dict[str, Any]:
    place = {"artifactLocation": {"uri": uri(report.name)}, "region": _region(one)}
    return {
        "ruleId": one.code,
        "ruleIndex": rules[one.code],
        "level": _LEVELS[one.severity],
        "message": {"text": _said(one)},
        "locations": [{"physicalLocation": place}],
    }


def uri(name: str) -> str:
    """Return the URI of a file: relative as it was named, or below the folder that one is in."""
    path = PurePath(name)
    if not path.is_absolute():
        return quote(path.as_posix())
    here = Path.cwd()
    return quote(path.relative_to(here).as_posix()) if path.is_relative_to(here) else path.as_uri()


# ------------------------------------------------------------------ JUnit


def as_junit(reports: Reports) -> str:
    """Return findings as the XML of JUnit: a suite for each file, a failure for each error.

    Of warnings and remarks, which fail nothing, a test that passed tells in its output.
    """
    root = xmltree.new("testsuites", {"name": "crm lint"})
    for report in reports:
        failures = [one.severity is Severity.ERROR for one in report.found]
        suite = {
            "name": _in_xml(report.name),
            "tests": str(max(len(failures), 1)),
            "failures": str(sum(failures)),
            "errors": "0",
        }
        parent = xmltree.sub(root, "testsuite", suite)
        if not report.found:
            xmltree.sub(parent, "testcase", {"classname": suite["name"], "name": "lint"})
        for one, fails in zip(report.found, failures, strict=True):
            _add_case(parent, report, one, fails=fails)
    xmltree.lay_out(root)
    return xmltree.to_bytes(root, declaration=True).decode()


def _add_case(parent: xmltree.Element, report: Report, one: Diagnostic, *, fails: bool) -> None:
    region = _region(one)
    place = f"{report.name}:{region['startLine']}:{region['startColumn']}"
    attributes = {
        "classname": _in_xml(report.name),
        "name": _in_xml(f"{one.code} {place}"),
        "file": _in_xml(report.name),
        "line": str(region["startLine"]),
    }
    case = xmltree.sub(parent, "testcase", attributes)
    if fails:
        told = {"type": one.code, "message": _in_xml(hide(one.message))}
        xmltree.sub(case, "failure", told).text = _in_xml(render(one))
    else:
        xmltree.sub(case, "system-out").text = _in_xml(render(one))


def _in_xml(text: str) -> str:
    """Return a text without the characters that XML cannot hold."""
    return _NOT_IN_XML.sub("?", text)
