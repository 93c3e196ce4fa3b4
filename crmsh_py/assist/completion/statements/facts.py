"""What is said of a parameter or an option in the column beside its name."""

from dataclasses import dataclass

from crmsh_py.agents.agent import Parameter
from crmsh_py.model.cib import Cib
from crmsh_py.model.releases import release as schema_order
from crmsh_py.options.option import Option
from crmsh_py.verify.options.judging import Version, age_verdicts, version

_MOST = 40
"""So long may a default be to be shown."""


@dataclass(frozen=True, slots=True)
class Named:
    """Something with a name and a value: a parameter of an agent, or an option of Pacemaker.

    `effects` are what each of its `values` does; `given` is what a template gives it.
    """

    name: str
    type: str = "string"
    default: str = ""
    values: tuple[str, ...] = ()
    required: bool = False
    deprecated: bool = False
    instead: str = ""
    short: str = ""
    effects: tuple[tuple[str, str], ...] = ()
    shared: bool = True
    given: str = ""

    @property
    def meaning(self) -> str:
        """One line: `string, default eth0, required: the interface`."""
        facts = [self._deprecation] if self.deprecated else []
        facts.append(
            "|".join(self.values) if self._is_short_choice else _TYPES.get(self.type, self.type)
        )
        if self.default and len(self.default) <= _MOST and "\n" not in self.default:
            facts.append(f"default {self.default}")
        if self.required:
            facts.append("required")
        if self.given:
            facts.append(f"the template says {self.given}")
        words = ", ".join(facts)
        return f"{words}: {self.short}" if self.short else words

    @property
    def _deprecation(self) -> str:
        return f"deprecated, say {self.instead}" if self.instead else "deprecated"

    @property
    def _is_short_choice(self) -> bool:
        is_choice = self.type in {"enum", "select"} and bool(self.values)
        return is_choice and sum(map(len, self.values)) <= _MOST


_TYPES = {
    "boolean": "true|false",
    "bool": "true|false",
    "nonneg": "number",
    "integer": "number",
    "int": "number",
    "enum": "word",
    "select": "word",
    "second": "seconds",
}


def of_parameter(one: Parameter) -> Named:
    """Return a parameter of an agent."""
    return Named(
        one.name,
        one.type,
        one.default or "",
        one.values,
        required=one.required,
        deprecated=one.deprecated,
        instead=" or ".join(one.replaced_by),
        short=" ".join(one.short.split()),
        shared=not one.unique,
    )


def of_option(one: Option, release: Version) -> Named:
    """Return an option of Pacemaker, as a release of it has it."""
    is_old = bool(age_verdicts(one, release))
    return Named(
        one.name,
        one.type,
        one.default,
        one.values,
        deprecated=is_old,
        instead=one.instead if is_old else "",
        short=one.short,
        effects=tuple(one.effects.items()),
    )


def is_known(one: Option, release: Version) -> bool:
    """Tell whether a release knows an option already, and people set it."""
    return not one.written and version(one.since) <= release


def release(cib: Cib) -> Version:
    """Return the release of Pacemaker that a cluster says it runs, else the newest it may be."""
    said = cib.configuration.find("crm_config/cluster_property_set/nvpair[@name='dc-version']")
    found = () if said is None else version(said.get("value"))
    return found or (NEWEST if schema_order(cib.schema) in _OF_3 else _NEWEST_2)


_OF_3 = frozenset({(4, 0)})
"""Schemas that only Pacemaker 3 has."""
_NEWEST_2: Version = (2, 1, 99)
NEWEST: Version = (99,)
