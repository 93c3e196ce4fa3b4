"""Setting single values by their paths, and taking them off.

Raises CrmError with what is wrong; the caller takes back what was done (`Cib.rollback`).  Ids of
parts stay as they are, even where they were made of a value that changes: an id is but a name, and
other elements may refer to it.
"""

from crmsh_py import xmltree
from crmsh_py.diagnostics import CrmError, Diagnostic
from crmsh_py.grammar.words import BOOLEANS, score_text
from crmsh_py.model.attributes import BOOLEAN, REQUIRED, SCORES, WORDS
from crmsh_py.model.cib import Cib
from crmsh_py.model.elements import is_object, object_name, object_of, title
from crmsh_py.model.finding import nothing, single
from crmsh_py.model.masking import masked_value
from crmsh_py.model.paths import Path
from crmsh_py.model.places import Place
from crmsh_py.model.references import dangling, references
from crmsh_py.model.times import same_time
from crmsh_py.secrets import MASK
from crmsh_py.xmltree import Element


def change(cib: Cib, place: Place, path: Path, value: str) -> None:
    """Give a place another value.  Raises CrmError."""
    if place.is_id or (place.element.tag == "node" and place.attribute == "uname"):
        raise _is_an_id(place, path)
    if place.target is not None:
        owner = object_of(place.target)
        message = f"the value of {place.path!r} is that of the pair {place.target.get('id')!r}"
        hint = f"change it in {title(owner)}"
        raise path.error("not-settable", message, hint=hint)
    if place.is_secret and value == MASK:
        if place.value is None:
            problem = masked_value(place.name)
            raise path.error(problem.code, problem.message, hint=problem.hint)
        return  # as it is
    set_attribute(cib, place.element, place.attribute, value, path)


def set_attribute(cib: Cib, element: Element, name: str, value: str, path: Path) -> None:
    """Set an attribute of an element to a value that it can have.  Raises CrmError."""
    cib.set(element, name, _legal(element, name, value, path))
    listed = {value, *(one.strip() for one in value.split(","))}
    problems = [one for one in dangling(cib, element) if one.subject in listed]
    if element.tag == "op" and name in {"name", "interval"}:
        problems += _same_operation(element)
    if problems:
        raise CrmError(*(d for one in problems for d in _placed(one, path)))


def _placed(problem: Diagnostic, path: Path) -> tuple[Diagnostic, ...]:
    return path.error(problem.code, problem.message, hint=problem.hint).diagnostics


def _is_an_id(place: Place, path: Path) -> CrmError:
    if place.holder is place.owner:
        message = f"{place.path!r} is the name of the object itself"
        hint = f"'rename {object_name(place.owner)} NEW' changes it, and all that refers to it"
    else:
        message = f"{place.path!r} is the id of a part: ids stay as they are"
        hint = f"'edit xml {object_name(place.owner)}' can change it"
    return path.error("not-settable", message, hint=hint)


def _legal(element: Element, name: str, value: str, path: Path) -> str:
    """Return a value as the CIB has it.  Raises CrmError if the attribute cannot have it."""
    key = (str(element.tag), name)
    if key in BOOLEAN:
        if value.lower() not in BOOLEANS:
            raise _not_one_of(("true", "false"), name, value, path)
        return str(BOOLEANS[value.lower()]).lower()
    words = WORDS.get(key)
    if words is not None:
        found = next((word for word in words if word.lower() == value.lower()), None)
        if found is None:
            raise _not_one_of(words, name, value, path)
        return found
    if name in SCORES:
        score = score_text(value)
        if score is None:
            raise path.error("invalid-score", f"{value!r} is no score", hint="a number, or inf")
        return score
    return value


def _not_one_of(words: tuple[str, ...], name: str, value: str, path: Path) -> CrmError:
    message = f"{name!r} cannot be {value!r}"
    return path.error("schema-violation", message, hint=f"one of: {', '.join(words)}")


def _same_operation(op: Element) -> list[Diagnostic]:
    name, interval = op.get("name"), op.get("interval", "")
    for other in (*op.itersiblings("op"), *op.itersiblings("op", preceding=True)):
        if other.get("name") == name and same_time(other.get("interval", ""), interval):
            message = f"{object_of(op).get('id')!r} has a {name} with the interval {interval}"
            hint = "Pacemaker tells operations apart by name and interval"
            return [Diagnostic("duplicate-operation", message, hint=hint)]
    return []


# ------------------------------------------------------------------ taking off


def unset(cib: Cib, path: Path) -> Element:
    """Take a value off; return the object.  Raises CrmError.

    A set of pairs that is left empty goes too, unless something refers to it or it is an object.
    """
    place = single(cib, path)
    if place is None:
        raise nothing(cib, path)
    if place.is_id:
        raise _is_an_id(place, path)
    if place.is_pair:
        _remove_pair(cib, place, path)
    elif place.attribute in REQUIRED.get(str(place.element.tag), ()):
        message = f"{title(place.owner)} cannot do without {place.path!r}"
        raise path.error("not-settable", message, hint=f"'set {place.path} VALUE' changes it")
    else:
        cib.set(place.element, place.attribute, None)
    return place.owner


def _remove_pair(cib: Cib, place: Place, path: Path) -> None:
    nvset = place.holder
    referred = {one.target: one.owner for one in references(cib.configuration)}
    by = referred.get(place.element.get("id", ""))
    if by is not None:
        message = f"{title(by)} refers to {place.path!r}"
        raise path.error("still-referenced", message, hint="take the reference off first")
    cib.remove(place.element)
    empty = len(nvset) == 0 and set(nvset.keys()) <= {"id"}
    if empty and not is_object(nvset) and nvset.get("id") not in referred:
        cib.remove(nvset)


def has_rule(nvset: Element) -> bool:
    """Tell whether a set of pairs holds only under a rule."""
    return any(one.tag == "rule" for one in xmltree.children(nvset))
