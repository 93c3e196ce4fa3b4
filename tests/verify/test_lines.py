"""Where in an XML file an element stands, or a part of it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crmsh_py import xmltree
from crmsh_py.model.cib import Cib
from crmsh_py.source import Location
from crmsh_py.verify.lines import REACH, XmlFile

TEXT = """\
<?xml version="1.0"?>
<!-- <primitive id="vip"> -->
<cib><configuration>
 <crm_config/>
 <resources>
  <group id="web">
   <primitive id="vip" class="ocf" provider="heartbeat" type="IPaddr2">
    <meta_attributes id="m"><nvpair id="m1" name="target-role" value="Started"/></meta_attributes>
    <instance_attributes id="i"><nvpair id="i1" name="ip" value='10.0.0.1 > "x"'/>
     <nvpair id="i2" name="nic" value="a&amp;b"/></instance_attributes>
    <operations>
     <op id="o1" timeout="20" interval="10" name="monitor"/><![CDATA[ <op> ]]>
     <op id="o2" timeout="30"
         interval="20" name="monitor"/>
    </operations>
   </primitive>
   <meta_attributes id="wm"><nvpair id="wm1" name="target-role" value="Stopped"/></meta_attributes>
  </group>
 </resources>
 <constraints><rsc_location id="l" rsc="vip" node="n1" score="5"/></constraints>
 <template id="n1" class="lsb" type="n1"/>
</configuration><status/></cib>
"""


def file_of(text: str, encoding: str = "utf-8") -> XmlFile:
    octets = text.encode(encoding)
    return XmlFile("cib.xml", octets, xmltree.parse(octets, "cib.xml"))


def place(file: XmlFile, subject: str, *words: str) -> Location:
    element = Cib(file.root).object(subject)
    assert element is not None
    (found,) = file.locations([(element, words)])
    assert found is not None
    return found


def pointed_at(location: Location) -> str:
    return location.source.text[location.span.start : location.span.end]


@pytest.mark.parametrize(
    ("subject", "words", "position", "stretch"),
    [
        ("web", (), (6, 3), '<group id="web">'),
        ("vip", (), (7, 4), '<primitive id="vip" class='),
        ("vip", ("IPaddr2",), (7, 57), 'type="IPaddr2"'),
        ("vip", ("params", "ip"), (9, 33), '<nvpair id="i1" name="ip" value=\'10.0.0.1 > "x"\'/>'),
        ("vip", ("params", "nic"), (10, 6), '<nvpair id="i2"'),
        ("vip", ("a&b",), (10, 33), 'value="a&amp;b"'),
        ("vip", ("meta", "target-role"), (8, 29), '<nvpair id="m1"'),
        ("web", ("meta", "target-role"), (17, 29), '<nvpair id="wm1"'),
        ("vip", ("op", "monitor"), (12, 6), '<op id="o1"'),
        ("vip", ("op", "monitor", "timeout"), (12, 18), 'timeout="20"'),
        ("vip", ("op", "monitor", "op", "monitor"), (13, 6), '<op id="o2" timeout="30"\n'),
        ("vip", ("op", "monitor", "op", "interval"), (14, 10), 'interval="20"'),
        ("web", ("vip",), (7, 4), '<primitive id="vip"'),
        ("n1", ("n1",), (21, 32), 'type="n1"'),
        ("vip", ("op", "start"), (12, 6), '<op id="o1"'),
        ("vip", ("no-such-word",), (7, 4), '<primitive id="vip"'),
        ("l", ("n1",), (20, 46), 'node="n1"'),
        ("l", ("score",), (20, 56), 'score="5"'),
    ],
)
def test_words_of_a_finding_are_found_in_the_element(
    subject: str, words: tuple[str, ...], position: tuple[int, int], stretch: str
) -> None:
    found = place(file_of(TEXT), subject, *words)

    assert found.position == position
    assert pointed_at(found).startswith(stretch)


def test_the_source_of_a_place_is_its_line() -> None:
    found = place(file_of(TEXT), "l", "n1")

    assert (found.name, found.source.text) == ("cib.xml", TEXT.splitlines()[19])


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "iso-8859-1"])
def test_places_are_those_of_the_text_in_any_encoding(encoding: str) -> None:
    declared = {"utf-8-sig": "utf-8"}.get(encoding, encoding)
    text = TEXT.replace('"1.0"?>', f'"1.0" encoding="{declared}"?>').replace("Started", "é")

    assert place(file_of(text, encoding), "vip", "nic").position == (10, 6)


def test_lines_may_end_as_on_windows() -> None:
    found = place(file_of(TEXT.replace("\n", "\r\n")), "vip", "nic")

    assert (found.position, found.source.text) == ((10, 6), TEXT.splitlines()[9])


def test_a_file_of_one_line_is_quoted_in_part() -> None:
    many = "".join(f'<primitive id="a{n}" class="lsb" type="t"/>' for n in range(70_000))
    file = file_of(f"<cib><configuration><resources>{many}</resources></configuration></cib>")

    found = place(file, "a69999", "type")

    at = file.octets.index(b'type="t"', file.octets.index(b'id="a69999"'))
    assert found.position == (1, at + 1)
    assert pointed_at(found) == 'type="t"'
    assert len(found.source.text) <= 2 * REACH


def test_lines_beyond_those_that_libxml2_counts_are_found() -> None:
    many = "".join(f'<primitive id="a{n}" class="lsb"\ntype="t"/>\n' for n in range(70_000))
    file = file_of(f"<cib><configuration><resources>\n{many}</resources></configuration></cib>")

    assert place(file, "a69999").position == (140_000, 1)


def test_many_places_take_one_pass() -> None:
    file = file_of(TEXT)
    elements = list(Cib(file.root).objects())

    places = file.locations([(one, ()) for one in elements])

    assert [one.position for one in places if one] == [(7, 4), (6, 3), (20, 15)]


def test_what_is_not_of_the_document_has_no_place() -> None:
    other = xmltree.parse('<primitive id="x"/>', "other")

    assert file_of(TEXT).locations([(other, ())]) == [None]


def test_octets_that_are_not_the_document_give_no_place() -> None:
    root = xmltree.parse(TEXT, "cib.xml")

    for octets in (b"", TEXT[: len(TEXT) // 2].encode(), TEXT.encode("utf-16")):
        assert XmlFile("cib.xml", octets, root).locations([(root, ())]) == [None]


VALUES = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=8)


@settings(max_examples=60, deadline=None)
@given(values=st.lists(VALUES, min_size=1, max_size=6), layout=st.sampled_from(["", "\n", " \n\t"]))
def test_any_element_of_any_document_is_found(values: list[str], layout: str) -> None:
    root = xmltree.parse("<cib><configuration><resources/></configuration></cib>", "")
    section = root[0][0]
    for number, value in enumerate(values):
        one = xmltree.sub(section, "primitive", {"description": value, "id": f"p{number}"})
        one.tail = layout
        section.append(xmltree.comment(f'<primitive id="p{number}"/> {value}'))
    octets = xmltree.to_bytes(root)
    file = XmlFile("x", octets, xmltree.parse(octets, "x"))

    for number in range(len(values)):
        found = place(file, f"p{number}", "id")
        assert pointed_at(found) == f'id="p{number}"'
