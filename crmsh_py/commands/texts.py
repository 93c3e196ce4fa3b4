"""The commands of `configure` that take the configuration to and from texts: load, save, edit."""

import importlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from crmsh_py import xmltree
from crmsh_py.commands.characters import refuse_unwritable
from crmsh_py.commands.context import Context, Reply
from crmsh_py.commands.declare import Arguments, Level, Parameter, nearest
from crmsh_py.commands.reviewing import selected
from crmsh_py.commands.views import cib_text, shown
from crmsh_py.diagnostics import CrmError, Diagnostic, errors
from crmsh_py.files import write_text
from crmsh_py.grammar import tree
from crmsh_py.grammar.kinds import Kind
from crmsh_py.grammar.script import RawStatement, lost_continuation, split
from crmsh_py.grammar.statements import STATEMENTS, parse, statement_keyword
from crmsh_py.model import load as loading
from crmsh_py.model.cib import Cib
from crmsh_py.model.define import define
from crmsh_py.model.describe import as_xml
from crmsh_py.model.given import Given
from crmsh_py.model.objects import from_xml
from crmsh_py.model.vocabulary import OPTION_SETS
from crmsh_py.secrets import is_secret
from crmsh_py.source import Location, Source, Span
from crmsh_py.verify.checks import duplicate_ids
from crmsh_py.xmltree import Element

_CONVERTER = "crmsh_py.convert.heartbeat"  # loaded only to convert


def add_texts(level: Level) -> None:
    """Declare the commands of this module in a level."""
    level.command(
        Parameter("form", choices=("xml", "haresources")),
        Parameter("method", choices=("update", "replace", "push")),
        Parameter("file", Kind.FILE, required=True),
    )(load)
    level.command(
        Parameter("form", choices=("xml",)),
        Parameter("selection", Kind.SELECTION, many=True),
        Parameter("file", Kind.FILE, required=True),
    )(save)
    level.command(Parameter("selection", Kind.SELECTION, many=True))(edit)


def statements_in(text: str, name: str) -> list[Given]:
    """Read the statements of a text.  Raises CrmError with every error in it."""
    if text.lstrip().startswith("<"):
        raise CrmError(_is_xml(text, name))
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


def _is_xml(text: str, name: str) -> Diagnostic:
    line = text.lstrip().partition("\n")[0]
    number = text[: text.index("<")].count("\n") + 1
    return Diagnostic(
        "syntax-error",
        "this is XML, not statements of the language",
        location=Location(Source(name, line, number), Span(0, 1)),
        hint="'load xml update FILE' and 'load xml replace FILE' read XML",
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
    """Load a file of statements, or of XML, into the working configuration.

    `update` replaces the objects of the same ids and adds the others; options merge by name.
    `replace` (or `push`) makes the configuration what the file says, except that nodes it does
    not name stay. `haresources` converts that file of Heartbeat's and adds what comes of it. The
    file is read whole first: any error in it, and nothing is changed. `-` is standard input.

    Example:
        load update cluster.crm
    """
    form, method, file = arguments["form"], arguments["method"], arguments["file"]
    if (method is None) != (form == "haresources"):
        words = "expected 'update' or 'replace'"
        message = "'load haresources' takes no method" if method else words
        hint = "load [xml] update|replace|push FILE, or load haresources FILE"
        raise CrmError(Diagnostic("usage", message, subject=method or file, hint=hint))
    text = _read(context, file)
    name = "<stdin>" if file == "-" else file
    label = f"load {form or ''} {method or ''} {file}".replace("  ", " ")
    if form == "haresources":
        return _load_haresources(context, text, name, label)
    if form == "xml":
        return _load_xml(context, text, name, method=method, label=label)
    givens = statements_in(text, name)
    if not givens and method != "update":
        _refuse_to_erase(context, name)
    return _load_statements(context, givens, method=method, label=label)


def _refuse_to_erase(context: Context, name: str) -> None:
    """Refuse to replace a configuration by nothing, unless told to go ahead."""
    objects = [one for one in context.session.cib.objects() if one.tag != "node"]
    if objects and not context.options.yes:
        message = f"{name} holds no object: to load it would delete all {len(objects)} there are"
        raise CrmError(
            Diagnostic("would-erase", message, subject=name, hint="'erase' deletes everything")
        )


def _read(context: Context, file: str) -> str:
    try:
        return context.interaction.read(file)
    except CrmError as error:
        raise _about(file, error) from None


def _about(file: str, error: CrmError) -> CrmError:
    """Return an error that points at the name of a file in its command."""
    return CrmError(*(replace(one, subject=file) for one in error.diagnostics))


def _load_statements(
    context: Context, givens: Sequence[Given], *, method: str, label: str
) -> Reply:
    function = loading.update if method == "update" else loading.replace
    context.session.edit(label, lambda cib: function(cib, givens))
    _note(context, givens)
    return Reply()


def _load_haresources(context: Context, text: str, name: str, label: str) -> Reply:
    heartbeat = importlib.import_module(_CONVERTER)
    conversion = heartbeat.yielding(heartbeat.convert(text, name), _properties(context))
    found: tuple[Diagnostic, ...] = conversion.diagnostics
    if errors(found):
        raise CrmError(*found)
    givens: tuple[Given, ...] = conversion.givens

    def add(cib: Cib) -> list[str]:
        return [id_ for given in givens for id_ in define(cib, given)]

    context.session.edit(label, add)
    _note(context, givens)
    return Reply(diagnostics=found)


def _properties(context: Context) -> set[str]:
    """Return the names of the cluster's options that are set."""
    section = context.session.cib.section("crm_config")
    pairs = [] if section is None else section.findall("cluster_property_set/nvpair")
    return {pair.get("name", "") for pair in pairs}


def _load_xml(context: Context, text: str, name: str, *, method: str, label: str) -> Reply:
    root = xmltree.parse(text, name)
    if root.tag != "cib" or root.find("configuration") is None:
        raise CrmError(
            Diagnostic(
                "not-a-cib",
                f"{name} holds no <cib> with a <configuration>",
                hint="'xml <...>' as a statement takes a single object",
            )
        )
    problems = duplicate_ids(Cib(root))
    if problems:
        raise CrmError(*problems)
    givens = [
        Given(tree.Xml(as_xml(top)), Source(name, "", line=xmltree.line(top)))
        for section in xmltree.children(Cib(root).configuration)
        for top in ([section] if section.tag == "fencing-topology" else xmltree.children(section))
    ]
    return _load_statements(context, givens, method=method, label=label)


def save(context: Context, arguments: Arguments) -> Reply:
    """Write the working configuration, or objects of it, into a file; `-` is standard output.

    What was saved can be loaded. Secrets are written as they are; the file is then readable by
    its owner only.

    Example:
        save cluster.crm
    """
    file = arguments["file"]
    cib = context.session.cib
    elements = selected(context, arguments["selection"])
    if arguments["form"] == "xml":
        text = cib_text(cib, elements if arguments["selection"] else None, secrets=True)
    else:
        text = "".join(f"{one.text}\n" for one in shown(cib, elements, secrets=True))
    if file == "-":
        return Reply(text, "xml" if arguments["form"] else "crm", ({"kind": "text", "text": text},))
    secret = any(_has_secret(one) for one in elements)
    try:
        write_text(file, text, private=secret)
    except CrmError as error:
        raise _about(file, error) from None
    private = secret and Path(file).is_file()
    only = ", which only its owner can read: it holds passwords" if private else ""
    return Reply(notes=(f"saved to {file}{only}",))


def _has_secret(element: Element) -> bool:
    pairs = (part for part in xmltree.descendants(element) if part.tag == "nvpair")
    return any(is_secret(pair.get("name", "")) and pair.get("value") for pair in pairs)


def edit(context: Context, arguments: Arguments) -> Reply:
    """Change the working configuration, or objects of it, in the editor ($EDITOR).

    A statement taken out deletes its object; one put in adds it. A text with errors changes
    nothing; at the prompt it can be opened again.

    Example:
        edit vip
    """
    session = context.session
    elements = selected(context, arguments["selection"])
    names = [one.get("uname") or one.get("id") or "" for one in elements]
    text = "".join(f"{one.text}\n" for one in shown(session.cib, elements, secrets=True))
    edited = context.interaction.edit(text, ".crm")
    while edited != text:
        if not edited.strip() and not arguments["selection"]:
            note = "the text was emptied, so nothing was changed: 'erase' deletes everything"
            return Reply(notes=(note,))
        try:
            _take_edited(context, edited, names)
        except CrmError as error:
            if not context.interaction.can_ask:
                raise
            context.interaction.show(Reply(diagnostics=error.diagnostics))
            if context.interaction.choose("Edit again?", ("yes", "no")) == "no":
                return Reply(notes=("nothing was changed",))
            edited = context.interaction.edit(edited, ".crm")
        else:
            return Reply()
    return Reply(notes=("nothing was changed",))


def _take_edited(context: Context, text: str, names: Sequence[str]) -> None:
    givens = statements_in(text, "<editor>")
    kept = {_object_id(given) for given in givens}
    gone = [name for name in names if name and name not in kept]
    context.session.edit("edit", lambda cib: loading.edited(cib, givens, names, gone))
    _note(context, givens)


def _object_id(given: Given) -> str | None:
    """Return the id of the object that a statement defines, one given as XML included."""
    if isinstance(given.statement, tree.Options) and given.statement.id is None:
        return OPTION_SETS[given.statement.keyword][2]
    if isinstance(given.statement, tree.Xml):
        return next((one.element.get("id") for one in from_xml(given)), None)
    return given.id


def _note(context: Context, givens: Sequence[Given]) -> None:
    for given in givens:
        if given.id is not None:
            context.session.note([given.id], given.at())
