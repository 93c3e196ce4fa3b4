"""The command `status`: what the cluster does, what is wrong, and one node or resource closely."""

import importlib
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from crmsh_py import xmltree
from crmsh_py.commands.context import Context, Reply
from crmsh_py.commands.declare import Arguments, Level, Parameter, PlacedWord, flag, nearest
from crmsh_py.commands.parameters import JSON
from crmsh_py.commands.status.records import records
from crmsh_py.commands.status.report import report, unknown_lines, verdict_lines
from crmsh_py.commands.status.sources import Picture, look, raw_output
from crmsh_py.commands.styled import Line, plain
from crmsh_py.diagnostics import CrmError, Diagnostic
from crmsh_py.grammar.kinds import Kind
from crmsh_py.secrets import MASK, is_secret

_SECTIONS = (
    *("bynode", "brief", "full", "detail", "verbose", "ops", "operations", "timing"),
    *("failcounts", "attributes", "tickets", "inactive", "noheaders", "quiet"),
)
_FORMS = ("xml", "html")
_ONE = ("node", "resource")
WORDS = (*_SECTIONS, *_FORMS, *_ONE)

_DETAILS = "crmsh_py.commands.status.details"  # knows constraints, which the overview does not need
_SECONDS = 2.0
_SHORTEST, _LONGEST = 0.2, 86_400.0
_SCHEMA = "crm/1"


def add_commands(level: Level) -> None:
    """Declare the commands of this module in a level."""
    level.command(
        flag("--watch", "show it again whenever it changes"),
        flag("-w", "the same as --watch"),
        JSON,
        Parameter(
            "words",
            choices=WORDS,
            many=True,
            word="<word>",
            placed=True,
            meaning="what to show, or how, or seconds for --watch",
        ),
        Parameter(
            "names",
            Kind.OBJECT,
            word="<name>",
            many=True,
            follows=True,
            placed=True,
            meaning="node or resource to tell about",
        ),
    )(status)


def status(context: Context, arguments: Arguments) -> Reply:
    """Show what the cluster does right now, what is wrong first.

    Errors, warnings and remarks are listed under the first line; then the cluster, its nodes, the
    resources as a tree, tickets, and the last events of the fencing history. Of a saved CIB
    (`crm -c FILE status`) the status section is shown.

    `status node NODE` and `status resource RESOURCE` tell everything about one. `bynode` puts
    resources under their nodes, `brief` shows only those that stand in no other, `detail` (or
    `verbose`) shows each instance. `ops` (`operations`, `timing`), `failcounts`, `attributes` and
    `tickets` add a section, `full` all of them; `noheaders` (`quiet`) leaves out the one about the
    cluster. Inactive resources are always shown. `xml` and `html` print what crm_mon makes.

    `--watch` (`-w`) shows it again whenever it changes, every two seconds or so many as are given,
    until `q` or Ctrl-C ends it. `--json` prints records, one a line.

    Example:
        # everything, what is wrong first
        status
        # what runs on which node, and what failed
        status bynode failcounts
    """
    watching = arguments["watch"] or arguments["w"]
    asked = _sorted([*arguments["words"], *arguments["names"]], watching=watching)
    wanted = _wanted(context, asked)

    def answer() -> Reply:
        reply = wanted()
        return _as_json(reply) if arguments["json"] else reply

    if not watching:
        return answer()
    context.interaction.watch(answer, asked.seconds)
    return Reply()


def _wanted(context: Context, asked: "_Asked") -> Callable[[], Reply]:
    """Return what makes the reply."""
    forms = [one for one in _FORMS if one in asked.words]
    if forms:
        return lambda: _raw(context, forms[0])
    if asked.one is None:
        return lambda: _overview(look(context), asked.words)
    word, name = asked.one
    return lambda: _one(word, look(context), name)


def _raw(context: Context, form: str) -> Reply:
    text = raw_output(context, form)
    if form == "xml" and not context.options.show_secrets:
        text = _masked(text)
    return Reply(text, form, ({"kind": form, "text": text},))


def _masked(text: str) -> str:
    """Return crm_mon's XML with the values of secret attributes of nodes masked."""
    root = xmltree.parse(text, "crm_mon")
    for one in root.iterfind("node_attributes/node/attribute"):
        if is_secret(one.get("name", "")):
            one.set("value", MASK)
    return f"{xmltree.to_text(root)}\n"


def _overview(picture: Picture, words: Sequence[str]) -> Reply:
    if picture.known:
        lines = report(picture.status, picture.problems, words)
    else:
        lines = unknown_lines(picture.name, picture.status)
        lines += verdict_lines(picture.status, picture.problems)[1:]
    return _reply(lines, records(picture), picture.notes)


def _one(word: str, picture: Picture, name: PlacedWord) -> Reply:
    details = importlib.import_module(_DETAILS)
    lines, told = details.REPORTS[word](picture, name)
    return _reply(lines, told, picture.notes)


def _reply(lines: list[Line], told: Iterable[dict[str, Any]], notes: tuple[str, ...]) -> Reply:
    return Reply(plain(lines), "status", told, notes, view=tuple(lines))


def _as_json(reply: Reply) -> Reply:
    told = list(reply.records)
    text = "".join(
        f"{json.dumps({'schema': _SCHEMA, **one}, ensure_ascii=False)}\n" for one in told
    )
    return Reply(text, "json", told, reply.notes)


# ------------------------------------------------------------------ arguments


@dataclass(slots=True)
class _Asked:
    """What the words ask for; `one` is `node` or `resource` with the name behind it."""

    words: list[str] = field(default_factory=list)
    one: tuple[str, PlacedWord] | None = None
    seconds: float = _SECONDS


def _sorted(given: Sequence[PlacedWord], *, watching: bool) -> _Asked:
    """Tell words, the name of one thing and the seconds of `--watch` apart.

    Raises CrmError (usage).
    """
    asked = _Asked()
    rest = list(given)
    while rest:
        word = rest.pop(0)
        text = word.text.lower()
        if text in _ONE and asked.one is None:
            if not rest:
                raise _usage(f"expected the name of a {text}, found the end of the command", word)
            asked.one = (text, rest.pop(0))
        elif text in WORDS:
            asked.words.append(text)
        elif watching:
            asked.seconds = _seconds(word)
        else:
            raise _usage(f"{word.text!r} is not expected here", word, nearest(text, WORDS))
    if asked.one is not None and asked.words:
        message = f"{asked.words[0]!r} does not go together with {asked.one[0]!r}"
        raise _usage(message, next(one for one in given if one.text.lower() == asked.words[0]))
    return asked


def _seconds(word: PlacedWord) -> float:
    """Return how often to look.  Raises CrmError (usage)."""
    text = word.text.lower().removesuffix("s")
    if text.replace(".", "", 1).isdecimal() and _SHORTEST <= float(text) <= _LONGEST:
        return float(text)
    message = f"expected {_SHORTEST:g} to {_LONGEST:g} seconds, found {word.text!r}"
    raise _usage(message, word, nearest(word.text, WORDS))


def _usage(message: str, word: PlacedWord, hint: str | None = None) -> CrmError:
    hint = hint or "usage: status [WORD ...] | status node|resource NAME"
    return CrmError(Diagnostic("usage", message, location=word.location, hint=hint))
