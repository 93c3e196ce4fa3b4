"""The check of tags."""

from collections.abc import Iterator

from crmsh_py.diagnostics import Diagnostic
from crmsh_py.verify.check import OfWhole, finding
from crmsh_py.verify.view import View
from crmsh_py.verify.view.pairs import children


def tags_in_tags(view: View) -> Iterator[Diagnostic]:
    """Report tags that name tags: the cluster does not look into those."""
    section = view.cib.section("tags")
    for tag in () if section is None else children(section, "tag"):
        for ref in children(tag, "obj_ref"):
            name = ref.get("id", "")
            there = view.cib.find(name)
            if there is None or there.tag != "tag":
                continue
            what = "itself" if there is tag else f"the tag {name!r}"
            words = f"names {what}: a tag stands for what it names itself, not for what tags name"
            yield finding(tag, "tag-in-tag", words, name, hint="name the resources")


CHECKS = (OfWhole(("tag-in-tag",), tags_in_tags),)
