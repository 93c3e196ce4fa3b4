"""The words about a constraint's resources: members, brackets, settings."""

from dataclasses import dataclass
from typing import Any

from crmsh_py.grammar import lexical, settings
from crmsh_py.grammar.kinds import Kind
from crmsh_py.grammar.settings import Setting, Settings
from crmsh_py.grammar.terminals import Terminal, word
from crmsh_py.grammar.words import ACTIONS, ORDER_KINDS, ORDERINGS, ROLES, SET_MARK
from crmsh_py.source import Span


@dataclass(frozen=True, slots=True)
class Member:
    """A resource as it was typed; in quotes it is a resource whatever it is called."""

    rsc: str
    qualifier: str
    quoted: bool
    span: Span

    @property
    def text(self) -> str:
        """The word without its quotes."""
        return f"{self.rsc}:{self.qualifier}" if self.qualifier else self.rsc


@dataclass(frozen=True, slots=True)
class Form:
    """What a kind of constraint makes of the words about its resources.

    `own` are its settings wherever they stand, `shared` those that are its own only where there
    are no sets; `ends` is how many resources it names without sets.
    """

    qualifier: str
    ends: int
    own: frozenset[str] = frozenset()
    shared: frozenset[str] = frozenset()

    @property
    def words(self) -> dict[str, str]:
        """The qualifiers by their spelling in small letters."""
        return _QUALIFIERS[self.qualifier]


_QUALIFIERS = {
    "role": {one.lower(): one for one in ROLES},
    "action": {one.lower(): one for one in ACTIONS},
}

_NAME = r"[^\s\ufeff\"'\\=(){}\[\]:@$/]+"
_QUOTED = r"\"[^\"\\\n]+\"|'[^'\n]+'"
_IS_MARK = rf"{SET_MARK}{lexical.END_OF_WORD}"
_IS_LIFETIME = rf"(?i:lifetime)(?:{lexical.BLANK})+(?i:rule){lexical.END_OF_WORD}"
_MEMBER_END = rf"(?={lexical.BLANK}|[)\]}}]|\n|\Z)"


class _MemberWord(Terminal):
    """`rsc` or `rsc:qualifier`; a name in quotes is never a word of the grammar."""

    def __init__(self, form: Form) -> None:
        self._form = form
        super().__init__(
            Kind.RESOURCE,
            rf"(?!{_IS_MARK}|{_IS_LIFETIME})(?:{_NAME}|{_QUOTED})(?::{_NAME})?",
            label=f"<resource>[:<{form.qualifier}>]",
            end=_MEMBER_END,
        )

    def produce(self, word: str, span: Span) -> Any:
        return member_of(word, span)

    def explain(self, found: str) -> tuple[str, str | None] | None:
        if "=" in found or ":" not in found or found.startswith(("$", "@", ":", "/")):
            return None
        if found.endswith(":") and not self._form.ends:
            return f"the brace in front of {found!r} is not closed", f"write '}} {found}'"
        if found.endswith(":"):
            hint = f"write '{found[:-1]}', or '{found}{next(iter(self._form.words.values()))}'"
            return f"nothing stands behind the colon of {found!r}", hint
        if found.count(":") > 1:
            return f"{found!r} has too many colons", f"it is <resource>:<{self._form.qualifier}>"
        return None


def member_of(word: str, span: Span) -> Member:
    """Return the resource that a word stands for."""
    quoted = word[0] in "\"'"
    at = word.find(":", word.index(word[0], 1) if quoted else 0)
    rsc, qualifier = (word[:at], word[at + 1 :]) if at >= 0 else (word, "")
    return Member(lexical.unquote(rsc), qualifier, quoted, span)


_OF_SETS = Settings(
    settings.boolean("sequential"),
    settings.boolean("require-all"),
    settings.one_of("ordering", ORDERINGS),
    settings.one_of("role", ROLES),
    settings.one_of("action", ACTIONS),
    settings.score("score"),
    settings.one_of("kind", ORDER_KINDS),
    settings.text("$id", str(Kind.SET_ID)),
    settings.text("$id-ref", str(Kind.SET_ID)),
    label="<set setting>",
)
_MARK = word(Kind.KEYWORD, SET_MARK, label=SET_MARK, choices=(SET_MARK,))
_BRACKET = word(
    Kind.KEYWORD,
    r"[()\[\]]",
    label="( or [",
    choices="()[]",
    alternatives=tuple("()[]"),
    end="",
)


def resources(form: Form, *own: Setting) -> Any:
    """Return the rule of the words about a constraint's resources, its own settings among them."""
    words = _MemberWord(form) | _MARK | _BRACKET | Settings(*own, shared=_OF_SETS)
    return words.set_name("<resources>")[1, ...]
