"""cluster.conf files as they come: printed on pages, damaged, hostile, and what they leave over."""

from pathlib import Path

import pytest

from convert.rhcs.goldens import CORPUS, SEEDS, of, results, said
from crmsh_py.convert.conversion import Conversion, Input
from crmsh_py.convert.rhcs.choices import Choices
from crmsh_py.convert.rhcs.converter import convert
from crmsh_py.diagnostics import errors

NODE = '<clusternodes><clusternode name="n1" nodeid="1"/></clusternodes>'
CLUSTER = f'<cluster name="c">{NODE}</cluster>'
PAGE = sorted(SEEDS.glob("004_*.txt"))


def read(octets: bytes) -> Conversion:
    return convert(Input("cluster.conf", octets))


def told(conversion: Conversion, code: str) -> list[tuple[int, int, str]]:
    """Return where a code was told, and about what."""
    return [
        (*one.location.position, one.message.partition(":")[0])
        for one in conversion.diagnostics
        if one.code == code and one.location is not None
    ]


# ------------------------------------------------------------------ bytes


@pytest.mark.skipif(not PAGE, reason=f"the seeds are not there: {SEEDS}")
def test_the_listing_of_the_page_is_read_from_the_page_s_own_bytes() -> None:
    """With U+00A0 in front of the XML declaration and as indentation."""
    page = PAGE[0].read_bytes()
    start = page.rindex(b"\n", 0, page.index(b"<?xml")) + 1
    listing = page[start : page.index(b"</cluster>") + len(b"</cluster>")]
    assert listing.startswith("\u00a0".encode())

    conversion = read(listing)

    plain = read((CORPUS / "seed004/cluster.conf").read_bytes())
    assert ("info", "repaired") in said(conversion)
    assert results(conversion)["cib.xml"] == results(plain)["cib.xml"]
    assert conversion.corosync == plain.corosync
    assert [one.rows for one in conversion.tables] == [one.rows for one in plain.tables]


@pytest.mark.parametrize(
    "octets",
    [
        b"\xef\xbb\xbf" + CLUSTER.encode(),
        f'  \n <?xml version="1.0"?>\n{CLUSTER}'.encode(),
        f'\u00a0<?xml version="1.0"?>\n\u00a0{CLUSTER}'.encode(),
        f'<?xml version="1.0" encoding="UTF-16"?>{CLUSTER}'.encode("utf-16"),
        CLUSTER.replace("><", ">\r\n\t<").encode(),
        f"<!-- a --><?x y?>{CLUSTER.replace('><', '><!-- b --><?x y?><')}<!-- c -->".encode(),
    ],
    ids=["mark", "blanks", "no-break", "utf-16", "crlf", "comments"],
)
def test_how_a_file_was_stored_makes_no_difference(octets: bytes) -> None:
    conversion = read(octets)

    assert errors(conversion.diagnostics) == []
    assert conversion.corosync == read(CLUSTER.encode()).corosync
    assert conversion.cib is not None


@pytest.mark.parametrize(
    "octets",
    [
        b"",
        b"hello",
        b"\0" * 100,
        bytes(range(256)) * 20,
        b"<cluster>" * 5000,
        b"<cluster>" + b"<a>" * 50_000 + b"</a>" * 50_000 + b"</cluster>",
        b"<!DOCTYPE c [<!ENTITY a 'b'>]><cluster name='&a;'/>",
    ],
    ids=["empty", "text", "null", "binary", "open", "deep", "entity"],
)
def test_what_is_no_xml_is_refused_with_its_place(octets: bytes) -> None:
    conversion = read(octets)

    assert conversion.cib is None
    assert conversion.corosync is None
    assert [str(one.severity) for one in conversion.diagnostics][-1] == "error"


@pytest.mark.parametrize("text", ["<cib/>", "<rm/>", '<cluster xmlns="urn:x"/>'])
def test_other_xml_is_no_cluster_conf(text: str) -> None:
    conversion = of(text)

    assert said(conversion) == [("error", "not-a-cluster-conf")]
    assert conversion.cib is None


def test_a_file_without_nodes_gives_no_corosync_conf() -> None:
    conversion = of('<cluster name="c"/>')

    assert conversion.corosync is None
    assert said(conversion) == [("warning", "no-nodes"), ("warning", "no-fencing")]


def test_many_elements_take_time_in_proportion() -> None:
    """Thousands of nodes; what is not linear takes minutes for them."""
    nodes = "".join(
        f'<clusternode name="n{n}"><fence><method><device name="sw" port="{n}"/></method></fence>'
        "</clusternode>"
        for n in range(3000)
    )
    devices = '<fencedevices><fencedevice name="sw" agent="fence_wti" ipaddr="a"/></fencedevices>'

    conversion = of(f'<cluster name="c"><clusternodes>{nodes}</clusternodes>{devices}</cluster>')

    assert errors(conversion.diagnostics) == []
    assert (conversion.corosync or "").count("nodeid:") == 3000


# ------------------------------------------------------------------ nothing is lost silently


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ('<cluster name="c" alias="d">', "dropped", (1, 19, "'alias' of <cluster> is left out")),
        (
            '<cluster name="c" colour="d">',
            "not-understood",
            (1, 19, "'colour' of <cluster> is not understood"),
        ),
        (
            '<cluster name="c"><cman debug_mask="1"/>',
            "dropped",
            (1, 25, "'debug_mask' of <cman> is left out"),
        ),
        (
            '<cluster name="c"><cman speed="1"/>',
            "not-understood",
            (1, 25, "'speed' of <cman> is not understood"),
        ),
        (
            '<cluster name="c"><extra/>',
            "not-understood",
            (1, 19, "<extra> in <cluster> is not understood"),
        ),
        (
            '<cluster name="c"><cman><extra a="1"><b/></extra></cman>',
            "not-understood",
            (1, 25, "<extra> in <cman> is not understood"),
        ),
        ('<cluster name="c"><group groupd_compat="1"/>', "dropped", (1, 19, "<group> is left out")),
        (
            '<cluster name="c"><gfs_controld plock_ownership="1"/>',
            "dropped",
            (1, 19, "<gfs_controld> is left out"),
        ),
        ('<cluster name="c"><fence_xvmd/>', "dropped", (1, 19, "<fence_xvmd> is left out")),
        (
            '<cluster name="c"><resource_manager/>',
            "dropped",
            (1, 19, "<resource_manager> is left out"),
        ),
        (
            '<cluster name="c"><fence_daemon override_path="/x"/>',
            "dropped",
            (1, 33, "'override_path' of <fence_daemon> is left out"),
        ),
        (
            '<cluster name="c"><multicast addr="239.0.0.1"/>',
            "dropped",
            (1, 30, "'addr' of <multicast> is left out"),
        ),
        (
            '<cluster name="c"><clusternodes><clusternode name="n" weight="2"/></clusternodes>',
            "dropped",
            (1, 55, "'weight' of <clusternode> is left out"),
        ),
    ],
)
def test_what_nobody_converted_is_told_where_it_stands(
    text: str, code: str, place: tuple[int, int, str]
) -> None:
    assert told(of(f"{text}</cluster>"), code) == [place]


def test_all_errors_are_listed_at_once() -> None:
    conversion = convert(
        Input(
            "cluster.conf",
            (Path(__file__).parents[2] / "cases/convert/rhcs/wrong/cluster.conf").read_bytes(),
        )
    )

    assert sorted(one.code for one in errors(conversion.diagnostics)) == [
        *("fence-agent-gone", "fence-agent-gone", "missing-value", "no-such-fencedevice"),
        *("quorum-disk", "repeated-element", "repeated-element", "unknown-fence-agent"),
        *("unnamed-element", "unnamed-element"),
    ]


def test_an_address_for_a_node_that_is_not_there_is_told() -> None:
    conversion = of(CLUSTER, Choices(addresses={"n9": ("10.0.0.9",)}))

    assert ("warning", "unusable-value") in said(conversion)


# ------------------------------------------------------------------ Pacemaker was there already


PCMK = (
    '<cluster name="c"><clusternodes><clusternode name="n1" nodeid="1"><fence><method name="m">'
    '<device name="p" port="n1"/></method></fence></clusternode></clusternodes>'
    '<fencedevices><fencedevice name="p" agent="fence_pcmk"/></fencedevices>{rm}</cluster>'
)


@pytest.mark.parametrize("rm", ["", "<rm/>", "<rm><failoverdomains/><resources/></rm>"])
def test_a_cluster_of_pacemaker_on_cman_gives_a_corosync_conf_only(rm: str) -> None:
    conversion = of(PCMK.format(rm=rm))

    assert conversion.cib is None
    assert conversion.corosync is not None
    assert ("info", "pacemaker-on-cman") in said(conversion)
    assert errors(conversion.diagnostics) == []


def test_with_services_it_gives_a_cib_too() -> None:
    conversion = of(PCMK.format(rm='<rm><service name="s"><ip address="10.0.0.1"/></service></rm>'))

    assert conversion.cib is not None
    assert ("warning", "no-fencing") in said(conversion)


@pytest.mark.parametrize(
    ("inside", "message"),
    [
        ('<cman broadcast="yes"/>', "'broadcast' of <cman> is left out"),
        ('<totem><interface ringnumber="2" mcastport="5411"/></totem>', "the port of link 2"),
        ('<quorumd label="q" votes="0" interval="1" tko="3"/>', "a node counted as dead after 3 s"),
        ('<quorumd label="q" votes="0" interval="99999" tko="99999"/>', "a node counted as dead"),
    ],
)
def test_what_was_looked_at_and_has_no_place_is_told_too(inside: str, message: str) -> None:
    conversion = of(CLUSTER.replace("><", f">{inside}<", 1))

    assert [one.message for one in conversion.diagnostics if one.message.startswith(message)]


def test_a_method_without_devices_is_told() -> None:
    node = '<clusternode name="n1"><fence><method name="empty"/></fence></clusternode>'

    conversion = of(f'<cluster name="c"><clusternodes>{node}</clusternodes></cluster>')

    assert told(conversion, "dropped")[-1] == (1, 63, "the method is left out")
