"""A cluster.conf into a CIB and a corosync.conf."""

from dataclasses import replace

from crmsh_py import xmltree
from crmsh_py.convert.conversion import Conversion, Input
from crmsh_py.convert.documents import Document, read
from crmsh_py.convert.draft import Draft
from crmsh_py.convert.membership import Membership
from crmsh_py.convert.rhcs.choices import Choices
from crmsh_py.convert.rhcs.daemon import convert_fence_daemon
from crmsh_py.convert.rhcs.dlm import FILE, dlm_conf
from crmsh_py.convert.rhcs.fencing import convert_fencing, leaves_fencing_to_pacemaker
from crmsh_py.convert.rhcs.leftovers import tell_leftovers
from crmsh_py.convert.rhcs.logs import loggers, logging_settings
from crmsh_py.convert.rhcs.nodes import ClusterNode, read_nodes
from crmsh_py.convert.rhcs.quorum import quorum_of_cluster
from crmsh_py.convert.rhcs.services import convert_services, read_services
from crmsh_py.convert.rhcs.texts import tell_texts
from crmsh_py.convert.rhcs.totem import interfaces, totem_settings
from crmsh_py.convert.rhcs.work import Work, children
from crmsh_py.corosync.writing import Block
from crmsh_py.diagnostics import CrmError, Diagnostic
from crmsh_py.grammar import tree
from crmsh_py.xmltree import Element

_DEFAULTS = Choices()
_NAMELESS = "cluster"
_LONGEST_NAME = 15
_HOLLOW = frozenset({"failoverdomains", "resources", "failoverdomain", "failoverdomainnode"})


def convert(source: Input, choices: Choices = _DEFAULTS) -> Conversion:
    """Convert a cluster.conf; one that cannot be read gives no CIB, and the errors."""
    try:
        document = read(source)
    except CrmError as error:
        return Conversion(None, error.diagnostics)
    refusal = _refusal(document)
    if refusal:
        return Conversion(None, (*document.diagnostics, refusal))
    work = Work(document, Draft(), choices)
    work.draft.report(*document.diagnostics)
    _convert(work)
    return work.draft.conversion()


def _refusal(document: Document) -> Diagnostic | None:
    """Say why an XML file is no cluster.conf, if it is none."""
    if document.root.tag == "cluster":
        return None
    return Diagnostic(
        "not-a-cluster-conf",
        f"the file begins with <{document.root.tag!s}>: it is no cluster.conf",
        location=document.place(document.root),
        hint="a cluster.conf begins with <cluster>",
    )


def _convert(work: Work) -> None:
    nodes = read_nodes(work)
    _tell_of_strange_addresses(work, nodes)
    work.nodes = tuple(node.name for node in nodes)
    if nodes:
        work.draft.corosync = _corosync(work, nodes)
    else:
        message = "the file names no nodes: there is no corosync.conf"
        work.warn("no-nodes", message, work.document.root)
    conf = dlm_conf(work, {node.name: node.member.nodeid for node in nodes})
    if conf:
        work.draft.files[FILE] = conf
    rm = children(work.document.root, "rm")
    if leaves_fencing_to_pacemaker(work) and _is_hollow(rm):
        _tell_of_pacemaker(work, nodes)
    else:
        _configure(work, nodes, rm)
    tell_leftovers(work)
    tell_texts(work)


def _tell_of_strange_addresses(work: Work, nodes: tuple[ClusterNode, ...]) -> None:
    for name in sorted(set(work.choices.addresses) - {node.name for node in nodes}):
        message = f"there is no node {name!r}, for which an address was given"
        work.warn("unusable-value", message, work.document.root)


def _configure(work: Work, nodes: tuple[ClusterNode, ...], rm: list[Element]) -> None:
    """Make what goes into the CIB."""
    name = work.take(work.document.root, "name")
    if name:
        work.properties["cluster-name"] = name
    convert_fence_daemon(work)
    services = read_services(work, rm)
    convert_fencing(work, nodes)
    convert_services(services)
    pairs = tuple(tree.NvPair(key, value) for key, value in work.properties.items())
    work.draft.add(tree.Options("property", pairs), work.place(work.document.root))


def _is_hollow(rm: list[Element]) -> bool:
    """Tell whether rgmanager had nothing to run."""
    return all(part.tag in _HOLLOW for one in rm for part in xmltree.descendants(one))


def _tell_of_pacemaker(work: Work, nodes: tuple[ClusterNode, ...]) -> None:
    """Say that the CIB is there already; what was for rgmanager and fenced has no meaning."""
    message = "Pacemaker ran on this cluster already: there is a corosync.conf only"
    hint = "its CIB stays as it is; 'crm convert cib' brings an old one to the schema of today"
    work.tell("pacemaker-on-cman", message, work.document.root, hint=hint)
    for rm in children(work.document.root, "rm"):
        work.tell("dropped", "<rm> is left out: rgmanager had nothing to run", rm)
    for node in nodes:
        for part in xmltree.descendants(node.element):
            if part.tag in {"method", "device"}:
                work.take_all(part)
    for listing in children(work.document.root, "fencedevices"):
        for device in children(listing, "fencedevice"):
            work.take_all(device)


# ------------------------------------------------------------------ corosync.conf


def _corosync(work: Work, nodes: tuple[ClusterNode, ...]) -> str | None:
    """Return the text of corosync.conf; None if a value has no place in such a file."""
    quorum = quorum_of_cluster(work, nodes)
    membership = Membership(
        _cluster_name(work),
        tuple(node.member for node in nodes),
        totem=totem_settings(work, nodes),
        interfaces=interfaces(work, nodes),
        quorum=quorum.settings,
        device=quorum.device,
        logging=logging_settings(work),
        loggers=loggers(work),
        others=tuple(_users(work)),
    )
    work.draft.remind("Make a new key with 'corosync-keygen', and copy it to all nodes, mode 0400.")
    work.draft.remind(
        "Compare each node's name in corosync.conf with what 'uname -n' prints there."
    )
    try:
        return membership.text()
    except CrmError as error:
        place = work.place(work.document.root)
        work.draft.report(*(replace(one, location=place) for one in error.diagnostics))
        return None


def _cluster_name(work: Work) -> str:
    root = work.document.root
    name = work.take(root, "name")
    if not name:
        message = f"the cluster has no name: it is called {_NAMELESS!r}"
        work.warn("unusable-value", message, root)
        return _NAMELESS
    if len(name) > _LONGEST_NAME:
        message = f"the name of the cluster has more than {_LONGEST_NAME} characters"
        hint = "cman had refused it, and file systems of gfs2 still do"
        work.warn("unusable-value", message, root, "name", hint=hint)
    place = work.place(root, "name")
    work.draft.became(f"cluster {name}", "corosync.conf totem.cluster_name", location=place)
    return name


def _users(work: Work) -> list[Block]:
    """Return the users and groups that may talk to corosync."""
    found = []
    for element in children(work.document.root, "uidgid"):
        given = [(key, work.take(element, key)) for key in ("uid", "gid")]
        settings = tuple((key, value) for key, value in given if value)
        if settings:
            found.append(Block("uidgid", settings))
            place = work.place(element)
            work.draft.became("uidgid", "corosync.conf uidgid", location=place)
    return found
