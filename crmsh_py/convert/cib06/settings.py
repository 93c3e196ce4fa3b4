"""The meta attributes and parameters of a resource, wherever in its element they stand.

The old engine looked for a meta attribute in the XML attributes first, then in the meta
attributes, then in the instance attributes; the first one counted.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from crmsh_py.convert.cib06 import nvsets
from crmsh_py.convert.cib06.meta_names import NOT_META, WITHOUT_EFFECT, is_meta, today
from crmsh_py.convert.cib06.nvsets import DEFAULT, Nvset, Pair, Wanted
from crmsh_py.convert.cib06.scores import score_text
from crmsh_py.convert.cib06.work import Work
from crmsh_py.xmltree import Element


@dataclass(frozen=True, slots=True)
class Layer:
    """Pairs that hold under the same condition: that of the set `like`, or none."""

    pairs: tuple[Pair, ...]
    like: Nvset | None = None

    @property
    def is_conditional(self) -> bool:
        """Tell whether a rule decides on them."""
        return self.like is not None and bool(self.like.rules)


@dataclass(frozen=True, slots=True)
class Settings:
    """Layers of meta attributes and of parameters; what comes first counts."""

    meta: tuple[Layer, ...] = ()
    parameters: tuple[Layer, ...] = ()

    def find(self, name: str) -> Pair | None:
        """Return the meta attribute that holds under no condition, if there is one."""
        plain = (layer for layer in self.meta if not layer.is_conditional)
        return next((pair for layer in plain for pair in layer.pairs if pair.name == name), None)

    def value(self, name: str) -> str | None:
        """Return the value of a meta attribute that holds under no condition."""
        pair = self.find(name)
        return None if pair is None else pair.value

    def over(self, inherited: "Settings") -> "Settings":
        """Return these, and what is inherited where they say nothing."""
        return Settings((*self.meta, *inherited.meta), (*self.parameters, *inherited.parameters))

    def with_meta(self, *pairs: Pair) -> "Settings":
        """Return these with meta attributes that come before all others."""
        return replace(self, meta=(Layer(pairs), *self.meta)) if pairs else self

    def without(self, *names: str) -> "Settings":
        """Return these without some meta attributes."""
        layers = (
            replace(layer, pairs=tuple(p for p in layer.pairs if p.name not in names))
            for layer in self.meta
        )
        return replace(self, meta=tuple(layers))


NONE = Settings()


def read_settings(work: Work, element: Element) -> Settings:
    """Return what a resource says about itself; meta attributes have the names of today."""
    meta = [Layer(_attributes(work, element))]
    given = _by_score(nvsets.read(work, element, "meta_attributes"))
    meta += [Layer(tuple(map(_renamed, nvset.pairs)), nvset) for nvset in given]
    parameters = []
    for nvset in _by_score(nvsets.read(work, element, "instance_attributes")):
        moved = tuple(_renamed(pair) for pair in nvset.pairs if is_meta(pair.name))
        meta.append(Layer(moved, nvset))
        rest = tuple(pair for pair in nvset.pairs if not is_meta(pair.name))
        parameters.append(Layer(rest, nvset))
    return Settings(_filled(meta), _filled(parameters))


def _filled(layers: Iterable[Layer]) -> tuple[Layer, ...]:
    return tuple(layer for layer in layers if layer.pairs)


def _attributes(work: Work, element: Element) -> tuple[Pair, ...]:
    pairs = []
    for name, value in element.attrib.items():
        new = today(str(name))
        if name in NOT_META or value == DEFAULT:
            continue
        if new in WITHOUT_EFFECT:
            work.tell("dropped", f"'{name!s}' never had an effect", element, str(name))
        else:
            pairs.append(Pair(new, str(value), element))
    return tuple(pairs)


def _renamed(pair: Pair) -> Pair:
    return replace(pair, name=today(pair.name))


def _by_score(sets: list[Nvset]) -> list[Nvset]:
    """Sort sets as the engine took them: the highest score first."""
    return sorted(sets, key=lambda one: -_number(one.element.get("score")))


def _number(score: str | None) -> int:
    known = score_text(score or "0") or "0"
    return int(known.replace("INFINITY", "1000000"))


# ------------------------------------------------------------------ writing


def write_settings(work: Work, new: Element, settings: Settings) -> None:
    """Add sets to a resource: its parameters, then its meta attributes."""
    _write(work, new, "instance_attributes", _as_they_count(work, settings.parameters))
    _write(work, new, "meta_attributes", _as_they_count(work, settings.meta))


def _write(work: Work, new: Element, tag: str, layers: list[Layer]) -> None:
    wish = f"{new.get('id')}-{tag}"
    for rank, layer in enumerate(layers):
        made = nvsets.write(work, new, Wanted(tag, layer.pairs, wish, layer.like))
        if made is not None and len(layers) > 1:
            made.set("score", str(len(layers) - rank))


def _as_they_count(work: Work, layers: Iterable[Layer]) -> list[Layer]:
    """Leave out what never counted; what holds under no condition at all becomes one set."""
    always: dict[str, str] = {}
    left = []
    for layer in layers:
        counted = _counted(work, layer, always)
        if not layer.is_conditional:
            always |= {pair.name: pair.value for pair in counted}
        left.append(replace(layer, pairs=counted))
    left = list(_filled(left))
    if any(layer.is_conditional for layer in left) or not left:
        return left
    like = next((layer.like for layer in left if layer.like is not None), None)
    return [Layer(tuple(pair for layer in left for pair in layer.pairs), like)]


def _counted(work: Work, layer: Layer, always: dict[str, str]) -> tuple[Pair, ...]:
    """Return the pairs of a layer that count: what was said before counts, old names or new."""
    seen = dict(always)
    pairs = []
    for pair in layer.pairs:
        if pair.name not in seen:
            seen[pair.name] = pair.value
            pairs.append(pair)
        elif seen[pair.name] != pair.value:
            words = f"{pair.name!r} is set elsewhere, which counted: this value is left out"
            work.tell("dropped", words, pair.element, pair.name)
    return tuple(pairs)
