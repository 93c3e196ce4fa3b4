"""Which CIBs are of the old format, parts of CIBs, nodes, ids, and the status."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from convert.cib06.made import element, of, told
from crmsh_py.convert.cib06.choices import Choices
from crmsh_py.convert.cib06.converter import convert
from crmsh_py.convert.cib06.formats import is_legacy
from crmsh_py.convert.cib06.ids import Ids
from crmsh_py.convert.conversion import Input
from crmsh_py.diagnostics import Severity, errors
from crmsh_py.xmltree import canonical, is_comment, parse

PRIMITIVE = '<primitive id="a" class="ocf" provider="pacemaker" type="Dummy"/>'
NODES = '<nodes><node id="u1" uname="one" type="normal"/><node id="u2" uname="two"/></nodes>'
STATUS = (
    '<status><node_state id="u2" uname="two"><lrm id="u2"><lrm_resources>'
    '<lrm_resource id="1:a" class="ocf" provider="heartbeat" type="Dummy">'
    '<lrm_rsc_op id="o" operation="start" rc_code="0" op_status="0" op_digest="d"/>'
    "</lrm_resource></lrm_resources></lrm></node_state></status>"
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<cib/>", True),
        ('<cib validate-with="pacemaker-0.6"/>', True),
        ('<cib validate-with="transitional-0.6"/>', True),
        ('<cib validate-with="none"/>', True),
        ('<cib have_quorum="1"><configuration><tags/></configuration></cib>', True),
        ('<resources><master_slave id="m"/></resources>', True),
        ('<constraints><rsc_order id="o" from="a" to="b"/></constraints>', True),
        ('<cib validate-with="pacemaker-1.0" have_quorum="1"/>', False),
        ('<cib validate-with="pacemaker-3.9"/>', False),
        ('<cib validate-with="pacemaker-next"/>', False),
        ('<resources><master id="m"/></resources>', False),
        ('<constraints><rsc_order id="o" first="a" then="b"/></constraints>', False),
    ],
)
def test_the_old_format_is_recognised(text: str, expected: bool) -> None:
    assert is_legacy(parse(text, "cib.xml")) is expected


@pytest.mark.parametrize(
    "text",
    [
        PRIMITIVE,
        f"<resources>{PRIMITIVE}</resources>",
        f"<configuration><resources>{PRIMITIVE}</resources></configuration>",
        f"<cib><configuration><resources>{PRIMITIVE}</resources></configuration></cib>",
        f'<cib validate-with="pacemaker-2.0"><resources>{PRIMITIVE}</resources></cib>',
    ],
)
def test_a_part_of_a_cib_is_made_whole(text: str) -> None:
    conversion = of(text)

    assert conversion.cib is not None
    assert conversion.cib.schema == "pacemaker-3.9"
    assert [one.tag for one in conversion.cib.root] == ["configuration", "status"]
    assert element(conversion, "resources/primitive").get("id") == "a"


@pytest.mark.parametrize(
    "text",
    [
        "<cib/>",
        '<cib validate-with="pacemaker-2.0" epoch="3"/>',
        STATUS,
        f"<cib>{STATUS}</cib>",
        f"<cib>{'<a>' * 20_000}",
    ],
)
def test_a_document_without_any_configuration_is_refused(text: str) -> None:
    conversion = of(text)

    assert conversion.cib is None
    assert [one.message for one in errors(conversion.diagnostics)] == [
        "there is no configuration in it"
    ]


def test_a_configuration_without_any_objects_is_converted() -> None:
    conversion = of("<cib><configuration/></cib>")

    assert conversion.cib is not None
    assert not errors(conversion.diagnostics)


@pytest.mark.parametrize("text", ["<cluster/>", "<a><resources/></a>", "", "\0", "<cib>", "<cib"])
def test_what_is_no_cib_is_refused(text: str) -> None:
    conversion = of(text, Choices(repair=False))

    assert conversion.cib is None
    assert errors(conversion.diagnostics)


def test_the_repair_can_be_switched_off() -> None:
    damaged = "<cib><configuration><configuration></cib>"

    assert of(damaged).cib is not None
    assert of(damaged, Choices(repair=False)).cib is None


def test_the_schema_can_be_chosen() -> None:
    conversion = of("<resources/>", Choices(schema="pacemaker-3.5"))

    assert conversion.cib is not None
    assert conversion.cib.schema == "pacemaker-3.5"


def test_a_comment_is_no_section_and_kept_between_objects_only() -> None:
    comment = "<!-- a note -->"

    conversion = of(
        f"<cib>{comment}<configuration>{comment}\n<nodes>{comment}</nodes>"
        f"<resources>{comment}{PRIMITIVE}</resources></configuration>"
        f"<status>{comment}</status></cib>"
    )

    assert told(conversion) == [("dropped", Severity.INFO, (1, 1))]
    assert conversion.diagnostics[0].message.startswith("3 comments")
    kept = element(conversion, "resources").getchildren()
    assert [is_comment(one) for one in kept] == [True, False]


def test_text_between_tags_is_not_lost_silently() -> None:
    conversion = of("<cib>\n<configuration>12: <nodes/></configuration></cib>")

    assert told(conversion) == [("dropped", Severity.WARNING, (2, 1))]


# ------------------------------------------------------------------ nodes and status


def test_nodes_are_written_only_if_they_carry_something_or_that_is_wanted() -> None:
    without, with_ = of(NODES), of(NODES, Choices(with_nodes=True))

    assert len(element(without, "nodes")) == 0
    found = [(one.get("id"), one.get("uname")) for one in element(with_, "nodes")]
    assert found == [("1", "one"), ("2", "two")]


def test_the_ids_of_nodes_are_those_of_the_corosync_conf() -> None:
    cib = f"<cib><configuration>{NODES}</configuration></cib>"

    conversion = of(cib, Choices(with_nodes=True), "node three two one\nbcast eth0\n")

    assert conversion.corosync is not None
    words = conversion.corosync.split()
    named = [words[at + 1] for at, word in enumerate(words) if word == "name:"]
    ids = [words[at + 1] for at, word in enumerate(words) if word == "nodeid:"]
    assert dict(zip(named, ids, strict=True)) == {"one": "1", "two": "2", "three": "3"}


def test_the_status_is_left_out() -> None:
    conversion = of(f"<cib><configuration>{NODES}</configuration>{STATUS}</cib>")

    assert conversion.cib is not None
    assert len(conversion.cib.root[1]) == 0


def test_a_kept_status_has_the_names_and_ids_of_today() -> None:
    resource = (
        '<resources><primitive id="1:a" class="ocf" provider="pacemaker" type="Dummy"/></resources>'
    )
    cib = (
        f'<cib have_quorum="true" dc_uuid="u2"><configuration>{NODES}{resource}</configuration>'
        f"{STATUS}</cib>"
    )

    conversion = of(cib, Choices(keep_status=True))

    assert conversion.cib is not None
    root = conversion.cib.root
    assert (root.get("have-quorum"), root.get("dc-uuid")) == ("1", "2")
    expected = (
        '<status><node_state id="2" uname="two"><lrm id="2"><lrm_resources>'
        '<lrm_resource id="r_1_a" class="ocf" provider="pacemaker" type="Dummy">'
        '<lrm_rsc_op id="o" operation="start" rc-code="0" op-status="0"/>'
        "</lrm_resource></lrm_resources></lrm></node_state></status>"
    )
    assert canonical(root[1]) == canonical(parse(expected, "expected"))


# ------------------------------------------------------------------ ids


def test_an_id_is_given_only_once() -> None:
    ids = Ids(["a", "a:b", "a_b_2"])

    given = [ids.claim("a"), ids.claim("a:b"), ids.part("a", "x y"), ids.part(None, "a_b")]
    given += [ids.fresh("a_b"), ids.part("7", "z"), ids.part("a_b_2", "z")]

    assert given == ["a", "a_b", "x_y", "a_b_3", "a_b_4", "r_7", "a_b_2"]
    assert (ids.new("a:b"), ids.new("nobody")) == ("a_b", None)


def test_an_object_that_was_left_out_is_forgotten() -> None:
    ids = Ids(["a"])
    ids.claim("a")

    ids.forget("a")

    assert ids.new("a") is None


# ------------------------------------------------------------------ anything at all


@given(st.binary(max_size=300))
def test_no_bytes_raise(octets: bytes) -> None:
    conversion = convert(Input("cib.xml", octets))

    assert conversion.cib is not None or errors(conversion.diagnostics)


_NAMES = st.text("ab:1é -", min_size=1, max_size=4)
_ATTRIBUTES = st.dictionaries(
    st.sampled_from(
        [
            "id",
            "rsc",
            "from",
            "to",
            "score",
            "class",
            "type",
            "provider",
            "name",
            "value",
            "interval",
            "operation",
            "attribute",
            "uname",
            "is_managed",
            "role",
            "symmetrical",
        ]
    ),
    _NAMES | st.sampled_from(["INFINITY", "true", "Master", "#id", "ocf", "Dummy", "monitor"]),
    max_size=5,
)
_TAGS = st.sampled_from(
    [
        "primitive",
        "group",
        "clone",
        "master_slave",
        "instance_attributes",
        "meta_attributes",
        "attributes",
        "nvpair",
        "operations",
        "op",
        "rule",
        "expression",
        "date_expression",
        "rsc_location",
        "rsc_order",
        "rsc_colocation",
        "lifetime",
        "node",
        "cluster_property_set",
    ]
)
Tree = tuple[str, dict[str, str], list["Tree"]]
_NOTHING: st.SearchStrategy[list[Tree]] = st.just([])
_LEAVES: st.SearchStrategy[Tree] = st.tuples(_TAGS, _ATTRIBUTES, _NOTHING)
_TREES: st.SearchStrategy[Tree] = st.recursive(
    _LEAVES, lambda inner: st.tuples(_TAGS, _ATTRIBUTES, st.lists(inner, max_size=4)), max_leaves=12
)
_NO_ATTRIBUTES: st.SearchStrategy[dict[str, str]] = st.just({})
_SECTIONS: st.SearchStrategy[Tree] = st.tuples(
    st.sampled_from(["crm_config", "nodes", "resources", "constraints", "status"]),
    _NO_ATTRIBUTES,
    st.lists(_TREES, max_size=4),
)


def as_xml(tree: Tree, *, slash: str = "/") -> str:
    """Return a tree as XML; without the slash, as a web page shows it that lost them."""
    tag, attributes, children = tree
    pairs = "".join(f' {name}="{value}"' for name, value in attributes.items())
    if not children:
        return f"<{tag}{pairs}/>"
    inner = "".join(as_xml(child, slash=slash) for child in children)
    return f"<{tag}{pairs}>{inner}<{slash}{tag}>"


@given(st.lists(_SECTIONS, max_size=4))
@settings(deadline=None)
def test_no_cib_of_whatever_elements_raises(sections: list[Tree]) -> None:
    whole = as_xml(("cib", {}, [("configuration", {}, sections)]))

    conversion, kept = of(whole), of(whole, Choices(keep_status=True, with_nodes=True))

    assert conversion.cib is not None
    assert kept.cib is not None


# A CIB as people have it: what has content has an id, but for these.
_PLAIN = {"attributes", "operations", "lifetime"}


def _with_ids(tree: Tree) -> Tree:
    """Return a tree in which only such elements are without attributes as the format has."""
    tag, attributes, children = tree
    inner = [_with_ids(one) for one in children if one[0] not in _PLAIN or one[0] != tag]
    return tag, attributes if tag in _PLAIN else {"id": "x", **attributes}, inner


_NEVER_IN_ITSELF = frozenset({"primitive", "op", "node"})


def _without_plain_in_itself(tree: Tree, around: frozenset[str] = frozenset()) -> Tree:
    """Leave out what the format does not have in an element: one of its own kind."""
    tag, attributes, children = tree
    within = around | {tag}
    kept = [one for one in children if one[0] not in (_PLAIN | _NEVER_IN_ITSELF) & within]
    bare = {} if tag in _PLAIN else attributes
    return tag, bare, [_without_plain_in_itself(one, within) for one in kept]


@given(st.lists(_SECTIONS, max_size=4))
@settings(deadline=None)
def test_the_slashes_of_end_tags_can_all_be_lost(sections: list[Tree]) -> None:
    tree = _with_ids(("configuration", {}, sections))
    sane = _without_plain_in_itself(("cib", {}, [(tree[0], {}, tree[2])]))

    whole, damaged = of(as_xml(sane)), of(as_xml(sane, slash=""))

    assert whole.cib is not None
    assert damaged.cib is not None
    assert canonical(whole.cib.root) == canonical(damaged.cib.root)
