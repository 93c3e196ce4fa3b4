"""Which resources the words behind a command of `resource` mean."""

from collections.abc import Iterable, Sequence
from fnmatch import fnmatchcase

from crmsh_py import xmltree
from crmsh_py.diagnostics import CrmError, Diagnostic
from crmsh_py.model.cib import Cib
from crmsh_py.model.elements import a_kind
from crmsh_py.model.vocabulary import RESOURCES
from crmsh_py.spelling import did_you_mean, nearest
from crmsh_py.xmltree import Element

TAG = "tag:"
_GLOB = frozenset("*?[")


def chosen(cib: Cib, words: Sequence[str]) -> list[Element]:
    """Return the resources that words mean, each once: ids, patterns, tags, `tag:NAME`.

    Raises CrmError (no-such-object, wrong-kind) with all that is wrong with the words.
    """
    found: dict[Element, None] = {}
    problems: list[Diagnostic] = []
    for word in words:
        try:
            found.update(dict.fromkeys(_meant(cib, word)))
        except CrmError as error:
            problems += error.diagnostics
    if problems:
        raise CrmError(*problems)
    return list(found)


def the_resource(cib: Cib, word: str, tags: Iterable[str] = RESOURCES) -> Element:
    """Return the one resource of an id, with one of some tags.

    Raises CrmError (no-such-object, wrong-kind).
    """
    allowed = frozenset(tags)
    element = cib.find(word)
    if element is not None and element.tag in allowed:
        return element
    there = cib.object(word)
    if there is None:
        raise CrmError(no_such_resource(cib, word, allowed))
    raise CrmError(wrong_kind(there, word))


def no_such_resource(cib: Cib, word: str, tags: Iterable[str] = RESOURCES) -> Diagnostic:
    """Report an id that no resource has, with the one that comes nearest."""
    allowed = frozenset(tags)
    known = [one.get("id", "") for one in cib.objects() if one.tag in allowed]
    hint = did_you_mean(word, known) or "'resource list' shows what there is"
    return Diagnostic("no-such-object", f"there is no resource {word!r}", subject=word, hint=hint)


def wrong_kind(there: Element, word: str) -> Diagnostic:
    """Report an object that is no resource, or not of the kind that is wanted."""
    hint = "its primitives run, not the template itself" if there.tag == "template" else None
    what = "not a primitive" if there.tag in RESOURCES else "not a resource"
    return Diagnostic("wrong-kind", f"{word!r} is {a_kind(there)}, {what}", subject=word, hint=hint)


def _meant(cib: Cib, word: str) -> list[Element]:
    element = cib.find(word)
    if element is not None and element.tag == "tag":
        return _tagged(cib, element)
    if word.startswith(TAG):
        return _by_tag(cib, word.removeprefix(TAG))
    if _GLOB.isdisjoint(word):
        return [the_resource(cib, word)]
    resources = (one for one in cib.objects() if one.tag in RESOURCES)
    matching = [one for one in resources if fnmatchcase(one.get("id", ""), word)]
    if not matching:
        message = f"no resource has an id like {word!r}"
        raise CrmError(Diagnostic("no-such-object", message, subject=word))
    return matching


def _by_tag(cib: Cib, name: str) -> list[Element]:
    there = cib.find(name)
    if there is not None and there.tag == "tag":
        return _tagged(cib, there)
    known = [one.get("id", "") for one in cib.objects() if one.tag == "tag"]
    meant = nearest(name, known)
    hint = None if meant is None else f"did you mean '{TAG}{meant}'?"
    message = f"there is no tag {name!r}"
    raise CrmError(Diagnostic("no-such-object", message, subject=TAG + name, hint=hint))


def _tagged(cib: Cib, tag: Element) -> list[Element]:
    """Return the resources of a tag; other objects may be in it too, they do not run."""
    names = [one.get("id", "") for one in xmltree.children(tag)]
    found = [one for one in map(cib.resource, names) if one is not None]
    if not found:
        name = tag.get("id", "")
        message = f"the tag {name!r} holds no resource"
        raise CrmError(Diagnostic("wrong-kind", message, subject=name))
    return found
