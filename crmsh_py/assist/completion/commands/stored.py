"""What has a name in folders: shadow CIBs and templates, with what templates ask for."""

from collections.abc import Iterator

from crmsh_py.assist.completion.commands.place import Place
from crmsh_py.assist.completion.offers import Candidate
from crmsh_py.backends.shadow import Shadows
from crmsh_py.diagnostics import CrmError
from crmsh_py.grammar.kinds import Kind
from crmsh_py.grammar.lexical import quote_argument
from crmsh_py.secrets import is_secret
from crmsh_py.templates import catalogue
from crmsh_py.templates.catalogue import Parameter, Template


def shadows(place: Place) -> Iterator[Candidate]:
    """Yield the shadow CIBs."""
    folder = place.knowledge.shadows
    for name in [] if folder is None else Shadows(folder).names():
        yield Candidate(quote_argument(name), "shadow CIB")


def templates(place: Place) -> Iterator[Candidate]:
    """Yield the templates that come with the program, and the user's own."""
    for name in _names(place):
        found = _template(place, name)
        yield Candidate(quote_argument(name), found.summary if found else "cannot be read")


def values(place: Place) -> Iterator[Candidate]:
    """Yield `NAME=` for what a template asks for and has not got yet; its default behind a `=`."""
    found = _template(place, place.first(Kind.TEMPLATE))
    if found is None:
        return
    name, equals, _ = place.word.partition("=")
    for one in found.parameters if not is_secret(name) else ():
        if equals and one.name == name and one.default:
            yield Candidate(f"{name}={quote_argument(one.default)}", "default")
        elif equals and one.name == name and one.example:
            yield Candidate(f"{name}={quote_argument(one.example)}", "an example")
    said = {word.partition("=")[0] for word in place.given_here}
    for one in found.parameters if not equals else ():
        if one.name not in said:
            yield Candidate(f"{one.name}=", _told(one), required=one.required, whole=False)


def _told(parameter: Parameter) -> str:
    default = f"default {parameter.default}" if parameter.default else ""
    state = "required" if parameter.required else default
    return ": ".join(filter(None, [state, parameter.description]))


def _names(place: Place) -> list[str]:
    try:
        return catalogue.names(place.knowledge.folder)
    except OSError:  # the user's folder may not be read
        return catalogue.names(None)


def _template(place: Place, name: str) -> Template | None:
    """Return a template; None if there is none, or none that can be read."""
    if name not in _names(place):
        return None
    try:
        return catalogue.template(name, place.knowledge.folder)
    except (CrmError, OSError):
        return None
