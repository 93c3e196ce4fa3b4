"""The ids of the old document, and what they are in the new one.

An object (resource, constraint) whose id XML does not allow gets another one, and so does every
reference to it.  Nothing refers to the ids of parts, so that they may change silently.
"""

import re
from collections.abc import Iterable

_NOT_IN_IDS = re.compile(r"[^A-Za-z0-9._-]")
_FIRST_OF_ID = re.compile(r"[A-Za-z_]")


def as_id(wish: str) -> str:
    """Return what comes nearest to an id that XML allows."""
    id_ = _NOT_IN_IDS.sub("_", wish)
    return id_ if _FIRST_OF_ID.match(id_) else f"r_{id_}"


class Ids:
    """Hands out the ids of the new document, each of them once.

    `old` are all ids of the old document: none of them is given to something made up.
    """

    def __init__(self, old: Iterable[str]) -> None:
        self._reserved = {id_ for id_ in old if as_id(id_) == id_}
        self._given: set[str] = set()
        self._suffixes: dict[str, int] = {}
        self._objects: dict[str, str] = {}

    def claim(self, old: str) -> str:
        """Return the id of an object from now on; `new` tells it to whoever refers to it."""
        id_ = self._take(old) if self._is_free(old) else self.fresh(old)
        self._objects.setdefault(old, id_)
        return id_

    def new(self, old: str) -> str | None:
        """Return the id that an object has now, or None: there is, or is left, no such object."""
        return self._objects.get(old)

    def forget(self, old: str) -> None:
        """Note that an object was left out, so that nothing may refer to it any more."""
        self._objects.pop(old, None)

    def part(self, old: str | None, wish: str) -> str:
        """Return the id of a part of an object.

        It keeps its old one, or what comes nearest to it; if that is taken, it is called `wish`.
        """
        if not old or old in self._given:
            return self.fresh(wish)
        return self._take(old) if as_id(old) == old else self.fresh(old)

    def fresh(self, wish: str) -> str:
        """Return an id that nothing has or had: the wish, or WISH_2, WISH_3 and so on."""
        id_ = as_id(wish)
        free, number = id_, self._suffixes.get(id_, 1)
        while free in self._given or free in self._reserved:
            number += 1
            free = f"{id_}_{number}"
        self._suffixes[id_] = number
        return self._take(free)

    def _is_free(self, id_: str) -> bool:
        return as_id(id_) == id_ and id_ not in self._given

    def _take(self, id_: str) -> str:
        self._given.add(id_)
        return id_
