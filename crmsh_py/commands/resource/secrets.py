"""The command of `resource` for parameters whose values are kept out of the CIB."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from crmsh_py.commands.context import Context, Reply
from crmsh_py.commands.declare import Arguments, Level, Parameter
from crmsh_py.commands.operating import operate
from crmsh_py.commands.parameters import PRIMITIVE, SHOW_SECRETS
from crmsh_py.commands.resource.choice import the_resource
from crmsh_py.diagnostics import CrmError, Diagnostic
from crmsh_py.grammar.kinds import Kind
from crmsh_py.model.adding import set_value
from crmsh_py.model.cib import Cib
from crmsh_py.model.meta import own
from crmsh_py.model.paths import name_text, parse, word_text
from crmsh_py.model.setting import unset
from crmsh_py.pacemaker import cib_secrets
from crmsh_py.pacemaker.cib_secrets import MAGIC
from crmsh_py.pacemaker.tools import Tools
from crmsh_py.secrets import MASK

_PARAMS = "instance_attributes"
_NAME = re.compile(r"[A-Za-z_][\w.-]*", re.ASCII)
_VERBS = ("set", "stash", "unstash", "delete", "show", "check")


@dataclass(frozen=True, slots=True)
class Secret:
    """A parameter of a resource, and the tools that keep its value."""

    context: Context
    tools: Tools
    resource: str
    parameter: str

    def in_cib(self) -> str | None:
        """Return the value that the configuration has.

        Raises CrmError (no-such-object, wrong-kind) if there is no such primitive.
        """
        cib = self.context.session.cib
        found = own(cib, the_resource(cib, self.resource, {"primitive"}), self.parameter, _PARAMS)
        return None if found is None else found.value

    @property
    def title(self) -> str:
        """What it is called in messages."""
        return f"{self.parameter!r} of {self.resource!r}"

    def write(self, verb: str, value: str | None) -> Reply:
        """Commit a value of the parameter in the configuration, or that there is none."""
        path = parse(f"{word_text(self.resource)}.params.{name_text(self.parameter)}")

        def change(cib: Cib) -> list[str]:
            if value is None:
                unset(cib, path)
            else:
                set_value(cib, path, value)
            return []

        return operate(self.context, f"secret {self.resource} {verb} {self.parameter}", change)


def add_commands(level: Level) -> None:
    """Declare the commands of this module in a level."""
    level.command(
        SHOW_SECRETS,
        PRIMITIVE,
        Parameter("verb", choices=_VERBS, required=True, meaning="what to do with it"),
        Parameter(
            "parameter",
            Kind.VALUE,
            required=True,
            word="<parameter>",
            meaning="parameter of its agent",
        ),
        Parameter("value", Kind.VALUE, meaning="better left out: it is asked for then"),
    )(secret)


def secret(context: Context, arguments: Arguments) -> Reply:
    """Keep the value of a parameter out of the CIB: in a file on each node that only root reads.

    `set` takes the value from its last word, better from the terminal or standard input, where
    nobody sees it. `stash` moves a value that the CIB has into the file, `unstash` back. `delete`
    takes the parameter off altogether. `show` prints the value, `******` without
    `--show-secrets`; `check` tells whether the file is as it was written. A new value is no change
    of the configuration: the agent gets it when it is next started.

    Example:
        # take a password out of the CIB; is the file as it was written?
        secret db stash password
        secret db check password
    """
    tools = context.tools
    name = arguments["parameter"]
    if _NAME.fullmatch(name) is None:  # it becomes the name of a file
        message = f"{name!r} cannot be the name of a parameter that is kept in a file"
        raise CrmError(Diagnostic("usage", message, subject=name))
    if arguments["value"] is not None and arguments["verb"] != "set":
        message = f"'secret ... {arguments['verb']}' takes no value"
        raise CrmError(Diagnostic("usage", message))
    one = Secret(context, tools, arguments["resource"], name)
    verbs: dict[str, Callable[[Secret, Arguments], Reply]] = {
        "set": _set,
        "stash": _stash,
        "unstash": _unstash,
        "delete": _delete,
        "show": _show,
        "check": _check,
    }
    return verbs[arguments["verb"]](one, arguments)


def _set(one: Secret, arguments: Arguments) -> Reply:
    before = one.in_cib()  # that there is such a resource comes first
    value = arguments["value"]
    if value is None:
        question = f"Value of {one.parameter} of {one.resource}: "
        value = one.context.interaction.secret(question)
    reply = _keep(one, "set", _usable(value))
    if before == MAGIC:
        told = f"the agent gets the new value when it is started: 'resource restart {one.resource}'"
        reply = replace(reply, notes=(f"the value of {one.title} was set", told))
    return reply


def _usable(value: str) -> str:
    """Return a value that can be kept.  Raises CrmError (usage)."""
    if value in {"", MAGIC, MASK}:
        raise CrmError(Diagnostic("usage", "a secret cannot have that value"))
    if not value.isprintable():
        message = "a secret is one line of characters that can be printed"
        raise CrmError(Diagnostic("usage", message))
    return value


def _stash(one: Secret, _arguments: Arguments) -> Reply:
    value = one.in_cib()
    if value is None or value == MAGIC:
        message = f"there is no value of {one.title} in the configuration"
        if value == MAGIC:
            message = f"the value of {one.title} is kept out of the configuration already"
        raise CrmError(Diagnostic("no-such-value", message, subject=one.parameter))
    return _keep(one, "stash", _usable(value))


def _keep(one: Secret, verb: str, value: str) -> Reply:
    """Keep a value in its file and say so in the configuration: both, or nothing."""
    if one.context.options.dry_run:
        return one.write(verb, MAGIC)
    before, warnings = cib_secrets.store(one.tools, one.resource, one.parameter, value)
    try:
        reply = one.write(verb, MAGIC)
    except BaseException:
        cib_secrets.put_back(one.tools, one.resource, one.parameter, before)
        raise
    return replace(reply, notes=(*warnings, *reply.notes))


def _unstash(one: Secret, _arguments: Arguments) -> Reply:
    there, value = one.in_cib(), cib_secrets.stored(one.tools, one.resource, one.parameter)
    if value is None:
        raise CrmError(_not_kept(one))
    if there not in {None, MAGIC, value}:
        message = f"the configuration has a value of {one.title} of its own"
        hint = f"'resource secret {one.resource} stash {one.parameter}' keeps that one"
        raise CrmError(Diagnostic("not-settable", message, subject=one.parameter, hint=hint))
    return _drop(one, one.write("unstash", value))


def _delete(one: Secret, _arguments: Arguments) -> Reply:
    if one.in_cib() != MAGIC:
        if cib_secrets.stored(one.tools, one.resource, one.parameter) is None:
            raise CrmError(_not_kept(one))
        return _drop(one, Reply(notes=(f"the file with the value of {one.title} was deleted",)))
    return _drop(one, one.write("delete", None))


def _drop(one: Secret, reply: Reply) -> Reply:
    """Delete the file of a value that the configuration does not need any more."""
    if one.context.options.dry_run:
        return reply
    warnings = cib_secrets.forget(one.tools, one.resource, one.parameter)
    return replace(reply, notes=(*warnings, *reply.notes))


def _show(one: Secret, arguments: Arguments) -> Reply:
    one.in_cib()
    value = cib_secrets.stored(one.tools, one.resource, one.parameter)
    if value is None:
        raise CrmError(_not_kept(one))
    secrets = arguments["show_secrets"] or one.context.options.show_secrets
    shown = value if secrets else MASK
    records = ({"kind": "value", "name": one.parameter, "value": shown, "from": one.resource},)
    notes = () if secrets else ("'--show-secrets' prints it",)
    return Reply(f"{shown}\n", "text", records, notes)


def _check(one: Secret, _arguments: Arguments) -> Reply:
    if one.in_cib() != MAGIC:
        message = f"the value of {one.title} is not kept out of the configuration"
        raise CrmError(Diagnostic("no-such-value", message, subject=one.parameter))
    if cib_secrets.stored(one.tools, one.resource, one.parameter) is None:
        raise CrmError(_not_kept(one))
    return Reply(notes=(f"the value of {one.title} is kept here, as it was written",))


def _not_kept(one: Secret) -> Diagnostic:
    message = f"no value is kept for {one.title} on this node"
    return Diagnostic("no-such-value", message, subject=one.parameter)
