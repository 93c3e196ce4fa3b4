"""The syntax tree into canonical crm text.  Needs no pyparsing.

A statement is a list of parts: its head, then one part for each clause; the parts are joined
by a backslash, a new line and a tab.
"""

import re
from collections.abc import Callable, Iterator

from crmsh_py.grammar import tree
from crmsh_py.grammar.agents import agent_text
from crmsh_py.grammar.lexical import quote, quote_always
from crmsh_py.grammar.words import NOT_ATTRIBUTES, SET_MARK, score_word

JOINT = " \\\n\t"
MASK = "******"

Mask = Callable[[str], bool]
"""Tells whether the value of a name is a secret, to be shown as asterisks."""


def _never(_name: str) -> bool:
    return False


def to_text(statement: tree.Statement, mask: Mask = _never) -> str:
    """Return a statement as canonical text; secrets as `mask` says."""
    return JOINT.join(_Printer(mask).parts(statement))


def parts(statement: tree.Statement, mask: Mask = _never) -> list[str]:
    """Return the parts of a statement, one for each line of its text."""
    return list(_Printer(mask).parts(statement))


class _Printer:
    def __init__(self, mask: Mask) -> None:
        self._mask = mask

    def parts(self, statement: tree.Statement) -> Iterator[str]:
        match statement:
            case tree.Primitive():
                yield from self._primitive(statement)
            case tree.Group():
                members = " ".join(member.text for member in statement.members)
                yield f"group {statement.id} {members}"
                yield from self._described(statement.description, statement.sets)
            case tree.Clone():
                keyword = "ms" if statement.is_master else "clone"
                yield f"{keyword} {statement.id} {statement.rsc.text}"
                yield from self._described(statement.description, statement.sets)
            case tree.Location():
                yield from self._location(statement)
            case tree.Colocation():
                ends = self._ends(statement.what)
                yield self._join(
                    "colocation",
                    statement.id,
                    f"{score_word(statement.score)}:",
                    ends,
                    *self._pairs(statement.attributes),
                )
            case tree.Order():
                yield self._order(statement)
            case _:
                yield from self._rest(statement)

    def _rest(self, statement: tree.Statement) -> Iterator[str]:
        match statement:
            case tree.Node():
                yield self._node_head(statement)
                yield from self._described(statement.description, statement.sets)
            case tree.Options():
                yield from self._options(statement)
            case tree.Tag():
                yield self._join("tag", statement.id, *(ref.text for ref in statement.refs))
            case tree.Monitor():
                role = f":{statement.role}" if statement.role else ""
                timeout = f":{statement.timeout}" if statement.timeout else ""
                yield f"monitor {statement.rsc}{role} {statement.interval}{timeout}"
            case tree.Xml():
                yield f"xml {quote_xml(statement.text)}"
            case _:  # pragma: no cover: the type checker holds this
                raise TypeError(statement)

    @staticmethod
    def _join(*words: str) -> str:
        return " ".join(filter(None, words))

    # -- pieces

    def _pairs(self, nvpairs: tuple[tree.NvPair, ...]) -> list[str]:
        return [self._pair(pair) for pair in nvpairs]

    def _pair(self, pair: tree.NvPair) -> str:
        if pair.id is None and pair.name and pair.value and not self._mask(pair.name):
            return f"{pair.name}={quote(pair.value)}"  # the everyday pair, and the hot path
        if pair.id_ref is not None:
            return f"@{pair.id_ref}" + (f":{pair.name}" if pair.name else "")
        name = pair.name or ""
        if pair.id is not None:
            name = f"${pair.id}" if pair.id == name else f"${pair.id}:{name}"
        value = MASK if self._mask(pair.name or "") and pair.value else pair.value or ""
        return f"{name}={quote(value) if value != MASK else MASK}"

    def _nvset(self, nvset: tree.NvSet) -> str:
        if nvset.id_ref is not None:
            return f"{nvset.keyword} $id-ref={quote(nvset.id_ref)}"
        return self._join(
            nvset.keyword,
            f"$id={quote(nvset.id)}" if nvset.id else "",
            f"{score_word(nvset.score)}:" if nvset.score else "",
            *map(rule_text, nvset.rules),
            *self._pairs(nvset.nvpairs),
        )

    def _described(self, description: str | None, sets: tuple[tree.NvSet, ...]) -> Iterator[str]:
        if description is not None:
            yield f"description={quote(description)}"
        yield from map(self._nvset, sets)

    # -- statements

    def _primitive(self, primitive: tree.Primitive) -> Iterator[str]:
        keyword = "rsc_template" if primitive.is_template else "primitive"
        agent = primitive.agent
        name = f"@{agent.id}" if isinstance(agent, tree.TemplateRef) else _word(agent_text(agent))
        yield f"{keyword} {primitive.id} {name}"
        if primitive.description is not None:
            yield f"description={quote(primitive.description)}"
        for clause in primitive.clauses:
            match clause:
                case tree.NvSet():
                    yield self._nvset(clause)
                case tree.Operations():
                    told = f"$id={clause.id}" if clause.id else f"$id-ref={clause.id_ref}"
                    yield f"operations {told}"
                case tree.Op():
                    id_ = f"$id={clause.id}" if clause.id else ""
                    yield self._join("op", id_, clause.name, *self._pairs(clause.attributes))
                    yield from map(self._nvset, clause.sets)

    def _location(self, location: tree.Location) -> Iterator[str]:
        match location.what:
            case tree.Word():
                what = location.what.text
            case tree.Pattern():
                what = _pattern(location.what.regex)
            case sets:
                what = f"{{ {sets_text(sets, in_braces=True)} }}"
        yield self._join(
            "location",
            location.id,
            what,
            *self._pairs(location.attributes),
            f"{score_word(location.score)}:" if location.score else "",
            _word(location.node) if location.node is not None else "",
        )
        yield from map(rule_text, location.rules)

    def _order(self, order: tree.Order) -> str:
        first = order.kind or (score_word(order.score) if order.score else "")
        return self._join(
            "order",
            order.id,
            f"{first}:" if first else "",
            self._ends(order.what),
            *self._pairs(order.attributes),
        )

    def _ends(self, what: tuple[tree.End, tree.End] | tuple[tree.ResourceSet, ...]) -> str:
        ends = [end for end in what if isinstance(end, tree.End)]
        if ends:
            return " ".join(_qualified(end.rsc, end.qualifier) for end in ends)
        return sets_text(tuple(one for one in what if isinstance(one, tree.ResourceSet)))

    def _node_head(self, node: tree.Node) -> str:
        id_ = ""
        if node.id is not None:
            id_ = f"{node.id}:" if quote(node.id) == node.id else f"$id={quote(node.id)}"
        type_ = f":{node.type}" if node.type else ""
        return self._join("node", id_, f"{_word(node.uname)}{type_}")

    def _options(self, options: tree.Options) -> Iterator[str]:
        if options.id_ref is not None:
            yield f"{options.keyword} $id-ref={quote(options.id_ref)}"
            return
        id_ = options.id or ""
        named = f"{id_}:" if quote(id_) == id_ else f"$id={quote(id_)}"
        yield f"{options.keyword} {named}" if id_ else options.keyword
        yield from map(rule_text, options.rules)
        yield from self._pairs(options.nvpairs)


_AS_IT_STANDS = re.compile(r"[\w.+-][\w.:@+;,/-]*|@[\w.-]+", re.ASCII)


def _word(text: str) -> str:
    """Quote a word only if it might not be read back as it stands."""
    return text if _AS_IT_STANDS.fullmatch(text) else quote(text)


def quote_xml(text: str) -> str:
    """Quote an element: in single quotes, its lines joined by continuations."""
    return "'" + text.replace("'", "&#39;").replace("\n", " \\\n") + "'"


def _qualified(rsc: str, qualifier: str | None) -> str:
    return f"{rsc}:{qualifier}" if qualifier else rsc


def rule_text(rule: tree.Rule) -> str:
    """Return a rule as it is printed, the keyword included."""
    if rule.id_ref is not None:
        return f"rule $id-ref={quote(rule.id_ref)}"
    score = ""
    if rule.score_attribute is not None:
        score = f"{rule.score_attribute}:"
    elif rule.score is not None and rule.score != "INFINITY":
        score = f"{score_word(rule.score)}:"
    joint = f" {rule.boolean_op or 'and'} "
    words = (
        "rule",
        f"$id={quote(rule.id)}" if rule.id else "",
        f"role={rule.role}" if rule.role else "",
        score,
        joint.join(map(_expression_text, rule.expressions)),
    )
    return " ".join(filter(None, words))


def _expression_text(expression: tree.Expression | tree.DateExpression) -> str:
    if isinstance(expression, tree.DateExpression):
        return _date_text(expression)
    attribute = _attribute(expression.attribute)
    if expression.value is None:
        return f"{expression.operation} {attribute}"
    operation = f"{expression.type}:" if expression.type else ""
    operation += expression.operation
    value = quote(expression.value)
    if expression.value_source:
        value = f"{expression.value_source}{{{expression.value}}}"
    return f"{attribute} {operation} {value}"


def _attribute(name: str) -> str:
    plain = re.fullmatch(r"#?[\w.-]+", name) and name.lower() not in NOT_ATTRIBUTES
    return name if plain else quote_always(name)


def _pattern(regex: str) -> str:
    text = f"/{regex}/"
    return text if re.fullmatch(r"[\w./*+?^$|-]+", text, re.ASCII) else quote(text)


def _date_text(date: tree.DateExpression) -> str:
    fields = [f"{pair.name}={quote(pair.value or '')}" for pair in date.fields]
    match date.operation:
        case "lt":
            return f"date lt {quote(date.end or '')}"
        case "gt":
            return f"date gt {quote(date.start or '')}"
        case "in_range":
            ends = [("start", date.start), ("end", date.end)]
            named = [f"{name}={quote(value)}" for name, value in ends if value is not None]
            return " ".join(["date in", *named, *fields])
        case _:
            return " ".join(["date spec", *fields])


# ------------------------------------------------------------------ resource sets


def sets_text(sets: tuple[tree.ResourceSet, ...], *, in_braces: bool = False) -> str:
    """Return resource sets as they are printed; two plain members are no pair in braces."""
    words: list[str] = []
    before: tree.ResourceSet | None = None
    for one in sets:
        if before is not None and _needs_mark(before, one):
            words.append(SET_MARK)
        words += _set_words(one)
        before = one
    plain = all(_is_run(one) and not _flags(one) for one in sets)
    if not in_braces and plain and sum(len(one.rscs) for one in sets) <= 2:
        words.insert(0, SET_MARK)
    return " ".join(words)


def _is_run(one: tree.ResourceSet) -> bool:
    return not _bracket(one)


def _bracket(one: tree.ResourceSet) -> str:
    match one.sequential, one.require_all:
        case False, None:
            return "()"
        case False | None, False:
            return "[]"
    return ""


def _flags(one: tree.ResourceSet) -> list[str]:
    if _bracket(one) == "[]":
        return ["sequential=true"] if one.sequential is None else []
    if _bracket(one):
        return []
    flags = (("sequential", one.sequential), ("require-all", one.require_all))
    return [f"{name}={str(value).lower()}" for name, value in flags if value is not None]


def _needs_mark(before: tree.ResourceSet, one: tree.ResourceSet) -> bool:
    if not (_is_run(before) and _is_run(one)):
        return False
    return before.qualifier == one.qualifier or bool(_flags(before) or _flags(one))


def _set_words(one: tree.ResourceSet) -> list[str]:
    inside = [_qualified(rsc.text, one.qualifier) for rsc in one.rscs] + _flags(one)
    bracket = _bracket(one)
    return [bracket[0], *inside, bracket[1]] if bracket else inside
