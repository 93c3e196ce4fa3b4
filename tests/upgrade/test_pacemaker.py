"""Our upgrade against Pacemaker's, where its tools are installed."""

import os
import subprocess
from functools import cache
from pathlib import Path
from random import Random
from shutil import which

import pytest
from crm_runner import CASES, GOOD_SENSE
from model.cibs import CORPUS, read

from crmsh_py import validators, xmltree
from crmsh_py.diagnostics import CrmError, errors
from crmsh_py.model.cib import Cib
from crmsh_py.model.releases import PACEMAKER_SCHEMAS, newest, release
from crmsh_py.upgrade.names import PARAMETERS_3
from crmsh_py.upgrade.steps import upgrade
from crmsh_py.verify.checks import check
from crmsh_py.xmltree import Element
from upgrade.meaning import meaning

NEWEST = newest()
LEGACY = CORPUS.parents[1] / "legacy" / "cib06-upgraded"
LOST_BY_CIBADMIN = {"properties-by-rule", "shared-operations"}
"""Cases in which its transformation drops what is set by a rule, or by operations of others."""

OLD = [
    *sorted(LEGACY.glob("*/*.xml")),
    *(file for file in sorted((CASES / "upgrade").glob("*/before.xml"))),
]

with_tools = pytest.mark.skipif(
    not (which("cibadmin") and which("crm_simulate")) or release(NEWEST) != (3, 9),
    reason="the tools of a Pacemaker with pacemaker-3.9 are not installed",
)


@cache
def schema(name: str) -> validators.Schema:
    return validators.Schema(PACEMAKER_SCHEMAS / f"{name}.rng")


def upgraded_by_pacemaker(root: Element, folder: Path) -> Element:
    file = folder / "cib.xml"
    file.write_bytes(xmltree.to_bytes(root))
    environment = {**os.environ, "CIB_file": str(file)}
    command = ["cibadmin", "--upgrade", "--force"]
    subprocess.run(command, env=environment, capture_output=True, check=True, timeout=60)
    return read(file)


def is_old(file: Path) -> bool:
    own = release(read(file).get("validate-with", ""))
    return own is not None and own < (3, 0) and file.parent.name not in LOST_BY_CIBADMIN


@with_tools
@pytest.mark.parametrize(
    "file",
    [file for file in OLD if is_old(file)],
    ids=lambda file: f"{file.parent.name}-{file.stem}",
)
def test_old_cibs_come_to_mean_the_same_as_with_cibadmin(file: Path, tmp_path: Path) -> None:
    cib = Cib(read(file))
    if errors(GOOD_SENSE.judge(check(cib))):
        pytest.skip("it is not valid to begin with")

    upgrade(cib, NEWEST)

    assert errors(GOOD_SENSE.judge(check(cib))) == []
    assert meaning(cib.root) == meaning(upgraded_by_pacemaker(read(file), tmp_path))


# ------------------------------------------------------------------ real ones, made old


class Aging:
    """Puts into a CIB what only older schemas have, at random places."""

    def __init__(self, root: Element, random: Random) -> None:
        self._root, self._random, self._count = root, random, 0

    def age(self) -> None:
        """Make the CIB one of pacemaker-2.10, with things that pacemaker-3.0 has no more."""
        self._root.set("validate-with", "pacemaker-2.10")
        for tag in ("rsc_defaults", "op_defaults"):  # cibadmin loses defaults if they are empty
            for section in self._root.findall(f"configuration/{tag}"):
                if not len(section):
                    xmltree.remove(section)
        for nvset in list(self._root.iter("cluster_property_set"))[:1]:
            self._age_properties(nvset)
        for node in self._root.findall("configuration/nodes/node"):
            if self._chance(3):
                node.set("type", "normal")
        for primitive in self._root.iter("primitive"):
            self._age_primitive(primitive)

    def _chance(self, one_of: int) -> bool:
        return self._random.randrange(one_of) == 0

    def _new(self, parent: Element, tag: str, **attributes: str) -> Element:
        self._count += 1
        return xmltree.sub(parent, tag, {"id": f"aged-{self._count}", **attributes})

    def _age_properties(self, nvset: Element) -> None:
        if "id-ref" in nvset.attrib:
            return
        for name, new in (
            ("transition_idle_timeout", "cluster-delay"),
            ("default-action-timeout", "timeout"),
            ("is-managed-default", "is-managed"),
            ("expected-quorum-votes", "expected-quorum-votes"),
        ):
            there = {one.get("name", "") for one in self._root.iter("nvpair")}
            if self._chance(2) and there.isdisjoint({name, new}):
                self._new(nvset, "nvpair", name=name, value="7")

    def _age_primitive(self, primitive: Element) -> None:
        operations = primitive.find("operations")
        if self._chance(4) and operations is not None and "id-ref" not in operations.attrib:
            name = self._random.choice(["start", "promote", "stop"])
            op = self._new(operations, "op", name=name, interval=f"{self._count}h")
            if self._chance(2):
                op.set("requires", "quorum")
            nvset = self._new(op, "instance_attributes")
            for one in ("timeout", "requires", "ours"):
                if self._chance(2):
                    self._new(nvset, "nvpair", name=one, value="quorum")
        if self._chance(5):
            nvset = self._new(primitive, "instance_attributes")
            name = self._random.choice(sorted(PARAMETERS_3))
            self._new(nvset, "nvpair", name=name, value="x")
        if self._chance(5) and primitive.find("meta_attributes") is None:
            nvset = self._new(primitive, "meta_attributes")
            self._new(nvset, "nvpair", name="isolation", value="yes")


def aged(every: int) -> list[Path]:
    """Return every so-manieth real CIB that references no sets: these age badly."""
    return [
        file for file in sorted(CORPUS.glob("*.xml"))[::every] if b"id-ref" not in file.read_bytes()
    ]


@with_tools
@pytest.mark.parametrize("file", aged(8), ids=lambda file: file.stem)
def test_aged_cibs_come_to_mean_the_same_as_with_cibadmin(file: Path, tmp_path: Path) -> None:
    root = read(file)
    Aging(root, Random(file.stem)).age()
    if not schema("pacemaker-2.10").accepts(root):
        pytest.skip("it has what is newer than pacemaker-2.10")
    theirs = upgraded_by_pacemaker(root, tmp_path)
    cib = Cib(root)

    upgrade(cib, NEWEST)

    assert errors(GOOD_SENSE.judge(check(cib))) == []
    assert meaning(root) == meaning(theirs)


# ------------------------------------------------------------------ pacemaker-4.0


def simulated(root: Element, folder: Path) -> str:
    """Return what the scheduler makes of a CIB, which has to name a schema that it knows."""
    file = folder / "simulated.xml"
    file.write_bytes(xmltree.to_bytes(root))
    command = ["crm_simulate", "--simulate", "--xml-file", str(file)]
    environment = {**os.environ, "TZ": "UTC"}
    done = subprocess.run(command, env=environment, capture_output=True, check=False, timeout=60)
    return f"{done.returncode}\n{done.stdout.decode()}"


@with_tools
@pytest.mark.parametrize(
    "file", sorted((CORPUS.parent / "full").glob("*.xml")), ids=lambda f: f.stem
)
def test_pacemaker_4_0_has_the_same_effect(file: Path, tmp_path: Path) -> None:
    cib = Cib(read(file))
    before = {one.subject for one in GOOD_SENSE.judge(check(cib))}
    try:
        report = upgrade(cib, "pacemaker-4.0")
    except CrmError:
        pytest.skip("it is refused")

    assert [one for one in GOOD_SENSE.judge(check(cib)) if one.subject not in before] == []
    if len(report.notes) > 1:
        old = read(file)
        cib.root.set("validate-with", old.get("validate-with", ""))
        assert simulated(cib.root, tmp_path) == simulated(old, tmp_path)
