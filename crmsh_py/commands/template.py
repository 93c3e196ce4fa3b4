"""The level `template`: ready configurations, and what users made of them."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from crmsh_py.cells import padded, widest
from crmsh_py.commands.context import Context, Reply
from crmsh_py.commands.declare import Arguments, Level, Parameter
from crmsh_py.commands.levels import LEVELS
from crmsh_py.commands.navigation import add_navigation
from crmsh_py.commands.styled import Piece, grid
from crmsh_py.commands.texts import statements_in
from crmsh_py.diagnostics import CrmError, Diagnostic
from crmsh_py.files import read_text, write_text
from crmsh_py.grammar import lexical
from crmsh_py.grammar.kinds import Kind
from crmsh_py.model import load as loading
from crmsh_py.model.cib import Cib
from crmsh_py.model.elements import duplicate_id
from crmsh_py.model.given import Given
from crmsh_py.templates import catalogue
from crmsh_py.templates.catalogue import Template
from crmsh_py.templates.filling import fill, value_of

LEVEL = Level("template", LEVELS["template"][1])
_NAME = Parameter(
    "name",
    Kind.TEMPLATE,
    required=True,
    meaning="name of a template or of your configuration of one",
)
_VALUES = Parameter("values", Kind.NVPAIR, many=True, meaning="values for what the template asks")


@LEVEL.command(name="list")
def list_(context: Context, _arguments: Arguments) -> Reply:
    """List the templates, and the configurations that were made of them with `new`.

    Example:
        list
    """
    own = context.options.folder
    rows = [(one, catalogue.template(one, _templates(own)).summary) for one in _names(own)]
    rows += [(one, f"of {_saved(context, one)[0]}") for one in _configurations(own)]
    width = widest(name for name, _ in rows)
    records = tuple({"kind": "template", "name": name, "summary": words} for name, words in rows)
    text = "".join(f"{padded(name, width)}  {words}\n" for name, words in rows)
    view = grid(("template", "for"), ((Piece(name, "id"), words) for name, words in rows))
    return Reply(text, records=records, view=view)


@LEVEL.command(_NAME, _VALUES)
def show(context: Context, arguments: Arguments) -> Reply:
    """Show what a template is for and asks for, and the statements that it makes.

    With values for all that it needs, the statements are those that `apply` would add.

    Example:
        # what would come of it
        show virtual-ip ip=192.0.2.10
    """
    template, given = _meant(context, arguments)
    try:
        statements = _filled(template, given, arguments["values"])
    except CrmError:
        if given:
            raise
        return Reply(_manual(template) + "\n" + template.statements)
    if not given:
        statements = f"{_manual(template)}\n{statements}"
    return Reply(statements, "crm", ({"kind": "text", "text": statements},))


@LEVEL.command(
    Parameter("configuration", Kind.NEW_ID, required=True, meaning="name of the new configuration"),
    replace(_NAME, meaning="name of a template"),
    _VALUES,
)
def new(context: Context, arguments: Arguments) -> Reply:
    """Make a configuration of a template and keep it, to be changed and applied later.

    The ids that it makes begin with the configuration's name, if no `id` is given. What has no
    value yet can be filled in with `edit`.

    Example:
        new shop-ip virtual-ip ip=192.0.2.10
    """
    name = arguments["configuration"]
    folder = _folder(context)
    template = catalogue.template(arguments["name"], _templates(folder))
    path = _path(folder, name)
    if path.exists() or name in _names(folder):
        words = f"there is a template or a configuration {name!r} already"
        hint = f"choose another name, or say 'delete {name}'"
        raise CrmError(Diagnostic("duplicate-id", words, subject=name, hint=hint))
    given = _values(arguments["values"])
    own_id = _id_parameter(template)
    if own_id is not None:
        given.setdefault(own_id, name)
    _refuse_unknown(template, given, arguments["values"])
    _write(path, template, given)
    return Reply(notes=(f"{name}: kept in {path}",))


@LEVEL.command(_NAME)
def edit(context: Context, arguments: Arguments) -> Reply:
    """Change a configuration that `new` made, in the editor ($EDITOR).

    Example:
        edit shop-ip
    """
    path = _existing(context, arguments["name"])
    text = read_text(str(path))
    edited = context.interaction.edit(text, catalogue.SUFFIX)
    if edited == text:
        return Reply(notes=("nothing was changed",))
    write_text(str(path), edited, private=True)
    _saved(context, arguments["name"])  # what is wrong with it is said at once
    return Reply()


@LEVEL.command(
    _NAME,
    Parameter("method", choices=("update",), meaning="replace objects whose ids are in use"),
    _VALUES,
)
def apply(context: Context, arguments: Arguments) -> Reply:
    """Add what a template or a configuration makes to the working configuration.

    Nothing that is there is replaced: an id in use is an error, unless `update` is said. Like
    every change it is pending until `commit`.

    Example:
        # its statements become pending changes
        apply virtual-ip ip=192.0.2.10 id=shop-ip
    """
    template, given = _meant(context, arguments)
    text = _filled(template, given, arguments["values"])
    givens = statements_in(text, f"<template {template.name}>")

    def add(cib: Cib) -> list[str]:
        if arguments["method"] != "update":
            _refuse_taken(cib, givens, template, arguments["name"])
        return loading.update(cib, givens)

    label = f"template apply {arguments['name']}"
    ids = context.session.edit(label, add)
    return Reply(notes=(f"added: {' '.join(ids)}",))


@LEVEL.command(_NAME)
def delete(context: Context, arguments: Arguments) -> Reply:
    """Delete a configuration that `new` made; what was applied stays.

    Example:
        delete shop-ip
    """
    _existing(context, arguments["name"]).unlink()
    return Reply()


# ------------------------------------------------------------------ which one is meant


def _meant(context: Context, arguments: Arguments) -> tuple[Template, dict[str, str]]:
    """Return the template that a name means, with the values kept for it and those given now."""
    name, given = arguments["name"], _values(arguments["values"])
    if name in _configurations(context.options.folder):
        name, kept = _saved(context, name)
        given = {**kept, **given}
    return catalogue.template(name, _templates(context.options.folder)), given


def _values(words: Sequence[str]) -> dict[str, str]:
    """Return `name=value` words as values.  Raises CrmError (usage)."""
    bad = [word for word in words if not word.partition("=")[0] or "=" not in word]
    if bad:
        raise CrmError(
            *(Diagnostic("usage", f"{word!r} is no NAME=VALUE", subject=word) for word in bad)
        )
    return {name: value for name, _, value in (word.partition("=") for word in words)}


def _filled(template: Template, given: Mapping[str, str], words: Sequence[str]) -> str:
    """Fill a template in; what is wrong is said of the `name=value` words that gave it."""
    try:
        return fill(template, given)
    except CrmError as error:
        typed = {word.partition("=")[0]: word for word in words}
        problems = error.diagnostics
        raise CrmError(
            *(replace(one, subject=typed.get(one.subject or "", one.subject)) for one in problems)
        ) from None


def _refuse_unknown(template: Template, given: Mapping[str, str], words: Sequence[str]) -> None:
    """Refuse values that make no sense; those that are missing can come later."""
    try:
        _filled(template, given, words)
    except CrmError as error:
        known = {one.name for one in template.parameters}
        wrong = [one for one in error.diagnostics if one.subject not in known - given.keys()]
        if wrong:
            raise CrmError(*wrong) from None


def _id_parameter(template: Template) -> str | None:
    """Return the parameter with which the ids of all that a template makes begin, if it is one."""
    ids = [one.name for one in template.parameters if one.kind == "id"]
    return ids[0] if len(ids) == 1 else None


def _refuse_taken(cib: Cib, givens: Sequence[Given], template: Template, name: str) -> None:
    problems = []
    own_id = _id_parameter(template)
    other = f"'{own_id}=...' gives it another id; " if own_id is not None else ""
    hint = f"{other}'apply {name} update ...' changes what is there"
    for given in givens:
        there = cib.find(given.id) if given.id is not None else None
        if there is not None and given.id is not None:
            problems += given.placed([replace(duplicate_id(there, given.id), hint=hint)])
    if problems:
        raise CrmError(*problems)


def _manual(template: Template) -> str:
    """Return what a template is for and asks for, as comment lines."""
    lines = [template.summary, "", *template.description.splitlines(), "", "Parameters:"]
    for one in template.parameters:
        told = "required" if one.required else f"default {one.default}" if one.default else ""
        example = f"for example {one.example}" if one.example and not one.default else ""
        notes = ", ".join(filter(None, (told or "optional", example)))
        lines.append(f"  {one.name}: {one.description} ({notes})")
    return "".join(f"# {line}".rstrip() + "\n" for line in lines)


# ------------------------------------------------------------------ where they are kept


def _folder(context: Context) -> Path:
    folder = context.options.folder
    if folder is None:
        words = "there is no folder to keep configurations in"
        raise CrmError(Diagnostic("cannot-write", words, hint="set HOME or XDG_CONFIG_HOME"))
    return folder


def _templates(folder: Path | None) -> Path | None:
    return None if folder is None else folder / "templates"


def _names(folder: Path | None) -> list[str]:
    return catalogue.names(_templates(folder))


def _configurations(folder: Path | None) -> list[str]:
    """Return the names of the configurations that were made."""
    if folder is None:
        return []
    return sorted(path.stem for path in (folder / "configurations").glob(f"*{catalogue.SUFFIX}"))


def _path(folder: Path, name: str) -> Path:
    if not lexical.ID.fullmatch(name):
        hint = "a name begins with a letter or '_' and holds letters, digits, '.', '-', '_'"
        words = f"{name!r} cannot be a name"
        raise CrmError(Diagnostic("invalid-id", words, subject=name, hint=hint))
    return folder / "configurations" / f"{name}{catalogue.SUFFIX}"


def _existing(context: Context, name: str) -> Path:
    path = _path(_folder(context), name)
    if not path.is_file():
        known = ", ".join(_configurations(_folder(context))) or "none"
        words = f"there is no configuration {name!r}"
        hint = f"configurations: {known}; 'new' makes one of a template"
        raise CrmError(Diagnostic("no-such-object", words, subject=name, hint=hint))
    return path


def _saved(context: Context, name: str) -> tuple[str, dict[str, str]]:
    """Return the template and the values of a configuration.  Raises CrmError."""
    path = _existing(context, name)
    said = catalogue.table(path)
    parameters = said.get("parameters", {})
    if not isinstance(said.get("template"), str) or not isinstance(parameters, dict):
        words = f"{path} says no template, or no table of parameters"
        raise CrmError(Diagnostic("malformed-template", words))
    return said["template"], {key: str(value) for key, value in parameters.items() if value != ""}


def _write(path: Path, template: Template, given: Mapping[str, str]) -> None:
    lines = [f"# {template.summary}", f"template = {json.dumps(template.name)}", "", "[parameters]"]
    for one in template.parameters:
        lines.append(f"# {one.description}" + (f" (for example {one.example})" * bool(one.example)))
        value = value_of(one, given)
        comment = "" if value or one.required else "# "
        lines.append(f"{comment}{one.name} = {json.dumps(value, ensure_ascii=False)}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        words = f"{str(path.parent)!r} cannot be made: {error.strerror}"
        raise CrmError(Diagnostic("cannot-write", words)) from None
    write_text(str(path), "\n".join([*lines, ""]), private=True)


add_navigation(LEVEL)
