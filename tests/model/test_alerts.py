"""What statements about alerts do: recipients keep their ids and their secrets."""

import pytest

from crmsh_py import xmltree
from crmsh_py.commands.texts import statements_in
from crmsh_py.grammar import tree
from crmsh_py.model import load
from crmsh_py.model.cib import Cib
from crmsh_py.model.describe import describe
from crmsh_py.model.identifiers import unlike_generated
from model.texts import cib_with, lines, refusals, type_in


def recipients(cib: Cib) -> list[tuple[str | None, str | None]]:
    return [(one.get("value"), one.get("id")) for one in cib.root.iter("recipient")]


def test_recipients_are_numbered_from_one_past_ids_that_are_taken() -> None:
    cib = cib_with("primitive al-recipient-2 Dummy\n")

    type_in(cib, "alert al /p to /a to /b to $id=al-recipient-3 /c\n")

    assert recipients(cib) == [
        ("/a", "al-recipient-1"),
        ("/b", "al-recipient-4"),
        ("/c", "al-recipient-3"),
    ]


def test_a_recipient_keeps_its_id_wherever_it_comes_to_stand() -> None:
    cib = cib_with("alert al /p to $id=mail /a to /b to /c\n")

    load.update(cib, statements_in("alert al /q to /new to /c to /a\n", "file"))

    assert recipients(cib) == [
        ("/new", "al-recipient-1"),
        ("/c", "al-recipient-2"),
        ("/a", "mail"),
    ]


def test_each_recipient_keeps_its_own_secret() -> None:
    cib = cib_with(
        "alert al /p meta passwd=0 to { /a attributes passwd=1 } to { /b attributes passwd=2 }\n"
    )
    masked = (
        "alert al /p meta passwd=****** to /b attributes passwd=****** u=me"
        " to /a attributes passwd=******\n"
    )

    load.update(cib, statements_in(masked, "file"))

    assert lines(cib) == [
        'alert al "/p" meta passwd=0 to "/b" attributes passwd=2 u=me to "/a" attributes passwd=1'
    ]


def test_a_masked_secret_of_a_new_recipient_is_refused() -> None:
    cib = cib_with("alert al /p to /a attributes passwd=1 to /b attributes passwd=2\n")
    masked = "alert al /p to /new attributes passwd=******\n"

    found = refusals(lambda: load.update(cib, statements_in(masked, "file")))

    assert found == [("masked-value", "passwd=******")]


BY_PCS = """<alert id="alert" path="/p">
  <instance_attributes id="alert-instance_attributes"/>
  <select><select_attributes><attribute id="one" name="standby"/></select_attributes></select>
  <recipient id="alert-recipient" value="/a" description="d"/>
  <recipient id="alert-recipient-1" value="/b"/>
</alert>"""


def test_ids_that_are_unlike_the_generated_ones_are_put_into_words() -> None:
    element = xmltree.parse(BY_PCS, "test")

    said = describe(element, unlike_generated(element))

    assert said == tree.Alert(
        "alert",
        "/p",
        (
            tree.NvSet("attributes"),
            tree.Select(
                (tree.Selector("attributes", (tree.SelectedAttribute("standby", "one"),)),)
            ),
            tree.Recipient("/a", (), "alert-recipient", "d"),
            tree.Recipient("/b"),
        ),
    )


@pytest.mark.parametrize(
    "text",
    [
        '<alert id="a"/>',
        '<alert id="a" path="/p" more="1"/>',
        '<alert id="a" path="/p"><select/><select/></alert>',
        '<alert id="a" path="/p"><select><select_more/></select></alert>',
        '<alert id="a" path="/p"><select><select_nodes x="1"/></select></alert>',
        '<alert id="a" path="/p"><recipient id="r"/></alert>',
        '<alert id="a" path="/p"><recipient id="r" value="v"><select/></recipient></alert>',
        '<bundle id="a"/>',
        '<bundle id="a"><docker/><podman/></bundle>',
        '<bundle id="a"><docker id="x"/></bundle>',
        '<bundle id="a"><docker größe="x"/></bundle>',
        '<bundle id="a"><docker/><network><storage-mapping id="x"/></network></bundle>',
        '<bundle id="a"><docker/><network><port-mapping/></network></bundle>',
        '<bundle id="a"><docker/><storage x="1"/></bundle>',
        '<bundle id="a"><docker/><network/><network/></bundle>',
        '<bundle id="a"><docker/><more/></bundle>',
        '<bundle id="a"><docker>text</docker></bundle>',
    ],
)
def test_what_no_schema_allows_is_shown_as_xml(text: str) -> None:
    assert isinstance(describe(xmltree.parse(text, "test")), tree.Xml)


def test_ids_are_taken_by_one_part_only() -> None:
    cib = cib_with("alert a /p\n")

    assert refusals(lambda: type_in(cib, "alert b /p to $id=x /a to $id=x /b")) == [
        ("duplicate-id", "x")
    ]
    assert refusals(lambda: type_in(cib, "alert b /p to $id=a /a")) == [("duplicate-id", "a")]
