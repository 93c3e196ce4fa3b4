"""The level `corosync`: corosync.conf shown, checked and changed."""

import json
import stat
from pathlib import Path

import pytest
from crm_runner import CASES, Crm, codes

from crmsh_py.assist.completion.completing import complete
from crmsh_py.assist.knowledge import Knowledge
from crmsh_py.corosync.syntax import parse
from crmsh_py.model.cib import Cib
from crmsh_py.secrets import hide

FILES = CASES / "corosync"
NODES = (FILES / "three-nodes.conf").read_text()
SEED = CASES.parents[2] / "shared/seeds/002_1ad1ebe99f35c1b6.txt"


@pytest.fixture
def crm(tmp_path: Path) -> Crm:
    crm = Crm(tmp_path, EDITOR="true", COROSYNC_MAIN_CONFIG_FILE="corosync.conf")
    (tmp_path / "corosync.conf").write_text(NODES)
    return crm


def conf(crm: Crm) -> str:
    return (crm.folder / "corosync.conf").read_text()


# ------------------------------------------------------------------ show, get


def test_show_prints_the_file_as_it_is(crm: Crm) -> None:
    ran = crm("corosync", "show")

    assert (ran.status, ran.out, ran.err) == (0, NODES, "")


def test_show_hides_the_shared_key(crm: Crm) -> None:
    (crm.folder / "corosync.conf").write_text("totem {\n  key: abracadabra\n}\n")

    shown = crm("corosync", "show"), crm("corosync", "get"), crm("--json", "corosync", "show")

    assert shown[0].out == "totem {\n  key: ******\n}\n"
    assert not any("abracadabra" in one.out + one.err for one in shown)
    assert crm("--show-secrets", "corosync", "get", "totem.key").out == "abracadabra\n"


def test_a_file_of_another_encoding_comes_through(crm: Crm) -> None:
    octets = b"# caf\xe9\r\ntotem {\r\n\ttoken: 3000\r\n}"
    (crm.folder / "corosync.conf").write_bytes(octets)

    shown = crm("corosync", "show")
    crm("corosync", "set", "totem.token", "4000")

    assert (shown.status, shown.out) == (0, "# caf?\r\ntotem {\r\n\ttoken: 3000\r\n}")
    written = (crm.folder / "corosync.conf").read_bytes()
    assert written == octets.replace(b"3000", b"4000")


def test_problems_in_a_file_of_another_encoding_are_told(crm: Crm) -> None:
    (crm.folder / "corosync.conf").write_bytes(b"caf\xe9\n")

    ran = crm.process("corosync", "verify")

    assert ran.status == 65
    assert "[corosync-syntax]" in ran.err
    assert "Traceback" not in ran.err


def test_a_shared_key_that_is_typed_is_not_repeated(crm: Crm) -> None:
    key = "abracadabra{"

    wrong = crm("corosync", "set", "totem.key", key)
    short = crm("corosync", "set", "totem.key", key[:-1])

    assert (codes(wrong.err), codes(short.err)) == (["invalid-setting"], ["invalid-setting"])
    assert "abracadabra" not in wrong.err + short.err
    assert hide("set totem.key abracadabra") == "set totem.key ******"


def test_what_someone_else_writes_meanwhile_is_not_lost(crm: Crm) -> None:
    editor = crm.folder / "editor"
    file = crm.folder / "corosync.conf"
    editor.write_text(f'#!/bin/sh\nsed -i s/shop/store/ "$1"\necho "# by another" >>{file}\n')
    editor.chmod(0o755)
    crm.environment["EDITOR"] = str(editor)

    ran = crm("corosync", "edit")

    Path(ran.err.partition("your text is kept in ")[2].splitlines()[0]).unlink()
    assert (ran.status, codes(ran.err)) == (103, ["changed-meanwhile"])
    assert conf(crm) == NODES + "# by another\n"


def test_get_prints_values(crm: Crm) -> None:
    one = crm("corosync", "get", "totem.transport")
    many = crm("corosync", "get", "nodelist.node.ring0_addr")
    section = crm("--json", "corosync", "get", "nodelist.node[node2]")

    assert one.out == "knet\n"
    assert many.out == "10.0.0.1\n10.0.0.2\n10.0.0.3\n"
    assert [json.loads(line) for line in section.out.splitlines()] == [
        {"schema": "crm/1", "path": f"nodelist.node[node2].{key}", "value": value}
        for key, value in (("name", "node2"), ("nodeid", "2"), ("ring0_addr", "10.0.0.2"))
    ]


def test_a_file_is_named_by_an_option(crm: Crm) -> None:
    other = FILES / "every-link.conf"

    ran = crm("corosync", "get", "totem.token", "--file", str(other))

    assert (ran.status, ran.out) == (0, "5000\n")


@pytest.mark.parametrize(
    ("words", "status", "code"),
    [
        (["get", "totem.token"], 105, "no-such-value"),
        (["get", "totem."], 64, "usage"),
        (["get", "--file"], 64, "usage"),
        (["get", "--file", "missing.conf"], 66, "no-such-file"),
        (["set", "totem.token"], 64, "usage"),
        (["set", "totem.token", "3s"], 78, "invalid-setting"),
        (["set", "totem.tokn", "3000"], 105, "unknown-setting"),
        (["set", "totem.token", "30{"], 78, "invalid-setting"),
        (["set", "nodelist.node.name", "x"], 65, "ambiguous-path"),
        (["set", "nodelist.node[node2].nodeid", "1"], 78, "repeated-setting"),
        (["unset", "totem.token"], 105, "no-such-value"),
        (["unset", "totem.version"], 78, "missing-setting"),
        (["add-node", "node1", "10.0.0.4"], 108, "already-exists"),
        (["add-node", "node4"], 64, "usage"),
        (["add-node", "node4", "10.0.0.4", "--id", "x"], 64, "usage"),
        (["add-node", "node4", "10.0.0.400"], 78, "invalid-address"),
        (["del-node", "node4"], 105, "no-such-object"),
    ],
)
def test_what_cannot_be_done_changes_nothing(
    words: list[str], status: int, code: str, crm: Crm
) -> None:
    ran = crm("corosync", *words)

    assert (ran.status, codes(ran.err)) == (status, [code])
    assert conf(crm) == NODES


def test_a_file_with_syntax_errors_is_not_changed(crm: Crm) -> None:
    (crm.folder / "corosync.conf").write_text("totem {\n  token\n")

    ran = crm("corosync", "set", "totem.token", "3000")

    assert (ran.status, codes(ran.err)) == (65, ["corosync-syntax", "corosync-syntax"])
    assert conf(crm) == "totem {\n  token\n"


# ------------------------------------------------------------------ changes


def test_set_writes_and_says_what_it_changed(crm: Crm) -> None:
    first = crm("corosync", "set", "totem.token", "5000")
    second = crm("corosync", "set", "totem.token", "6000")
    same = crm("corosync", "set", "totem.token", "6000")

    assert conf(crm) == NODES.replace("sha256\n", "sha256\n\ttoken: 6000\n")
    assert [one.err.splitlines()[0] for one in (first, second, same)] == [
        "totem.token is 5000 now",
        "totem.token is 6000 now, was 5000",
        "nothing was changed",
    ]
    assert "'crm corosync reload'" in first.err


def test_what_was_wrong_before_does_not_stop_a_change(crm: Crm) -> None:
    (crm.folder / "corosync.conf").write_text("totem {\n  version: 2\n  tokn: 3\n}\n")

    ran = crm("corosync", "set", "totem.cluster_name", "shop")

    assert ran.status == 0
    assert conf(crm) == "totem {\n  version: 2\n  tokn: 3\n  cluster_name: shop\n}\n"


def test_force_writes_what_corosync_does_not_know(crm: Crm) -> None:
    ran = crm("--force", "corosync", "set", "totem.new_feature", "on")

    assert ran.status == 0
    assert "\tnew_feature: on\n" in conf(crm)


def test_a_file_keeps_its_mode(crm: Crm) -> None:
    (crm.folder / "corosync.conf").chmod(0o640)

    crm("corosync", "set", "totem.token", "5000")

    assert stat.S_IMODE((crm.folder / "corosync.conf").stat().st_mode) == 0o640
    assert sorted(one.name for one in crm.folder.iterdir()) == ["corosync.conf", "home"]


def test_a_dry_run_shows_the_difference_only(crm: Crm) -> None:
    ran = crm("--dry-run", "corosync", "unset", "quorum.wait_for_all")

    changed = [
        line for line in ran.out.splitlines() if line[:1] in "+-" and line[:3] not in "+++---"
    ]
    assert ran.status == 0
    assert changed == ["-\twait_for_all: 1"]
    assert conf(crm) == NODES


def test_nodes_come_and_go(crm: Crm) -> None:
    added = crm("corosync", "add-node", "node4", "10.0.0.4")
    four = parse(conf(crm), "f")
    deleted = crm("corosync", "del-node", "4")

    assert (added.status, deleted.status) == (0, 0)
    assert [node.value("nodeid") for node in four.nodes] == ["1", "2", "3", "4"]
    assert conf(crm) == NODES


def test_edit_takes_what_is_sound(crm: Crm) -> None:
    editor = crm.folder / "editor"
    editor.write_text("#!/bin/sh\nsed -i 's/cluster_name: shop/cluster_name: store/' \"$1\"\n")
    editor.chmod(0o755)
    crm.environment["EDITOR"] = str(editor)

    ran = crm("corosync", "edit")

    assert ran.status == 0
    assert conf(crm) == NODES.replace("shop", "store")


def test_edit_keeps_the_text_that_is_not(crm: Crm) -> None:
    editor = crm.folder / "editor"
    editor.write_text("#!/bin/sh\nsed -i 's/version: 2/version: 3/' \"$1\"\n")
    editor.chmod(0o755)
    crm.environment["EDITOR"] = str(editor)

    ran = crm("corosync", "edit")

    kept = ran.err.partition("your text is kept in ")[2].splitlines()[0]
    assert (ran.status, codes(ran.err)) == (78, ["invalid-setting"])
    assert Path(kept).read_text() == NODES.replace("version: 2", "version: 3")
    assert conf(crm) == NODES
    Path(kept).unlink()


# ------------------------------------------------------------------ diff


def test_diff_compares_files(crm: Crm) -> None:
    (crm.folder / "other.conf").write_text(NODES.replace("knet", "udpu"))

    differs = crm("corosync", "diff", "other.conf")
    same = crm("corosync", "diff", "./corosync.conf")

    assert differs.status == 1
    assert "-\ttransport: knet\n+\ttransport: udpu\n" in differs.out
    assert (same.status, same.out, same.err) == (0, "", "./corosync.conf: no differences\n")


def test_diff_tells_that_keys_differ_without_showing_them(crm: Crm) -> None:
    for name, key in (("corosync.conf", "abracadabra"), ("other.conf", "simsalabim")):
        (crm.folder / name).write_text(f"totem {{\n  key: {key}\n}}\n")

    ran = crm("corosync", "diff", "other.conf")

    assert ran.status == 1
    assert ran.out.splitlines()[3:] == [
        " totem {",
        "-  key: ******",
        "+  key: ****** (another)",
        " }",
    ]


def test_diff_tells_what_cannot_be_compared_and_compares_the_rest(crm: Crm) -> None:
    (crm.folder / "other.conf").write_text(NODES.replace("knet", "udpu"))

    ran = crm("corosync", "diff", "missing.conf", "-oProxyCommand=x", "other.conf")

    assert (ran.status, codes(ran.err)) == (66, ["no-such-file", "usage"])
    assert "+\ttransport: udpu\n" in ran.out


# ------------------------------------------------------------------ verify


@pytest.mark.parametrize("file", sorted(FILES.glob("*.conf")), ids=lambda file: file.stem)
def test_verify_says_of_a_file(file: Path, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    crm = Crm(tmp_path)
    (tmp_path / file.name).write_bytes(file.read_bytes())
    expected = file.with_suffix(".err")

    ran = crm("corosync", "verify", file.name)

    if request.config.getoption("--regenerate", default=False):
        expected.write_text(ran.err)
    assert ran.err == expected.read_text()
    assert (ran.status == 0) == (not codes(ran.err))


@pytest.mark.skipif(not SEED.exists(), reason="the article is not part of the project")
def test_the_article_has_the_file_like_that() -> None:
    assert (FILES / "article.conf").read_bytes() in SEED.read_bytes()


def test_a_file_that_is_not_of_this_machine_is_not_compared_with_it(crm: Crm) -> None:
    ran = crm("corosync", "verify")

    assert (ran.status, ran.err) == (0, "corosync.conf: for corosync 3; no problems\n")


def test_settings_are_completed() -> None:
    def never() -> Cib:
        raise AssertionError

    found = complete("set totem.tok", Knowledge(path=("corosync",), cib=never))

    assert found.word == "totem.tok"
    words = {one.word for one in found.candidates}
    assert {"totem.token", "totem.token_coefficient"} <= words


def test_what_was_done_with_the_shared_key_is_said_in_whole_words(crm: Crm) -> None:
    (crm.folder / "corosync.conf").write_text(f"totem {{\n  version: 2\n  key: {'x' * 128}\n}}\n")

    changed = crm("corosync", "set", "totem.key", "y" * 128)
    gone = crm("corosync", "unset", "totem.key")

    assert changed.err.splitlines()[0] == "totem.key is ****** now, was ******"
    assert gone.err.splitlines()[0] == "totem.key was taken out"
