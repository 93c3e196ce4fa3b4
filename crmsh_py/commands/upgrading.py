"""What the commands `schema` and `upgrade` do; loaded when one of them is given."""

from crmsh_py import xmltree
from crmsh_py.commands.context import Context, Reply
from crmsh_py.diagnostics import CrmError, Diagnostic, Severity
from crmsh_py.model.cib import Cib
from crmsh_py.model.references import dangling
from crmsh_py.model.releases import installed, release
from crmsh_py.upgrade.steps import is_older, needs_transformation, upgrade
from crmsh_py.verify.checks import duplicate_ids
from crmsh_py.verify.schema import can_judge, violations
from crmsh_py.xmltree import Element


def set_schema(context: Context, wanted: str) -> Reply:
    """Set `validate-with`, if the configuration is valid there.  Raises CrmError."""
    old = context.session.cib.schema
    if old == wanted:
        return Reply(notes=(f"the schema is {wanted} already",))

    def change(cib: Cib) -> list[str]:
        before = violations(cib.root)
        cib.set(cib.root, "validate-with", wanted)
        _require_validity(cib.root, old, wanted, before)
        return [f"the schema is {wanted} now, was {old}"]

    notes = context.session.edit(f"schema {wanted}", change)
    return Reply(notes=tuple(notes), diagnostics=_unknown_here(wanted))


def _unknown_here(name: str) -> tuple[Diagnostic, ...]:
    """Warn of a schema that the Pacemaker of this machine does not have."""
    if not installed() or name in installed():
        return ()
    message = f"the Pacemaker on this machine does not know the schema {name!r}"
    hint = "only a cluster of newer nodes will accept the configuration"
    return (Diagnostic("wrong-schema", message, Severity.WARNING, hint=hint),)


def _require_validity(root: Element, old: str, wanted: str, before: list[Diagnostic]) -> None:
    if not can_judge(wanted):
        message = f"the schema {wanted!r} is not installed here, so that nobody can tell"
        hint = "do it on a machine that has it, or choose one that 'schema' lists as installed"
        raise CrmError(Diagnostic("wrong-schema", message, hint=hint))
    problems = _new(violations(root), before)
    if not problems:
        return
    upgradable = is_older(old, wanted) and needs_transformation(old, wanted)
    message = f"the configuration is not valid in {wanted!r}; its schema stays {old!r}"
    hint = f"'upgrade {wanted}' transforms it" if upgradable else "change what is named here first"
    raise CrmError(Diagnostic("wrong-schema", message, hint=hint), *problems)


def _new(found: list[Diagnostic], before: list[Diagnostic]) -> list[Diagnostic]:
    """Return the problems of objects that had none of that kind before."""
    known = {(one.subject, one.code) for one in before}
    return [one for one in found if (one.subject, one.code) not in known]


def upgrade_to(context: Context, wanted: str) -> Reply:
    """Transform the configuration to a newer schema.  Raises CrmError."""
    own = context.session.cib.schema
    if not is_older(own, wanted):
        return Reply(notes=(_nothing_to_do(own, wanted),))
    losses: list[Diagnostic] = []

    def change(cib: Cib) -> list[str]:
        before = _problems(cib)
        report = upgrade(cib, wanted)
        _require_success(cib, wanted, before)
        losses.extend(report.losses)
        return report.notes

    notes = context.session.edit(f"upgrade {wanted}", change)
    return Reply(notes=tuple(notes), diagnostics=(*losses, *_unknown_here(wanted)))


def _nothing_to_do(own: str, wanted: str) -> str:
    if (release(own) or (0, 0)) > (release(wanted) or (0, 0)):
        return f"nothing to upgrade: the schema is {own}, newer than {wanted}"
    return f"nothing to upgrade: the schema is {own} already"


def _require_success(cib: Cib, wanted: str, before: list[Diagnostic]) -> None:
    """Hold that what came out is valid; what was wrong before may stay so."""
    problems = _new(_problems(cib), before)
    if problems:
        message = f"what is wrong in the configuration keeps it from {wanted!r}"
        hint = "correct what is named here first"
        raise CrmError(Diagnostic("cannot-upgrade", message, hint=hint), *problems)


def _problems(cib: Cib) -> list[Diagnostic]:
    own = [*duplicate_ids(cib), *dangling(cib, cib.configuration)]
    return [*own, *violations(xmltree.copy(cib.root))]
