"""What the parts of the conversion of ha.cf share."""

from collections.abc import Sequence
from dataclasses import dataclass

from crmsh_py.convert.draft import Draft
from crmsh_py.convert.heartbeat.choices import Choices
from crmsh_py.convert.heartbeat.ha_cf import Directive, HaCf
from crmsh_py.convert.heartbeat.placed import Placed
from crmsh_py.corosync.edits import check_value
from crmsh_py.diagnostics import CrmError, Diagnostic, Severity
from crmsh_py.grammar import tree
from crmsh_py.model.vocabulary import OPTION_SETS
from crmsh_py.source import Location

COROSYNC = "corosync.conf"


@dataclass(slots=True)
class Work:
    """An ha.cf that is being converted, with the resources that haresources came to."""

    draft: Draft
    ha_cf: HaCf
    choices: Choices
    resources: Sequence[Placed]

    @property
    def uses_crm(self) -> bool:
        """Whether heartbeat ran its cluster manager, and so did not read haresources."""
        text = (self.ha_cf.value("crm", "pacemaker") or "").lower()
        return text in {"respawn", "manual"} or self.ha_cf.is_on("crm", "pacemaker") is True

    @property
    def ignores_resources(self) -> bool:
        """Whether heartbeat looked into its CIB alone for resources, failback and fencing."""
        return self.choices.has_cib or (self.uses_crm and not self.resources)

    def error(self, code: str, words: str, location: Location, hint: str | None = None) -> None:
        """Report what cannot be converted faithfully."""
        self.draft.report(Diagnostic(code, words, location=location, hint=hint))

    def warn(self, code: str, words: str, location: Location, hint: str | None = None) -> None:
        """Report an approximation, or something to check."""
        self.draft.report(Diagnostic(code, words, Severity.WARNING, location=location, hint=hint))

    def tell(self, code: str, words: str, location: Location, hint: str | None = None) -> None:
        """Report what was dropped without effect, or explain something."""
        self.draft.report(Diagnostic(code, words, Severity.INFO, location=location, hint=hint))

    def became(self, directive: Directive, *results: str, note: str = "") -> None:
        """Note for the report what a directive became."""
        self.draft.became(directive.said, *results, note=note, location=directive.location)

    def drop(self, directive: Directive, why: str, hint: str | None = None) -> None:
        """Leave out a directive that has no effect today."""
        words = f"'{directive.name}' is left out: {why}"
        self.tell("dropped", words, directive.location, hint)
        self.became(directive, note=why)

    def add_option(self, keyword: str, name: str, value: str, location: Location) -> bool:
        """Set a property, or a default; leave alone what the configuration has set already."""
        if keyword == "property" and name in self.choices.existing_properties:
            return False
        _, _, id_ = OPTION_SETS[keyword]
        self.draft.locations.setdefault(id_, location)
        self.draft.add(tree.Options(keyword, (tree.NvPair(name, value),)), location)
        return True

    def fits(self, directive: Directive, key: str) -> bool:
        """Tell whether a value can stand in corosync.conf; if not, report it."""
        try:
            check_value(key, directive.values[-1].text)
        except CrmError as error:
            words = error.diagnostics[0].message
            self.warn("invalid-directive", words, directive.values[-1].location)
            return False
        return True
