"""`fmt`: the layout of files, which is always the same and changes no meaning."""

import contextlib
import json
from pathlib import Path

import pytest
from crm_runner import Crm, Ran
from hypothesis import example, given, settings
from hypothesis import strategies as st
from trees import STATEMENTS

from crmsh_py import xmltree
from crmsh_py.commands.lint.formatting import formatted
from crmsh_py.commands.lint.layout import means_the_same
from crmsh_py.commands.lint.reading import Document, Script, read_script
from crmsh_py.commands.views import text_of_all
from crmsh_py.diagnostics import CrmError
from crmsh_py.grammar import tree
from crmsh_py.grammar.printer import to_text
from crmsh_py.model.cib import Cib

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus" / "cib" / "cibs"
MESSY = """\


  # header


#second
primitive vip IPaddr2 params ip=10.0.0.1   nic="eth0" \\
   op monitor interval=10s


  group   web  vip
   # closing
"""
TIDY = """\
# header

#second
primitive vip IPaddr2 \\
\tparams ip=10.0.0.1 nic=eth0 \\
\top monitor interval=10s

group web vip
# closing
"""


class Formatter:
    """Lays files out in a folder, with no configuration chosen."""

    def __init__(self, folder: Path) -> None:
        self._crm = Crm(folder)
        self.folder = folder

    def __call__(self, *argv: str, stdin: str = "", options: tuple[str, ...] = ()) -> Ran:
        """Run `fmt`."""
        return self._crm(*options, "fmt", *argv, cib="", stdin=stdin)

    def file(self, text: str | bytes, name: str = "a.crm") -> Path:
        """Write a file, and return its path."""
        path = self.folder / name
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return path


@pytest.fixture
def fmt(tmp_path: Path) -> Formatter:
    return Formatter(tmp_path)


def laid_out(text: str | bytes) -> str:
    octets = text.encode() if isinstance(text, str) else text
    return formatted(Document("a.crm", octets)).decode()


# ------------------------------------------------------------------ the layout


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (MESSY, TIDY),
        ("", ""),
        ("\n \n", ""),
        ("# only\n\n\n# this", "# only\n\n# this\n"),
        ("primitive a Dummy", "primitive a Dummy\n"),
        ("primitive a ocf:heartbeat:Dummy \\\n\ngroup g a", "primitive a Dummy\n\ngroup g a\n"),
        ("PRIMITIVE a 'Dummy' params 'x'='y z'", 'primitive a Dummy \\\n\tparams x="y z"\n'),
        ("collocation c inf: a b", "colocation c inf: a b\n"),
        ("property a=1 b=2", "property \\\n\ta=1 \\\n\tb=2\n"),
        ("property", "property\n"),
        ("fencing_topology", "fencing_topology\n"),
        (
            "configure\n   primitive a Dummy\n commit  \nup\n resource  move  a n1\n",
            "configure\nprimitive a Dummy\ncommit\nup\nresource  move  a n1\n",
        ),
        ("  configure   group  g  a", "configure group g a\n"),
        ("configure \\\n  group  g  a", "configure group g a\n"),
        ("/configure   property x=1", "/configure property \\\n\tx=1\n"),
        ("configure\nquit\n   what  is\n\n\n left", "configure\nquit\n   what  is\n\n\n left"),
        ("resource move a \\\n    n1", "resource move a \\\n    n1\n"),
        ("\ufeffprimitive a Dummy\r\n\r\n\r\n# x\r\n", "primitive a Dummy\n\n# x\n"),
        (
            "xml <a x=\"it's\"> \\\n     <b   y='1'/> \\\n</a>\n",
            'xml \'<a x="it&#39;s"> \\\n  <b y="1"/> \\\n</a>\'\n',
        ),
        ("xml '<a>'", "xml '<a>'\n"),
        ("xml '<!-- x --><a/>'", "xml '<!-- x --><a/>'\n"),
        ("primitive a Dummy params x=$'a\\nb'", "primitive a Dummy \\\n\tparams x=$'a\\nb'\n"),
    ],
)
def test_a_text_has_one_layout(before: str, after: str) -> None:
    assert laid_out(before) == after
    assert laid_out(after) == after


def test_a_cib_is_indented_and_nothing_else() -> None:
    before = (
        b"<?xml version='1.0'?><!-- on top --><cib b='2' a=\"1\">\n\n<configuration  >"
        b"<!-- in it --><nodes>\n</nodes></configuration>\t<status/></cib><!-- below -->"
    )

    assert laid_out(before) == (
        "<?xml version='1.0'?>\n"
        "<!-- on top -->\n"
        '<cib b="2" a="1">\n'
        "  <configuration>\n"
        "    <!-- in it -->\n"
        "    <nodes/>\n"
        "  </configuration>\n"
        "  <status/>\n"
        "</cib>\n"
        "<!-- below -->\n"
    )


def test_a_cib_in_another_encoding_becomes_utf_8() -> None:
    before = '<?xml version="1.0" encoding="iso-8859-1"?><cib a="é"><configuration/></cib>'

    after = laid_out(before.encode("latin-1"))

    assert after.startswith("<?xml version='1.0' encoding='UTF-8'?>\n<cib a=\"é\">\n")


# ------------------------------------------------------------------ laws


BLANKS = st.sampled_from(["", "", " ", "\t", "  "])
BETWEEN = st.lists(st.sampled_from(["", " ", "# a comment", "  # another  ", "#"]), max_size=4)


@st.composite
def texts(draw: st.DrawFn) -> str:
    """Draw statements with anything between them, at a level or behind its name."""
    level = draw(st.sampled_from(["", "configure", "/configure"]))
    rows = [*draw(BETWEEN)]
    for statement in draw(st.lists(STATEMENTS, max_size=4)):
        text = _said_on_one_line(statement, one_line=draw(st.booleans()))
        rows += [f"{draw(BLANKS)}{level}{' ' if level else ''}{text}{draw(BLANKS)}", *draw(BETWEEN)]
    return draw(st.sampled_from(["\n", "\r\n"])).join(rows)


def _said_on_one_line(statement: tree.Statement, *, one_line: bool) -> str:
    text = to_text(statement)
    is_xml = isinstance(statement, tree.Xml)
    return text.replace(" \\\n\t", "   ") if one_line and not is_xml else text


def _read(text: str) -> Script:
    return read_script(Document("a.crm", text.encode()))


@settings(deadline=None, max_examples=150)
@given(texts())
def test_the_layout_changes_no_meaning_and_is_laid_out_already(text: str) -> None:
    before = _read(text)
    if before.problems:
        with pytest.raises(CrmError):
            laid_out(text)
        return

    after = laid_out(text)

    assert means_the_same(before, _read(after))
    assert laid_out(after) == after


@settings(deadline=None, max_examples=300)
@example("\\\n\n")
@example("# a \\\nls\n")
@given(st.text(alphabet="ab \t\n\r#\\'\"=<>{}:@$\ufeff\u00a0", max_size=60))
def test_no_text_is_too_bad(text: str) -> None:
    with contextlib.suppress(CrmError):
        after = laid_out(text)

        assert laid_out(after) == after


@pytest.mark.skipif(not CORPUS.exists(), reason="the corpus of CIBs is not here")
def test_what_save_writes_is_laid_out_already() -> None:
    for file in sorted(CORPUS.glob("*.xml"))[::8]:
        cib = Cib(xmltree.parse(file.read_bytes(), file.name))
        text = text_of_all(cib, list(cib.objects()), secrets=True)

        assert laid_out(text) == text, file.name


@pytest.mark.skipif(not CORPUS.exists(), reason="the corpus of CIBs is not here")
def test_real_cibs_are_laid_out_once() -> None:
    for file in sorted(CORPUS.glob("*.xml"))[::8]:
        octets = file.read_bytes()
        after = laid_out(octets)

        assert laid_out(after) == after, file.name
        assert _canonical(after.encode()) == _canonical(octets), file.name


def _canonical(octets: bytes) -> bytes:
    return xmltree.canonical(xmltree.parse(octets, "a CIB"), comments=True)


# ------------------------------------------------------------------ the command


def test_files_are_laid_out_in_their_place(fmt: Formatter) -> None:
    file, tidy = fmt.file(MESSY), fmt.file(TIDY, "tidy.crm")
    file.chmod(0o640)
    before = tidy.stat()

    ran = fmt("a.crm", "tidy.crm")

    assert (ran.status, ran.out, ran.err) == (0, "", "formatted a.crm\n")
    assert (file.read_text(), file.stat().st_mode & 0o777) == (TIDY, 0o640)
    assert tidy.stat().st_ino == before.st_ino


def test_check_lists_what_would_change_and_changes_nothing(fmt: Formatter) -> None:
    file = fmt.file(MESSY)
    fmt.file(TIDY, "tidy.crm")

    ran = fmt("--check", "a.crm", "tidy.crm")

    assert (ran.status, ran.out, ran.err) == (1, "a.crm\n", "")
    assert file.read_text() == MESSY
    assert fmt("--check", "tidy.crm").status == 0


def test_diff_shows_what_would_change_and_changes_nothing(fmt: Formatter) -> None:
    file = fmt.file("group  g  a")

    ran = fmt("--diff", "a.crm")

    assert ran.status == 0
    assert ran.out == (
        "--- a.crm\n+++ a.crm\n@@ -1 +1 @@\n"
        "-group  g  a\n\\ No newline at end of file\n+group g a\n"
    )
    assert file.read_text() == "group  g  a"
    assert fmt("--diff", "--check", "a.crm").status == 1


def test_passwords_stay_in_files_and_off_the_screen(fmt: Formatter) -> None:
    file = fmt.file("primitive  db Dummy params password=t0psecret")

    told = fmt("--diff", "a.crm")
    fmt("a.crm")

    assert "t0psecret" not in told.out + told.err
    assert "t0psecret" in file.read_text()
    fmt.file("primitive  db Dummy params password=t0psecret")
    assert "t0psecret" in fmt("--diff", "--show-secrets", "a.crm").out


def test_standard_input_is_printed(fmt: Formatter) -> None:
    ran = fmt("-", stdin=MESSY)

    assert (ran.status, ran.out) == (0, TIDY)
    assert fmt("-", stdin=TIDY).out == TIDY
    assert fmt("--check", "-", stdin=MESSY).out == "<stdin>\n"


def test_a_file_with_errors_is_left_alone_and_others_are_laid_out(fmt: Formatter) -> None:
    bad = "group  g  a\ngrup x\nprimitive 'a\n"
    first, second = fmt.file(bad), fmt.file(MESSY, "b.crm")

    ran = fmt("a.crm", "b.crm")

    assert (ran.status, ran.out) == (65, "")
    assert (first.read_text(), second.read_text()) == (bad, TIDY)
    assert "a.crm:2:1: error:" in ran.err
    assert "a.crm:3:11: error:" in ran.err


@pytest.mark.parametrize(
    ("octets", "code", "status"),
    [
        (b"<cib>", "malformed-xml", 65),
        (b"<a/>", "not-a-cib", 65),
        (b'<!DOCTYPE a [<!ENTITY b "c">]><cib/>', "forbidden-xml", 65),
        (b"\xff\xfe\x00", "undecodable-text", 65),
        (b"\0", "undecodable-text", 65),
        (None, "no-such-file", 66),
    ],
)
def test_what_is_no_such_file_is_an_error(
    fmt: Formatter, octets: bytes | None, code: str, status: int
) -> None:
    file = fmt.file(octets or b"")
    if octets is None:
        file.unlink()

    ran = fmt("a.crm")

    assert ran.status == status
    assert "a.crm:1:" in ran.err
    assert f"[{code}]" in ran.err
    assert octets is None or file.read_bytes() == octets


def test_a_dry_run_writes_nothing(fmt: Formatter) -> None:
    file = fmt.file(MESSY)

    ran = fmt("a.crm", options=("--dry-run",))

    assert (ran.status, ran.out) == (0, "a.crm\n")
    assert file.read_text() == MESSY


def test_links_stay_links(fmt: Formatter) -> None:
    file = fmt.file(MESSY)
    (fmt.folder / "link.crm").symlink_to("a.crm")

    fmt("link.crm")

    assert (fmt.folder / "link.crm").is_symlink()
    assert file.read_text() == TIDY


def test_json_tells_of_each_file(fmt: Formatter) -> None:
    fmt.file(MESSY)
    fmt.file(TIDY, "tidy.crm")

    ran = fmt("a.crm", "tidy.crm", "-", stdin="group  g a", options=("--json",))

    told = [json.loads(line) for line in ran.out.splitlines()]
    kind = {"schema": "crm/1", "kind": "formatted"}
    assert told == [
        {**kind, "file": "a.crm", "changes": True, "written": True},
        {**kind, "file": "tidy.crm", "changes": False, "written": False},
        {**kind, "file": "<stdin>", "changes": True, "written": False, "text": "group g a\n"},
    ]
