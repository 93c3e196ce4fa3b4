"""Pages of help on the words of a statement: what a word means where it stands."""

from collections.abc import Iterator
from dataclasses import replace

from crmsh_py.agents.agent import Agent, Parameter
from crmsh_py.assist.completion.objects import told
from crmsh_py.assist.completion.statements.facts import of_parameter
from crmsh_py.assist.knowledge import Knowledge
from crmsh_py.assist.typed.placing import Line, Placed
from crmsh_py.commands.manual import options
from crmsh_py.commands.manual.agents import agent_page
from crmsh_py.commands.manual.page import Page, Prose, Row, Section, Table
from crmsh_py.commands.manual.statements import topic_of
from crmsh_py.commands.views import text_of_all
from crmsh_py.grammar import lexical
from crmsh_py.grammar.agents import agent_of
from crmsh_py.grammar.kinds import Kind
from crmsh_py.grammar.meanings import meaning_in
from crmsh_py.grammar.terminals import Terminal
from crmsh_py.model.cib import Cib
from crmsh_py.xmltree import Element

_PARTS = {
    "rule": "rule",
    "lifetime": "rule",
    "_rsc_set_": "resources",
    "read": "right",
    "write": "right",
    "deny": "right",
    "meta": "meta-attributes",
    "op": "operations",
    **dict.fromkeys(("(", ")", "[", "]"), "resources"),
}
"""Words of statements to the topics that say more."""
_OF_KIND = {
    Kind.SCORE: "scores",
    Kind.SET_ID: "ids",
    Kind.NEW_ID: "ids",
    Kind.OPERATOR: "expression",
    Kind.ATTRIBUTE: "expression",
    Kind.DATE: "expression",
    Kind.DATE_FIELD: "expression",
    Kind.RIGHT: "right",
    Kind.OP_NAME: "operations",
}
"""What words stand for, to the topics that say more."""

_NO_NAMES = frozenset({Kind.KEYWORD, Kind.ROLE, Kind.ACTION, Kind.SCORE, Kind.ORDER_KIND})
"""What no object can be meant by, whatever it is called."""


def word_page(line: Line, one: Placed, knowledge: Knowledge) -> Page:
    """Return the page on a word of a statement of the language."""
    if one.kind is Kind.NVPAIR:
        page = _of_pair(line, one, knowledge)
        if page is not None:
            return page
    if one.kind is Kind.AGENT:
        page = _of_agent(one, knowledge)
        if page is not None:
            return page
    is_name = not one.is_pair and one.kind not in _NO_NAMES
    named = named_page(_name_in(one), knowledge) if is_name else None
    return named or _of_term(line, one)


def _name_in(one: Placed) -> str:
    """Return the name of the object that a word may stand for."""
    text = lexical.unquote(one.word).removeprefix("@")
    return text.partition(":")[0] if one.kind is not Kind.AGENT else text


def _keyword(line: Line) -> str:
    return (line.command and line.command.statement) or ""


def _of_term(line: Line, one: Placed) -> Page:
    """Return the page on a word that is one of the grammar's own, or that stands for something."""
    keyword = _keyword(line)
    label = one.terminal.label if one.terminal is not None else one.word
    name = one.word.partition("=")[0] + "=" if one.is_pair else one.word
    own = meaning_in(keyword, name)
    if not own and label.startswith("<"):
        name = label
    meant = own or meaning_in(keyword, label) or f"a word of '{keyword}'"
    topic = _PARTS.get(one.word.lower()) or _OF_KIND.get(one.kind, "")
    see = (*([topic] if topic else []), *([f"configure {keyword}"] if keyword else []))
    return Page(name, "word", meant, (), see)


def expected_page(line: Line, terminals: tuple[Terminal, ...]) -> Page:
    """Return the page on what may stand in a place."""
    keyword = _keyword(line)
    labels = dict.fromkeys(one.label for one in terminals if one.kind is not Kind.END)
    rows = tuple(Row(one, meaning_in(keyword, one)) for one in labels)
    table = (Table("What may stand here", rows),) if rows else ()
    topics = (topic_of(one) for one in labels)
    see = tuple(dict.fromkeys([one for one in topics if one] + [f"configure {keyword}"]))
    return Page(keyword, "statement", "what comes next", table, see)


# ------------------------------------------------------------------ agents and pairs


def _of_agent(one: Placed, knowledge: Knowledge) -> Page | None:
    library = None if one.word.startswith("@") else knowledge.library()
    page = None if library is None else agent_page(library, lexical.unquote(one.word))
    return None if page is None else replace(page, sections=tuple(_short_first(page)))


def _short_first(page: Page) -> list[Section]:
    """Return the sections of a page, the long list of parameters that one can do without last."""
    return sorted(
        page.sections, key=lambda one: getattr(one, "title", "Parameters") == "Parameters"
    )


def _of_pair(line: Line, one: Placed, knowledge: Knowledge) -> Page | None:
    """Return the page on the name of a pair: a parameter of the agent, or an option."""
    name = lexical.unquote(one.word.lstrip("$").partition("=")[0]).rpartition(":")[2]
    agent = _agent_behind(line, knowledge)
    if _set_of(line, one) in {"params", "op_params"} and agent is not None:
        parameter = agent.parameters.get(name)
        if parameter is not None:
            return _parameter_page(agent, parameter)
        if not agent.open_ended and name.lower() not in options.option_names():
            words = f"{_full(agent)} has no parameter of that name"
            return Page(name, "parameter", words, (), (_full(agent),))
    if name.lower() in options.option_names():
        return options.option_page(options.option_names()[name.lower()])
    return None


def _set_of(line: Line, one: Placed) -> str:
    """Return the set of pairs that a pair is in: `params`, `meta`, `op`."""
    if one.terminal is not None and one.terminal.within:
        return one.terminal.within
    before = (word for word in reversed(line.placed) if word.span.start < one.span.start)
    opened = (word.terminal.opens for word in before if word.terminal is not None)
    return next((name for name in opened if name), "")


def _agent_behind(line: Line, knowledge: Knowledge) -> Agent | None:
    """Return the agent of the primitive or template that a line defines."""
    word = next((one.word for one in line.placed if one.kind is Kind.AGENT), "")
    library, cib = knowledge.library(), knowledge.cib()
    name = agent_of(lexical.unquote(word)) if word[:1] not in {"", "@"} else None
    if word.startswith("@") and cib is not None:
        template = cib.find(lexical.unquote(word[1:]))
        facts = [] if template is None else [template.get(key) for key in _AGENT]
        name = agent_of(":".join(filter(None, facts))) if facts else None
    return None if library is None or name is None else library.read(name)


_AGENT = ("class", "provider", "type")


def _full(agent: Agent) -> str:
    return ":".join(filter(None, (agent.name.class_, agent.name.provider, agent.name.type)))


def _parameter_page(agent: Agent, parameter: Parameter) -> Page:
    name = _full(agent)
    facts = of_parameter(parameter)
    sections: list[Section] = [Table("What it takes", tuple(_facts(parameter)))]
    if parameter.long and parameter.long != parameter.short:
        sections.append(Prose(parameter.long.strip()))
    summary = facts.short or f"a parameter of {name}"
    return Page(parameter.name, "parameter", summary, tuple(sections), (name,))


def _facts(one: Parameter) -> Iterator[Row]:
    yield Row("type", "|".join(one.values) or one.type)
    yield Row("default", one.default or "none")
    if one.required:
        yield Row("required", "yes")
    if one.unique:
        yield Row("unique", "no two resources may have the same value")
    if one.deprecated:
        instead = ", ".join(one.replaced_by)
        yield Row("deprecated", f"use {instead}" if instead else "yes")


# ------------------------------------------------------------------ objects


def named_page(name: str, knowledge: Knowledge) -> Page | None:
    """Return the page on an object or a node of a configuration: what it is, its statement."""
    cib = knowledge.cib()
    element = _object(cib, name) if cib is not None else None
    if cib is None or element is None:
        return None
    statement = text_of_all(cib, [element], secrets=False).rstrip("\n").expandtabs(4)
    kept = "\n".join(f"  {one}" for one in statement.splitlines())
    return Page(name, "object", told(element), (Prose(kept),))


def _object(cib: Cib, name: str) -> Element | None:
    found = cib.object(name)
    return cib.node(name) if found is None else found
