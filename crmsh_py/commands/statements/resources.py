"""Statements that define resources."""

from crmsh_py.commands.context import Context, Reply
from crmsh_py.commands.declare import Level
from crmsh_py.commands.statements.defining import define_it
from crmsh_py.model.given import Given


def add_commands(level: Level) -> None:
    """Declare the statements in a level."""
    level.statement("primitive")(primitive)
    level.statement("rsc_template")(rsc_template)
    level.statement("monitor")(monitor)
    level.statement("group")(group)
    level.statement("clone")(clone)
    level.statement("ms", "master")(ms)
    level.statement("bundle")(bundle)


def primitive(context: Context, given: Given) -> Reply:
    r"""Define a resource.

    The agent is written class:provider:type; `ocf:heartbeat:` may be left out. `params` go to
    the agent, `meta` attributes to Pacemaker; `op` sets an operation. A name that is not known
    as an attribute of an operation becomes a parameter for the agent.

    Example:
        # an address, looked after every ten seconds
        primitive vip IPaddr2 params ip=10.0.0.1 op monitor interval=10s
        # a unit of systemd; of several it is more important
        primitive web systemd:nginx op monitor interval=20s meta priority=5
        # times of its operations, and a text for people
        primitive db pgsql description="orders" \
            op start timeout=120s op monitor interval=30s
        # a fence device, and another value of a parameter on one node
        primitive fence1 stonith:fence_ipmilan params ip=10.0.0.9 pcmk_host_list=node1
        primitive ping ping params 5: rule #uname eq node1 dampen=9s \
            params host_list=10.0.0.1
    """
    return define_it(context, given)


def rsc_template(context: Context, given: Given) -> Reply:
    """Define a template that primitives can take over with `@template`.

    Example:
        # a template, and a primitive that is made from it
        rsc_template vm VirtualDomain hypervisor=qemu:///system op start timeout=90s
        primitive vm1 @vm params config=/etc/libvirt/qemu/vm1.xml
    """
    return define_it(context, given)


def monitor(context: Context, given: Given) -> Reply:
    """Add a monitor operation to a primitive that is there.

    Example:
        # every 20 seconds; it may take 30
        monitor vip 20s:30s
        # another one, for what runs in the promoted role
        monitor drbd1:Promoted 10s
    """
    return define_it(context, given)


def group(context: Context, given: Given) -> Reply:
    """Put primitives together: they run on one node, start in order and stop in reverse.

    Constraints that name a member stay as they are.

    Example:
        # first the address, then the server
        group web vip www
        # stopped until somebody starts it
        group apps www2 ping1 meta target-role=Stopped
    """
    return define_it(context, given)


def clone(context: Context, given: Given) -> Reply:
    """Run a primitive or a group on several nodes.

    With `meta promotable=true` its instances can be promoted.

    Example:
        # on every node
        clone ping-clone ping1 meta interleave=true
        # on two nodes at most
        clone www-clone www2 meta clone-max=2
        # one of its instances is promoted
        clone db-clone drbd1 meta promotable=true notify=true
    """
    return define_it(context, given)


def ms(context: Context, given: Given) -> Reply:
    """Define a multi-state resource, in the form that old schemas have.

    Schemas from pacemaker-4.0 on know only `clone ... meta promotable=true`.

    Example:
        ms drbd-ms drbd1 meta notify=true
    """
    return define_it(context, given)


def bundle(context: Context, given: Given) -> Reply:
    r"""Run containers of an image, with a primitive in each of them perhaps.

    The container is `docker`, `podman` or `rkt` with its attributes; `network` can have
    port-mappings, `storage` storage-mappings. An attribute that is not known is reported by the
    schema. The primitive must be there, and needs a network to be reached over.

    Example:
        # two containers of an image, with a folder of the host in each
        bundle files podman image=files:1 replicas=2 \
            storage storage-mapping source-dir=/srv target-dir=/srv
        # a primitive runs in each of them
        bundle web-bundle podman image=web:1 \
            network control-port=3121 primitive www
    """
    return define_it(context, given)
