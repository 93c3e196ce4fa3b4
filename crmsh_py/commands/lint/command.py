"""The command `lint`: files checked where they are, without a cluster."""

from collections.abc import Sequence

from crmsh_py.agents.library import open_catalogue
from crmsh_py.codes import ExitStatus
from crmsh_py.commands.context import Context, Reply
from crmsh_py.commands.counting import counted
from crmsh_py.commands.declare import Arguments, Level, Parameter, flag, option
from crmsh_py.commands.lint import report as forms
from crmsh_py.commands.lint.formatting import difference, status_of
from crmsh_py.commands.lint.linter import Linter, Outcome, Wishes
from crmsh_py.commands.lint.report import Report
from crmsh_py.commands.parameters import DIFF, SHOW_SECRETS
from crmsh_py.commands.policies import OPTIONS as POLICY
from crmsh_py.commands.policies import policy_of
from crmsh_py.diagnostics import CrmError, Diagnostic, Severity
from crmsh_py.grammar.kinds import Kind
from crmsh_py.xmltree import Element

_FORMS = ("text", "json", "github", "sarif", "junit")


def add_commands(level: Level) -> None:
    """Declare the command in a level."""
    level.command(
        Parameter(
            "file",
            Kind.FILE,
            many=True,
            required=True,
            meaning="files of crm text or CIB XML, '-' is standard input",
        ),
        option("--format", *_FORMS, meaning="form of the findings, default text"),
        *POLICY,
        flag("--fragment", "it may refer to what is not in it"),
        flag("--catalogue", "go by the agents crm knows, not those here"),
        flag("--fix", "mend what can only be meant in one way"),
        DIFF,
        SHOW_SECRETS,
    )(lint)


def lint(context: Context, arguments: Arguments) -> Reply:
    """Check files: command files, saved configurations, CIB XML. No cluster is needed.

    All errors of a file are listed at once, each with its place. What a text says is put together
    in memory and checked as `verify` does; commands of other levels are understood, and never
    carried out. A file of statements alone, as `save` writes it, is a whole configuration.
    `--fragment` says that it is a part of one: then it may refer to what is not in it, as a file
    with commands may. With `crm -c CIB lint`, a text is judged as loaded onto that CIB, and only
    what it brings in is told.

    `--format` is `text`, `json` (docs/json.md), `github` (annotations), `sarif` (code scanning) or
    `junit`. `--deny warnings` makes errors of warnings; `--allow CODE` leaves findings of a code
    out, as a comment `# lint: allow CODE` does. `--catalogue` goes by the agents that crm knows
    of itself, so that the result is the same on every machine.

    `--fix` mends what can only be meant in one way: terms and names of old, pairs that stand twice.
    Nothing else is changed; `--diff` only shows it.

    Exit status:
        0   there are no errors
        65  there are errors
        66  a file cannot be read

    Example:
        lint cluster.crm
        # in a pipeline that checks what was changed: warnings count too
        lint --format github --deny warnings cluster.crm cib.xml
    """
    _refuse_to_fix_stdin(arguments)
    diff = arguments["diff"] or context.options.dry_run
    policy = policy_of(context, arguments)
    wishes = Wishes(policy, arguments["fragment"], arguments["fix"] or arguments["diff"], diff)
    library = open_catalogue() if arguments["catalogue"] else context.library
    linter = Linter(context, _base(context), library, wishes)
    names = list(dict.fromkeys(arguments["file"]))
    outcomes = [
        linter.outcome(name) for name in counted(context.interaction.progress, names, "lint")
    ]
    if diff and wishes.fix:
        secrets = arguments["show_secrets"] or context.options.show_secrets
        return _differences(outcomes, secrets=secrets)
    return _reply(outcomes, arguments["format"] or "text")


def _refuse_to_fix_stdin(arguments: Arguments) -> None:
    if arguments["fix"] and not arguments["diff"] and "-" in arguments["file"]:
        words = "standard input cannot be mended in its place"
        hint = "name a file, or let '--diff' show what '--fix' would change"
        raise CrmError(Diagnostic("usage", words, subject="-", hint=hint))


def _base(context: Context) -> Element | None:
    """Return the configuration that was named: texts are judged as loaded onto it."""
    return context.session.cib.root if context.configuration is not None else None


def _differences(outcomes: Sequence[Outcome], *, secrets: bool) -> Reply:
    """Return what `--fix` would change."""
    text = "".join(
        line
        for one in outcomes
        if one.mended
        for line in difference(
            one.before.octets.decode(),
            one.after.octets.decode(),
            one.before.name,
            secrets=secrets,
        )
    )
    reports = [one.report for one in outcomes]
    return Reply(
        text, "diff", list(forms.records(reports)), _notes(outcomes), status=_status(reports)
    )


def _status(reports: Sequence[Report]) -> ExitStatus:
    return status_of(one for report in reports for one in report.found)


def _reply(outcomes: Sequence[Outcome], form: str) -> Reply:
    reports = [one.report for one in outcomes]
    mended = [
        f"mended {_count(one.mended, 'thing')} in {one.before.name}"
        for one in outcomes
        if one.mended
    ]
    return Reply(
        _text(reports, form),
        "problems" if form == "text" else "text",
        list(forms.records(reports)),
        (*mended, *_notes(outcomes)),
        status=_status(reports),
    )


def _text(reports: Sequence[Report], form: str) -> str:
    match form:
        case "json":
            return forms.as_json(reports)
        case "github":
            return forms.as_github(reports)
        case "sarif":
            return forms.as_sarif(reports)
        case "junit":
            return forms.as_junit(reports)
    return forms.as_text(reports)


def _notes(outcomes: Sequence[Outcome]) -> tuple[str, ...]:
    """Say in words how much was found, and what can be mended."""
    left = sum(one.fixable for one in outcomes)
    hint = () if not left else (f"'--fix' would mend {_count(left, 'thing')}",)
    return (_summary([one.report for one in outcomes]), *hint)


def _summary(reports: Sequence[Report]) -> str:
    found = [one for report in reports for one in report.found]
    files = _count(len(reports), "file")
    if not found:
        return f"no problems in {files}"
    counted = [
        _count(sum(one.severity is severity for one in found), _WORDS[severity])
        for severity in reversed(Severity)
        if any(one.severity is severity for one in found)
    ]
    return f"{', '.join(counted)} in {files}"


_WORDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "remark"}


def _count(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"
