"""The status section: what was left out, or all of it under its present names.

The cluster finds the status out by itself.  Only transient attributes may mean something; they
go with a restart of the cluster anyway.
"""

from collections.abc import Iterable, Mapping

from crmsh_py import xmltree
from crmsh_py.convert.cib06.targets import without_instance
from crmsh_py.convert.cib06.work import Work
from crmsh_py.xmltree import Element

_RENAMED: Mapping[str, str] = {
    name: name.replace("_", "-")
    for name in (
        *("op_status", "transition_magic", "call_id", "rc_code", "op_digest", "transition_key"),
        *("op_restart_digest", "op_force_restart"),
    )
}
Agents = Mapping[str, tuple[str, ...]]

_AGENT = ("class", "provider", "type")
_DIGESTS = ("op-digest", "op-restart-digest", "op-force-restart")
_TRUE = frozenset({"true", "yes", "on", "y", "1"})
_TELLING = ("standby", "master-")


def convert_status(work: Work, sections: Iterable[Element]) -> None:
    """Leave the status out, telling what of it counted; or keep it, if that is wanted."""
    if work.choices.keep_status:
        _keep_quorum(work)
    for section in sections:
        if work.choices.keep_status:
            _keep(work, section)
        else:
            _tell_of_attributes(work, section)


def _keep_quorum(work: Work) -> None:
    """Keep what the cluster knew of itself: without it, nothing would be started."""
    old = work.document.root
    quorum = old.get("have_quorum", old.get("have-quorum"))
    if quorum is not None:
        work.root.set("have-quorum", "1" if quorum.strip().lower() in _TRUE else "0")
    name = work.node_names.get(old.get("dc_uuid", old.get("dc-uuid", "")), "")
    if name in work.node_ids:
        work.root.set("dc-uuid", work.node_ids[name])


def _tell_of_attributes(work: Work, section: Element) -> None:
    for state in section.iterchildren("node_state"):
        for holder in state.iterchildren("transient_attributes"):
            pairs = [one for one in holder.iter("nvpair") if _is_telling(one.get("name", ""))]
            if not pairs:
                continue
            names = ", ".join(dict.fromkeys(repr(one.get("name")) for one in pairs))
            words = f"transient attributes of {state.get('uname')!r} were left out: {names}"
            work.tell("dropped", words, holder, hint="a restart of the cluster ends them anyway")


def _is_telling(name: str) -> bool:
    return name.startswith(_TELLING)


def _keep(work: Work, section: Element) -> None:
    status = work.root.find("status")
    assert status is not None
    agents = {
        one.get("id", ""): tuple(one.get(name, "") for name in _AGENT)
        for one in work.section("resources").iter("primitive")
    }
    for state in section.iterchildren("node_state"):
        kept = xmltree.copy(state)
        for element in kept.iter("*"):
            _rename(element)
        _unwrap(kept)
        _translate(work, kept, agents)
        xmltree.attach(status, kept, None)


def _rename(element: Element) -> None:
    for old, new in _RENAMED.items():
        if old in element.attrib:
            value = element.attrib.pop(old)
            if new not in element.attrib:
                element.set(new, value)


def _unwrap(state: Element) -> None:
    """Take the wrappers of the 0.6 format away."""
    for wrapper in list(state.iterdescendants("attributes")):
        parent = wrapper.getparent()
        assert parent is not None
        for child in list(xmltree.children(wrapper)):
            xmltree.attach(parent, child, wrapper)
        xmltree.detach(wrapper)


def _translate(work: Work, state: Element, agents: Agents) -> None:
    """Give nodes and resources the ids that they have now."""
    name = work.node_names.get(state.get("id", ""), state.get("uname", ""))
    id_ = work.node_ids.get(name)
    if id_ is not None:
        for element in (state, *state.iterchildren("lrm", "transient_attributes")):
            element.set("id", id_)
    for resource in state.iter("lrm_resource"):
        old = resource.get("id", "")
        resource.set("id", _resource(work, old))
        _follow_agent(work, resource, old, agents)


def _follow_agent(work: Work, record: Element, old: str, agents: Agents) -> None:
    """Have a record say that today's agent was what ran, as if it had been so all the time.

    Otherwise the cluster would replace every resource whose agent has another name now.
    """
    new = agents.get(_resource(work, without_instance(old) or old))
    if new is None or new == tuple(record.get(name, "") for name in _AGENT):
        return
    for name, value in zip(_AGENT, new, strict=True):
        record.attrib.pop(name, None)
        if value:
            record.set(name, value)
    for operation in record.iter("lrm_rsc_op"):
        for name in _DIGESTS:
            operation.attrib.pop(name, None)


def _resource(work: Work, old: str) -> str:
    new = work.ids.new(old)
    if new is not None:
        return new
    base = without_instance(old)
    found = None if base is None else work.ids.new(base)
    return old if base is None or found is None else found + old[len(base) :]
