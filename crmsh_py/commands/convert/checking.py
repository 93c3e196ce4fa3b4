"""What was converted, brought to the schema that is wanted, and checked before it is written."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from crmsh_py.codes import ExitStatus
from crmsh_py.commands.context import Context
from crmsh_py.commands.convert.options import Wishes
from crmsh_py.convert.conversion import Conversion
from crmsh_py.corosync.syntax import parse
from crmsh_py.corosync.verify import verify as verify_corosync
from crmsh_py.diagnostics import CrmError, Diagnostic, Severity, errors
from crmsh_py.model.cib import Cib
from crmsh_py.model.references import suggested
from crmsh_py.model.releases import installed, release
from crmsh_py.pacemaker.verifier import crm_verify
from crmsh_py.upgrade.steps import is_older, upgrade
from crmsh_py.verify.checks import check
from crmsh_py.verify.schema import can_judge

COROSYNC = "corosync.conf"
_ID = re.compile(r"[A-Za-z_][\w.-]*")


@dataclass(frozen=True, slots=True)
class Checked:
    """A conversion that was checked: all that is wrong is among its diagnostics."""

    conversion: Conversion
    wishes: Wishes

    @property
    def status(self) -> ExitStatus:
        """The exit status: 65 for what cannot be converted faithfully, unless that may be."""
        return ExitStatus.OK if self.passes else ExitStatus.DATA_ERROR

    @property
    def has_rest(self) -> bool:
        """Whether there is any result at all."""
        return self.conversion.cib is not None or _others(self.conversion)

    @property
    def passes(self) -> bool:
        """Whether the result may be written."""
        if not self.has_rest:
            return False
        found = self.conversion.diagnostics
        if self.wishes.strict:
            return all(one.severity is Severity.INFO for one in found)
        return self.wishes.best_effort or not errors(found)


def checked(
    context: Context, conversion: Conversion, notes: Iterable[Diagnostic], wishes: Wishes
) -> Checked:
    """Check what was converted; `notes` are about the files that it was made of."""
    found = [*notes, *conversion.diagnostics]
    if conversion.cib is not None:
        found += _in_schema(conversion.cib, wishes.schema)
        found += _located(conversion, _about_cib(context, conversion.cib))
    if conversion.corosync is not None:
        found += _about_corosync(conversion.corosync)
    if conversion.cib is None and not _others(conversion) and not errors(found):
        found.append(_nothing())
    found += strictness(found, wishes)
    return Checked(replace(conversion, diagnostics=tuple(dict.fromkeys(found))), wishes)


def strictness(found: Sequence[Diagnostic], wishes: Wishes) -> list[Diagnostic]:
    """Return the error that `--strict` makes of warnings where there are no other errors."""
    if not wishes.strict or errors(found) or all(one.severity is Severity.INFO for one in found):
        return []
    words = "'--strict' refuses a result with warnings"
    return [Diagnostic("strict", words, hint="leave '--strict' out to get it")]


def _others(conversion: Conversion) -> bool:
    return conversion.corosync is not None or bool(conversion.files)


def _nothing() -> Diagnostic:
    words = "there is nothing in it to convert"
    return Diagnostic("nothing-converted", words, hint="is it the right file?")


# ------------------------------------------------------------------ the CIB


def _in_schema(cib: Cib, wanted: str) -> list[Diagnostic]:
    """Bring a CIB to a schema, and return what is lost; to an older one it is only called so."""
    if cib.schema == wanted:
        return []
    if not is_older(cib.schema, wanted):
        cib.set(cib.root, "validate-with", wanted)
        return _unjudged(wanted)
    try:
        report = upgrade(cib, wanted)
    except CrmError as error:
        return list(error.diagnostics)
    return [*report.losses, *_unjudged(wanted)]


def _unjudged(schema: str) -> list[Diagnostic]:
    if can_judge(schema):
        return []
    words = f"the schema {schema!r} is not installed here, so that nobody can tell if it is valid"
    hint = "'verify' it on a machine that has it"
    return [Diagnostic("wrong-schema", words, Severity.WARNING, hint=hint)]


def _about_cib(context: Context, cib: Cib) -> list[Diagnostic]:
    """Return what is wrong with a CIB; what our own checks pass, Pacemaker's may not.

    What could be better in it, but was so before, is for 'lint' to tell.
    """
    found = errors(suggested(cib, check(cib)))
    if errors(found) or context.options.host or not _is_known(cib.schema):
        return found
    tools = context.tools_here()
    return found if tools is None else [*found, *crm_verify(tools, cib.root)]


def _is_known(schema: str) -> bool:
    """Tell whether the Pacemaker of this machine knows a schema."""
    return release(schema) is not None and schema in installed()


def _located(conversion: Conversion, found: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Give problems of objects the places that these come from.

    Some are named in the words only: by Pacemaker's check, and where a reference is wrong.
    """
    places = conversion.locations
    return [
        one if one.location else replace(one, location=places.get(_subject(one, places)))
        for one in found
    ]


def _subject(problem: Diagnostic, known: Collection[str]) -> str:
    words = (problem.subject or "", *_ID.findall(problem.message))
    return next((word for word in words if word in known), "")


# ------------------------------------------------------------------ corosync.conf


def _about_corosync(text: str) -> list[Diagnostic]:
    """Return what is wrong with a corosync.conf that was made."""
    found = verify_corosync(parse(text, COROSYNC))
    return [one for one in found if one.severity is not Severity.INFO]
