"""A resource of a haresources line as primitives: agents, parameters and operations."""

import re
from dataclasses import dataclass, replace

from crmsh_py.convert import drbd
from crmsh_py.convert.heartbeat.agents import (
    CONTROLD,
    GONE,
    LVS_SCRIPTS,
    O2CB,
    SCRIPTS,
    UNNEEDED,
    known,
)
from crmsh_py.convert.heartbeat.choices import Choices
from crmsh_py.convert.heartbeat.haresources import Resource, Word, quoted
from crmsh_py.convert.heartbeat.ocf_files import read_ocf_file
from crmsh_py.convert.heartbeat.operations import Pairs, nvpairs, operations
from crmsh_py.convert.heartbeat.parameters import remark
from crmsh_py.convert.heartbeat.scripts import Script
from crmsh_py.diagnostics import Diagnostic
from crmsh_py.grammar import tree
from crmsh_py.spelling import nearest

_INIT_SCRIPT = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.@+-]{0,254}")
_MASKED_ADDRESS = re.compile(r"(?:[0-9]{1,3}|[xX*]{1,3})(?:\.(?:[0-9]{1,3}|[xX*]{1,3})){3}(?:/|\Z)")
_FOLDER = re.compile(r"/etc/(?:ha\.d/resource\.d|(?:rc\.d/)?init\.d)/(?=[^/]+\Z)")
_LONGEST_NAME = 32


@dataclass(frozen=True, slots=True)
class Translated:
    """A resource as a resource agent; `wish` is the id that it should have.

    Two with the same `identity` are the same resource; one without may be there repeatedly.
    `clone` is the meta of the clone to make of it: None if none is.  One that is_service could
    run on several nodes at once.
    """

    wish: str
    agent: tree.Agent
    nvpairs: Pairs = ()
    ops: tuple[tree.Op, ...] = ()
    identity: tuple[object, ...] = ()
    clone: Pairs | None = None
    is_service: bool = False

    @property
    def is_promotable(self) -> bool:
        """Tell whether the clone of this is to be promoted on one node."""
        return self.agent == drbd.AGENT

    @property
    def device(self) -> str:
        """The device of a file system; empty for all else."""
        return next((pair.value or "" for pair in self.nvpairs if pair.name == "device"), "")


@dataclass(frozen=True, slots=True)
class Translation:
    """What came of a resource: primitives, or none, and why.

    If they are a chain, each needs the one before.  `todo` is what a person has to do.
    """

    resources: tuple[Translated, ...]
    diagnostics: tuple[Diagnostic, ...] = ()
    todo: tuple[str, ...] = ()
    is_chain: bool = False


def translate(
    resource: Resource, companions: frozenset[str] = frozenset(), choices: Choices | None = None
) -> Translation:
    """Convert a resource; `companions` are the scripts of its whole line."""
    chosen = choices or Choices()
    found, notes = _as_known(resource)
    name = found.script.text
    if name in UNNEEDED:
        result = _unneeded(found)
    elif name in GONE:
        result = Translation((), (_gone(found),))
    elif name == "OCF":
        result = _of_a_file(found, chosen)
    elif name == "o2cb":
        result = _cluster_file_system(found, chosen)
    else:
        result = _by_table(found, companions, chosen)
    return replace(result, diagnostics=(*notes, *result.diagnostics))


def _as_known(resource: Resource) -> tuple[Resource, list[Diagnostic]]:
    """Take off the folder of a script, and find one whose name has other cases."""
    word = resource.script
    bare = Word(_FOLDER.sub("", word.text), word.location)
    if bare.text != word.text:
        message = f"{quoted(word.text)} is taken for the script {quoted(bare.text)}"
        hint = "heartbeat wanted the name without its folder"
        return replace(resource, script=bare), [remark("approximated", word, message, hint)]
    name = known(word.text)
    if name is None or name == word.text or not resource.arguments:
        return resource, []
    message = f"{quoted(word.text)} is taken for {quoted(name)}"
    hint = "heartbeat told upper case from lower: was there a script of your own?"
    note = remark("approximated", word, message, hint)
    return replace(resource, script=Word(name, word.location)), [note]


# ------------------------------------------------------------------ scripts of the table


def _by_table(resource: Resource, companions: frozenset[str], choices: Choices) -> Translation:
    name = resource.script.text
    script = SCRIPTS.get(name)
    if script is None or (script.is_init_script and not resource.arguments):
        if resource.arguments:
            return _unknown(resource, choices)
        return _init_script(resource, choices)
    parameters = script.parameters(resource)
    if not parameters.are_usable:
        return Translation((), parameters.diagnostics)
    values = dict(parameters.values)
    if name == "IPaddr2" and companions & LVS_SCRIPTS:
        values["lvs_support"] = "true"
    diagnostics = (*parameters.diagnostics, *_remarks(script, resource))
    if script.agent == drbd.AGENT:
        script = replace(
            script, clone=tuple({**dict(script.clone or ()), **parameters.meta}.items())
        )
        return _drbd(resource, script, values, choices, diagnostics)
    translated = _translated(name, script, values, choices)
    return Translation((translated,), diagnostics, script.todo)


def _translated(name: str, script: Script, values: dict[str, str], choices: Choices) -> Translated:
    pairs = nvpairs(values)
    label = values[script.named_after] if script.named_after else ""
    wish = script.prefix or name.lower()
    if script.named_after:
        wish = f"{wish}_{label.strip('/') or 'root'}"
    identity: tuple[object, ...] = () if script.may_repeat else (script.agent, pairs)
    if script.prefix == "ip":  # the same address with another netmask is the same address
        wish, identity = wish.replace(".", "_"), (script.agent, label)
    return Translated(
        wish,
        script.agent,
        pairs,
        operations(name, script, values, choices),
        identity,
        None if script.clone is None else nvpairs(dict(script.clone)),
        script.is_service,
    )


def _drbd(
    resource: Resource,
    script: Script,
    values: dict[str, str],
    choices: Choices,
    diagnostics: tuple[Diagnostic, ...],
) -> Translation:
    """Make a resource of each that is meant: the agent handles one, the old script also all."""
    name = resource.script.text
    if "drbd_resource" in values:
        names: tuple[str, ...] = (values["drbd_resource"],)
    else:
        names = choices.drbd_resources or ("r0",)
        if not choices.drbd_resources:
            diagnostics = (_all_of_drbd(resource), *diagnostics)
    each = ({"drbd_resource": one, **values} for one in names)
    made = tuple(_translated(name, script, one, choices) for one in each)
    return Translation(made, diagnostics, script.todo)


def _all_of_drbd(resource: Resource) -> Diagnostic:
    word = resource.arguments[0] if resource.arguments else resource.script
    return Diagnostic(
        "drbd-all",
        f"'{resource.script.text}' without the name of a resource means all of drbd.conf",
        location=word.location,
        hint="say which there are with '--drbd-resource NAME', or write one"
        f" {resource.script.text}::NAME for each",
    )


def _remarks(script: Script, resource: Resource) -> list[Diagnostic]:
    note = script.remark
    if note is None or resource.is_shorthand:
        return []
    message = f"'{resource.script.text}' {note.text}"
    return [remark(note.code, resource.script, message, note.hint, is_warning=note.is_warning)]


# ------------------------------------------------------------------ scripts of no table


def _init_script(resource: Resource, choices: Choices) -> Translation:
    script = resource.script
    if _MASKED_ADDRESS.match(script.text):
        message = f"{quoted(script.text)} is an address with parts that were made illegible"
        return Translation((), (Diagnostic("invalid-argument", message, location=script.location),))
    if not _INIT_SCRIPT.fullmatch(script.text):
        message = f"{quoted(script.text)} can be no name of an init script"
        hint = _hint(script.text) if ":" in script.text else None
        problem = Diagnostic("unknown-script", message, location=script.location, hint=hint)
        return Translation((), (problem,))
    agent = tree.Agent(choices.script_class, None, script.text)
    ops = operations(script.text, Script(agent), {}, choices)
    translated = Translated(script.text, agent, (), ops, (agent,), is_service=True)
    todo = (f"Disable {quoted(script.text)} at boot on all nodes: Pacemaker starts it.",)
    return Translation((translated,), _about_status(script, choices.script_class), todo)


def _about_status(script: Word, class_: str) -> tuple[Diagnostic, ...]:
    if class_ == "systemd":
        return ()
    problem = remark(
        "unreliable-status",
        script,
        f"{quoted(script.text)} is taken for an init script: check its 'status' action",
        f"{quoted(f'{script.text} status')} must give 0 when it runs and 3 when it is stopped",
    )
    return (problem,)


def _unknown(resource: Resource, choices: Choices) -> Translation:
    """Refuse a script with arguments; for the best effort it is an agent still to be written."""
    script = resource.script
    problem = Diagnostic(
        "unknown-script",
        f"the script {quoted(script.text)} has arguments, and no resource agent is known for it",
        location=script.location,
        hint=_hint(script.text),
    )
    if not _INIT_SCRIPT.fullmatch(script.text):
        return Translation((), (problem,))
    values = {f"arg{n}": word.text for n, word in enumerate(resource.arguments, 1)}
    agent = tree.Agent("ocf", "local", script.text)
    ops = operations(script.text, Script(agent), {}, choices)
    pairs = nvpairs(values)
    translated = Translated(script.text, agent, pairs, ops, (agent, pairs))
    names = "arg1" if len(values) == 1 else f"arg1 to arg{len(values)}"
    named = quoted(f"ocf:local:{script.text}")
    todo = f"Write a resource agent {named} with the parameters {names}."
    return Translation((translated,), (problem,), (todo,))


def _hint(name: str) -> str | None:
    if ":" in name:
        return "IPv6 addresses are written IPv6addr::ADDRESS"
    if len(name) > _LONGEST_NAME:
        return None
    names = {script.lower(): script for script in (*SCRIPTS, *GONE, *UNNEEDED)}
    near = nearest(name.lower(), names, least=0.8)
    if near:
        return f"did you mean '{names[near]}'?"
    return "write a resource agent around it, or an init script that needs no arguments"


def _of_a_file(resource: Resource, choices: Choices) -> Translation:
    """Convert what heartbeat's script OCF called: the parameters are in a file of their own."""
    found = read_ocf_file(resource, choices.ocf_files)
    if not found.type:
        return Translation((), found.diagnostics)
    script = Script(tree.Agent("ocf", "heartbeat", found.type))
    made = _translated(found.type, script, dict(found.values), choices)
    return Translation((replace(made, wish=found.instance),), found.diagnostics)


def _cluster_file_system(resource: Resource, choices: Choices) -> Translation:
    """Make what OCFS2 needs today: clones of the lock manager and of o2cb."""
    problem = Diagnostic(
        "no-counterpart",
        "'o2cb' loaded OCFS2 on one node; today it needs clones on all nodes, and fencing",
        location=resource.script.location,
        hint="check the clones of ocf:pacemaker:controld and o2cb that '--best-effort' makes, and"
        " the stack that OCFS2 uses",
    )
    made = (
        _translated("controld", CONTROLD, {}, choices),
        _translated("o2cb", O2CB, {}, choices),
    )
    return Translation(made, (problem,), is_chain=True)


def _unneeded(resource: Resource) -> Translation:
    name = resource.script.text
    message = f"'{name}' is left out: nothing that runs under Pacemaker does what it did"
    problem = remark("dropped", resource.script, message, UNNEEDED[name])
    return Translation((), (problem,), (f"In place of '{name}', {UNNEEDED[name]}.",))


def _gone(resource: Resource) -> Diagnostic:
    name = resource.script.text
    return Diagnostic(
        "no-counterpart",
        f"nothing that runs under Pacemaker does what '{name}' did",
        location=resource.script.location,
        hint=GONE[name],
    )
