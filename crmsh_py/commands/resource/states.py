"""The commands of `resource` that say what state resources are to be in.

They change the configuration, and commit that at once: so they work on a file and a shadow CIB too.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from crmsh_py.commands.context import Context, Reply
from crmsh_py.commands.declare import Arguments, Level, Parameter
from crmsh_py.commands.operating import operate
from crmsh_py.commands.parameters import RESOURCE, RESOURCES, WAIT
from crmsh_py.commands.resource.choice import chosen
from crmsh_py.model import states
from crmsh_py.model.cib import Cib
from crmsh_py.xmltree import Element

_RESOURCE = replace(RESOURCE, name="resources")
_PROMOTABLE = replace(RESOURCES, tags=("clone", "master", "bundle"))

Setting = Callable[[Cib, Sequence[Element]], list[str]]


def add_commands(level: Level) -> None:
    """Declare the commands of this module in a level."""
    level.command(WAIT, RESOURCES)(start)
    level.command(WAIT, RESOURCES)(stop)
    level.command(WAIT, _PROMOTABLE)(promote)
    level.command(WAIT, _PROMOTABLE)(demote)
    level.command(WAIT, RESOURCES)(manage)
    level.command(WAIT, RESOURCES)(unmanage)
    switch = Parameter("switch", choices=("on", "off"), meaning="begin it, or end it; default on")
    level.command(WAIT, _RESOURCE, switch)(maintenance)


def start(context: Context, arguments: Arguments) -> Reply:
    """Let resources be started: their target-role becomes Started.

    A resource is an id, a pattern (`web*`), or a tag (`tag:shop`). What is in a clone or a bundle
    is started with the outermost one; a member of a group by itself, and with it what it waits
    for: the members in front of it, and the group. A target-role of a member that contradicts the
    one of its container is taken off. All that was done beside is said. `--wait` waits until the
    cluster has done it.

    Example:
        # one, or all that match
        start vip
        start www*
    """
    return _set(context, "start", arguments, states.start)


def stop(context: Context, arguments: Arguments) -> Reply:
    """Let resources be stopped: their target-role becomes Stopped.

    What is in a clone or a bundle is stopped with the outermost one. A member of a group is
    stopped by itself; then those behind it in the group stop too. For the rest see `start`.

    Example:
        # the group: all of its members
        stop web
    """
    return _set(context, "stop", arguments, states.stop)


def promote(context: Context, arguments: Arguments) -> Reply:
    """Let the cluster promote instances of promotable clones: their target-role becomes Promoted.

    Where the configuration's schema is older than pacemaker-3.7, the role is called Master.

    Example:
        promote db-clone
    """
    return _set(
        context, "promote", arguments, lambda cib, found: states.set_role(cib, found, "Promoted")
    )


def demote(context: Context, arguments: Arguments) -> Reply:
    """Let all instances of promotable clones be demoted: their target-role becomes Unpromoted.

    They run on. Where the configuration's schema is older than pacemaker-3.7, the role is called
    Slave. `promote` or `start` lets them be promoted again.

    Example:
        demote db-clone
    """
    return _set(
        context, "demote", arguments, lambda cib, found: states.set_role(cib, found, "Unpromoted")
    )


def manage(context: Context, arguments: Arguments) -> Reply:
    """Let the cluster manage resources: is-managed becomes true.

    Maintenance of the resource would keep it unmanaged, so that is taken off, and said.

    Example:
        manage vip
    """
    return _set(
        context,
        "manage",
        arguments,
        lambda cib, found: states.set_managed(cib, found, managed=True),
    )


def unmanage(context: Context, arguments: Arguments) -> Reply:
    """Let the cluster neither start nor stop resources: is-managed becomes false.

    They are still monitored; `maintenance` ends that too.

    Example:
        unmanage vip
    """
    return _set(
        context,
        "unmanage",
        arguments,
        lambda cib, found: states.set_managed(cib, found, managed=False),
    )


def maintenance(context: Context, arguments: Arguments) -> Reply:
    """Put a resource into maintenance, or end that with `off`.

    The cluster neither starts, stops nor monitors what is in maintenance. With `off`, is-managed
    that is false is taken off as well, and said.

    Example:
        # hands off, then on again
        maintenance vip on
        maintenance vip off
    """
    on = arguments["switch"] != "off"
    label = "maintenance" if on else "end maintenance of"
    return _set(
        context, label, arguments, lambda cib, found: states.set_maintenance(cib, found, on=on)
    )


def _set(context: Context, verb: str, arguments: Arguments, setting: Setting) -> Reply:
    """Choose resources and change them, in one commit."""
    given = arguments["resources"]
    words = [given] if isinstance(given, str) else given
    return operate(
        context,
        f"{verb} {' '.join(words)}",
        lambda cib: setting(cib, chosen(cib, words)),
        wait=arguments["wait"],
    )
