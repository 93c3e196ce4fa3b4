"""The places of a configuration where secrets stand: masking them, and putting them back.

What is a secret is told by its name (`secrets.is_secret`): that of an nvpair, wherever its set
stands, or of the attribute that an expression of a rule compares.
"""

from collections.abc import Callable, Iterator

from crmsh_py.diagnostics import Diagnostic
from crmsh_py.secrets import MASK, is_secret
from crmsh_py.xmltree import Element

_NAMED_BY = {"nvpair": "name", "expression": "attribute"}
"""Elements with a `value`, and the attribute that says of what."""

_TOLD_BY = {"op": ("name", "interval", "role"), "recipient": ("value",)}
"""Parts with sets of their own, and what tells several of them apart."""

_Key = tuple[str | None, ...]
_Secret = tuple[Element, Element]
"""An element that holds a secret, and the object that it is in."""


def secret_name(element: Element) -> str | None:
    """Return the name that makes the value of an element a secret; None if it is none."""
    named_by = _NAMED_BY.get(str(element.tag))
    name = element.get(named_by) if named_by is not None else None
    return name if name is not None and is_secret(name) else None


def secrets_in(root: Element) -> Iterator[Element]:
    """Yield the elements below one that hold secrets, masked or not."""
    for one in root.iterdescendants(*_NAMED_BY):
        if one.get("value") and secret_name(one) is not None:
            yield one


def mask_secrets(root: Element) -> None:
    """Mask the values of secrets below an element."""
    for one in secrets_in(root):
        one.set("value", MASK)


# ------------------------------------------------------------------ putting them back


def unmask(element: Element, old: Element | None) -> list[Diagnostic]:
    """Put the values of an old object in the place of masked ones.

    Returns a problem (masked-value) for each that there is no value for.
    """
    given = [(one, element) for one in secrets_in(element)]
    if all(one.get("value") != MASK for one, _ in given):
        return []
    there = [] if old is None else [(one, old) for one in secrets_in(old)]
    kept = [_value_kept(one, given, there) for one, _ in given]
    problems = []
    for (one, _), value in zip(given, kept, strict=True):
        if one.get("value") != MASK:
            continue
        if value is None:
            problems.append(masked_value(secret_name(one) or ""))
        else:
            one.set("value", value)
    return problems


def masked_value(name: str) -> Diagnostic:
    """Report a masked value that has nothing to keep."""
    return Diagnostic(
        "masked-value",
        f"the value of {name!r} is masked, and the configuration has none to keep",
        subject=f"{name}={MASK}",
        hint="type the value itself; 'save' writes secrets out, 'show' hides them",
    )


def _value_kept(one: Element, given: list[_Secret], there: list[_Secret]) -> str | None:
    """Return the value that a masked one stands for; None if there is none, or no telling.

    Looked for is the same pair, by id; else one that stands at the same place, more and more
    roughly: the only one, or of several the one that comes as its turn is.
    """
    for key in (_by_id, _closely, _roughly, _by_name):
        alike = [other for other in given if key(*other) == key(one, given[0][1])]
        same = [other for other, root in there if key(other, root) == key(one, given[0][1])]
        if len({other.get("value") for other in same}) == 1:
            return same[0].get("value")
        if same and len(alike) == len(same):
            return same[next(at for at, (other, _) in enumerate(alike) if other is one)].get(
                "value"
            )
    return None


def _by_id(one: Element, root: Element) -> _Key:
    return one.get("id") or str(id(one)), *_by_name(one, root)


def _by_name(one: Element, _root: Element) -> _Key:
    return str(one.tag), secret_name(one)


def _closely(one: Element, root: Element) -> _Key:
    return _around(one, root, lambda tag: _TOLD_BY.get(tag, ()))


def _roughly(one: Element, root: Element) -> _Key:
    return _around(one, root, lambda tag: _TOLD_BY.get(tag, ())[:1])


def _around(one: Element, root: Element, told_by: Callable[[str], tuple[str, ...]]) -> _Key:
    """Return what tells a value apart by the parts around it."""
    parts: list[str | None] = []
    for part in one.iterancestors():
        if part is root:
            break
        parts += [str(part.tag), *(part.get(name) for name in told_by(str(part.tag)))]
    return (*_by_name(one, root), *parts)
