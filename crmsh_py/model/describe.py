"""Elements into the syntax tree, if the language can say all that they say.

Each function names every attribute and child that it puts into words; anything else makes the
object one that is shown as XML.  So a new attribute of Pacemaker's shows as XML and is never
lost.  Property tests hold that building what was described gives the same again.
"""

import re
from collections.abc import Callable, Collection
from collections.abc import Set as AbstractSet

from crmsh_py import xmltree
from crmsh_py.grammar import tree
from crmsh_py.grammar.agents import agent_of, agent_text
from crmsh_py.grammar.lexical import ID as _ID
from crmsh_py.grammar.lexical import quote
from crmsh_py.grammar.words import (
    ACTIONS,
    COMPARISONS,
    DATE_FIELDS,
    DISCOVERY,
    NODE_TYPES,
    NOT_RESOURCES,
    OP_ATTRIBUTES,
    ORDER_KINDS,
    ROLES,
    UNARY,
    VALUE_TYPES,
    score_text,
    score_word,
)
from crmsh_py.model.vocabulary import OPTION_SETS, RESOURCES
from crmsh_py.xmltree import Element

_NAME = re.compile(r"[^\W\d][\w.:#/-]*|[\w.-]+")
_ATTRIBUTE_NAME = re.compile(r"[^=\n\r]+")
_PLAIN_WORD = re.compile(r"[\w.-]+")
_OP_NAME = re.compile(r"[\w-]+")
_SOURCED = re.compile(r"[^\s{}\"'\\]+")


class _InexpressibleError(Exception):
    """Raised where the language has no words for what the element says."""


def describe(element: Element, referenced: AbstractSet[str] = frozenset()) -> tree.Statement:
    """Return the statement that says what an object says, a raw `xml` one if nothing else does.

    `referenced` are the ids that other elements refer to (`references.referenced_ids`): they
    are put into words, all other ids of parts are not.
    """
    function = _FUNCTIONS.get(_keyword(element))
    if function is not None:
        try:
            return function(_Describer(referenced), element)
        except _InexpressibleError:
            pass
    return tree.Xml(as_xml(element))


def as_xml(element: Element) -> str:
    """Return an object as XML text; a set of defaults inside its section, which tells which."""
    parent = element.getparent()
    if element.tag == "meta_attributes" and parent is not None:
        wrapper = xmltree.new(str(parent.tag))
        wrapper.append(xmltree.copy(element))
        element = wrapper
    return xmltree.to_text(element, pretty=True)


def comments(element: Element) -> tuple[str, ...]:
    """Return the comment lines that belong above an object: its first children, if comments."""
    lines: list[str] = []
    for child in element:
        if not xmltree.is_comment(child):
            break
        for line in (child.text or "").strip().splitlines():
            text = line.strip()
            lines.append(text if text.startswith("#") else f"# {text}")
    return tuple(lines)


def _keyword(element: Element) -> str:
    parent = element.getparent()
    section = str(parent.tag) if parent is not None else ""
    return _OPTION_KEYWORDS.get((section, str(element.tag)), str(element.tag))


_OPTION_KEYWORDS = {(section, tag): word for word, (section, tag, _) in OPTION_SETS.items()}


# ------------------------------------------------------------------ what is asked of values


def _need(truth: object) -> None:
    if not truth:
        raise _InexpressibleError


def _only(element: Element, attributes: Collection[str]) -> None:
    """Require that an element has no other attributes."""
    if not frozenset(attributes).issuperset(element.keys()):
        raise _InexpressibleError


def _one_line(text: str | None) -> str:
    """Require a text that a quoted word can hold."""
    if text is None or "\n" in text or "\r" in text:
        raise _InexpressibleError
    return text


def _matching(pattern: re.Pattern[str], text: str | None) -> str:
    if text is None or not pattern.fullmatch(text):
        raise _InexpressibleError
    return text


def _one_of(words: Collection[str], text: str | None) -> str:
    if text is None or text not in words:
        raise _InexpressibleError
    return text


def _optional(words: Collection[str], text: str | None) -> str | None:
    return None if text is None else _one_of(words, text)


def _score(text: str | None) -> str:
    if text is None or score_text(score_word(text)) != text:
        raise _InexpressibleError
    return text


def _reference(text: str | None) -> str:
    word = _matching(_ID, text)
    _need(word.lower() not in NOT_RESOURCES)
    return word


def _elements(element: Element) -> list[Element]:
    """Return the child elements; text between them would be lost, so there must be none."""
    text = element.text
    if text is not None and text.strip():
        raise _InexpressibleError
    return list(xmltree.children(element)) if len(element) else []


_NVPAIR = frozenset({"id", "name", "value", "id-ref"})
_NVSET = frozenset({"id", "score", "id-ref"})
_PRIMITIVE = frozenset({"id", "class", "provider", "type", "template", "description"})
_OP_SETS = {"instance_attributes": "op_params", "meta_attributes": "op_meta"}


class _Describer:
    def __init__(self, referenced: AbstractSet[str]) -> None:
        self._referenced = referenced

    def explicit_id(self, element: Element) -> str | None:
        """Return the id of a part if something refers to it."""
        id_ = element.get("id")
        if id_ is None or id_ not in self._referenced:
            return None
        return _matching(_ID, id_)

    # -- attribute sets and rules

    def nvpair(self, element: Element) -> tree.NvPair:
        given = dict(element.items())  # one call: this is the hottest place of `show`
        if element.tag != "nvpair" or not _NVPAIR.issuperset(given):
            raise _InexpressibleError
        name, id_ref = given.get("name"), given.get("id-ref")
        if id_ref is not None:
            _need("value" not in given and "id" not in given)
            if name is not None:
                _matching(_NAME, name)
            return tree.NvPair(name, id_ref=_matching(_ID, id_ref))
        value = given.get("value")
        if name is None or value is None or "\n" in value or "\r" in value:
            raise _InexpressibleError
        if not _NAME.fullmatch(name):
            raise _InexpressibleError
        id_ = given.get("id")
        if id_ in self._referenced:
            return tree.NvPair(name, value, _matching(_ID, id_))
        return tree.NvPair(name, value)

    def nvset(self, element: Element, keyword: str) -> tree.NvSet:
        _only(element, _NVSET)
        if "id-ref" in element.attrib:
            _need(len(element.attrib) == 1 and not _elements(element))
            return tree.NvSet(keyword, id_ref=_matching(_ID, element.get("id-ref")))
        rules, pairs = self.set_content(element)
        score = element.get("score")
        return tree.NvSet(
            keyword,
            pairs,
            rules,
            None if score is None else _score(score),
            self.explicit_id(element),
        )

    def set_content(
        self, element: Element
    ) -> tuple[tuple[tree.Rule, ...], tuple[tree.NvPair, ...]]:
        """Return the rules and the pairs of a set; rules come first in the language."""
        pairs = _elements(element)
        rules = [part for part in pairs if part.tag == "rule"]
        if rules:
            pairs = [part for part in pairs if part.tag != "rule"]
        return (
            tuple([self.rule(part, in_location=False) for part in rules]),
            tuple([self.nvpair(part) for part in pairs]),
        )

    def rule(self, element: Element, *, in_location: bool) -> tree.Rule:
        if "id-ref" in element.attrib:
            _need(len(element.attrib) == 1 and not _elements(element))
            return tree.Rule(id_ref=_matching(_ID, element.get("id-ref")))
        _only(element, ("id", "score", "score-attribute", "role", "boolean-op"))
        expressions = tuple(map(self.expression, _elements(element)))
        _need(expressions)
        operator = _optional(("and", "or"), element.get("boolean-op"))
        _need(operator != "or" or len(expressions) > 1)
        score, attribute = element.get("score"), element.get("score-attribute")
        _need(score is None or attribute is None)
        _need(score or attribute or not in_location)
        if attribute is not None:
            _matching(_PLAIN_WORD, attribute)
            _need(score_text(attribute) is None)
        return tree.Rule(
            expressions,
            (operator or "and") if len(expressions) > 1 else None,
            None if score in {None, "INFINITY"} else _score(score),
            attribute,
            _optional(ROLES, element.get("role")),
            self.explicit_id(element),
        )

    def expression(self, element: Element) -> tree.Expression | tree.DateExpression:
        if element.tag == "date_expression":
            return self.date(element)
        _need(element.tag == "expression" and not _elements(element))
        _only(element, ("id", "attribute", "operation", "value", "type", "value-source"))
        attribute = _matching(_ATTRIBUTE_NAME, element.get("attribute"))
        operation, value = element.get("operation"), element.get("value")
        if operation in UNARY:
            _need(value is None and not {"type", "value-source"} & set(element.attrib))
            return tree.Expression(attribute, operation)
        source = _optional(("meta", "param", "literal"), element.get("value-source"))
        if source is not None:
            _matching(_SOURCED, value)
        return tree.Expression(
            attribute,
            _one_of(COMPARISONS, operation),
            _one_line(value),
            _optional(VALUE_TYPES, element.get("type")),
            source,
        )

    def date(self, element: Element) -> tree.DateExpression:
        _only(element, ("id", "operation", "start", "end"))
        operation = _one_of(("lt", "gt", "in_range", "date_spec"), element.get("operation"))
        parts = _elements(element)
        start, end = element.get("start"), element.get("end")
        fields: tuple[tree.NvPair, ...] = ()
        if parts:
            _need(len(parts) == 1)
            tag = {"in_range": "duration", "date_spec": "date_spec"}.get(operation)
            _need(parts[0].tag == tag and not _elements(parts[0]))
            fields = tuple(
                tree.NvPair(_one_of(DATE_FIELDS, str(name)), _one_line(str(value)))
                for name, value in parts[0].attrib.items()
                if name != "id"
            )
            _need(fields)
        given = (start is not None, end is not None, bool(fields))
        _need(
            {
                "lt": given == (False, True, False),
                "gt": given == (True, False, False),
                "date_spec": given == (False, False, True),
                "in_range": any(given),
            }[operation]
        )
        return tree.DateExpression(
            operation,
            None if start is None else _one_line(start),
            None if end is None else _one_line(end),
            fields,
        )

    # -- resources

    def primitive(self, element: Element) -> tree.Primitive:
        _only(element, _PRIMITIVE)
        clauses: list[tree.NvSet | tree.Operations | tree.Op] = []
        for part in _elements(element):
            match part.tag:
                case "instance_attributes":
                    clauses.append(self.nvset(part, "params"))
                case "meta_attributes":
                    clauses.append(self.nvset(part, "meta"))
                case "utilization":
                    clauses.append(self.nvset(part, "utilization"))
                case "operations":
                    _need(not any(isinstance(c, tree.Op | tree.Operations) for c in clauses))
                    clauses += self.operations(part)
                case _:
                    raise _InexpressibleError
        return tree.Primitive(
            _matching(_ID, element.get("id")),
            self.agent(element),
            tuple(clauses),
            _description(element),
            element.tag == "template",
        )

    def agent(self, element: Element) -> tree.Agent | tree.TemplateRef:
        template = element.get("template")
        class_, type_ = element.get("class"), element.get("type")
        if template is not None:
            _need(class_ is None and type_ is None and element.tag == "primitive")
            return tree.TemplateRef(_matching(_ID, template))
        if class_ is None or type_ is None or "=" in type_:
            raise _InexpressibleError
        agent = tree.Agent(class_, element.get("provider"), _one_line(type_))
        _need(agent_of(agent_text(agent)) == agent)
        return agent

    def operations(self, element: Element) -> list[tree.Operations | tree.Op]:
        _only(element, ("id", "id-ref"))
        found: list[tree.Operations | tree.Op] = []
        if element.attrib:
            _need(len(element.attrib) == 1)
            id_, id_ref = element.get("id"), element.get("id-ref")
            _matching(_ID, id_ or id_ref)
            found.append(tree.Operations(id_, id_ref))
        found += [self.op(part) for part in _elements(element)]
        _need(found)
        return found

    def op(self, element: Element) -> tree.Op:
        given = dict(element.items())
        name, id_ = given.pop("name", None), given.pop("id", None)
        if element.tag != "op" or "interval" not in given or not OP_ATTRIBUTES.issuperset(given):
            raise _InexpressibleError
        parts = _elements(element)
        return tree.Op(
            _matching(_OP_NAME, name),
            tuple([tree.NvPair(key, _one_line(value)) for key, value in given.items()]),
            tuple([self.nvset(part, _one_of_map(_OP_SETS, str(part.tag))) for part in parts]),
            _matching(_ID, id_) if id_ in self._referenced else None,
        )

    def container_sets(self, element: Element) -> tuple[tree.NvSet, ...]:
        """Return the sets of a group or clone; all other children are its members."""
        keywords = {"instance_attributes": "params", "meta_attributes": "meta"}
        parts = [part for part in _elements(element) if part.tag not in RESOURCES]
        return tuple(self.nvset(part, _one_of_map(keywords, str(part.tag))) for part in parts)

    def members(self, element: Element) -> tuple[tree.Word, ...]:
        found = [part for part in xmltree.children(element) if part.tag in RESOURCES]
        _need(found)
        return tuple(tree.Word(_reference(part.get("id"))) for part in found)

    def group(self, element: Element) -> tree.Group:
        _only(element, ("id", "description"))
        return tree.Group(
            _matching(_ID, element.get("id")),
            self.members(element),
            self.container_sets(element),
            _description(element),
        )

    def clone(self, element: Element) -> tree.Clone:
        _only(element, ("id", "description"))
        members = self.members(element)
        _need(len(members) == 1)
        return tree.Clone(
            _matching(_ID, element.get("id")),
            members[0],
            self.container_sets(element),
            _description(element),
            element.tag == "master",
        )

    # -- constraints

    def resource_sets(
        self, element: Element, qualifier: str, words: Collection[str]
    ) -> tuple[tree.ResourceSet, ...]:
        parts = [part for part in _elements(element) if part.tag == "resource_set"]
        return tuple(self.resource_set(part, qualifier, words) for part in parts)

    def resource_set(
        self, element: Element, qualifier: str, words: Collection[str]
    ) -> tree.ResourceSet:
        _only(element, ("id", "sequential", "require-all", qualifier))
        _need(element.get("id") not in self._referenced)
        refs = _elements(element)
        _need(refs and all(ref.tag == "resource_ref" and len(ref.attrib) == 1 for ref in refs))
        return tree.ResourceSet(
            tuple(tree.Word(_reference(ref.get("id"))) for ref in refs),
            _optional(words, element.get(qualifier)),
            _flag(element.get("sequential")),
            _flag(element.get("require-all")),
        )

    def location(self, element: Element) -> tree.Location:
        _only(
            element,
            ("id", "rsc", "rsc-pattern", "role", "resource-discovery", "score", "node"),
        )
        parts = _elements(element)
        _need(all(part.tag in {"resource_set", "rule"} for part in parts))
        sets = self.resource_sets(element, "role", ROLES)
        rules = tuple(self.rule(part, in_location=True) for part in parts if part.tag == "rule")
        rsc, pattern = element.get("rsc"), element.get("rsc-pattern")
        _need([rsc is not None, pattern is not None, bool(sets)].count(True) == 1)
        what: tree.Word | tree.Pattern | tuple[tree.ResourceSet, ...] = sets
        if rsc is not None:
            what = tree.Word(_reference(rsc))
        elif pattern is not None:
            _need(pattern)
            what = tree.Pattern(_one_line(pattern))
        score, node = element.get("score"), element.get("node")
        _need((score is None) == (node is None) and (node is None) == bool(rules))
        return tree.Location(
            _matching(_ID, element.get("id")),
            what,
            _attributes(element, {"role": ROLES, "resource-discovery": DISCOVERY}),
            None if score is None else _score(score),
            None if node is None else _one_line(node),
            rules,
        )

    def colocation(self, element: Element) -> tree.Colocation:
        _only(
            element,
            ("id", "score", "rsc", "with-rsc", "rsc-role", "with-rsc-role", "node-attribute"),
        )
        attribute = element.get("node-attribute")
        if attribute is not None:
            _need(attribute)
            _one_line(attribute)
        return tree.Colocation(
            _matching(_ID, element.get("id")),
            _score(element.get("score")),
            self.ends_or_sets(element, ("rsc", "with-rsc"), "role", ROLES),
            () if attribute is None else (tree.NvPair("node-attribute", attribute),),
        )

    def order(self, element: Element) -> tree.Order:
        _only(
            element,
            ("id", "kind", "score", "symmetrical", "first", "then", "first-action", "then-action"),
        )
        kind, score = element.get("kind"), element.get("score")
        _need(kind is None or score is None)
        _need(score not in {"0", "INFINITY", "+INFINITY"})  # these are read as kinds
        return tree.Order(
            _matching(_ID, element.get("id")),
            self.ends_or_sets(element, ("first", "then"), "action", ACTIONS),
            _optional(ORDER_KINDS, kind),
            None if score is None else _score(score),
            _attributes(element, {"symmetrical": ("true", "false")}),
        )

    def ends_or_sets(
        self, element: Element, names: tuple[str, str], qualifier: str, words: Collection[str]
    ) -> tuple[tree.End, tree.End] | tuple[tree.ResourceSet, ...]:
        """Return the two ends of a constraint, or its sets."""
        parts = _elements(element)
        first, then = (element.get(name) for name in names)
        if first is None and then is None:
            _need(parts and all(part.tag == "resource_set" for part in parts))
            _need(not any(f"{name}-{qualifier}" in element.attrib for name in names))
            return self.resource_sets(element, qualifier, words)
        _need(not parts)
        ends = [
            tree.End(
                _reference(element.get(name)), _optional(words, element.get(f"{name}-{qualifier}"))
            )
            for name in names
        ]
        return (ends[0], ends[1])

    # -- the rest

    def node(self, element: Element) -> tree.Node:
        _only(element, ("id", "uname", "type", "description"))
        uname, id_, type_ = element.get("uname"), element.get("id"), element.get("type")
        keywords = {"instance_attributes": "attributes", "utilization": "utilization"}
        sets = tuple(
            self.nvset(part, _one_of_map(keywords, str(part.tag))) for part in _elements(element)
        )
        if id_ is not None and quote(id_) != id_:
            _need(_one_line(id_) and ":" not in id_)
        return tree.Node(
            _matching(_PLAIN_WORD, uname),
            None if id_ == uname else id_,
            None if type_ in {None, "member"} else _one_of(NODE_TYPES, type_),
            sets,
            _description(element),
        )

    def options(self, element: Element, keyword: str) -> tree.Options:
        if "id-ref" in element.attrib:
            _need(len(element.attrib) == 1 and not _elements(element))
            return tree.Options(keyword, id_ref=_matching(_ID, element.get("id-ref")))
        _only(element, ("id",))
        rules, pairs = self.set_content(element)
        id_ = _matching(_ID, element.get("id"))
        return tree.Options(keyword, pairs, rules, id_)

    def tag(self, element: Element) -> tree.Tag:
        _only(element, ("id",))
        refs = _elements(element)
        _need(refs and all(ref.tag == "obj_ref" and len(ref.attrib) == 1 for ref in refs))
        return tree.Tag(
            _matching(_ID, element.get("id")),
            tuple(tree.Word(_matching(_ID, ref.get("id"))) for ref in refs),
        )


def _one_of_map(words: dict[str, str], key: str) -> str:
    if key not in words:
        raise _InexpressibleError
    return words[key]


def _description(element: Element) -> str | None:
    text = element.get("description")
    return None if text is None else _one_line(text)


def _flag(text: str | None) -> bool | None:
    return None if text is None else _one_of(("true", "false"), text) == "true"


def _attributes(element: Element, known: dict[str, Collection[str]]) -> tuple[tree.NvPair, ...]:
    return tuple(
        tree.NvPair(name, _one_of(words, element.get(name)))
        for name, words in known.items()
        if name in element.attrib
    )


def _property(describer: _Describer, element: Element) -> tree.Options:
    return describer.options(element, "property")


def _rsc_defaults(describer: _Describer, element: Element) -> tree.Options:
    return describer.options(element, "rsc_defaults")


def _op_defaults(describer: _Describer, element: Element) -> tree.Options:
    return describer.options(element, "op_defaults")


_FUNCTIONS: dict[str, Callable[[_Describer, Element], tree.Statement]] = {
    "primitive": _Describer.primitive,
    "template": _Describer.primitive,
    "group": _Describer.group,
    "clone": _Describer.clone,
    "master": _Describer.clone,
    "rsc_location": _Describer.location,
    "rsc_colocation": _Describer.colocation,
    "rsc_order": _Describer.order,
    "node": _Describer.node,
    "tag": _Describer.tag,
    "property": _property,
    "rsc_defaults": _rsc_defaults,
    "op_defaults": _op_defaults,
}
