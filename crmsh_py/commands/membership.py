"""The command of `configure` that changes which primitives a group holds."""

from crmsh_py.commands.context import Context, Reply
from crmsh_py.commands.declare import Arguments, Level, Parameter
from crmsh_py.diagnostics import CrmError, Diagnostic
from crmsh_py.grammar.kinds import Kind
from crmsh_py.model.cib import Cib
from crmsh_py.model.comments import move_object
from crmsh_py.model.elements import a_kind, container, kind, members
from crmsh_py.model.remove import no_such_object
from crmsh_py.xmltree import Element


def add_commands(level: Level) -> None:
    """Declare the commands of this module in a level."""
    level.command(
        Parameter(
            "group",
            Kind.OBJECT,
            word="<group>",
            tags=("group",),
            required=True,
            meaning="id of a group",
        ),
        Parameter(
            "action", choices=("add", "remove"), required=True, meaning="put it in, or take it out"
        ),
        Parameter(
            "rsc",
            Kind.OBJECT,
            word="<primitive>",
            tags=("primitive",),
            required=True,
            meaning="id of a primitive",
        ),
        Parameter(
            "side", choices=("after", "before"), meaning="on which side of a member, default last"
        ),
        Parameter(
            "member",
            Kind.OBJECT,
            word="<member>",
            tags=("primitive",),
            follows=True,
            meaning="id of that member",
        ),
    )(modgroup)


def modgroup(context: Context, arguments: Arguments) -> Reply:
    """Add a primitive to a group, or take one out of it.

    What is added comes last, if it is not said after or before which member. What is taken out
    stays as a resource of its own.

    Example:
        # in its place in the group
        modgroup web add www2 after www
        # and out again
        modgroup web remove www2
    """
    _require_sense(arguments)
    words = [arguments[name] for name in ("group", "action", "rsc", "side", "member")]

    def change(cib: Cib) -> list[str]:
        group = _group(cib, arguments["group"])
        if arguments["action"] == "add":
            successor = _successor(group, arguments["side"], arguments["member"])
            move_object(cib, _free_primitive(cib, arguments["rsc"]), group, successor)
        else:
            _take_out(cib, group, arguments["rsc"])
        return []

    context.session.edit(" ".join(["modgroup", *filter(None, words)]), change)
    return Reply()


def _require_sense(arguments: Arguments) -> None:
    side, member = arguments["side"], arguments["member"]
    if arguments["action"] == "remove" and (side or member):
        message = f"{side or member!r} says nothing when a member is removed"
    elif side and not member:
        message = f"'{side}' lacks the member that it is about"
    elif member and not side:
        message = f"expected 'after' or 'before', found {member!r}"
    else:
        return
    hint = "modgroup GROUP add RSC [after|before MEMBER], or modgroup GROUP remove RSC"
    raise CrmError(Diagnostic("usage", message, subject=side or member, hint=hint))


def _group(cib: Cib, id_: str) -> Element:
    group = cib.object(id_)
    if group is None:
        raise CrmError(no_such_object(cib, id_))
    if group.tag != "group":
        message = f"{id_!r} is {a_kind(group)}, not a group"
        raise CrmError(Diagnostic("wrong-kind", message, subject=id_))
    return group


def _free_primitive(cib: Cib, id_: str) -> Element:
    primitive = cib.object(id_)
    if primitive is None:
        raise CrmError(no_such_object(cib, id_))
    if primitive.tag != "primitive":
        message = f"{id_!r} is {a_kind(primitive)}; a group holds primitives"
        raise CrmError(Diagnostic("wrong-kind", message, subject=id_))
    outer = container(primitive)
    if outer is not None:
        message = f"{id_!r} is in the {kind(outer)} {outer.get('id')!r} already"
        raise CrmError(Diagnostic("in-two-containers", message, subject=id_))
    return primitive


def _member(group: Element, id_: str) -> Element:
    found = next((one for one in members(group) if one.get("id") == id_), None)
    if found is None:
        message = f"{id_!r} is no member of the group {group.get('id')!r}"
        raise CrmError(Diagnostic("no-such-object", message, subject=id_))
    return found


def _successor(group: Element, side: str | None, id_: str | None) -> Element | None:
    """Return the member in front of which the new one comes; None is the end."""
    if side is None or id_ is None:
        return None
    member = _member(group, id_)
    return member if side == "before" else next(member.itersiblings("primitive"), None)


def _take_out(cib: Cib, group: Element, id_: str) -> None:
    member = _member(group, id_)
    if len(members(group)) == 1:
        message = f"the group {group.get('id')!r} would be left without members"
        hint = f"say 'delete {group.get('id')}': its member stays"
        raise CrmError(Diagnostic("empty-container", message, subject=id_, hint=hint))
    top = group
    while (outer := container(top)) is not None:
        top = outer
    parent = top.getparent()
    assert parent is not None
    move_object(cib, member, parent, top)
