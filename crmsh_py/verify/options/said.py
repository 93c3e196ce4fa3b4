"""The pairs that an object says itself, and the judgement of each."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from crmsh_py.diagnostics import Diagnostic, Severity
from crmsh_py.verify.check import finding
from crmsh_py.verify.view.pairs import META, Pairs, children
from crmsh_py.xmltree import Element


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is wrong with a pair, whoever says it; `words` follow the title of that object."""

    code: str
    words: str
    severity: Severity = Severity.WARNING
    hint: str | None = None

    def of(self, element: Element, *at: str) -> Diagnostic:
        """Return the finding about the object that an element is part of."""
        return finding(
            element,
            self.code,
            self.words,
            *at,
            severity=self.severity,
            hint=self.hint,
        )


Verdicts = tuple[Verdict, ...]
Judge = Callable[[str, str], Verdicts]
"""What judges a name and a value.  It should remember what it judged: most pairs are the same."""


_DEFAULTS = frozenset({"rsc_defaults", "op_defaults"})


@dataclass(frozen=True, slots=True)
class Said:
    """A pair, in the set in which it stands."""

    nvset: Element
    name: str
    value: str

    @property
    def at(self) -> tuple[str, ...]:
        """The words of the statement that lead to it."""
        owner = self.nvset.getparent()
        is_part = self.nvset.tag == META and owner is not None and owner.tag not in _DEFAULTS
        return ("meta", self.name) if is_part else (self.name,)

    @property
    def text(self) -> str:
        """The pair as one types it, if it needs no quotes."""
        return f"{self.name}={self.value}"


def own_pairs(owner: Element, tag: str) -> Iterator[Said]:
    """Return the pairs of an element's sets of a kind; what others hold for it is left out.

    Pairs without a value are left out too: they have a finding of their own.
    """
    for nvset in children(owner, tag):
        for pair in children(nvset, "nvpair"):
            name, value = pair.get("name"), pair.get("value")
            if name is not None and value is not None and pair.get("id-ref") is None:
                yield Said(nvset, name, value)


def judged(owner: Element, tag: str, pairs: Pairs, judge: Judge) -> Iterator[tuple[Said, Verdict]]:
    """Return what is wrong with the pairs that an element says itself.

    `pairs` are all that hold for it: as long as none of them is bad, nothing else is looked at.
    """
    if not pairs.sometimes and not any(judge(*pair) for pair in pairs.always.items()):
        return
    for said in own_pairs(owner, tag):
        for verdict in judge(said.name, said.value):
            yield said, verdict
