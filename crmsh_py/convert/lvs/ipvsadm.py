"""What ipvsadm makes of the kernel's table: a script with its calls, or what it saved.

The rules are applied in order, as the kernel would; the table at the end is what counts.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from crmsh_py.convert.conversion import Input
from crmsh_py.convert.lvs.interfaces import Set, set_by
from crmsh_py.convert.lvs.ipvsadm_options import EDITS, Rule, rule_of
from crmsh_py.convert.lvs.ipvsadm_rules import Table, apply
from crmsh_py.convert.lvs.shell_run import Call, calls, document_lines, script_of
from crmsh_py.convert.lvs.shell_words import Argument, Script
from crmsh_py.convert.lvs.table import Service
from crmsh_py.diagnostics import Diagnostic, Severity
from crmsh_py.source import Location, Source, Span

LONGEST_FILE = 4 << 20

_EDIT_OPTIONS = frozenset({"-A", "-a", "-C", "-E", "-e", "-D", "-d", "-R", "--restore"})
_SERVER_ACTIONS = frozenset({"-a", "-e", "-d", "--add-server", "--edit-server", "--delete-server"})
_SAVED = re.compile(r"-[ACEDaed]|--(?:add|edit|delete)-\w+|--clear")
_WRAPPERS = frozenset({"sudo", "exec", "command", "nice", "env", "time", "!", "nohup", "daemon"})
_TALKERS = frozenset({"echo", "printf", "logger", "cat", "action"})
_IN_TEXT = re.compile(r"ipvsadm\s+-(?:[AaCEeDdR]|-(?:add|edit|delete|clear|restore))")
_SHELLS = re.compile(r"#!\s*\S*/(?:env\s+)?(?:ba|da|k|z|a)?sh\b")
_PROC = "/proc/sys/"
_SYSCTL = re.compile(r"(?:net|kernel)[./][\w./-]+\s*=")
_PROMPT = re.compile(
    r"^[ \t]*(?:\[[\w.-]+@[^\]\n]{1,80}\][ \t]?[#$%]|[\w.-]+@[\w.-]+:[^\s#$]{0,80}[#$])(?=[ \t])",
    re.MULTILINE,
)
"""What a shell prints in front of a command: no command begins so."""

_QUIET = frozenset({"list", "zero", "save", "help", "version", "set", ""})


@dataclass(slots=True)
class Reading:
    """What a script comes to: the services in order, and what else matters for a director."""

    table: Table = field(default_factory=dict)
    sysctls: dict[str, str] = field(default_factory=dict)
    problems: list[Diagnostic] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    """The rules themselves; only those of an alert script are of use."""

    addresses: dict[str, Set] = field(default_factory=dict)
    """What the script puts on interfaces itself."""

    is_alert: bool = False

    @property
    def services(self) -> list[Service]:
        """The services with their servers, in the order in which they were added."""
        return [entry.whole() for entry in self.table.values()]


def read(source: Input) -> Reading:
    """Read a script, or what `ipvsadm-save` printed."""
    reading = Reading()
    for rule in _rules(source, reading):
        apply(rule, reading.table, reading.problems)
    return reading


def read_alert(source: Input) -> Reading:
    """Read the rules of an alert script of mon, which gets its hosts as arguments."""
    reading = Reading(is_alert=True)
    reading.rules = list(_rules(source, reading))
    return reading


def _rules(source: Input, reading: Reading) -> Iterator[Rule]:
    refusal = _refusal(source)
    if refusal is not None:
        reading.problems.append(refusal)
        return
    script = script_of(source.name, _without_prompts(source, reading))
    for call in calls(script, reading.problems):
        yield from _of_call(call, script, reading)


def _without_prompts(source: Input, reading: Reading) -> str:
    """Return the text with plain blanks for those of web pages, and for the prompts of a shell."""
    text = source.text.replace("\u00a0", " ")
    first = _PROMPT.search(text)
    if first is None:
        return text
    start = text.rfind("\n", 0, first.start()) + 1
    line = text[start:].partition("\n")[0]
    place = Location(
        Source(source.name, line, text.count("\n", 0, start) + 1),
        Span(first.start() - start, first.end() - start),
    )
    words = "the prompt of a shell was left out, here and wherever one stands"
    reading.problems.append(Diagnostic("repaired", words, Severity.WARNING, location=place))
    return _PROMPT.sub(lambda match: " " * len(match[0]), text)


def _refusal(source: Input) -> Diagnostic | None:
    first = source.text[:200].partition("\n")[0]
    place = Location(Source(source.name, first), Span(0, len(first)))
    hint = "give what 'ipvsadm-save -n' prints on the director instead"
    if b"\0" in source.octets or len(source.octets) > LONGEST_FILE:
        words = "this is neither a script with ipvsadm nor what it saves"
        return Diagnostic("unread-command", words, location=place, hint=hint)
    if first.startswith("#!") and not _SHELLS.match(first):
        words = "this is no script of a shell"
        return Diagnostic("unread-command", words, location=place, hint=hint)
    return None


# ------------------------------------------------------------------ one command


def _of_call(call: Call, script: Script, reading: Reading) -> Iterator[Rule]:
    _note_sysctl(call, reading)
    _note_address(call, reading)
    words = _ipvsadm_words(call)
    if words is None:
        _complain_of_hidden(call, reading)
        return
    if _restores(call):
        yield from _restored(call, script, reading)
        return
    yield from _rule(words, call, reading)


def _rule(words: Sequence[Argument], call: Call, reading: Reading) -> Iterator[Rule]:
    found = rule_of(words, call.location, is_lenient=reading.is_alert)
    if isinstance(found, Diagnostic):
        reading.problems.append(found)
    elif found.action in EDITS:
        if _is_certain(call, reading):
            yield found
    else:
        reading.problems += _about(found)


def _is_certain(call: Call, reading: Reading) -> bool:
    """Tell whether a rule is taken for done, saying what is assumed."""
    if reading.is_alert:
        return True
    place = call.location
    if call.doubt == "loop":
        words = "a rule in a loop that ends some time cannot be followed"
        hint = "give what 'ipvsadm-save -n' prints on the director instead"
        reading.problems.append(Diagnostic("unread-command", words, location=place, hint=hint))
        return False
    if call.after == "||":
        words = "the command in front of '||' is taken to succeed: this rule is left out"
        reading.problems.append(_warning("approximated", words, place))
        return False
    if call.doubt == "else":
        words = "a condition is taken to hold, and this rule, which is for when not, is left out"
        reading.problems.append(_warning("approximated", words, place))
        return False
    if call.doubt:
        words = "the condition is taken to be true: this rule is applied"
        reading.problems.append(_warning("approximated", words, place))
    return True


def _warning(code: str, words: str, place: Location) -> Diagnostic:
    return Diagnostic(code, words, Severity.WARNING, location=place)


def _about(rule: Rule) -> Iterator[Diagnostic]:
    """Tell of rules that change nothing in the table."""
    if rule.action == "start-daemon":
        words = "the daemon that copies the connection table is left out"
        hint = (
            "the resource agent ocf:heartbeat:LVSSyncDaemonSwap runs it, mastered by the director"
        )
        yield Diagnostic(
            "no-counterpart", words, Severity.WARNING, location=rule.location, hint=hint
        )
    elif rule.action == "set":
        words = "time limits of connections are left out: they are no part of ldirectord.cf"
        hint = "keep 'ipvsadm --set' in a script at boot"
        yield Diagnostic("dropped", words, Severity.WARNING, location=rule.location, hint=hint)
    elif rule.action not in _QUIET:
        words = f"'--{rule.action}' is left out"
        yield Diagnostic("dropped", words, Severity.INFO, location=rule.location)


def _ipvsadm_words(call: Call) -> Sequence[Argument] | None:
    """Return the words behind `ipvsadm`; of a file that it saved, the whole line."""
    words = call.arguments
    if _SAVED.fullmatch(words[0].text):
        return words
    for index, word in enumerate(words[:4]):
        if _is_program(word.text, "ipvsadm") or _is_program(word.text, "ipvsadm-restore"):
            return words[index + 1 :]
        if word.text not in _WRAPPERS:
            return None
    return None


def _is_program(text: str, name: str) -> bool:
    return text.rpartition("/")[2] == name


def _complain_of_hidden(call: Call, reading: Reading) -> None:
    """Tell of rules in a command that is not understood: through ssh, eval, su and the like."""
    words = call.arguments
    if words[0].text in _TALKERS:
        return
    texts = [one.text for one in words]
    follows = any(
        _is_program(text, "ipvsadm") and following[:2] in _EDIT_OPTIONS
        for text, following in pairwise(texts)
    )
    if follows or any(_IN_TEXT.search(text) for text in texts):
        message = f"rules of ipvsadm inside a call of {words[0].text!r} cannot be followed"
        hint = "write the command of ipvsadm by itself, or give what 'ipvsadm-save -n' prints"
        problem = Diagnostic("unread-command", message, location=call.location, hint=hint)
        reading.problems.append(problem)


# ------------------------------------------------------------------ ipvsadm -R


def _restores(call: Call) -> bool:
    texts = [one.text for one in call.arguments]
    return any(_is_program(one, "ipvsadm-restore") for one in texts[:4]) or bool(
        {"-R", "--restore"} & set(texts) and not _SERVER_ACTIONS & set(texts)
    )


def _restored(call: Call, script: Script, reading: Reading) -> Iterator[Rule]:
    """Read the rules of a here-document; those of another file are not here."""
    if not call.documents:
        words = "the rules that are restored here stand in another file"
        hint = "give that file instead"
        place = call.location
        reading.problems.append(Diagnostic("unread-command", words, location=place, hint=hint))
        return
    for document in call.documents:
        for line, place in document_lines(script, document):
            rule = [Argument(one, place) for one in line.partition("#")[0].split()]
            if rule:
                yield from _rule(rule, Call(tuple(rule), doubt=call.doubt), reading)


# ------------------------------------------------------------------ settings of the kernel


def _note_sysctl(call: Call, reading: Reading) -> None:
    """Note `echo N > /proc/sys/…` and `sysctl -w NAME=N`."""
    texts = [one.text for one in call.arguments]
    if texts[0] == "echo" and len(texts) > 1:
        for operator, target in call.redirections:
            if target.text.startswith(_PROC) and operator.endswith(">"):
                _set(target.text[len(_PROC) :], texts[-1], call, reading)
    elif texts[0].rpartition("/")[2] == "sysctl":
        for text in texts[1:]:
            if _SYSCTL.match(text):
                name, _, value = text.partition("=")
                _set(name.strip(), value.strip(), call, reading)


def _note_address(call: Call, reading: Reading) -> None:
    found = set_by(call)
    if found is not None and call.doubt != "else":
        reading.addresses.setdefault(found.host, found)


def _set(name: str, value: str, call: Call, reading: Reading) -> None:
    dotted = name if "." in name else name.replace("/", ".")
    reading.sysctls[dotted] = value
    words = f"the kernel setting '{dotted} = {value}' is no part of the cluster"
    hint = "put it into a file in /etc/sysctl.d"
    reading.problems.append(
        Diagnostic("kernel-setting", words, Severity.INFO, location=call.location, hint=hint)
    )
