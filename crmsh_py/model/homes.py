"""Where the new resources of a text go: at once into the containers that it puts them in.

Building them in one place and moving them to another would cost as much again.
"""

from collections.abc import Sequence

from crmsh_py.grammar import tree
from crmsh_py.model.build.bundles import successor_of_member
from crmsh_py.model.cib import Cib
from crmsh_py.model.comments import move_object
from crmsh_py.model.containers import members_for
from crmsh_py.model.elements import members
from crmsh_py.model.given import Given
from crmsh_py.model.naming import Containing, member_ids
from crmsh_py.model.objects import make
from crmsh_py.xmltree import Element

_FITTING: dict[type, tuple[type, ...]] = {
    tree.Group: (tree.Primitive,),
    tree.Clone: (tree.Primitive, tree.Group),
    tree.Bundle: (tree.Primitive,),
}
"""What a container holds; so none is its own member, however far down."""


class Homes:
    """The containers that a text makes; each is begun when its first member comes."""

    def __init__(self, cib: Cib, givens: Sequence[Given]) -> None:
        self._cib = cib
        self._begun: dict[str, Element] = {}
        self._givens: dict[str, Given] = {}
        """Id of a resource to the statement about its container."""
        kinds = {given.id: type(given.statement) for given in givens}
        for given in givens:
            if isinstance(given.statement, Containing):
                fitting = _FITTING[type(given.statement)]
                for id_ in member_ids(given.statement):
                    if kinds.get(id_) in fitting:
                        self._givens.setdefault(id_, given)

    def of(self, element: Element) -> Element:
        """Return what a new resource is to be put into.  Raises CrmError."""
        given = self._givens.get(element.get("id", ""))
        if given is not None and given.id is not None:
            if given.id in self._begun:
                return self._begun[given.id]
            if self._cib.find(given.id) is None:
                return self._begin(given.id, given)
        return self._cib.ensure_section("resources")

    def _begin(self, id_: str, given: Given) -> Element:
        home = self._begun[id_] = make(self._cib, given)
        self._cib.insert(self.of(home), home)
        return home

    def finish(self, statement: Containing, given: Given) -> Element | None:
        """Return a container that was begun, with the members that it is to hold, in order.

        None if none was begun.  Raises CrmError.
        """
        home = self._begun.get(statement.id)
        if home is None:
            return None
        found = members_for(self._cib, statement, given, home)
        successor = successor_of_member(statement, home)
        behind = next(found[-1].itersiblings("*"), None) if found else successor
        if members(home) != found or behind is not successor:
            for member in found:
                move_object(self._cib, member, home, successor)
        return home
