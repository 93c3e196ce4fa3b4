"""Objects in the place of those that nobody could make: what refers to them is not wrong for it.

One bad statement would else give an error for each that names its object.
"""

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from crmsh_py.diagnostics import CrmError
from crmsh_py.grammar import tree
from crmsh_py.grammar.lexical import ID, quote, words
from crmsh_py.grammar.statements import STATEMENTS, parse, statement_keyword
from crmsh_py.model.cib import Cib
from crmsh_py.model.define import define
from crmsh_py.model.given import Given
from crmsh_py.source import Source
from crmsh_py.spelling import nearest

_AGENT = "ocf:pacemaker:Dummy op monitor interval=10s"
_MEMBER = ".stand-in"
_WITH_MEMBER = {
    "group": "group {id} {id}.stand-in",
    "clone": "clone {id} {id}.stand-in",
    "ms": "ms {id} {id}.stand-in",
    "tag": "tag {id} {id}.stand-in",
}
_ALONE = {
    "rsc_template": f"rsc_template {{id}} {_AGENT}",
    "role": "role {id} read xpath:/cib",
}
_PRIMITIVE = f"primitive {{id}} {_AGENT}"


@dataclass(slots=True)
class StandIns:
    """Which ids have a stand-in, each with the keyword of what it stands for.

    `fresh` are those that were not put into a configuration yet.
    """

    keywords: dict[str, str] = field(default_factory=dict)
    fresh: dict[str, None] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)
    """The ids of all, and of what they are made of."""
    nodes: list[str] = field(default_factory=list)
    """Names of nodes: these are put in whether something refers to them or not."""

    def __contains__(self, id_: object) -> bool:
        return id_ in self.keywords

    def add(self, id_: str, keyword: str) -> bool:
        """Note that an id is to have one; tell whether that is news, and can be."""
        if id_ in self.keywords or not ID.fullmatch(id_):
            return False
        self.keywords[id_] = keyword
        self.fresh[id_] = None
        self.names |= {id_, f"{id_}{_MEMBER}"}
        return True

    def put_into(self, cib: Cib, *, all_: bool = False) -> None:
        """Make those of a configuration that are fresh; or all."""
        for id_ in self.keywords if all_ else self.fresh:
            _put_into(cib, id_, self.keywords[id_])
        self.fresh.clear()
        for name in self.nodes:
            _put_node_into(cib, name)


def _put_node_into(cib: Cib, name: str) -> None:
    source = Source("", f"node {quote(name)}")
    if cib.node(name) is None:
        with contextlib.suppress(CrmError):
            define(cib, Given(parse("node", source), source))


def _put_into(cib: Cib, id_: str, keyword: str) -> None:
    """Make a stand-in, if the id is free."""
    if cib.find(id_) is not None:
        return
    for text in _texts(id_, keyword):
        source = Source("", text)
        try:
            define(cib, Given(parse(statement_keyword(text.split()[0]) or "", source), source))
        except CrmError:  # an id that is taken by a part of something
            return


def _texts(id_: str, keyword: str) -> Iterator[str]:
    if keyword in _WITH_MEMBER:
        yield _PRIMITIVE.format(id=f"{id_}{_MEMBER}")
        yield _WITH_MEMBER[keyword].format(id=id_)
    else:
        yield _ALONE.get(keyword, _PRIMITIVE).format(id=id_)


@dataclass(frozen=True, slots=True)
class Announced:
    """What a statement with an error was to define: its keyword and id, "" where nobody can tell.

    Of a node, `id` is its name.
    """

    keyword: str = ""
    id: str = ""


def announced(source: Source) -> Announced:
    """Return what the first words of a statement with an error say that it is."""
    said = [word.text for word in islice(words(source.text), 4)]
    for at, word in enumerate(said[:2]):
        keyword = statement_keyword(word)
        if keyword is not None:
            return Announced(keyword, _id_in(keyword, said[at + 1 :]))
    meant = nearest(said[0].lower(), STATEMENTS) if said else None
    return Announced(meant or "", _id_in(meant or "", said[1:]))


def _id_in(keyword: str, said: Sequence[str]) -> str:
    """Return the id, or of a node the name, that the words behind a keyword begin with."""
    if keyword == "node":  # `node 1: node1:member`
        name = next((word for word in said if not word.endswith(":")), "")
        return name.partition(":")[0]
    id_ = said[0].partition(":")[0] if said else ""
    return id_ if ID.fullmatch(id_) else ""


def wanted_kind(statement: tree.Statement, id_: str) -> str:
    """Return the keyword of what a statement refers to by an id."""
    match statement:
        case tree.Primitive() if isinstance(statement.agent, tree.TemplateRef):
            return "rsc_template" if statement.agent.id == id_ else "primitive"
        case tree.AclTarget() | tree.AclGroup() | tree.User():
            return "role"
    return "primitive"
