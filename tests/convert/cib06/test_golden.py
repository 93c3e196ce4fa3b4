"""Golden cases: a CIB (and an ha.cf), and all that becomes of it."""

from pathlib import Path

import pytest

from convert.goldens import CASES, golden, told
from crmsh_py.convert.cib06.choices import Choices
from crmsh_py.convert.cib06.converter import convert
from crmsh_py.convert.conversion import Conversion, Input
from crmsh_py.diagnostics import errors
from crmsh_py.verify.checks import check
from crmsh_py.verify.schema import violations
from crmsh_py.xmltree import canonical, copy, parse, to_text

FOLDERS = sorted((CASES / "cib06").iterdir())
CONVERTED = [one for one in FOLDERS if (one / "expected.xml").exists()]


def choices(case: Path) -> Choices:
    file = case / "choices.txt"
    names = file.read_text(encoding="utf-8").split() if file.exists() else []
    return Choices(
        repair="no_repair" not in names,
        with_nodes="with_nodes" in names,
        keep_agents="keep_agents" in names,
        keep_glue="keep_glue" in names,
        keep_group_flags="keep_group_flags" in names,
        keep_status="keep_status" in names,
    )


def converted(case: Path) -> Conversion:
    beside = case / "ha.cf"
    ha_cf = Input("ha.cf", beside.read_bytes()) if beside.exists() else None
    return convert(Input("cib.xml", (case / "cib.xml").read_bytes()), ha_cf, choices(case))


@pytest.mark.parametrize("case", FOLDERS, ids=lambda case: case.name)
def test_a_conversion_says_and_gives(case: Path, request: pytest.FixtureRequest) -> None:
    conversion = converted(case)

    cib = None if conversion.cib is None else to_text(conversion.cib.root, pretty=True) + "\n"
    assert cib == golden(request, case / "expected.xml", cib)
    assert conversion.corosync == golden(request, case / "corosync.conf", conversion.corosync)
    assert told(conversion) == golden(request, case / "messages.txt", told(conversion))


@pytest.mark.parametrize("case", CONVERTED, ids=lambda case: case.name)
def test_what_was_converted_has_no_errors(case: Path) -> None:
    conversion = converted(case)

    assert conversion.cib is not None
    problems = [*check(conversion.cib), *violations(copy(conversion.cib.root))]
    assert errors(problems) == []


@pytest.mark.parametrize("case", CONVERTED, ids=lambda case: case.name)
def test_a_second_conversion_gives_the_same(case: Path) -> None:
    assert told(converted(case)) == told(converted(case))


def test_what_was_converted_once_is_up_to_date() -> None:
    first = (CASES / "cib06/properties/expected.xml").read_bytes()

    second = convert(Input("cib.xml", first))

    assert second.cib is not None
    assert canonical(second.cib.root) == canonical(parse(first, "first"))
    assert [one.code for one in second.diagnostics] == ["dropped"]
