"""What the statements of a file do: they may come in any order and replace what is there.

What a statement does not change is not touched, so that a file that was saved and is loaded
again changes nothing, ids and layout included.  Raises CrmError with everything that is wrong
in the whole file; the caller takes back what was done (`Cib.rollback`).
"""

from collections.abc import Callable, Collection, Sequence

from crmsh_py import xmltree
from crmsh_py.diagnostics import CrmError, Diagnostic
from crmsh_py.grammar import tree
from crmsh_py.grammar.script import NO_EDGES, Edges
from crmsh_py.model.cib import Cib
from crmsh_py.model.elements import container, duplicate_id, members, object_of
from crmsh_py.model.given import Given
from crmsh_py.model.naming import Identity, Key, agree, identities, key_of, keyed, object_at, top
from crmsh_py.model.objects import claimed_ids
from crmsh_py.model.ordering import in_order
from crmsh_py.model.references import dangling, referenced_ids
from crmsh_py.model.room import (
    free_claimed_ids,
    kept_only,
    open_changed_containers,
    remove_unwanted,
    taken_out,
)
from crmsh_py.model.settling import Extent, Said, settle_comments
from crmsh_py.model.taking import Taker
from crmsh_py.xmltree import Element

_OF_ITS_OBJECTS = Extent(exact=True)
_NOT_PLAIN = (tree.Group, tree.Bundle, tree.Clone, tree.FencingTopology)


def update(cib: Cib, givens: Sequence[Given], edges: Edges = NO_EDGES) -> list[str]:
    """Replace the objects of the same ids, add the others; sets of options merge by name.

    An object whose statement has no comments keeps those it has.  Returns the ids of the objects
    that the file is about.
    """
    return _Loader(cib, givens, Extent(edges)).load()


def replace(cib: Cib, givens: Sequence[Given], edges: Edges = NO_EDGES) -> list[str]:
    """Make the configuration what the file says; nodes that it does not name stay."""
    return _Loader(cib, givens, Extent(edges, exact=True, whole=True), whole=True).load()


def edited(
    cib: Cib,
    givens: Sequence[Given],
    names: Collection[Key],
    gone: Collection[Key],
    extent: Extent = _OF_ITS_OBJECTS,
) -> list[str]:
    """Make objects what an edited text says.

    `names` are the objects that the text was about, `gone` those of them whose statements were
    taken out.  Sets of options are exactly what the text says; what the text did not hold is not
    touched, and a statement about it is refused.
    """
    strangers = [
        problem
        for given, keys in keyed(givens)
        for key in keys
        if key not in names and (there := object_at(cib, key)) is not None
        for problem in given.placed([duplicate_id(there, key[1])])
    ]
    if strangers:
        raise CrmError(*strangers)
    return _Loader(cib, givens, extent, gone=gone).load()


class _Loader:
    def __init__(
        self,
        cib: Cib,
        givens: Sequence[Given],
        extent: Extent,
        *,
        whole: bool = False,
        gone: Collection[Key] = (),
    ) -> None:
        self._cib = cib
        self._givens = givens
        self._extent = extent
        self._whole = whole
        self._gone = frozenset(gone)
        self._problems: list[Diagnostic] = []
        self._taker = Taker(cib, givens, exact=extent.exact, whole=whole)
        self._referred = {
            id_: key_of(object_of(part))
            for id_ in sorted(referenced_ids(cib.root))
            if (part := cib.find(id_)) is not None
        }
        """Parts that others refer to, with the objects that they belong to."""

    def load(self) -> list[str]:
        self._refuse_repeated_ids()
        self._raise()
        self._make_room()
        self._cib.promised = self._promised()
        try:
            self._take_all()
        finally:
            self._cib.promised = frozenset()
        self._raise()
        if self._whole or self._extent.whole:
            self._arrange()
        self._refuse_dangling()
        self._problems += self._emptied_containers()
        self._raise()
        self._settle_comments()
        return [element.get("id", str(element.tag)) for _, element in self._taker.made]

    def _settle_comments(self) -> None:
        """Bring the comments to what the text says, once all is in its place."""
        made = self._in_order_of_text(self._taker.made)
        extended = self._in_order_of_text(self._taker.extended)
        settle_comments(self._cib, made, extended, self._extent)

    def _in_order_of_text(self, said: Said) -> list[tuple[Given, Element]]:
        position = {given.source: at for at, given in enumerate(self._givens)}
        return sorted(said, key=lambda one: position[one[0].source])

    def _promised(self) -> frozenset[str]:
        """Return the ids that the text gives to objects and to parts of them."""
        objects = {id_ for given in self._givens if (id_ := given.id) is not None}
        return frozenset(objects.union(*(claimed_ids(given) for given in self._givens)))

    def _take_all(self) -> None:
        for wanted in (self._is_plain, self._is_group, self._is_clone, self._is_topology):
            for given in filter(wanted, self._givens):
                self._attempt(self._taker.take, given)

    def _make_room(self) -> None:
        if self._whole:
            remove_unwanted(self._cib, kept_only(self._givens))
        elif self._gone:
            remove_unwanted(self._cib, taken_out(self._gone))
        self._taker.robbed |= free_claimed_ids(self._cib, self._givens)
        open_changed_containers(self._cib, self._givens)

    def _raise(self) -> None:
        if self._problems:
            order = {given.source: at for at, given in enumerate(self._givens)}
            self._problems.sort(
                key=lambda one: order.get(one.location.source, 0) if one.location else 0
            )
            raise CrmError(*self._problems)

    def _attempt(self, function: Callable[[Given], None], given: Given) -> None:
        try:
            function(given)
        except CrmError as error:
            self._problems += error.diagnostics

    # -- the file as such

    @staticmethod
    def _is_group(given: Given) -> bool:
        return isinstance(given.statement, tree.Group | tree.Bundle)

    @staticmethod
    def _is_clone(given: Given) -> bool:
        return isinstance(given.statement, tree.Clone)

    @staticmethod
    def _is_topology(given: Given) -> bool:
        return isinstance(given.statement, tree.FencingTopology)  # perhaps for all nodes

    @staticmethod
    def _is_plain(given: Given) -> bool:
        return not isinstance(given.statement, _NOT_PLAIN)

    def _refuse_repeated_ids(self) -> None:
        """Report ids that two statements of the file give to different objects."""
        seen: dict[Identity, Given] = {}

        def refuse(given: Given) -> None:
            repeated = [
                _repeated(one.name, first)
                for one in identities(given)
                if (first := seen.setdefault(one, given)) is not given
                and not agree(first, given, one)
            ]
            if repeated:
                raise given.error(*repeated)

        for given in self._givens:
            if not isinstance(given.statement, tree.Monitor):
                self._attempt(refuse, given)

    def _refuse_dangling(self) -> None:
        """Report references to nothing; those that were there before are no fault of the file."""
        for given, element in self._taker.made:
            self._problems += given.placed(dangling(self._cib, element))
        lost = self._lost()
        made = {element for _, element in self._taker.made} if lost else set()
        for one in self._cib.objects() if lost else ():
            for problem in dangling(self._cib, one) if one not in made else ():
                if problem.subject in lost:
                    self._problems += _placed(problem, lost[problem.subject])

    def _lost(self) -> dict[str, Given | None]:
        """Return the ids that are there no more, with the statements that took them away."""
        lost: dict[str, Given | None] = {name: None for _, name in self._gone}
        parts = [id_ for id_ in self._referred if self._cib.find(id_) is None]
        said = {key: given for given, keys in keyed(self._givens) for key in keys} if parts else {}
        return lost | {id_: said.get(self._referred[id_]) for id_ in parts}

    def _emptied_containers(self) -> list[Diagnostic]:
        resources = self._cib.section("resources")
        if resources is None:
            return []
        emptied = [
            element
            for element in xmltree.descendants(resources)
            if element.tag in {"group", "clone", "master"} and not members(element)
        ]
        made = {element: given for given, element in self._taker.made} if emptied else {}
        return [
            problem
            for element in emptied
            for problem in _placed(_left_empty(element), made.get(element))
        ]

    # -- the order of the file

    def _arrange(self) -> None:
        """Bring the objects of each section into the order of the file; the rest stay first."""
        wanted: dict[Element, list[Element]] = {}
        for _, element in self._in_order_of_text(self._taker.made):
            outermost = top(element)
            section = outermost.getparent()
            if section is not None and section is not self._cib.configuration:
                children = wanted.setdefault(section, [])
                if container(element) is None and outermost not in children[-1:]:
                    children.append(outermost)
        for section, order in wanted.items():
            in_order(self._cib, section, order)


def _repeated(name: str, first: Given) -> Diagnostic:
    message = f"the id {name!r} is given twice, first in line {first.source.line}"
    return Diagnostic("duplicate-id", message, subject=name)


def _left_empty(element: Element) -> Diagnostic:
    message = f"{element.get('id')!r} would be left without members"
    return Diagnostic("empty-container", message, subject=element.get("id"))


def _placed(problem: Diagnostic, given: Given | None) -> list[Diagnostic]:
    return [problem] if given is None else given.placed([problem])
