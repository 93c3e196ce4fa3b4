"""Real CIBs of the 0.6 format: what Pacemaker says of the result, and what it would do."""

import re
import shutil
import subprocess
from collections import Counter
from pathlib import Path

import pytest

from crmsh_py import xmltree
from crmsh_py.convert.cib06.choices import Choices
from crmsh_py.convert.cib06.converter import convert
from crmsh_py.convert.conversion import Conversion, Input
from crmsh_py.diagnostics import errors
from crmsh_py.verify.checks import check
from crmsh_py.verify.schema import violations

CORPUS = Path(__file__).parents[4] / "shared/corpus/legacy"
FILES = sorted((CORPUS / "cib06").glob("*/*.xml"))
UPGRADED = sorted((CORPUS / "cib06-upgraded").glob("*/*.xml"))
CHAIN = CORPUS / "cib06-upgraded/xslt-chain-3.9"
EXAMPLES = CORPUS.parents[1] / "spec/examples"
SIMULATED = Choices(
    keep_status=True, with_nodes=True, keep_agents=True, keep_glue=True, keep_group_flags=True
)
KNOWN_DEFAULTS = {("is-managed", "true")}

DIFFERENT = {
    "bug-1822": "'default-migration-threshold' was lost there",
    "inc12": "globally unique clones became anonymous there",
    "master-4": "globally unique clones became anonymous there",
    "rec-node-15": "fencing was on without any device, so it is off now",
    "stonith-2": "globally unique clones became anonymous there",
}
"""Why the transition is not that of Pacemaker's own upgrade."""

needs_tools = pytest.mark.skipif(
    shutil.which("crm_verify") is None, reason="Pacemaker is not installed"
)


def converted(file: Path, choices: Choices | None = None) -> Conversion:
    return convert(Input(file.name, file.read_bytes()), None, choices or Choices())


def is_broken(conversion: Conversion) -> bool:
    """Tell whether a file is no XML, so that it was refused."""
    codes = {one.code for one in errors(conversion.diagnostics)}
    return conversion.cib is None and codes <= {"malformed-xml", "not-repaired"}


def without_nodes(conversion: Conversion) -> bytes:
    """Return the CIB as it is to be verified: nodes that were never seen count as unclean."""
    assert conversion.cib is not None
    root = xmltree.copy_document(conversion.cib.root)
    for node in root.findall("configuration/nodes/node"):
        xmltree.detach(node)
    return xmltree.to_bytes(root)


@needs_tools
@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_pacemaker_accepts_what_is_made_of_a_real_cib(file: Path, tmp_path: Path) -> None:
    conversion = converted(file)
    if is_broken(conversion):
        return

    result = tmp_path / "cib.xml"
    result.write_bytes(without_nodes(conversion))
    done = subprocess.run(
        ["crm_verify", "-V", "-x", str(result)], capture_output=True, text=True, check=False
    )

    assert (done.returncode, done.stderr) == (0, done.stderr)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_our_own_checks_accept_it_too(file: Path) -> None:
    conversion = converted(file)
    if is_broken(conversion):
        return

    assert conversion.cib is not None
    problems = [*check(conversion.cib), *violations(xmltree.copy(conversion.cib.root))]
    assert errors(problems) == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_diagnostic_of_a_real_cib_has_a_place(file: Path) -> None:
    conversion = converted(file)

    assert [one for one in conversion.diagnostics if one.location is None] == []


@pytest.mark.parametrize("file", UPGRADED, ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_a_cib_of_a_later_schema_is_upgraded(file: Path) -> None:
    conversion = converted(file)

    assert conversion.cib is not None
    assert conversion.cib.schema == "pacemaker-3.9"


@needs_tools
@pytest.mark.parametrize("file", UPGRADED, ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_pacemaker_accepts_what_is_made_of_a_cib_of_a_later_schema(
    file: Path, tmp_path: Path
) -> None:
    if errors(violations(xmltree.parse(file.read_bytes(), file.name))):
        pytest.skip("it was not valid before")
    conversion = converted(file)

    result = tmp_path / "cib.xml"
    result.write_bytes(without_nodes(conversion))
    done = subprocess.run(
        ["crm_verify", "-V", "-x", str(result)], capture_output=True, text=True, check=False
    )

    assert (done.returncode, done.stderr) == (0, done.stderr)
    assert conversion.cib is not None
    problems = [*check(conversion.cib), *violations(xmltree.copy(conversion.cib.root))]
    assert errors(problems) == []
    assert [one for one in conversion.diagnostics if one.location is None] == []


# ------------------------------------------------------------------ what the cluster would do


def actions(file: Path) -> Counter[str]:
    """Return what the cluster would do to resources; pseudo actions do nothing."""
    done = subprocess.run(
        ["crm_simulate", "-S", "-x", str(file)], capture_output=True, text=True, check=True
    )
    _, _, rest = done.stdout.partition("Transition Summary:")
    lines = rest.partition("Revised Cluster Status")[0].splitlines()
    found = (re.sub(r"\s+", " ", line.strip()) for line in lines)
    return Counter(line for line in found if line.startswith("*") and "Pseudo action" not in line)


@needs_tools
@pytest.mark.parametrize(
    "file", [one for one in FILES if (CHAIN / one.name).exists()], ids=lambda file: file.stem
)
def test_the_cluster_would_do_what_it_does_after_pacemaker_s_own_upgrade(
    file: Path, tmp_path: Path
) -> None:
    theirs = CHAIN / file.name
    if errors(violations(xmltree.parse(theirs.read_bytes(), file.name))):
        pytest.skip("Pacemaker's own upgrade is not valid")
    conversion = converted(file, SIMULATED)
    assert conversion.cib is not None
    ours = tmp_path / "cib.xml"
    ours.write_bytes(xmltree.to_bytes(conversion.cib.root))

    same = actions(ours) == actions(theirs)

    assert same is (file.stem not in DIFFERENT)


def without_fencing(root: xmltree.Element) -> xmltree.Element:
    """Return a CIB whose fencing is off: without a device, it has nothing start."""
    section = root.find("configuration/crm_config")
    assert section is not None
    pairs = section.iterfind("cluster_property_set/nvpair")
    pair = next((one for one in pairs if one.get("name") == "stonith-enabled"), None)
    if pair is None:
        nvset = section.find("cluster_property_set")
        if nvset is None:
            nvset = xmltree.sub(section, "cluster_property_set", {"id": "fencing"})
        pair = xmltree.sub(nvset, "nvpair", {"id": "fencing-off", "name": "stonith-enabled"})
    pair.set("value", "false")
    return root


@needs_tools
@pytest.mark.parametrize("file", UPGRADED, ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_the_cluster_would_do_what_it_did_before_a_cib_of_a_later_schema_was_converted(
    file: Path, tmp_path: Path
) -> None:
    before = xmltree.parse(file.read_bytes(), file.name)
    if errors(violations(xmltree.copy(before))):
        pytest.skip("it was not valid before")
    conversion = converted(file, SIMULATED)
    assert conversion.cib is not None
    if any(one.code == "no-fencing" for one in conversion.diagnostics):
        before = without_fencing(before)
    ours, theirs = tmp_path / "ours.xml", tmp_path / "theirs.xml"
    ours.write_bytes(xmltree.to_bytes(conversion.cib.root))
    theirs.write_bytes(xmltree.to_bytes(before))

    assert actions(ours) == actions(theirs)


# ------------------------------------------------------------------ the article's example


def meaning(root: xmltree.Element) -> bytes:
    """Return a form that is equal for equal meaning: no ids of parts, no defaults."""
    twin = xmltree.copy(root)
    twin.attrib.clear()
    for one in twin.iter("nvpair", "op", "instance_attributes", "meta_attributes"):
        one.attrib.pop("id", None)
    for pair in list(twin.iter("nvpair")):
        if (pair.get("name", ""), pair.get("value", "")) in KNOWN_DEFAULTS:
            xmltree.detach(pair)
    for operation in list(twin.iterfind(".//clone/primitive/operations/op")):
        if operation.get("name") == "start":
            xmltree.detach(operation)
    return xmltree.canonical(twin)


@pytest.mark.skipif(not EXAMPLES.exists(), reason="the examples are not here")
@pytest.mark.parametrize("name", ["cib-broken.xml", "cib-repaired.xml"])
def test_the_article_s_cib_with_its_ha_cf_is_what_it_is_to_be(name: str) -> None:
    source = Input(name, (CORPUS / "cib06/seed001" / name).read_bytes())
    ha_cf = Input("ha.cf", (CORPUS / "haresources/seed001/ha.cf").read_bytes())
    expected = (EXAMPLES / "seed001-cib06.expected.xml").read_bytes()

    conversion = convert(source, ha_cf)

    assert conversion.cib is not None
    assert meaning(conversion.cib.root) == meaning(xmltree.parse(expected, "expected"))
