"""What the tests of completion know, and what is offered to who types at `configure`."""

from collections.abc import Iterable

from crmsh_py import xmltree
from crmsh_py.agents.library import open_catalogue
from crmsh_py.assist.completion.completing import complete
from crmsh_py.assist.completion.offers import Candidate
from crmsh_py.assist.knowledge import Knowledge
from crmsh_py.model.cib import Cib

CONFIGURE = ("configure",)


def knowledge_of(configuration: str, path: Iterable[str] = CONFIGURE) -> Knowledge:
    """Return the knowledge of a configuration, and of the agents of the catalogue."""
    cib = Cib(xmltree.parse(f"<cib><configuration>{configuration}</configuration></cib>", "test"))
    library = open_catalogue()
    return Knowledge(path=tuple(path), cib=lambda: cib, library=lambda: library)


def words(text: str, knowledge: Knowledge) -> list[str]:
    """Return the words that are offered at the end of a text."""
    return [one.word for one in complete(text, knowledge).candidates]


def candidate(text: str, knowledge: Knowledge, word: str) -> Candidate:
    """Return a word that is offered, with what is said of it."""
    return next(one for one in complete(text, knowledge).candidates if one.word == word)
