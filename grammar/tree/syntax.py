"""What makes a class one of the syntax tree."""

from dataclasses import dataclass, field, fields
from operator import attrgetter
from typing import Any, TypeVar, dataclass_transform

from crmsh_py.source import Span

NOWHERE = Span(0, 0)
_Class = TypeVar("_Class", bound=type)


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def syntax(class_: _Class) -> _Class:
    """Make a frozen dataclass of a class.

    The type checker holds that it is frozen.  Comparing, hashing and printing are shared rather
    than generated: to make a class takes a third of the time so, and every run makes all of them.
    """
    made: Any = dataclass(slots=True, eq=False, repr=False)(class_)
    names = [one.name for one in fields(made) if one.compare]
    value = attrgetter(*names)

    def equal(self: Any, other: object) -> Any:
        if other.__class__ is not self.__class__:
            return NotImplemented
        return bool(value(self) == value(other))

    def hashed(self: Any) -> int:
        return hash((made, value(self)))

    made.__eq__, made.__hash__, made.__repr__ = equal, hashed, _represented
    return made  # type: ignore[no-any-return] # what `dataclass` returns is the class again


def _represented(self: Any) -> str:
    shown = (f"{one.name}={getattr(self, one.name)!r}" for one in fields(self) if one.repr)
    return f"{type(self).__name__}({', '.join(shown)})"
