"""The running cluster, played by a fake cibadmin; tests/cluster has a real one."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from backends.cibs import CIB, ids, raises, with_primitive
from crmsh_py import xmltree
from crmsh_py.backends.base import Snapshot, Version
from crmsh_py.backends.live import LiveBackend
from crmsh_py.diagnostics import CrmError, Diagnostic
from crmsh_py.model.remarked import comment_changes
from crmsh_py.pacemaker.daemons import pacemaker_runs
from crmsh_py.pacemaker.tools import Tools
from crmsh_py.runner import LocalRunner, Outcome


@dataclass
class Cluster:
    """Plays cibadmin: has a CIB, keeps the patches, and fails as told."""

    xml: str = CIB
    user: bytes = b"ann haclient"
    """Who asks, and in which groups."""
    acls: str = ""
    patches: list[bytes] = field(default_factory=list)
    calls: list[str] = field(default_factory=list)
    failures: dict[str, tuple[int, bytes]] = field(default_factory=dict)
    """What fails, by the first argument: status and words."""

    def run(self, argv: Sequence[str], *, stdin: bytes = b"", **_: object) -> Outcome:
        """Answer a call of cibadmin, or of id."""
        if argv[0] == "id":
            name, groups = self.user.split(b" ", 1)
            return Outcome(tuple(argv), 0, name if argv[1] == "-un" else groups, b"")
        self.calls.append(" ".join(argv[1:]))
        if argv[-1] == "/cib/configuration/acls":
            return Outcome(tuple(argv), 0 if self.acls else 105, self.acls.encode(), b"")
        if argv[1] in self.failures:
            status, words = self.failures[argv[1]]
            return Outcome(tuple(argv), status, b"", words)
        if argv[1] == "--patch":
            self.patches.append(stdin)
            self.xml = self.xml.replace('epoch="7"', 'epoch="8"').replace(
                "</resources>", '<primitive id="b"/></resources>'
            )
            return Outcome(tuple(argv), 0, b"", b"")
        root = xmltree.parse(self.xml, "test")
        if "--no-children" in argv:
            root = xmltree.new("cib", dict(root.attrib))
        return Outcome(tuple(argv), 0, xmltree.to_bytes(root), b"")


HEAD = "--query --no-children --xpath /cib"
PATCH = "--patch --xml-pipe"
ACLS = "--query --xpath /cib/configuration/acls"


def test_reading_is_one_query() -> None:
    cluster = Cluster()

    snapshot = LiveBackend(Tools(cluster)).read()

    assert (snapshot.version, ids(snapshot)) == (Version(1, 7, 3), ["a"])
    assert cluster.calls == ["--query"]
    assert LiveBackend(Tools(cluster)).name == "live"


def test_a_commit_is_a_patch_against_the_epoch_that_was_read() -> None:
    cluster = Cluster()
    base = LiveBackend(Tools(cluster)).read()

    snapshot = LiveBackend(Tools(cluster)).write(base, with_primitive(base, "b"))

    assert cluster.calls == ["--query", HEAD, PATCH, "--query"]
    version = xmltree.parse(cluster.patches[0], "patch")[0]
    assert xmltree.to_text(version) == (
        '<version><source admin_epoch="1" epoch="7"/>'
        '<target admin_epoch="1" epoch="8" num_updates="0"/></version>'
    )
    assert (snapshot.version.epoch, ids(snapshot)) == (8, ["a", "b"])


@dataclass
class Vanishing(Cluster):
    """Goes out of reach once it was written to."""

    def run(self, argv: Sequence[str], *, stdin: bytes = b"", **more: object) -> Outcome:
        """Answer until the patch was taken."""
        if self.patches:
            return Outcome(tuple(argv), 102, b"", b"cibadmin: Transport endpoint is not connected")
        return super().run(argv, stdin=stdin, **more)


def test_a_commit_that_was_taken_is_one_even_if_the_cluster_is_then_out_of_reach() -> None:
    cluster = Vanishing()
    backend = LiveBackend(Tools(cluster))
    base = backend.read()

    written = backend.write(base, with_primitive(base, "b"))

    assert (written.version, ids(written)) == (Version(1, 8, 3), ["a", "b"])
    assert len(cluster.patches) == 1


def test_without_changes_nothing_is_asked_or_written() -> None:
    cluster = Cluster()
    base = LiveBackend(Tools(cluster)).read()

    assert LiveBackend(Tools(cluster)).write(base, xmltree.parse(base.xml, "test")) is base
    assert cluster.calls == ["--query"]


def test_a_comment_is_a_change_to_the_cluster() -> None:
    cluster = Cluster()
    base = LiveBackend(Tools(cluster)).read()
    root = xmltree.parse(base.xml, "test")
    root[0].insert(0, xmltree.comment(" why "))

    LiveBackend(Tools(cluster)).write(base, root, changes=comment_changes(base.root, root))

    assert b'position="0"><!-- why --></change>' in cluster.patches[0]


def test_without_quorum_only_force_writes() -> None:
    cluster = Cluster(CIB.replace('have-quorum="1"', 'have-quorum="0"'))
    base = LiveBackend(Tools(cluster)).read()
    root = with_primitive(base, "b")

    with raises("no-quorum", "'commit force'"):
        LiveBackend(Tools(cluster)).write(base, root)
    assert cluster.patches == []

    LiveBackend(Tools(cluster)).write(base, root, force=True)
    assert len(cluster.patches) == 1


def test_an_epoch_that_moved_on_before_the_patch_stops_it() -> None:
    cluster = Cluster()
    base = LiveBackend(Tools(cluster)).read()
    cluster.xml = CIB.replace('epoch="7"', 'epoch="8"')

    with raises("changed-meanwhile", "last writer hacluster via crmd;"):
        LiveBackend(Tools(cluster)).write(base, with_primitive(base, "b"))

    assert cluster.patches == []


VERSION = (
    '<cluster_property_set id="cib-bootstrap-options"><nvpair id="v" name="dc-version" value="{}"/>'
    "</cluster_property_set>"
)


def of_release(release: str, features: str = "3.16.2") -> str:
    version = f"<crm_config>{VERSION.format(release)}</crm_config>"
    return CIB.replace("3.16.1", features).replace("<crm_config/>", version)


def described(base: Snapshot, text: str) -> xmltree.Element:
    root = with_primitive(base, "b")
    (added,) = root.iterfind("configuration/resources/primitive[@id='b']")
    added.set("description", text)
    return root


@pytest.mark.parametrize("text", ["a\nb", "a\tb", "a\rb", 'ä"', "é &", "猫 b <"])
def test_what_an_old_pacemaker_would_change_is_refused(text: str) -> None:
    cluster = Cluster(of_release("2.1.5-a3f44794f94"))
    base = LiveBackend(Tools(cluster)).read()

    with raises("not-kept", "primitive b: Pacemaker 2.1.5 would not keep 'description'"):
        LiveBackend(Tools(cluster)).write(base, described(base, text))

    assert cluster.calls == ["--query"]


def test_without_its_release_the_features_tell_an_old_pacemaker() -> None:
    cluster = Cluster(CIB)
    base = LiveBackend(Tools(cluster)).read()

    with raises("not-kept", "primitive b: this Pacemaker would not keep 'description'"):
        LiveBackend(Tools(cluster)).write(base, described(base, "a\nb"))


@pytest.mark.parametrize(
    ("release", "features", "text"),
    [
        ("2.1.5-a3f44794f94", "3.16.2", "\"a\" & <b> 'ä' > é"),
        ("2.1.8-3980678f0", "3.19.5", 'ä"\n'),
        ("3.0.0", "3.20.0", "a\tb"),
        ("of our own", "3.20.0", "a\tb"),
        ("of our own", "unknown", "a\tb"),
    ],
)
def test_what_pacemaker_keeps_is_sent(release: str, features: str, text: str) -> None:
    cluster = Cluster(of_release(release, features))
    base = LiveBackend(Tools(cluster)).read()

    LiveBackend(Tools(cluster)).write(base, described(base, text))

    assert len(cluster.patches) == 1


def test_what_is_not_changed_is_not_judged() -> None:
    text = of_release("2.1.5").replace('id="a"', 'id="a" description="&#10;"')
    cluster = Cluster(text)
    base = LiveBackend(Tools(cluster)).read()

    LiveBackend(Tools(cluster)).write(base, with_primitive(base, "b"))

    assert len(cluster.patches) == 1


@pytest.mark.parametrize(
    ("status", "words", "code"),
    [
        (103, b"Call cib_apply_diff failed: Update was older", "changed-meanwhile"),
        (78, b"Update does not conform to the configured schema", "invalid-configuration"),
        (4, b"Call cib_apply_diff failed: Permission denied", "no-permission"),
        (77, b"", "no-permission"),
        (106, b"", "no-quorum"),
        (124, b"", "timed-out"),
        (1, b"Application of update diff failed", "tool-failed"),
        (-9, b"", "tool-failed"),
    ],
)
def test_what_cibadmin_says_to_a_patch_is_one_error(status: int, words: bytes, code: str) -> None:
    cluster = Cluster()
    base = LiveBackend(Tools(cluster)).read()
    cluster.failures["--patch"] = (status, words)

    with raises(code):
        LiveBackend(Tools(cluster)).write(base, with_primitive(base, "b"))

    assert cluster.calls[-1] == {103: HEAD, 4: ACLS, 77: ACLS}.get(status, PATCH)


@pytest.mark.parametrize(
    ("status", "words", "code"),
    [
        (102, b"Could not connect: Transport endpoint is not connected", "not-connected"),
        (1, b"Could not connect to the CIB: Connection refused", "not-connected"),
        (102, b"Could not connect to the CIB: Permission denied", "no-permission"),
        (68, b"no words that we know", "tool-failed"),
        (105, b"Call cib_query failed: No such device or address", "no-such-object"),
        (108, b"Call cib_create failed: File exists", "already-exists"),
    ],
)
def test_what_cibadmin_says_to_a_query_is_one_error(
    tmp_path: Path, status: int, words: bytes, code: str
) -> None:
    with raises(code):
        LiveBackend(Tools(Cluster(failures={"--query": (status, words)}), tmp_path)).read()


@pytest.fixture
def running(tmp_path: Path) -> Path:
    """Return a `/proc` in which Pacemaker runs."""
    (tmp_path / "17").mkdir()
    (tmp_path / "17" / "comm").write_text("pacemaker-based\n")
    return tmp_path


HUNG_UP = (102, b"Could not connect to the CIB: Transport endpoint is not connected")


def test_a_pacemaker_that_hangs_up_asks_for_the_group(running: Path) -> None:
    cluster = Cluster(user=b"bob bob users", failures={"--query": HUNG_UP})

    with raises("no-permission", "'usermod -aG haclient bob'"):
        LiveBackend(Tools(cluster, running)).read()


@pytest.mark.parametrize("user", [b"ann haclient", b"root root", b"hacluster users"])
def test_a_pacemaker_that_hangs_up_on_others_is_starting_or_stopping(
    running: Path, user: bytes
) -> None:
    cluster = Cluster(user=user, failures={"--query": HUNG_UP})

    with raises("not-connected", "try again in a moment"):
        LiveBackend(Tools(cluster, running)).read()


ALICE = """\
<acls><acl_role id="r"/><acl_role id="s"/><acl_target id="alice"><role id="r"/></acl_target>
<acl_target id="x" name="bob"><role id="s"/></acl_target>
<acl_group id="users"><role id="s"/></acl_group></acls>"""


@pytest.mark.parametrize(
    ("user", "words"),
    [
        (b"alice haclient", "no role of alice allows it (r)"),
        (b"alice haclient users", "no role of alice allows it (r, s)"),
        (b"bob haclient", "no role of bob allows it (s)"),
        (b"carol haclient", "'configure acl_target carol NAME'"),
        (b"carol users", "'usermod -aG haclient carol'"),
    ],
)
def test_a_refusal_says_which_group_or_role_is_missing(user: bytes, words: str) -> None:
    denied = (4, b"Call cib_apply_diff failed: Permission denied")
    cluster = Cluster(user=user, failures={"--patch": denied})
    base = LiveBackend(Tools(cluster)).read()
    cluster.xml = cluster.xml.replace("<constraints/>", f"<constraints/>{ALICE}")
    cluster.acls = ALICE

    with raises("no-permission", words):
        LiveBackend(Tools(cluster)).write(base, with_primitive(base, "b"))


def test_a_refusal_of_root_keeps_the_words_of_the_tool() -> None:
    denied = (4, b"cibadmin: Operation not permitted")
    cluster = Cluster(user=b"root root", failures={"--query": denied})

    with raises("no-permission", "this user do that\ncibadmin: Operation not permitted"):
        LiveBackend(Tools(cluster)).read()


def test_a_version_that_is_hidden_stops_a_commit() -> None:
    cluster = Cluster("<cib><configuration><resources/></configuration></cib>")
    base = LiveBackend(Tools(cluster)).read()

    with raises("no-permission", "'read attr:epoch type:cib'"):
        LiveBackend(Tools(cluster)).write(base, with_primitive(base, "b"))

    assert cluster.patches == []


def test_words_in_xml_are_found() -> None:
    words = (
        b'<pacemaker-result><status code="1" message="Error"><errors><error>first</error>'
        b"<error>second</error></errors></status></pacemaker-result>"
    )
    outcome = Outcome(("crm_mon", "--output-as=xml"), 1, words, b"")

    (problem,) = Tools(Cluster()).failure(outcome).diagnostics

    assert (problem.code, problem.hint) == ("tool-failed", "first\nsecond")


@pytest.mark.parametrize(
    ("xml", "hint"),
    [
        (b'<pacemaker-result><status message="Error"/></pacemaker-result>', "Error"),
        (b"<pacemaker-result/>", "<pacemaker-result/>"),
        (b"<pacemaker-result", "<pacemaker-result"),
    ],
)
def test_xml_without_words_is_told_as_it_is(xml: bytes, hint: str) -> None:
    (problem,) = Tools(Cluster()).failure(Outcome(("crm_mon", "x"), 1, xml, b"")).diagnostics

    assert problem.hint == hint


def test_tools_speak_english_and_take_any_argument() -> None:
    seen: list[dict[str, str]] = []

    class Recorder(Cluster):
        def run(self, argv: Sequence[str], *, stdin: bytes = b"", **given: object) -> Outcome:
            seen.append(dict(given["environment"]))  # type: ignore[call-overload]  # a Mapping
            return super().run(argv, stdin=stdin)

    Tools(Recorder()).run("cibadmin", "--query", environment={"CIB_file": "x"})

    assert seen == [{"LC_ALL": "C", "CHARSET": "UTF-8", "CIB_file": "x"}]


def test_files_are_read_where_the_tools_are(tmp_path: Path) -> None:
    (tmp_path / "-n").write_bytes(b"\xff\n")
    tools = Tools(LocalRunner())

    assert tools.read_file(str(tmp_path / "-n")) == b"\xff\n"
    with raises("no-such-file", "No such file or directory"):
        tools.read_file(str(tmp_path / "gone"))
    with raises("unreadable-file", "on far cannot be read\nIs a directory"):
        Tools(LocalRunner(), host="far").read_file(str(tmp_path))


def test_a_pacemaker_of_another_machine_is_looked_for_there() -> None:
    class Far(Cluster):
        def run(self, argv: Sequence[str], *, stdin: bytes = b"", **_: object) -> Outcome:
            if argv[0] == "pgrep":
                self.calls.append(" ".join(argv))
                return Outcome(tuple(argv), 1, b"", b"")
            return super().run(argv, stdin=stdin)

    cluster = Far(failures={"--query": HUNG_UP})

    with raises("not-connected", "Pacemaker is not running on far"):
        LiveBackend(Tools(cluster, host="far")).read()
    assert cluster.calls[-1] == "pgrep -x pacemaker-based|pacemakerd"
    assert LiveBackend(Tools(cluster, host="far")).name == "live/far"


def test_waiting_is_left_to_pacemaker() -> None:
    cluster = Cluster()

    LiveBackend(Tools(cluster)).wait()
    assert cluster.calls == ["--wait --timeout=3600s"]

    cluster.failures["--wait"] = (124, b"")
    with raises("timed-out"):
        LiveBackend(Tools(cluster)).wait()


def test_an_answer_that_is_no_cib_is_an_error() -> None:
    with raises("not-a-cib"):
        LiveBackend(Tools(Cluster("<nothing/>"))).read()


@pytest.mark.skipif(LocalRunner().find("cibadmin") is None, reason="Pacemaker is not installed")
def test_a_pacemaker_that_is_down_is_an_error() -> None:
    if pacemaker_runs():
        pytest.skip("Pacemaker runs here")

    with raises("not-connected", "crm -c FILE"):
        LiveBackend(Tools(LocalRunner())).read()


def test_a_snapshot_is_parsed_once_at_most() -> None:
    snapshot = Snapshot.of(CIB.encode(), "test")

    assert snapshot.root is snapshot.root
    assert Snapshot(CIB.encode(), Version(1, 7, 3)).root.tag == "cib"
    assert snapshot == Snapshot(CIB.encode(), Version(1, 7, 3))


@dataclass
class Mute(Cluster):
    """Plays a machine on which programs other than cibadmin fail, or are not there."""

    status: int | None = None

    def run(self, argv: Sequence[str], *, stdin: bytes = b"", **_: object) -> Outcome:
        """Answer as told to what is not cibadmin, and to what asks for access rules."""
        if argv[0] == "cibadmin" and argv[-1] != "/cib/configuration/acls":
            return super().run(argv, stdin=stdin)
        if argv[0] == "id" and self.user == b"ann haclient" and self.status is None:
            return super().run(argv, stdin=stdin)
        if self.status is None:
            raise CrmError(Diagnostic("tool-missing", "it is not installed"))
        return Outcome(tuple(argv), self.status, b"", b"")


@pytest.mark.parametrize("status", [None, 1])
def test_where_nobody_says_who_asks_the_words_of_the_tool_remain(status: int | None) -> None:
    denied = (4, b"cibadmin: Permission denied")
    cluster = Mute(user=b"", failures={"--query": denied}, status=status)

    with raises("no-permission", "this user do that\ncibadmin: Permission denied"):
        LiveBackend(Tools(cluster)).read()


def test_access_rules_that_cannot_be_read_are_no_role() -> None:
    denied = (4, b"cibadmin: Permission denied")

    with raises("no-permission", "no role that ann can see allows it"):
        LiveBackend(Tools(Mute(failures={"--query": denied}))).read()


def test_a_machine_that_cannot_look_for_pacemaker_is_taken_to_run_none() -> None:
    with raises("not-connected", "Pacemaker is not running on far"):
        LiveBackend(Tools(Mute(failures={"--query": HUNG_UP}), host="far")).read()
