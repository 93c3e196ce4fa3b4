"""One file after the other: read, mended if that is wanted, judged."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from crmsh_py import proposals
from crmsh_py.agents.library import Library
from crmsh_py.commands.context import Context
from crmsh_py.commands.lint.fixing import Fixed, fixable, fixed
from crmsh_py.commands.lint.formatting import overwrite
from crmsh_py.commands.lint.judging import Judged, judge
from crmsh_py.commands.lint.layout import cib_of
from crmsh_py.commands.lint.reading import Document, Script, read, read_script
from crmsh_py.commands.lint.report import Report
from crmsh_py.commands.lint.rewriting import Facts
from crmsh_py.diagnostics import CrmError, Diagnostic
from crmsh_py.model.cib import Cib
from crmsh_py.model.references import suggested
from crmsh_py.model.releases import USUAL, release
from crmsh_py.provenance import objects_of
from crmsh_py.verify.allowances import allowances
from crmsh_py.verify.lines import XmlFile
from crmsh_py.verify.options.judging import version
from crmsh_py.verify.policy import Policy, unused
from crmsh_py.xmltree import Element


@dataclass(frozen=True, slots=True)
class Wishes:
    """What is wanted of files: `fix` mends them, `diff` only shows how it would."""

    policy: Policy
    fragment: bool = False
    fix: bool = False
    diff: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a file: its report, what it was before, how much was or can be mended."""

    report: Report
    before: Document
    after: Document
    mended: int = 0
    fixable: int = 0


@dataclass(frozen=True, slots=True)
class Linter:
    """Judges files; texts as loaded onto `base`, or without one by themselves."""

    context: Context
    base: Element | None
    library: Library
    wishes: Wishes

    def outcome(self, name: str) -> Outcome:
        """Read, mend and judge a file."""
        document = Document(name, b"")
        try:
            document = read(self.context, name)
            if document.is_xml:
                found = self._counting(_judged_xml(document, self.library))
                return Outcome(_report(document, found), document, document)
            return self._of_text(document, read_script(document))
        except CrmError as error:
            found = self.wishes.policy.judge(error.diagnostics)
            return Outcome(_report(document, found), document, document)

    def _of_text(self, document: Document, script: Script) -> Outcome:
        facts = self._facts(script)
        mended = fixed(document, script, facts) if self.wishes.fix else Fixed(document, 0)
        problems: list[Diagnostic] = []
        if mended.count and not self.wishes.diff:
            problems = overwrite(document.file, mended.document.octets)
            mended = Fixed(document, 0) if problems else mended
        if mended.count:
            script = read_script(mended.document)
        judged = judge(self.context, script, self.base, self.library, fragment=self.wishes.fragment)
        found = [*self._counting(judged), *problems]
        left = fixable(script, facts)
        report = _report(document, found)
        return Outcome(report, document, mended.document, mended.count, left)

    def _facts(self, script: Script) -> Facts:
        schema = USUAL if self.base is None else self.base.get("validate-with", "")
        said = script.property("dc-version")
        if said is None and self.base is not None:
            xpath = "configuration/crm_config//nvpair[@name='dc-version']"
            there = self.base.find(xpath)
            said = None if there is None else there.get("value")
        return Facts(self.library, release(schema) or (0, 0), version(said))

    def _counting(self, judged: Judged) -> list[Diagnostic]:
        """Return findings as they count, each with its place."""
        found = list(judged.found)
        if judged.is_whole:
            found += unused(found, judged.allowances)
        return judged.located(self.wishes.policy.judge(found, judged.allowances))


def _report(document: Document, found: Sequence[Diagnostic]) -> Report:
    placed = [replace(one, location=one.location or document.start) for one in found]
    return Report(document.name, tuple(sorted(dict.fromkeys(placed), key=_position)))


def _position(one: Diagnostic) -> tuple[int, int]:
    assert one.location is not None
    return one.location.position


def _judged_xml(document: Document, library: Library) -> Judged:
    """Judge a CIB."""
    cib = Cib(cib_of(document))
    file = XmlFile(document.name, document.octets, cib.root)

    def located(found: Sequence[Diagnostic]) -> list[Diagnostic]:
        places = file.locations(_sought(found, cib))
        return [
            replace(one, location=one.location or place)
            for one, place in zip(found, places, strict=True)
        ]

    found = suggested(cib, proposals.check(cib, library))
    return Judged(located(found), allowances(cib), located)


def _sought(found: Sequence[Diagnostic], cib: Cib) -> list[tuple[Element, tuple[str, ...]]]:
    """Return the objects that findings are about, each with the words at fault."""
    objects = objects_of(cib, found)
    return [
        (_above(one, cib) if there is None else there, one.words)
        for one, there in zip(found, objects, strict=True)
    ]


def _above(one: Diagnostic, cib: Cib) -> Element:
    """Return what a finding is about that is about no object."""
    is_of_root = one.subject is None and one.message.startswith(f"{cib.root.tag!s}: ")
    return cib.root if is_of_root else cib.configuration
