"""Which nodes the words behind a command of `node` mean."""

from collections.abc import Iterable, Sequence

from crmsh_py.commands.context import Context
from crmsh_py.diagnostics import CrmError, Diagnostic
from crmsh_py.model.nodes import Named
from crmsh_py.pacemaker.nodes import local_name, roster
from crmsh_py.spelling import did_you_mean


def chosen_nodes(context: Context, words: Sequence[str], *, every: bool = False) -> list[Named]:
    """Return the nodes that words mean, each once; without words the one that this runs on.

    `every` means all there are.  Raises CrmError (no-such-object) with all that is wrong, and
    (usage) if a node must be named: nobody runs on the nodes of a file.
    """
    known = roster(context.session.cib)
    if every and words:
        message = f"either '--all' or nodes by name, not both: {' '.join(words)}"
        raise CrmError(Diagnostic("usage", message))
    if every:
        return list(known.values())
    return known_nodes(context, words or [_local(context, known)])


def known_nodes(context: Context, words: Iterable[str]) -> list[Named]:
    """Return the nodes of some names, each once.  Raises CrmError (no-such-object)."""
    cib = context.session.cib
    known = roster(cib)
    found: dict[str, Named] = {}
    problems = []
    for word in words:
        by_id = cib.node(word)
        name = word if word in known or by_id is None else by_id.get("uname", word)
        if name in known:
            found[name] = known[name]
        else:
            problems.append(no_such_node(word, known))
    if problems:
        raise CrmError(*problems)
    return list(found.values())


def the_node(context: Context, word: str) -> Named:
    """Return the node of a name.  Raises CrmError (no-such-object)."""
    return known_nodes(context, [word])[0]


def no_such_node(word: str, known: Iterable[str]) -> Diagnostic:
    """Report a name that no node has, with the one that comes nearest, or all there are."""
    names = list(known)
    hint = did_you_mean(word, names) or _listed(names)
    return Diagnostic("no-such-object", f"there is no node {word!r}", subject=word, hint=hint)


def _local(context: Context, known: Iterable[str]) -> str:
    tools = context.session.backend.tools
    if tools is not None:
        return local_name(tools)
    message = f"which node? {context.session.backend.name} is not the running cluster"
    raise CrmError(Diagnostic("usage", message, hint=_listed(list(known))))


def _listed(names: Sequence[str]) -> str:
    return f"nodes: {', '.join(names)}" if names else "the configuration has no nodes"
