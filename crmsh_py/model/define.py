"""What a typed statement does to a configuration: its id must be free, its references there.

Raises CrmError with all that is wrong; the caller takes back what was done (`Cib.rollback`).
"""

from crmsh_py import xmltree
from crmsh_py.diagnostics import CrmError, Diagnostic
from crmsh_py.grammar import tree
from crmsh_py.model import identifiers
from crmsh_py.model.build import add_nvpair, add_op, add_rule, build, set_tag
from crmsh_py.model.cib import Cib
from crmsh_py.model.comments import add_missing
from crmsh_py.model.containers import make_container
from crmsh_py.model.describe import describe
from crmsh_py.model.elements import a_kind, duplicate_id, object_name
from crmsh_py.model.fencing import merge_topology
from crmsh_py.model.given import Given
from crmsh_py.model.masking import masked_value, unmask
from crmsh_py.model.objects import (
    claimed_ids,
    complete,
    from_xml,
    make,
    refuse_repeated_ids,
    section_of,
)
from crmsh_py.model.references import dangling, referenced_ids
from crmsh_py.model.times import same_time
from crmsh_py.model.vocabulary import OPTION_SETS
from crmsh_py.secrets import MASK, is_secret
from crmsh_py.xmltree import Element


def define(cib: Cib, given: Given) -> list[str]:
    """Carry out a typed statement; return the ids of the objects that it made or changed."""
    statement = given.statement
    match statement:
        case tree.Options() | tree.Node() | tree.FencingTopology():
            element = _merge(cib, statement, given)
            add_missing(cib, element, given.comments)
            return [_sound(cib, element, given)]
        case tree.Monitor():
            element = add_monitor(cib, statement, given)
            add_missing(cib, element, given.comments)
            return [statement.rsc]
        case tree.Group() | tree.Clone() | tree.Bundle():
            require_free(cib, statement.id, given)
            element = make_container(cib, statement, given)
            add_missing(cib, element, given.comments)
            return [statement.id]
        case tree.Xml():
            found = [(one.element, one.section) for one in from_xml(given)]
            for element, section in found:
                refuse_repeated_ids(element, given)
                if problems := unmask(element, None):
                    raise given.error(*problems)
                add_object(cib, element, section, given)
            for element, _ in found[:1]:
                add_missing(cib, element, given.comments)
            return [_sound(cib, element, given) for element, _ in found]
        case _:
            require_free(cib, statement.id, given)
            element = make(cib, given)
            add_object(cib, element, section_of(statement), given)
            add_missing(cib, element, given.comments)
            return [_sound(cib, element, given)]


def _merge(
    cib: Cib, statement: tree.Options | tree.Node | tree.FencingTopology, given: Given
) -> Element:
    match statement:
        case tree.Options():
            return merge_options(cib, statement, given)
        case tree.Node():
            return merge_node(cib, statement, given)
    return merge_topology(cib, given)


def _sound(cib: Cib, element: Element, given: Given) -> str:
    """Require that what an object refers to is there; return the object's name."""
    problems = dangling(cib, element)
    if problems:
        raise given.error(*problems)
    return object_name(element)


def require_free(cib: Cib, id_: str, given: Given) -> None:
    """Raise CrmError (duplicate-id) if the id that a statement defines is another object's."""
    is_target = isinstance(given.statement, tree.AclTarget)
    taken = cib.acl_target(id_) if is_target else cib.find(id_)
    if taken is not None:
        raise given.error(duplicate_id(taken, id_))


def add_object(cib: Cib, element: Element, section: str, given: Given) -> None:
    """Add an object at the end of its section; its ids must be free."""
    parent = cib.ensure_section(section) if section else cib.configuration
    try:
        cib.insert(parent, element)
    except CrmError as error:
        raise given.error(*error.diagnostics) from None


# ------------------------------------------------------------------ sets of options


def merge_options(cib: Cib, statement: tree.Options, given: Given) -> Element:
    """Put options into their set, which is made if it is missing; return it."""
    section_name, tag, default = OPTION_SETS[statement.keyword]
    if statement.id_ref is not None:
        return add_set_reference(cib, statement, given)
    nvset = _option_set(cib, statement, given)
    if nvset is None:
        id_ = statement.id or default
        require_free(cib, id_, given)
        element = build_options(statement, id_)
        complete(cib, element, given, None)
        add_object(cib, element, section_name, given)
        return element
    assert nvset.tag == tag
    if statement.score is not None:
        cib.set(nvset, "score", statement.score)
    if statement.rules and statement.rules != _rules_of(cib, nvset, given):
        _replace_rules(cib, nvset, statement.rules, given)
    merge_pairs(cib, nvset, statement.nvpairs, given)
    return nvset


def add_set_reference(cib: Cib, statement: tree.Options, given: Given) -> Element:
    """Add a reference to a set that stands elsewhere."""
    section, tag, _ = OPTION_SETS[statement.keyword]
    element = xmltree.new(tag, {"id-ref": statement.id_ref or ""})
    add_object(cib, element, section, given)
    return element


def build_options(statement: tree.Options, id_: str) -> Element:
    """Build a set of options; its parts have no ids yet."""
    element = xmltree.new(OPTION_SETS[statement.keyword][1], {"id": id_})
    if statement.score is not None:
        element.set("score", statement.score)
    for rule in statement.rules:
        add_rule(element, rule)
    for pair in statement.nvpairs:
        add_nvpair(element, pair)
    return element


def _option_set(cib: Cib, statement: tree.Options, given: Given) -> Element | None:
    """Return the set that a statement means: that of its id, or the one there is."""
    section_name, tag, default = OPTION_SETS[statement.keyword]
    section = cib.section(section_name)
    sets = [] if section is None else [one for one in xmltree.children(section) if one.tag == tag]
    wanted = statement.id or default
    found = next((one for one in sets if one.get("id") == wanted), None)
    if found is not None or statement.id:
        if found is None and (taken := cib.find(wanted)) is not None:
            raise given.error(duplicate_id(taken, wanted))
        return found
    plain = [one for one in sets if one.find("rule") is None and "id" in one.attrib]
    return plain[-1] if plain else None


def _rules_of(cib: Cib, nvset: Element, given: Given) -> tuple[tree.Rule, ...] | None:
    said = describe(nvset, referenced_ids(cib.root).union(claimed_ids(given)))
    return said.rules if isinstance(said, tree.Options) else None


def _replace_rules(cib: Cib, nvset: Element, rules: tuple[tree.Rule, ...], given: Given) -> None:
    holder = xmltree.new(str(nvset.tag), {"id": nvset.get("id", "")})
    for rule in rules:
        add_rule(holder, rule)
    if problems := unmask(holder, nvset):
        raise given.error(*problems)
    for old in nvset.findall("rule"):
        cib.remove(old)
    identifiers.assign(holder, identifiers.Allocator(cib.ids()))
    first = next(xmltree.children(nvset), None)
    for element in list(holder):
        holder.remove(element)
        cib.insert(nvset, element, first)


def _refuse_masked(nvpairs: tuple[tree.NvPair, ...], given: Given) -> None:
    masked = [p.name for p in nvpairs if p.name and is_secret(p.name) and p.value == MASK]
    if masked:
        raise given.error(*map(masked_value, masked))


def merge_pairs(cib: Cib, nvset: Element, nvpairs: tuple[tree.NvPair, ...], given: Given) -> None:
    """Set pairs in a set: a name that is there gets the new value, others come at the end.

    Of pairs of one name each stands for the one whose turn it is.
    """
    there: dict[tuple[str | None, str | None], list[Element]] = {}
    for one in nvset.findall("nvpair"):
        there.setdefault((one.get("id-ref"), one.get("name")), []).append(one)
    for pair in nvpairs:
        alike = there.get((pair.id_ref, pair.name), [])
        old = alike.pop(0) if len(alike) > 1 else next(iter(alike), None)
        if old is None:
            _refuse_masked((pair,), given)
            cib.insert(nvset, _new_pair(cib, nvset, pair))
        elif pair.value == MASK and is_secret(pair.name or ""):
            if old.get("value") is None:
                raise given.error(masked_value(pair.name or ""))
        elif pair.id_ref is None:
            cib.set(old, "value", pair.value)


def _new_pair(cib: Cib, nvset: Element, pair: tree.NvPair) -> Element:
    holder = xmltree.new(str(nvset.tag), {"id": nvset.get("id", "")})
    element = add_nvpair(holder, pair)
    identifiers.assign(holder, identifiers.Allocator(cib.ids()))
    holder.remove(element)
    return element


# ------------------------------------------------------------------ nodes and operations


def merge_node(cib: Cib, statement: tree.Node, given: Given) -> Element:
    """Add a node, or add attributes to the one there is; return it."""
    old = cib.node(statement.uname)
    if old is None:
        element = make(cib, given)
        add_object(cib, element, "nodes", given)
        return element
    clash = contradiction(old, statement)
    if clash is not None:
        raise given.error(clash)
    if statement.description is not None:
        cib.set(old, "description", statement.description)
    if statement.score is not None:
        cib.set(old, "score", statement.score)
    for nvset in statement.sets:
        _merge_set(cib, old, nvset, given)
    return old


def contradiction(old: Element, statement: tree.Node) -> Diagnostic | None:
    """Report a statement about a node that would change what the node is: its id, its type."""
    type_ = old.get("type") or "member"
    if statement.type is not None and statement.type != type_:
        message = f"the node {statement.uname!r} is a {type_} node, not a {statement.type} one"
    elif statement.id is not None and statement.id != old.get("id"):
        message = f"the node {statement.uname!r} has the id {old.get('id')!r}"
    else:
        return None
    return Diagnostic(
        "duplicate-id", message, subject=statement.uname, hint="change it with 'edit', or delete it"
    )


def _merge_set(cib: Cib, owner: Element, nvset: tree.NvSet, given: Given) -> None:
    tag = set_tag(nvset.keyword)
    there = [one for one in owner.findall(tag) if _is_meant(one, nvset)]
    if there and not nvset.rules and nvset.id_ref is None:
        merge_pairs(cib, there[0], nvset.nvpairs, given)
        return
    built = build(tree.Node(owner.get("uname", ""), sets=(nvset,)))
    if problems := unmask(built, owner):
        raise given.error(*problems)
    identifiers.assign(built, identifiers.Allocator(cib.ids()))
    element = built[0]
    built.remove(element)
    cib.insert(owner, element)


def _is_meant(element: Element, nvset: tree.NvSet) -> bool:
    """Tell whether pairs go into a set: that of their id, or one that holds always."""
    if nvset.id is not None:
        return element.get("id") == nvset.id
    return element.find("rule") is None and "id-ref" not in element.attrib


def add_monitor(cib: Cib, statement: tree.Monitor, given: Given) -> Element:
    """Add a monitor operation to a primitive, which it returns."""
    rsc = cib.find(statement.rsc)
    if rsc is None:
        raise given.error(
            Diagnostic(
                "dangling-reference",
                f"there is no resource {statement.rsc!r}",
                subject=statement.rsc,
            )
        )
    if rsc.tag not in {"primitive", "template"}:
        message = f"{statement.rsc!r} is {a_kind(rsc)}; only a primitive has operations"
        raise given.error(Diagnostic("wrong-kind", message, subject=statement.rsc))
    _refuse_second_monitor(rsc, statement, given)
    attributes = _monitor_attributes(statement)
    holder = xmltree.new(str(rsc.tag), {"id": statement.rsc})
    add_op(xmltree.sub(holder, "operations"), tree.Op("monitor", attributes))
    identifiers.assign(holder, identifiers.Allocator(cib.ids()))
    there = rsc.find("operations")
    operations = holder[0]
    if there is None:
        holder.remove(operations)
        cib.insert(rsc, operations)
    else:
        op = operations[0]
        operations.remove(op)
        cib.insert(there, op)
    return rsc


def _monitor_attributes(statement: tree.Monitor) -> tuple[tree.NvPair, ...]:
    said = {
        "interval": statement.interval,
        "timeout": statement.timeout,
        "role": statement.role,
    }
    return tuple(tree.NvPair(name, value) for name, value in said.items() if value)


def has_monitor(cib: Cib, statement: tree.Monitor) -> bool:
    """Tell whether a primitive has the very operation that a statement would add."""
    rsc = cib.find(statement.rsc)
    wanted = {pair.name: pair.value for pair in _monitor_attributes(statement)}
    ops = [] if rsc is None else rsc.findall("operations/op[@name='monitor']")
    return any({k: v for k, v in op.items() if k not in {"id", "name"}} == wanted for op in ops)


def _refuse_second_monitor(rsc: Element, statement: tree.Monitor, given: Given) -> None:
    for op in rsc.findall("operations/op"):
        if op.get("name") == "monitor" and same_time(op.get("interval", ""), statement.interval):
            raise given.error(
                Diagnostic(
                    "duplicate-operation",
                    f"{statement.rsc!r} has a monitor with the interval {op.get('interval')}",
                    subject=statement.rsc,
                    hint="give another interval: Pacemaker tells operations apart by it",
                )
            )
