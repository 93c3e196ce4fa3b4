"""Values that cibsecret keeps: how they get there, and what happens if they do not."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pytest

from crmsh_py.diagnostics import CrmError
from crmsh_py.pacemaker.cib_secrets import forget, put_back, store, stored
from crmsh_py.pacemaker.tools import Tools
from crmsh_py.runner import SECONDS, Outcome

_ESCAPED = re.compile(rb"\\(.)")


@dataclass
class CibSecret:
    """Does what cibsecret does to the files of this node; `peers` is how copying ends."""

    kept: dict[str, bytes] = field(default_factory=dict)
    peers: tuple[int, bytes] = (0, b"INFO: syncing\n")
    argvs: list[tuple[str, ...]] = field(default_factory=list)
    swallows: bytes = b""

    def run(
        self,
        argv: Sequence[str],
        *,
        stdin: bytes = b"",
        seconds: float = SECONDS,
        environment: Mapping[str, str] | None = None,
    ) -> Outcome:
        """Run it."""
        del seconds, environment
        self.argvs.append(tuple(argv))
        program, alone, verb, resource, parameter = argv
        assert (program, alone) == ("cibsecret", "-C")
        status, out = getattr(self, verb)(f"{resource}/{parameter}", stdin)
        return Outcome(tuple(argv), status, out, b"")

    def get(self, name: str, _stdin: bytes) -> tuple[int, bytes]:
        """Print what is kept."""
        if name not in self.kept:
            return 72, b"ERROR: no MD5 hash\n"
        value = self.kept[name]
        return (104, b"ERROR: mismatch\n") if value == self.swallows else (0, value + b"\n")

    def set(self, name: str, stdin: bytes) -> tuple[int, bytes]:
        """Keep what a shell's `read` makes of standard input."""
        line = stdin.removesuffix(b"\n")
        self.kept[name] = _ESCAPED.sub(rb"\1", line)
        return self._copied()

    def delete(self, name: str, _stdin: bytes) -> tuple[int, bytes]:
        """Keep it no more."""
        self.kept.pop(name, None)
        return self._copied()

    def _copied(self) -> tuple[int, bytes]:
        status, out = self.peers
        return (1, out + b"ERROR: set(): failed with rc: 255\n") if status else (0, out)


@pytest.mark.parametrize("value", ["hush", "  a b  ", "back\\slash\\", "$(id) `id` \"'", "ä€"])
def test_a_value_is_kept_as_it_is_and_never_an_argument(value: str) -> None:
    cibsecret = CibSecret()

    before, warnings = store(Tools(cibsecret), "db", "password", value)

    assert (before, warnings) == (None, [])
    assert stored(Tools(cibsecret), "db", "password") == value
    assert cibsecret.kept == {"db/password": value.encode()}
    assert all(value not in argv for argv in cibsecret.argvs)


def test_what_was_kept_before_is_told() -> None:
    cibsecret = CibSecret({"db/password": b"old"})

    before, _ = store(Tools(cibsecret), "db", "password", "new")

    assert before == "old"


@pytest.mark.parametrize("before", [{}, {"db/password": b"old"}])
def test_what_cannot_be_copied_to_all_nodes_is_not_kept(before: dict[str, bytes]) -> None:
    cibsecret = CibSecret(dict(before), peers=(1, b"ssh: hush: Connection refused\n"))

    with pytest.raises(CrmError) as caught:
        store(Tools(cibsecret), "db", "password", "hush")

    problem = caught.value.diagnostics[0]
    assert problem.code == "tool-failed"
    assert problem.hint == "ssh: ******: Connection refused\nERROR: set(): failed with rc: 255"
    assert cibsecret.kept == before


def test_that_no_other_node_is_up_is_a_warning() -> None:
    cibsecret = CibSecret(peers=(1, b"WARNING: node node2 is down\nINFO: no other nodes live\n"))

    _, warnings = store(Tools(cibsecret), "db", "password", "hush")
    told = forget(Tools(cibsecret), "db", "password")

    assert warnings == told == ["node node2 is down", "no other node is up to copy the secret to"]


def test_a_value_that_the_tool_damages_is_refused() -> None:
    cibsecret = CibSecret({"db/password": b"old"}, swallows=b"-n")

    with pytest.raises(CrmError) as caught:
        store(Tools(cibsecret), "db", "password", "-n")

    assert "cannot keep this value" in caught.value.diagnostics[0].message
    assert cibsecret.kept == {"db/password": b"old"}


def test_a_file_that_is_damaged_is_told() -> None:
    cibsecret = CibSecret({"db/password": b"-n"}, swallows=b"-n")

    with pytest.raises(CrmError) as caught:
        stored(Tools(cibsecret), "db", "password")

    assert "is damaged" in caught.value.diagnostics[0].message


def test_forgetting_says_when_the_other_nodes_still_have_it() -> None:
    cibsecret = CibSecret({"db/password": b"old"}, peers=(1, b""))

    with pytest.raises(CrmError) as caught:
        forget(Tools(cibsecret), "db", "password")

    assert caught.value.diagnostics[0].code == "tool-failed"


def test_putting_back_does_what_it_can() -> None:
    cibsecret = CibSecret({"db/password": b"new"}, peers=(1, b""))

    put_back(Tools(cibsecret), "db", "password", "old")
    kept = dict(cibsecret.kept)
    put_back(Tools(cibsecret), "db", "password", None)

    assert (kept, cibsecret.kept) == ({"db/password": b"old"}, {})
