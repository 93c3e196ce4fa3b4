"""`verify`: our own checks, and Pacemaker's opinion beside them."""

from collections import Counter
from collections.abc import Callable, Sequence

from crmsh_py.codes import ExitStatus
from crmsh_py.commands import beneath
from crmsh_py.commands.context import Context, Reply
from crmsh_py.commands.declare import Arguments, Level, flag
from crmsh_py.commands.policies import OPTIONS, policy_of
from crmsh_py.diagnostics import Diagnostic, Severity
from crmsh_py.pacemaker.verifier import begin, besides, is_small
from crmsh_py.proposals import Findings


def add_commands(level: Level) -> None:
    """Declare the commands of this module in a level."""
    level.command(flag("--scheduler", "ask crm_verify even of over 200 resources"), *OPTIONS)(
        verify
    )


def verify(context: Context, arguments: Arguments) -> Reply:
    """Check the configuration, pending changes included.

    What pending changes bring in comes first; what was so before follows, and stops no commit. A
    finding about what was typed, or loaded, or stands in a file shows the place. `explain CODE`
    tells what a finding means and what to do. What happens just now, such as a node that is down,
    is for `status`.

    Where Pacemaker is installed, or on the running cluster, its own crm_verify is asked as well. It
    runs the whole scheduler: of more than 200 resources only with `--scheduler`.

    `--allow CODE` passes over findings of a code, and can be given several times; a comment
    `# lint: allow CODE` above a statement does so for that object, at the top of a file for all.
    Errors that `force` cannot overrule are never allowed. With `--deny warnings` warnings are
    errors. Both can be said once for all: `crm --deny warnings configure`.

    Exit status:
        78  there are errors

    Example:
        verify
        # warnings count as errors, but for those of one code
        verify --deny warnings --allow no-monitor
    """
    policy, session = policy_of(context, arguments), context.session
    wait = _ask_pacemaker(context, forced=arguments["scheduler"])
    found = session.findings(policy)
    others = besides(wait(), (*found.new, *found.older, *found.allowed))
    others = [*beneath.findings(context), *others]
    return verdict(found, policy.judge(others), bool(session.changes()))


def _ask_pacemaker(context: Context, *, forced: bool) -> Callable[[], Sequence[Diagnostic]]:
    """Let crm_verify look at the working copy, if it is to; return what gives its findings.

    Raises CrmError if it cannot be run, and was asked for.
    """
    root = context.session.cib.root
    if forced:
        return begin(context.scheduler, root, required=True)
    tools = context.tools_at_hand if is_small(root) else None
    return begin(tools, root) if tools is not None else lambda: ()


def verdict(found: Findings, others: Sequence[Diagnostic], pending: bool) -> Reply:
    """Return what checks found as a reply: errors first, what is new before what is not."""
    new, rest = _worst_first(found.new), _worst_first((*found.older, *others))
    told = (*new, *rest)
    failed = any(one.severity is Severity.ERROR for one in told)
    status = ExitStatus.INVALID_CONFIGURATION if failed else ExitStatus.OK
    words = _summary(told, len(new) if pending else None, found.commented)
    return Reply(notes=(words,), diagnostics=told, status=status)


def _worst_first(problems: Sequence[Diagnostic]) -> list[Diagnostic]:
    return sorted(problems, key=lambda one: -one.severity)


_PLURALS = {Severity.ERROR: "errors", Severity.WARNING: "warnings", Severity.INFO: "infos"}


def _summary(told: Sequence[Diagnostic], new: int | None, allowed: int) -> str:
    """Return the line that counts."""
    counted = Counter(one.severity for one in told)
    parts = [_count(counted[one], words) for one, words in _PLURALS.items() if counted[one]]
    words = ", ".join(parts) or "the configuration is valid"
    words += f"; {new} new" if told and new is not None else ""
    return words + (f"; {_count(allowed, 'findings')} allowed by comments" if allowed else "")


def _count(count: int, plural: str) -> str:
    return f"{count} {plural[:-1] if count == 1 else plural}"
