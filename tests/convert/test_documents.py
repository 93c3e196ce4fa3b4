"""Reading XML files: what is repaired, what is refused, and where things stand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmsh_py.convert import documents
from crmsh_py.convert.conversion import Input
from crmsh_py.convert.documents import Document
from crmsh_py.diagnostics import CrmError, Diagnostic
from crmsh_py.secrets import hide
from crmsh_py.xmltree import canonical, parse

WHOLE = """\
<cib>
  <configuration>
    <crm_config>
      <cluster_property_set id="o">
        <attributes>
          <nvpair id="o-1" name="a" value="b"/>
        </attributes>
      </cluster_property_set>
    </crm_config>
    <nodes/>
  </configuration>
</cib>
"""


def read(text: str | bytes, *, repair: bool = True) -> Document:
    octets = text.encode() if isinstance(text, str) else text
    return documents.read(Input("cib.xml", octets), repair=repair)


def told(problems: tuple[Diagnostic, ...]) -> list[tuple[str, str, tuple[int, int] | None]]:
    """Return severity, code and place of each problem."""
    return [
        (str(one.severity), one.code, one.location.position if one.location else None)
        for one in problems
    ]


def refusal(text: str | bytes, *, repair: bool = True) -> list[tuple[str, tuple[int, int] | None]]:
    with pytest.raises(CrmError) as caught:
        read(text, repair=repair)
    return [(code, place) for _, code, place in told(caught.value.diagnostics)]


def same(document: Document, expected: str) -> bool:
    return canonical(document.root) == canonical(parse(expected, "expected"))


# ------------------------------------------------------------------ what is repaired


def test_an_intact_file_is_not_repaired() -> None:
    document = read(WHOLE)

    assert (same(document, WHOLE), document.diagnostics) == (True, ())


def test_end_tags_that_lost_their_slashes_are_repaired_one_by_one() -> None:
    document = read(WHOLE.replace("</", "<"))

    assert same(document, WHOLE)
    assert told(document.diagnostics) == [
        ("warning", "repaired", (7, 9)),
        ("warning", "repaired", (8, 7)),
        ("warning", "repaired", (9, 5)),
        ("warning", "repaired", (11, 3)),
    ]
    assert document.diagnostics[-1].message == (
        "lost slashes were put right in 2 more places: lines 11-12"
    )


REPAIRS = [
    ('<a b="1"><c/></a>', "<a b=“1”><c/></a>"),
    ('<a b="1"><c/></a>', "<a b=\u20181\u2019><c/></a>"),
    ('<a b="1" c="2"/>', '<a b="1” c="2"/>'),
    ('<a b="1" c="2"/>', "<a b=&quot;1&quot; c=&quot;2&quot;/>"),
    ('<a b="1"/>', "<a b=1/>"),
    ('<a b="x & y"/>'.replace("&", "&amp;"), '<a b="x & y"/>'),
    ('<a b="x \u2013 y"/>', '<a b="x &ndash; y"/>'),
    ('<a><b c="1"/></a>', '\u00a0<a>\n\u00a0\u00a0<b\u00a0c="1"/></a>'),
    ('<a><b c="1"/></a>', '<a>&nbsp;&nbsp;<b c="1"/></a>'),
    ('<a><b c="1"/></a>', '<a><b c="1"/>'),
    ("<a><b/></a>", "<a><b></a>"),
    ('<a><nvpair id="1"/><nvpair id="2"/></a>', '<a><nvpair id="1"><nvpair id="2"></a>'),
    (
        '<a><node i="1"/><node i="2"><b/></node><node i="3"/></a>',
        '<a><node i="1"><node i="2"><b></node><node i="3"></a>',
    ),
    ('<a b="x &amp; &lt;y&gt;"/>', "&lt;a b=&quot;x &amp;amp; &amp;lt;y&amp;gt;&quot;/&gt;"),
    ("<a/>", "  \n<?xml version='1.0'?><a/>"),
    ("<a/>", "Listing 4\n<?xml version='1.0'?>\n<a/>\nThat was it."),
    ('<a b="1"/>', '<a b="1" / >'),
    ('<a b="1" c="2"/>', "<a b='1' c='2' b=\"1\"/>"),
    ('<a><status><b c="1"/></status></a>', '<a><status><b c="1" c="2"/></status></a>'),
]


@pytest.mark.parametrize(("expected", "damaged"), REPAIRS)
def test_what_can_be_read_in_one_way_only_is_repaired(expected: str, damaged: str) -> None:
    document = read(damaged)

    assert same(document, expected)
    assert {one.code for one in document.diagnostics} == {"repaired"}


@pytest.mark.parametrize("damaged", [damaged for _, damaged in REPAIRS])
def test_nothing_is_repaired_if_that_is_not_wanted(damaged: str) -> None:
    assert [code for code, _ in refusal(damaged, repair=False)] == ["malformed-xml"]


def test_what_looks_like_damage_stays_in_an_intact_file() -> None:
    intact = '<a><a/><b c="the “web” server"/></a>'

    document = read(intact)

    assert (same(document, intact), document.diagnostics) == (True, ())


def test_a_byte_order_mark_is_no_damage() -> None:
    assert read(b"\xef\xbb\xbf<?xml version='1.0'?><a/>").diagnostics == ()
    assert read("<?xml version='1.0' encoding='UTF-16'?><a/>".encode("utf-16")).diagnostics == ()


def test_a_file_in_another_encoding_than_it_says_is_read_as_latin_1() -> None:
    document = read('<a b="Gr\xfc\xdfe"/>'.encode("latin-1"))

    assert document.root.get("b") == "Gr\xfc\xdfe"
    assert told(document.diagnostics) == [("warning", "repaired", (1, 9))]


def test_a_declared_encoding_is_heeded() -> None:
    document = read("<?xml version='1.0' encoding='ISO-8859-1'?><a b='\xfc'/>".encode("latin-1"))

    assert (document.root.get("b"), document.diagnostics) == ("\xfc", ())


def test_a_reference_to_a_dtd_is_left_out() -> None:
    document = read('<?xml version="1.0"?>\n<!DOCTYPE cib SYSTEM "crm-1.0.dtd">\n<cib/>')

    assert told(document.diagnostics) == [("info", "repaired", (2, 1))]


def test_a_reference_to_a_dtd_may_have_typographic_quotes() -> None:
    document = read("<?xml version=”1.0”?>\n<!DOCTYPE cib SYSTEM “crm-1.0.dtd”>\n<cib/>")

    assert told(document.diagnostics)[0] == ("info", "repaired", (2, 1))


def test_a_dtd_in_the_file_is_refused_where_it_stands() -> None:
    text = '<?xml version="1.0"?>\n<!DOCTYPE cib [<!ENTITY a "b">]>\n<cib>&a;</cib>'

    assert refusal(text) == refusal(text, repair=False) == [("forbidden-xml", (2, 1))]


def test_of_many_repairs_only_the_first_are_told_apart() -> None:
    inner = "".join(f"<b c=“{number}”/>\n" for number in (1, 2, 3, 4, 5, 6))

    document = read(f"<a>\n{inner}<b d='1'/>\n<b e=“1”/></a>")

    assert [
        (one.message, one.location and one.location.position) for one in document.diagnostics
    ] == [
        ("the value of 'c' had typographic quotes", (2, 6)),
        ("the value of 'c' had typographic quotes", (3, 6)),
        ("the value of 'c' had typographic quotes", (4, 6)),
        ("quotes of values were put right in 4 more places: lines 5-7, 9", (5, 6)),
    ]


def test_a_text_full_of_damage_gives_short_messages() -> None:
    document = read("<a>" + "<b c=1/>\n\n" * 10_000 + "</a>")

    assert len(document.root) == 10_000
    assert len(document.diagnostics) == 4
    assert document.diagnostics[-1].message.endswith(", 105 and others up to 19999")


# ------------------------------------------------------------------ what is refused


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ("", "not-repaired", (1, 1)),
        ("no XML at all", "not-repaired", (1, 1)),
        ("<a>\n<b c='1'>\n<d/>\n</a>", "not-repaired", (4, 1)),
        ("<a>\n<b c='1'>\n<d/>\n", "not-repaired", (3, 4)),
        ("<a>\n<b c='1'><d e='1'/>\n<a>", "not-repaired", (3, 1)),
        ("<a>\n</b>\n</a>", "not-repaired", (2, 1)),
        ("<a/>\n<b/>", "not-repaired", (2, 1)),
        ("<a>\n<b c='1/>\n</a>", "not-repaired", (2, 6)),
        ("<a>\n< b/></a>", "not-repaired", (2, 1)),
        ("<a>\n<b c=/></a>", "not-repaired", (2, 6)),
        ("<a>\n<b c='1'd='2'/></a>", "not-repaired", (2, 6)),
        ("<a>\n<!-- b\n</a>", "not-repaired", (2, 1)),
        ("<a>\n<b c='&unheard;'/></a>", "not-repaired", (2, 7)),
        ("<a>\n<b c='1'\n c='2'/></a>", "not-repaired", (3, 2)),
        ("<!DOCTYPE a [<!ENTITY b 'c'>]><a/>", "forbidden-xml", (1, 1)),
        ("Hello\n<!DOCTYPE a [<!ENTITY b 'c'>]><a/>", "forbidden-xml", (2, 1)),
        ("<a b='1'>" * 1000 + "</a>" * 1000, "malformed-xml", (1, 1)),
        ("\0\0\0", "not-repaired", (1, 1)),
    ],
)
def test_what_can_be_read_in_more_than_one_way_is_refused_at_its_place(
    text: str, code: str, place: tuple[int, int] | None
) -> None:
    assert refusal(text) == [(code, place)]


def test_the_message_says_what_was_expected() -> None:
    with pytest.raises(CrmError) as caught:
        read("<a>\n<b c='1'>\n<d/>\n</a>")

    assert caught.value.diagnostics[0].message == "expected </b> for the tag of line 2, found </a>"


# ------------------------------------------------------------------ where things stand


def test_a_tag_over_several_lines_stands_where_it_begins() -> None:
    document = read('<a>\n  <b\n     c="1"\n     d="1"/>\n</a>')
    (inner,) = document.root

    assert document.place(inner).position == (2, 3)
    assert document.place(inner, "d").position == (4, 6)
    assert document.place(inner, "missing").position == (2, 3)


def test_places_are_those_of_the_damaged_text() -> None:
    document = read('Listing\n <!-- <a> -->\n<a>\n\u00a0<b\n c=“1”>\n<b>\n<d e="1"/>\n<a>')
    first, second = document.root

    assert document.place(first, "c").position == (5, 2)
    assert document.place(second).position == (7, 1)


def test_of_a_very_long_line_only_what_is_around_the_place_is_shown() -> None:
    document = read("<a>" + "<b/>" * 10_000 + '<c d="1"/></a>')

    place = document.place(document.root[-1], "d")

    assert place.position == (1, 40_007)
    assert len(place.source.text) <= 400


# ------------------------------------------------------------------ anything at all


def tags_in_place(document: Document) -> bool:
    """Tell whether each tag stands where the document says."""
    found = document.tags.items()
    return all(document.text.startswith(f"<{one.tag!s}", at) for one, at in found)


def outcome(text: str | bytes) -> bool:
    """Read a text: either its tags are in place, or there is at least one diagnostic."""
    try:
        return tags_in_place(read(text))
    except CrmError as error:
        return bool(error.diagnostics)


@given(st.binary(max_size=200))
def test_no_bytes_raise_anything_else(octets: bytes) -> None:
    assert outcome(octets)


_BITS = ["<a", "<b", ">", "/>", "</a>", "</b>", " c='1'", ' d="2"', "<!--", "-->", "“", "”", "'"]
_BITS += ["&", ";", "nbsp", "\n", " ", "\u00a0", "<?xml", "?>", "<!DOCTYPE a", "]]>", "<![CDATA["]
_BITS += ["="]


@given(st.lists(st.sampled_from(_BITS), max_size=30).map("".join))
def test_no_heap_of_markup_raises_anything_else(text: str) -> None:
    assert outcome(text)


def test_of_a_long_line_no_piece_of_a_password_is_shown() -> None:
    text = f'<a>{"<b/>" * 100}<b passwd="{"hush" * 50}" port="1"/>{"<b/>" * 100}</a>'
    document = read(text)

    places = [document.place(document.root[100], word) for word in ("port", "passwd", "")]

    assert [hide(place.source.text).count("hush") for place in places] == [0, 0, 0]
