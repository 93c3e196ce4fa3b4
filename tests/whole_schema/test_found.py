"""What random configurations found once, as the smallest that shows it."""

from collections.abc import Callable

import pytest
from model.configurations import Memory, empty

from crmsh_py import xmltree
from crmsh_py.model import load
from crmsh_py.model.cib import Cib
from crmsh_py.session import Session
from crmsh_py.verify.checks import duplicate_ids
from whole_schema.meaning import but_for_ids, exactly, take_in, text_of

ROOT = 'validate-with="pacemaker-3.9" admin_epoch="0" epoch="0" num_updates="0"'
RULE = '<rule id="{}"><expression id="{}" attribute="a" operation="defined"/></rule>'
NAMELESS = '<instance_attributes id="{}"><nvpair id="x" name=""/></instance_attributes>'


def cib(**sections: str) -> str:
    """Return a CIB of these sections."""
    texts = [f"<{name}>{text}</{name}>" for name, text in sections.items()]
    return f"<cib {ROOT}><configuration>{''.join(texts)}</configuration></cib>"


def primitive(id_: str, inside: str = "", type_: str = "Dummy") -> str:
    agent = f'class="ocf" provider="heartbeat" type="{type_}"'
    return f'<primitive id="{id_}" {agent}>{inside}</primitive>'


FOUND = {
    "a type that reads like a template": cib(resources=primitive("a", type_="@x")),
    "a colon in a type": cib(resources=primitive("a", type_="a@b:c")),
    "a node that reads like a setting": cib(nodes='<node id="1" uname="@t"/>'),
    "a last line that reads like a comment": cib(
        rsc_defaults='<meta_attributes id="a"><nvpair id="b" name="#c"/></meta_attributes>'
    ),
    "a pair whose id a rule would get": cib(
        resources=primitive(
            "a",
            '<utilization id="a-utilization"><nvpair id="a-utilization-rule" name="rule"/>'
            f"{RULE.format('a-utilization-rule-0', 'e')}</utilization>",
        )
    ),
    "foreign ids in the rule of a set of options": cib(
        op_defaults='<meta_attributes id="a"><nvpair id="b" name="c" value="1"/>'
        f"{RULE.format('d', 'e')}</meta_attributes>"
    ),
    "one name twice in a set of options": cib(
        crm_config='<cluster_property_set id="a"><nvpair id="b" name="password" value=""/>'
        '<nvpair id="c" name="password" value="1"/></cluster_property_set>'
    ),
    "the name of one node is the id of another": cib(
        nodes=f'<node id="1" uname="a"/><node id="a" uname="1">{NAMELESS.format("s")}</node>'
    ),
    "the id of a node is that of a part": cib(
        nodes='<node id="a" uname="a"><utilization id="x1"/></node>'
        f'<node id="x1" uname="b">{NAMELESS.format("s")}</node>'
    ),
    "a user called like a node": cib(
        nodes=f'<node id="1" uname="a">{NAMELESS.format("s")}</node>',
        acls='<acl_target id="a"/>',
    ),
}


@pytest.mark.parametrize("text", FOUND.values(), ids=FOUND.keys())
def test_what_was_found_loads_as_the_same(text: str) -> None:
    root = xmltree.parse(text, "test")
    saved, shown = empty(root), empty(root)

    take_in(saved, text_of(Cib(root), ids=True))
    take_in(shown, text_of(Cib(root), ids=False))

    assert exactly(saved.root) == exactly(root)
    assert but_for_ids(shown.root) == but_for_ids(root)


@pytest.mark.parametrize("function", [load.replace, load.update])
@pytest.mark.parametrize("text", FOUND.values(), ids=FOUND.keys())
def test_what_was_found_stays_as_it_is(text: str, function: Callable[..., list[str]]) -> None:
    session = Session(Memory(text.encode()))
    before = xmltree.to_bytes(session.cib.root)

    for ids, secrets in ((True, True), (False, True), (False, False)):
        said = text_of(session.cib, ids=ids, secrets=secrets)
        session.edit("load", lambda cib, said=said: take_in(cib, said, function))  # type: ignore[misc]

    assert xmltree.to_bytes(session.cib.root) == before


OP = '<op id="{}" name="{}" interval="0"/>'
GROUP = f'<group id="d">{primitive("b")}</group>'
REPLACED = {
    "a member becomes a template": (
        cib(resources=GROUP),
        cib(resources=primitive("b").replace("primitive", "template") + primitive("d")),
    ),
    "what is inside XML stands elsewhere as another kind": (
        cib(resources=primitive("g") + primitive("n", '<utilization id="m"/>')),
        cib(
            resources=f'<clone id="c">{NAMELESS.format("s")}<group id="g">{primitive("m")}</group>'
            "</clone>"
        ),
    ),
    "a new object takes the id of a part": (
        cib(resources=primitive("a", '<utilization id="m"/>')),
        cib(resources=primitive("a", '<utilization id="n"/>') + primitive("m")),
    ),
    "an id goes from one part to another": (
        cib(resources=primitive("a", f"<operations>{OP.format('x', 'b')}</operations>")),
        cib(
            resources=primitive(
                "a",
                f'<utilization id="x"/><operations>{OP.format("a-b-0", "b")}</operations>'
                '<utilization id-ref="x"/>',
            )
        ),
    ),
    "operations lose their id": (
        cib(
            resources=primitive(
                "a", '<operations id="o"><op id="p" name="b" interval="0"/></operations>'
            )
        ),
        cib(
            resources=primitive("a", '<operations><op id="p" name="b" interval="0"/></operations>')
        ),
    ),
}


@pytest.mark.parametrize(("old", "new"), REPLACED.values(), ids=REPLACED.keys())
def test_what_was_found_is_replaced(old: str, new: str) -> None:
    there, root = Cib(xmltree.parse(old, "test")), xmltree.parse(new, "test")

    take_in(there, text_of(Cib(root), ids=True))

    assert but_for_ids(there.root) == but_for_ids(root)
    assert duplicate_ids(there) == []
