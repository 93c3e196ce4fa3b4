"""What was converted into the working copy of `configure`, whole or not at all."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from crmsh_py.codes import ExitStatus
from crmsh_py.commands.context import Context, Reply
from crmsh_py.commands.convert.checking import strictness
from crmsh_py.commands.convert.options import Wishes, in_working_copy
from crmsh_py.commands.views import outermost
from crmsh_py.convert.conversion import Conversion
from crmsh_py.diagnostics import CrmError, Diagnostic, Severity, errors
from crmsh_py.grammar import tree
from crmsh_py.model.cib import Cib
from crmsh_py.model.comments import all_comments, texts
from crmsh_py.model.define import define
from crmsh_py.model.describe import describe
from crmsh_py.model.elements import object_name
from crmsh_py.model.given import Given
from crmsh_py.model.said import said_ids
from crmsh_py.model.vocabulary import OPTION_SETS
from crmsh_py.source import Location, Source, Span
from crmsh_py.xmltree import Element

_NOTHING = "nothing was added"
_REFUSED = f"{_NOTHING}: 'convert' with '--best-effort' adds what could be converted"


def add(
    context: Context,
    label: str,
    conversion: Conversion,
    notes: Iterable[Diagnostic],
    wanted: Wishes,
) -> Reply:
    """Add what was converted to the working copy; what is set there is left alone.

    Raises CrmError if an id is taken, or something refers to nothing; nothing was added then.
    """
    found = (*notes, *conversion.diagnostics)
    if conversion.cib is None and not errors(found):
        words = "there is nothing in it for the CIB"
        raise CrmError(Diagnostic("nothing-converted", words), *found)
    found = (*found, *strictness(found, wanted))
    if conversion.cib is None or (errors(found) and not wanted.best_effort):
        note = _NOTHING if conversion.cib is None or wanted.strict else _REFUSED
        return Reply(notes=(note,), diagnostics=found, status=ExitStatus.DATA_ERROR)
    adding = _Adding(conversion, conversion.cib)
    count = len(context.session.edit(label, adding.add_all))
    for id_, location in conversion.locations.items():
        context.session.note([id_], location)
    added = "1 object" if count == 1 else f"{count} objects"
    told = [f"added {added}; 'diff' shows them", *_besides(conversion)]
    return Reply(notes=tuple(told), diagnostics=(*found, *adding.kept))


def properties_there(context: Context) -> frozenset[str]:
    """Return the names of the cluster's options that are set where the result goes."""
    if not in_working_copy(context):
        return frozenset()
    section = context.session.cib.section("crm_config")
    pairs = [] if section is None else section.findall("cluster_property_set/nvpair")
    return frozenset(pair.get("name", "") for pair in pairs)


def _besides(conversion: Conversion) -> Iterator[str]:
    """Say what does not belong into a CIB."""
    names = [*(["corosync.conf"] if conversion.corosync is not None else []), *conversion.files]
    if names:
        yield f"{', '.join(names)}: only '/convert' puts out what is no CIB"
    if conversion.todo:
        yield "'--to report' of '/convert' lists what is left to do"


@dataclass(slots=True)
class _Adding:
    """Adds the objects of a converted CIB to another."""

    conversion: Conversion
    source: Cib
    kept: list[Diagnostic] = field(default_factory=list)
    """What was left as it is set in the other."""

    def add_all(self, cib: Cib) -> list[str]:
        """Add everything; return the ids.  Raises CrmError with all that is in the way."""
        problems: list[Diagnostic] = []
        made: list[str] = []
        for given in list(self._givens(cib)):
            try:
                made += define(cib, given)
            except CrmError as error:
                problems += error.diagnostics
        if problems:
            raise CrmError(*problems)
        return made

    def _givens(self, cib: Cib) -> Iterator[Given]:
        """Yield the statements that add the objects, without what is set already."""
        elements = list(self.source.objects())
        said = said_ids(self.source, elements)
        comments = all_comments(self.source)
        for element in outermost(elements, said):
            whole = describe(element, said)
            statement = self._unset(cib, whole)
            if statement is not None:
                at = self._place(element)
                above = comments.of(element, as_xml=isinstance(whole, tree.Xml))
                placed = replace(statement, span=at.span)
                yield Given(placed, at.source, tuple(texts(above)))

    def _unset(self, cib: Cib, said: tree.Statement) -> tree.Statement | None:
        match said:
            case tree.Options() if not said.rules and said.id_ref is None:
                return self._unset_options(cib, said)
            case tree.Node():
                return self._unset_attributes(cib, said)
        return said

    def _unset_options(self, cib: Cib, said: tree.Options) -> tree.Statement | None:
        section, tag, default = OPTION_SETS[said.keyword]
        there = cib.section(section)
        sets = [] if there is None else there.findall(tag)
        names = {pair.get("name", "") for one in sets for pair in one.findall("nvpair")}
        pairs = tuple(pair for pair in said.nvpairs if pair.name not in names)
        for pair in said.nvpairs:
            if pair.name in names:
                self._keep(f"{said.keyword} {pair.name!r}", self._location(said.id or default))
        return tree.Options(said.keyword, pairs) if pairs else None

    def _unset_attributes(self, cib: Cib, said: tree.Node) -> tree.Statement | None:
        old = cib.node(said.uname)
        if old is None:
            return said
        names = {pair.get("name", "") for pair in old.iter("nvpair")}
        sets = []
        for nvset in said.sets:
            pairs = tuple(pair for pair in nvset.nvpairs if pair.name not in names)
            for pair in nvset.nvpairs:
                if pair.name in names:
                    words = f"the attribute {pair.name!r} of the node {said.uname!r}"
                    self._keep(words, self._location(said.uname))
            sets += [replace(nvset, nvpairs=pairs)] if pairs else []
        return tree.Node(said.uname, sets=tuple(sets)) if sets else None

    def _keep(self, words: str, location: Location | None) -> None:
        message = f"{words} is set already, and was left alone"
        self.kept.append(Diagnostic("kept-setting", message, Severity.INFO, location=location))

    def _place(self, element: Element) -> Location:
        found = self._location(object_name(element)) or self._location(element.get("id", ""))
        return found or Location(Source("the conversion", ""), Span(0, 0))

    def _location(self, id_: str) -> Location | None:
        return self.conversion.locations.get(id_)
