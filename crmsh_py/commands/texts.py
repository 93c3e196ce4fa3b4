"""The commands of `configure` that take the configuration to and from texts: load, save."""

import importlib
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from crmsh_py import xmltree
from crmsh_py.commands.characters import refuse_unwritable, refuse_unwritable_comments
from crmsh_py.commands.context import Context, Reply
from crmsh_py.commands.declare import Arguments, Level, Parameter, nearest, option
from crmsh_py.commands.formats import FORMATS, format_of, formatted
from crmsh_py.commands.parameters import SELECTION
from crmsh_py.commands.reviewing import selected
from crmsh_py.diagnostics import CrmError, Diagnostic
from crmsh_py.files import write_text
from crmsh_py.grammar import tree
from crmsh_py.grammar.kinds import Kind
from crmsh_py.grammar.script import Edges, RawStatement, edges, lost_continuation, split
from crmsh_py.grammar.statements import STATEMENTS, parse, statement_keyword
from crmsh_py.model import load as loading
from crmsh_py.model.cib import Cib
from crmsh_py.model.comments import all_comments, texts
from crmsh_py.model.describe import as_xml
from crmsh_py.model.elements import object_of
from crmsh_py.model.given import Given
from crmsh_py.model.masking import secrets_in
from crmsh_py.model.naming import keyed
from crmsh_py.provenance import xml_file
from crmsh_py.source import Location, Source, Span
from crmsh_py.verify.checks import duplicate_ids
from crmsh_py.verify.lines import XmlFile
from crmsh_py.xmltree import Element

_CONVERTER = "crmsh_py.commands.convert.heartbeat"  # loaded only to convert
_JSON = "crmsh_py.commands.json_text"  # loaded only to read JSON
_FORMS = {
    "crm": ("syntax-error", "statements of the language"),
    "xml": ("malformed-xml", "XML"),
    "json": ("malformed-json", "JSON"),
}
"""The forms of texts: the code of an error about what is not in it, and what it is called."""
_BEGINNINGS = {"<": "xml", "[": "json", "{": "json"}
_WORD = re.compile(r"[A-Za-z#]")


def add_commands(level: Level) -> None:
    """Declare the commands of this module in a level."""
    level.command(
        Parameter(
            "form",
            choices=("xml", "json", "haresources"),
            meaning="what the file holds, if not statements",
        ),
        option("--format", "crm", "xml", "json", meaning="what the file holds"),
        Parameter(
            "method",
            choices=("update", "replace", "push"),
            meaning="change what is there, or put it in its place",
        ),
        Parameter("file", Kind.FILE, required=True, meaning="file to read, '-' is standard input"),
    )(load)
    level.command(
        Parameter("form", choices=("xml",), meaning="write XML, not statements"),
        option("--format", *FORMATS, meaning="form to write, default crm"),
        SELECTION,
        Parameter(
            "file", Kind.FILE, required=True, meaning="file to write, '-' is standard output"
        ),
    )(save)


def statements_in(text: str, name: str) -> list[Given]:
    """Read the statements of a text.  Raises CrmError with every error in it."""
    _refuse_another_form("crm", text, name)
    refuse_unwritable_comments(text, name)
    raw, problems = split(text, name)
    givens: list[Given] = []
    for one in raw:
        try:
            givens.append(_given(one))
        except CrmError as error:
            problems += error.diagnostics
    if problems:
        problems.sort(key=lambda one: one.location.position if one.location else (0, 0))
        raise CrmError(*problems)
    return givens


def _refuse_another_form(form: str, text: str, name: str) -> None:
    """Refuse a text that is XML, JSON or statements, but not what it is taken for.

    Of its lines, which may hold secrets, only the first character is shown.
    """
    first = text.lstrip("\ufeff \t\r\n")[:1]
    found = _BEGINNINGS.get(first, "crm" if _WORD.match(first) else form)
    if found == form:
        return
    code, wanted = _FORMS[form]
    word = "" if found == "crm" else f"{found} "
    number = text[: text.index(first)].count("\n") + 1
    raise CrmError(
        Diagnostic(
            code,
            f"expected {wanted}, found {_FORMS[found][1]}",
            location=Location(Source(name, first, number), Span(0, 1)),
            hint=f"'load {word}update FILE' and 'load {word}replace FILE' read that",
        )
    )


def _given(raw: RawStatement) -> Given:
    refuse_unwritable(raw.source)
    keyword = statement_keyword(raw.word)
    if keyword is None:
        raise CrmError(unknown_statement(raw))
    return Given(parse(keyword, raw.source), raw.source, raw.comments)


def unknown_statement(raw: RawStatement) -> Diagnostic:
    """Report a first word that begins no statement."""
    return Diagnostic(
        "syntax-error",
        f"{raw.word!r} begins no statement of the language",
        location=Location(raw.source, raw.word_span),
        hint=lost_continuation(raw.source) or nearest(raw.word, STATEMENTS),
    )


def load(context: Context, arguments: Arguments) -> Reply:
    """Load a file of statements, of XML or of JSON, into the working configuration.

    `update` replaces the objects of the same ids and adds the others; options merge by name.
    `replace` (or `push`) makes the configuration what the file says, except that nodes it does
    not name stay. `json` reads what `show --format json` writes. `haresources` is short for
    `convert heartbeat`: it adds what comes of that file, and of the ha.cf beside it. The file is
    read whole first: any error in it, and nothing is changed. `-` is standard input.

    Example:
        # add what is in the file, and change what is there
        load update cluster.crm
        # see what that would change
        diff
    """
    form, method, file = format_of(arguments), arguments["method"], arguments["file"]
    if (method is None) != (form == "haresources"):
        words = "expected 'update' or 'replace'"
        message = "'load haresources' takes no method" if method else words
        hint = "load [xml|json] update|replace|push FILE, or load haresources FILE"
        raise CrmError(Diagnostic("usage", message, subject=method or file, hint=hint))
    label = " ".join(filter(None, ("load", "" if form == "crm" else form, method, file)))
    if form == "haresources":
        converted: Reply = importlib.import_module(_CONVERTER).load_haresources(
            context, file, label
        )
        return converted
    text = _read(context, file)
    name = "<stdin>" if file == "-" else file
    _refuse_another_form(form, text, name)
    if form == "xml":
        return _load_xml(context, text, name, method=method, label=label)
    givens, around = _read_as(form, text, name)
    _refuse_to_erase(context, name, givens, method)
    return _load_statements(context, givens, around, method=method, label=label)


def _read_as(form: str, text: str, name: str) -> tuple[list[Given], Edges]:
    """Read the statements of a text in a format.  Raises CrmError."""
    if form != "json":
        return statements_in(text, name), edges(text)
    found: tuple[list[Given], Edges] = importlib.import_module(_JSON).statements_in_json(text, name)
    return found


def _refuse_to_erase(context: Context, name: str, givens: Sequence[Given], method: str) -> None:
    """Refuse to replace a configuration by nothing, unless told to go ahead."""
    if givens or method == "update" or context.options.yes:
        return
    objects = [one for one in context.session.cib.objects() if one.tag != "node"]
    if objects:
        message = f"{name} holds no object: to load it would delete all {len(objects)} there are"
        hint = "'erase' deletes everything; with 'crm --yes' so does 'load'"
        raise CrmError(Diagnostic("would-erase", message, subject=name, hint=hint))


def _read(context: Context, file: str) -> str:
    try:
        return context.interaction.read(file)
    except CrmError as error:
        raise _about(file, error) from None


def _about(file: str, error: CrmError) -> CrmError:
    """Return an error that points at the name of a file in its command."""
    return CrmError(*(replace(one, subject=file) for one in error.diagnostics))


def _load_statements(
    context: Context, givens: Sequence[Given], around: Edges, *, method: str, label: str
) -> Reply:
    function = loading.update if method == "update" else loading.replace
    context.session.edit(label, lambda cib: function(cib, givens, around))
    note_places(context, givens)
    return Reply()


def _load_xml(context: Context, text: str, name: str, *, method: str, label: str) -> Reply:
    root = xmltree.parse(text, name)
    if root.tag != "cib" or len(root.findall("configuration")) != 1:
        raise CrmError(
            Diagnostic(
                "not-a-cib",
                f"{name} holds no <cib> with one <configuration>",
                hint="'xml <...>' as a statement takes a single object",
            )
        )
    file = xml_file(name, text.encode(), root)
    _refuse_duplicates(file)
    givens, tops, around = _given_as_xml(Cib(root), name)
    _refuse_to_erase(context, name, givens, method)
    try:
        reply = _load_statements(context, givens, around, method=method, label=label)
    except CrmError as error:
        sources = [one.source for one in givens]
        raise CrmError(*_in_file(file, sources, tops, error.diagnostics)) from None
    names = [name for _, keys in keyed(givens) for _, name in keys]
    context.session.note(names, file)
    return reply


def _refuse_duplicates(file: XmlFile) -> None:
    """Raise CrmError with all ids of a file that two elements have, each where it is second."""
    cib = Cib(file.root)
    problems = duplicate_ids(cib)
    if problems:
        second = [(object_of(element), (element.get("id", ""),)) for element, _ in cib.scan()]
        pairs = zip(problems, file.locations(second), strict=True)
        raise CrmError(*(replace(one, location=place) for one, place in pairs))


def _in_file(
    file: XmlFile,
    sources: Sequence[Source],
    tops: Sequence[Element],
    problems: Sequence[Diagnostic],
) -> list[Diagnostic]:
    """Return problems of statements that are elements of a file with their places in it.

    What one is about, a name that nothing has, say, stands in its element as a value.
    """
    elements = {id(source): top for source, top in zip(sources, tops, strict=True)}
    known = [
        (one, element)
        for one in problems
        if one.location and (element := elements.get(id(one.location.source))) is not None
    ]
    sought = [(element, one.words or (one.subject or "",)) for one, element in known]
    places = {one: place for (one, _), place in zip(known, file.locations(sought), strict=True)}
    return [replace(one, location=places.get(one) or one.location) for one in problems]


def _given_as_xml(cib: Cib, name: str) -> tuple[list[Given], list[Element], Edges]:
    """Return the objects of a CIB as statements, their elements, and the comments around them."""
    found = all_comments(cib)
    header = texts(found.header)
    givens: list[Given] = []
    tops: list[Element] = []
    for section in xmltree.children(cib.configuration):
        for top in [section] if section.tag == "fencing-topology" else xmltree.children(section):
            above = texts(
                one for one in found.of(top, as_xml=True) if top not in one.iterancestors()
            )
            source = Source(name, "", line=xmltree.line(top))
            comments = above if givens else [*header, *above]
            givens.append(Given(tree.Xml(as_xml(top, comments=True)), source, tuple(comments)))
            tops.append(top)
    return givens, tops, Edges(len(header), tuple(texts(found.closing)))


def save(context: Context, arguments: Arguments) -> Reply:
    """Write the working configuration, or objects of it, into a file; `-` is standard output.

    What was saved can be loaded, as crm text, `xml` or `--format json`. Secrets are written as
    they are; the file is then readable by its owner only.

    Example:
        # all of it
        save cluster.crm
        # some objects, and the CIB as XML
        save related:vip vip.crm
        save xml cib-before.xml
    """
    file = arguments["file"]
    cib = context.session.cib
    elements = selected(context, arguments["selection"])
    reply = formatted(cib, elements, format_of(arguments), secrets=True, ids=True)
    if file == "-":
        return replace(reply, records=({"kind": "text", "text": reply.text},))
    secret = any(True for one in elements for _ in secrets_in(one))
    try:
        write_text(file, reply.text, private=secret)
    except CrmError as error:
        raise _about(file, error) from None
    private = secret and Path(file).is_file()
    only = ", which only its owner can read: it holds passwords" if private else ""
    return Reply(notes=(f"saved to {file}{only}",))


def note_places(context: Context, givens: Sequence[Given]) -> None:
    """Remember where the objects of a text were typed."""
    for given, keys in keyed(givens):
        context.session.note([name for _, name in keys], given.at())
