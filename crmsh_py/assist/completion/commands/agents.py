"""Names of agents, their classes and providers, as words of `ra`."""

from collections.abc import Iterable, Iterator

from crmsh_py.assist.completion.commands.place import Place
from crmsh_py.assist.completion.offers import Candidate
from crmsh_py.assist.completion.statements import agents as of_statements
from crmsh_py.assist.completion.statements.slot import Slot
from crmsh_py.grammar.agents import CLASSES
from crmsh_py.grammar.expected import Expectation
from crmsh_py.grammar.kinds import Kind


def agents(place: Place) -> Iterable[Candidate]:
    """Return agents, or beginnings of their names, as a statement takes them."""
    expected = Expectation(Kind.AGENT, str(Kind.AGENT), ())
    return of_statements.names(Slot("primitive", expected, place.word, place.knowledge))


def classes(place: Place) -> Iterator[Candidate]:
    """Yield the classes that agents are known of, with how many there are."""
    library = place.knowledge.library()
    for class_ in CLASSES if library is None else library.classes():
        count = 0 if library is None else len(list(library.names(class_)))
        yield Candidate(class_, f"{count} agents" if count else "class of agents")


def providers(place: Place) -> Iterator[Candidate]:
    """Yield the providers of the class that was named."""
    library = place.knowledge.library()
    class_ = place.first(Kind.AGENT_CLASS)
    names = [] if library is None else library.names(class_)
    found: dict[str, int] = {}
    for one in names:
        found[one.provider or ""] = found.get(one.provider or "", 0) + 1
    yield from (Candidate(one, f"{found[one]} agents") for one in sorted(found) if one)
