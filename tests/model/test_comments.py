"""Comments: which stand above which statement, and where a typed one goes."""

import pytest

from crmsh_py import xmltree
from crmsh_py.commands.texts import statements_in
from crmsh_py.commands.views import text_of_all
from crmsh_py.diagnostics import CrmError
from crmsh_py.grammar.script import edges
from crmsh_py.model import load
from crmsh_py.model.cib import Cib
from crmsh_py.model.comments import comment_of, text_of
from crmsh_py.model.define import define
from crmsh_py.model.remove import delete
from crmsh_py.session import Session
from model.configurations import Memory, empty

CIB = """<cib validate-with="pacemaker-3.9">
  <!-- not of the configuration -->
  <configuration>
    <!-- the header -->
    <crm_config>
      <!-- of the options -->
      <cluster_property_set id="cib-bootstrap-options">
        <nvpair id="x" name="x" value="1"/>
      </cluster_property_set>
      <!-- at the end of the options -->
    </crm_config>
    <!-- between sections -->
    <nodes/>
    <resources>
      <!--# of a -->
      <primitive id="a" class="ocf" provider="heartbeat" type="Dummy">
        <instance_attributes id="p">
          <!-- of y -->
          <nvpair id="y" name="y" value="1"/>
        </instance_attributes>
      </primitive>
      <group id="g">
        <!-- of the group -->
        <primitive id="b" class="ocf" provider="heartbeat" type="Dummy"/>
        <!-- of c,
             with two lines -->
        <!-- and one more -->
        <primitive id="c" class="ocf" provider="heartbeat" type="Dummy"/>
      </group>
    </resources>
    <constraints>
      <!-- nothing here -->
    </constraints>
    <!-- the end -->
  </configuration>
</cib>"""
TEXT = """\
# the header

# at the end of the options

# between sections

## of a

# of y
primitive a Dummy \\
	params y=1
primitive b Dummy
# of c,
#             with two lines

# and one more
primitive c Dummy
# of the group
group g b c
# of the options
property cib-bootstrap-options: \\
	x=1

# nothing here

# the end
"""


def session_of(text: str = CIB) -> Session:
    return Session(Memory(text.encode()))


def shown(cib: Cib) -> str:
    return text_of_all(cib, list(cib.objects()), secrets=True)


def loading(cib: Cib, text: str, method: str = "replace") -> list[str]:
    function = load.replace if method == "replace" else load.update
    return function(cib, statements_in(text, "test"), edges(text))


def test_each_comment_is_shown_once_where_it_belongs() -> None:
    assert shown(session_of().cib) == TEXT


@pytest.mark.parametrize("method", ["replace", "update"])
def test_what_is_shown_loads_again_without_moving_a_comment(method: str) -> None:
    session = session_of()
    before = xmltree.to_bytes(session.cib.root)

    session.edit("load", lambda cib: loading(cib, TEXT, method))

    assert session.changes() == ()
    assert xmltree.to_bytes(session.cib.root) == before


def test_an_empty_configuration_gets_all_comments() -> None:
    cib = empty()

    loading(cib, TEXT)

    assert sorted(one.text or "" for one in xmltree.comments(cib.configuration)) == [
        " and one more ",
        " at the end of the options ",
        " between sections ",
        " nothing here ",
        " of c,\n             with two lines ",
        " of the group ",
        " of the options ",
        " of y ",
        " the end ",
        " the header ",
        "# of a",
    ]
    assert [one.text for one in cib.configuration if xmltree.is_comment(one)] == [
        *(" the header ", " at the end of the options ", " between sections ", "# of a"),
        *(" nothing here ", " the end "),
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("y=1", "y=2"),
        ("# of y\n", "# of the y\n"),
        ("# of y\n", ""),
        ("# the end", "# the very end"),
        ("# the header\n", "# a header\n"),
        ("# and one more\n", "# and one more\n\n# and another\n"),
        ("group g b c", "group g c b"),
        ("primitive b Dummy\n", ""),
        ("# of the options\n", "# of the options\n\n# new\n"),
    ],
)
def test_a_changed_text_is_what_is_shown_then(old: str, new: str) -> None:
    text = TEXT.replace(old, new)
    if "primitive b" not in text:
        text = text.replace("group g b c", "group g c")
    cib = session_of().cib

    loading(cib, text)

    lines = sorted(line for line in shown(cib).splitlines() if line)
    assert lines == sorted(line for line in text.splitlines() if line)


def test_a_changed_object_keeps_the_places_of_its_comments() -> None:
    cib = session_of().cib

    loading(cib, TEXT.replace("y=1", "z=1 y=2"))

    (comment,) = (one for one in xmltree.comments(cib.root) if "of y" in (one.text or ""))
    following = comment.getnext()
    assert following is not None
    assert dict(following.attrib) == {"id": "y", "name": "y", "value": "2"}


@pytest.mark.parametrize(
    ("typed", "lines"),
    [
        ("primitive a Dummy params y=2\n", ["## of a", "# of y"]),
        ("# new\nprimitive a Dummy params y=2\n", ["# new"]),
        ("# new\nproperty x=2\n", ["# new"]),
        ("property x=2\n", ["# of the options"]),
        ("# new\nmonitor a 10s\n", ["# new"]),
    ],
)
def test_an_update_without_comments_keeps_those_there_are(typed: str, lines: list[str]) -> None:
    cib = session_of().cib

    loading(cib, typed, "update")

    assert [line for line in lines if line not in shown(cib).splitlines()] == []


@pytest.mark.parametrize("method", ["replace", "update"])
def test_comments_at_the_end_of_a_file_stay_at_the_end(method: str) -> None:
    cib = empty()
    text = "primitive a Dummy\n\n# one\n# two\n\n# three\n"

    loading(cib, text, method)
    loading(cib, text, method)

    assert shown(cib) == text


@pytest.mark.parametrize(
    "typed",
    ["# why\nprimitive z Dummy", "# why\nmonitor a 10s", "# why\nproperty z=1", "# why\ngroup h a"],
)
def test_a_typed_statement_brings_its_comment(typed: str) -> None:
    cib = session_of().cib
    (given,) = statements_in(typed, "typed")

    define(cib, given)

    assert "# why" in shown(cib).splitlines()


def test_the_comments_above_an_object_go_with_it_and_no_others() -> None:
    cib = session_of().cib

    delete(cib, ["c", "cib-bootstrap-options"])

    said = [line for line in shown(cib).splitlines() if line.startswith("#")]
    assert said == [
        *("# the header", "# at the end of the options", "# between sections", "## of a"),
        *("# of y", "# of the group", "# nothing here", "# the end"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        *("#", "# a", "#a", "##a", "# --", "#--", "#---", "#-\\-", "#-\\\\- x -\\", "# -->", "#!-"),
        *("# a\n#  b\n#\n# c", "# größe: -- ↵", "#-a", '# "', "# \\"),
    ],
)
def test_lines_and_comments_say_each_other_exactly(text: str) -> None:
    root = xmltree.new("cib")
    root.append(comment_of(text))

    again = xmltree.parse(xmltree.to_bytes(root), "test")

    assert [text_of(one) for one in xmltree.comments(again)] == [text]


def test_a_comment_that_xml_cannot_hold_is_refused() -> None:
    text = "primitive a Dummy\n# \x01\nprimitive b Dummy\n"

    with pytest.raises(CrmError) as caught:
        statements_in(text, "test")
    with pytest.raises(CrmError, match="cannot stand in a CIB"):
        comment_of("# \x01")

    (problem,) = caught.value.diagnostics
    assert problem.code == "undecodable-text"
    assert problem.location is not None
    assert problem.location.position == (2, 3)


def test_comments_of_an_object_given_as_xml_stand_above_it() -> None:
    node = '<nodes><node id="1" uname="n" odd="1"><!-- in \n it --></node></nodes>'
    cib = session_of(CIB.replace("<nodes/>", node)).cib

    text = shown(cib)
    other = empty()
    loading(other, text)

    assert '# in\n# it\nxml \'<node id="1" uname="n" odd="1"/>\'\n' in text
    assert '# in\n# it\nxml \'<node id="1" uname="n" odd="1"/>\'\n' in shown(other)


@pytest.mark.parametrize("method", ["update", "replace"])
def test_comments_of_a_configuration_without_objects_load_again(method: str) -> None:
    cib = empty()
    loading(cib, "# about all\n\nprimitive a Dummy\n# end\n")
    delete(cib, ["a"])
    before = xmltree.to_bytes(cib.root)

    loading(cib, shown(cib), method)

    assert xmltree.to_bytes(cib.root) == before
