"""A conversion is checked before it is written: what our checks find is told at its place."""

import pytest

from crmsh_py import xmltree
from crmsh_py.codes import ExitStatus
from crmsh_py.commands.context import Context
from crmsh_py.commands.convert.checking import Checked, checked
from crmsh_py.commands.convert.options import Wishes
from crmsh_py.convert.conversion import Conversion
from crmsh_py.diagnostics import Diagnostic, Severity
from crmsh_py.model.cib import Cib
from crmsh_py.session import Session
from crmsh_py.shell.output import Output
from crmsh_py.shell.unattended import Unattended
from crmsh_py.source import Location, Source, Span

NONE = Wishes()
PLACE = Location(Source("old", "a line of the old file", 7), Span(2, 6))
WARNING = Diagnostic("approximated", "nearly the same", Severity.WARNING)
ERROR = Diagnostic("missing-value", "something is missing")
CIB = """\
<cib validate-with="pacemaker-3.9" admin_epoch="0" epoch="1" num_updates="0">
  <configuration>
    <crm_config><cluster_property_set id="o">
      <nvpair id="o-f" name="stonith-enabled" value="false"/>
    </cluster_property_set></crm_config>
    <nodes/>
    <resources>
      <primitive id="a" class="ocf" provider="heartbeat" type="Dummy"/>{resources}
    </resources>
    <constraints>{constraints}</constraints>
  </configuration>
  <status/>
</cib>
"""
COROSYNC = "totem {\n    version: 2\n    transport: knet\n}\n"


def cib(*, resources: str = "", constraints: str = "") -> Cib:
    return Cib(xmltree.parse(CIB.format(resources=resources, constraints=constraints), "made"))


def judged(conversion: Conversion, wishes: Wishes = NONE, *notes: Diagnostic) -> Checked:
    def unopened(_name: str | None) -> Session:
        raise AssertionError

    context = Context(unopened, Unattended(Output(None, None), {}))
    return checked(context, conversion, notes, wishes)


def codes(result: Checked, *severities: Severity) -> list[str]:
    wanted = severities or (Severity.ERROR,)
    return [one.code for one in result.conversion.diagnostics if one.severity in wanted]


def test_what_is_sound_passes() -> None:
    result = judged(Conversion(cib(), ()))

    assert (result.status, result.conversion.diagnostics) == (ExitStatus.OK, ())


def test_an_error_of_ours_is_told_at_the_place_in_the_old_file() -> None:
    dangling = '<rsc_location id="l" rsc="none" node="n" score="1"/>'

    result = judged(Conversion(cib(constraints=dangling), (), locations={"l": PLACE}))

    found = [(one.code, one.location) for one in result.conversion.diagnostics]
    assert found == [("dangling-reference", PLACE)]
    assert (result.status, result.passes) == (ExitStatus.DATA_ERROR, False)


def test_what_the_schema_refuses_is_an_error() -> None:
    result = judged(Conversion(cib(constraints='<rsc_location id="l" rsc="a"/>'), ()))

    assert codes(result) == ["schema-violation"]


def test_errors_in_the_corosync_conf_are_errors_of_the_conversion() -> None:
    result = judged(Conversion(None, (), COROSYNC))

    assert codes(result) != []
    assert {one.location.name for one in result.conversion.diagnostics if one.location} == {
        "corosync.conf"
    }


@pytest.mark.parametrize(
    ("problem", "wishes", "passes"),
    [
        (WARNING, Wishes(), True),
        (WARNING, Wishes(strict=True), False),
        (ERROR, Wishes(), False),
        (ERROR, Wishes(best_effort=True), True),
        (ERROR, Wishes(strict=True), False),
    ],
)
def test_wishes_say_what_passes(problem: Diagnostic, wishes: Wishes, passes: bool) -> None:
    result = judged(Conversion(cib(), (problem,)), wishes)

    assert result.passes is passes
    assert result.status is (ExitStatus.OK if passes else ExitStatus.DATA_ERROR)


def test_strict_says_so_itself_only_where_there_are_no_errors() -> None:
    assert codes(judged(Conversion(cib(), (WARNING,)), Wishes(strict=True))) == ["strict"]
    assert codes(judged(Conversion(cib(), (ERROR,)), Wishes(strict=True))) == ["missing-value"]


def test_nothing_at_all_does_not_pass_with_whatever_effort() -> None:
    result = judged(Conversion(None, ()), Wishes(best_effort=True))

    assert (codes(result), result.passes) == (["nothing-converted"], False)


def test_remarks_about_the_files_come_first() -> None:
    note = Diagnostic("file-taken", "ha.cf is converted too", Severity.INFO)

    result = judged(Conversion(cib(), (WARNING,)), Wishes(), note)

    assert result.conversion.diagnostics == (note, WARNING)


def test_a_newer_schema_is_reached_by_an_upgrade() -> None:
    master = (
        '<master id="m"><primitive id="p" class="ocf" provider="pacemaker" type="Stateful"/>'
        "</master>"
    )
    made = cib(resources=master)

    result = judged(Conversion(made, ()), Wishes(schema="pacemaker-4.0"))

    assert result.passes
    assert made.schema == "pacemaker-4.0"
    assert made.root.find(".//master") is None


def test_an_older_schema_is_checked_for_what_it_does_not_know() -> None:
    promoted = '<rsc_location id="l" rsc="a" node="n" score="1" role="Promoted"/>'
    made = cib(constraints=promoted)

    result = judged(Conversion(made, ()), Wishes(schema="pacemaker-2.0"))

    assert made.schema == "pacemaker-2.0"
    assert codes(result) == ["needs-newer-schema"] or codes(result) == ["schema-violation"]
