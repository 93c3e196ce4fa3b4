"""Words that the grammar itself knows: keywords, settings with their values, scores, roles."""

from collections.abc import Iterator

from crmsh_py.assist.completion.offers import Candidate
from crmsh_py.assist.completion.statements.slot import Slot
from crmsh_py.grammar.kinds import Kind
from crmsh_py.grammar.shortcuts import ARGUMENT, SHORTCUTS
from crmsh_py.grammar.words import ORDER_KINDS, score_text, score_word
from crmsh_py.model.cib import Cib
from crmsh_py.model.releases import role_word

_CLOSING = {"(": ")", "[": "]"}
_ROLES = {"Promoted": "Master", "Unpromoted": "Slave"}
_MOST = 20


def choices(slot: Slot) -> Iterator[Candidate]:
    """Yield the words that the grammar names in this place: of settings the names first."""
    if slot.expected.kind is Kind.NVPAIR:
        return  # `pairs` knows more of them
    given = _given(slot)
    named: set[str] = set()
    is_value = "=" in slot.word
    for word in _brackets(slot) if slot.expected.label == "( or [" else slot.expected.choices:
        name, equals, value = word.partition("=")
        if not equals:
            yield Candidate(word, _meaning(slot, word), whole=_is_whole(word))
        elif name.lower() in given:
            continue
        elif is_value and value:
            told = slot.meaning(value) or slot.meaning(f"{name}=")
            yield Candidate(word, told, deprecated=is_old_role(slot, value))
        elif name not in named and not is_value:
            named.add(name)
            yield _setting(slot, name)


def _setting(slot: Slot, name: str) -> Candidate:
    """Return a setting's name; one of a single value comes with it."""
    values = [one for one in slot.expected.choices if one.startswith(f"{name}=")]
    word = values[0] if len(values) == 1 else f"{name}="
    return Candidate(word, slot.meaning(word) or slot.meaning(f"{name}="), whole=word[-1] != "=")


def is_old_role(slot: Slot, role: str) -> bool:
    """Tell whether the configuration's schema has another word for a role."""
    cib = slot.knowledge.cib()
    schema = "" if cib is None else cib.schema
    new = next((one for one in _ROLES if role in (one, _ROLES[one])), None)
    return new is not None and role_word(schema, new) != role


def _given(slot: Slot) -> set[str]:
    """Return the settings that stand in front, in the part that the word is in."""
    found = set()
    for one in reversed(slot.expected.before):
        name, equals, _ = one.word.partition("=")
        if one.kind is Kind.KEYWORD and not equals:
            break
        if equals and one.kind is not Kind.NVPAIR:
            found.add(name.lower())
    return found


def _meaning(slot: Slot, word: str) -> str:
    if word[-1:] == ":" and _is_whole(word):
        return slot.meaning(word[:-1]) or slot.meaning("<score>:")
    shortcut = SHORTCUTS.get(word.rstrip(":")) if slot.expected.kind is Kind.RIGHT else None
    if shortcut is not None:
        return f"{shortcut.usage}: {shortcut.xpath.replace(ARGUMENT, shortcut.first)}"
    return slot.meaning(word) or slot.meaning(slot.expected.label)


def _is_whole(word: str) -> bool:
    """Tell whether a blank can follow; `inf:` is whole, `attr:` is not."""
    if not word.endswith((":", "=")):
        return True
    return word[:-1] in ORDER_KINDS or score_text(word[:-1]) is not None


def _brackets(slot: Slot) -> tuple[str, ...]:
    """Return the bracket that closes the open one, or those that can open."""
    for one in reversed(slot.expected.before):
        if one.word in _CLOSING.values():
            break
        if one.word in _CLOSING:
            return (_CLOSING[one.word],)
    return tuple(_CLOSING)


def scores(slot: Slot) -> Iterator[Candidate]:
    """Yield scores: the usual ones, and those that are in use; none for sets of pairs."""
    if slot.expected.within or slot.expected.label != str(Kind.SCORE):
        return
    for score in () if slot.expected.choices else ("inf", "-inf", "100"):
        yield Candidate(f"{score}:", slot.meaning(score) or slot.meaning("<score>:"))
    for score in slot.knowledge.of_cib(_in_use):
        yield Candidate(f"{score}:", "in use")


def _in_use(cib: Cib) -> Iterator[str]:
    section = cib.section("constraints")
    found: dict[str, None] = {}
    for element in (
        [] if section is None else section.iter("rsc_location", "rsc_colocation", "rule")
    ):
        if score := element.get("score"):
            found[score_word(score)] = None
    yield from sorted(found, key=lambda one: (len(one), one))[:_MOST]
