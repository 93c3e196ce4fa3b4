"""Ids of sets of pairs, where a statement refers to one, or names one of its own."""

from collections.abc import Iterator

from crmsh_py.assist.completion.offers import Candidate
from crmsh_py.assist.completion.statements.slot import Slot, pair
from crmsh_py.model.cib import Cib
from crmsh_py.model.vocabulary import OPTION_SETS

_TAGS = {
    "params": "instance_attributes",
    "attributes": "instance_attributes",
    "meta": "meta_attributes",
    "utilization": "utilization",
    "rule": "rule",
    "_rsc_set_": "resource_set",
    "operations": "operations",
    "op_params": "instance_attributes",
    "op_meta": "meta_attributes",
    **{keyword: tag for keyword, (_, tag, _) in OPTION_SETS.items()},
}
"""The word in front of a reference to the tag of what it can refer to."""


def ids(slot: Slot) -> Iterator[Candidate]:
    """Yield sets that can be referred to, and the sets of options that a statement can add to."""
    name, equals, _ = slot.word.partition("=")
    if name.lower() == "$id-ref" and equals and "id-ref" in slot.expected.label:
        tag = _TAGS.get(slot.last.lower(), "")
        for id_, owner, what in slot.knowledge.of_cib(named):
            if what == tag:
                yield pair(name, id_, f"of {owner}" if owner else "")
    elif slot.keyword in OPTION_SETS and not slot.word.startswith("$"):
        section, tag, _ = OPTION_SETS[slot.keyword]
        for id_, owner, what in slot.knowledge.of_cib(named):
            if what == tag and owner == section and slot.expected.label == "<id>:":
                yield Candidate(f"{id_}:", "a set that is there")


def named(cib: Cib) -> Iterator[tuple[str, str, str]]:
    """Yield the id, what it is in, and the tag of all that can be referred to."""
    for element in cib.configuration.iter(*sorted(set(_TAGS.values()))):
        above = element.getparent()
        id_ = element.get("id")
        if id_ is not None and above is not None:
            yield id_, above.get("id") or str(above.tag), str(element.tag)
