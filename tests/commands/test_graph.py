"""`graph`: names are quoted safely, and pictures need Graphviz."""

import re
from pathlib import Path

import pytest
from crm_runner import Crm, codes

from crmsh_py import xmltree
from crmsh_py.commands.graphs import dot, graph_of, mermaid
from crmsh_py.model.cib import Cib
from crmsh_py.runner import LocalRunner

HAS_GRAPHVIZ = LocalRunner().find("dot") is not None
NASTY = r"""
<cib><configuration><crm_config/>
<nodes><node id="1" uname='a"]; b\N &lt;script>|'/></nodes>
<resources>
 <group id="end"><primitive id="graph" class="ocf" provider="p" type='t"\'/></group>
 <clone id="c"><group id="g"><primitive id="x.y-z" class="lsb" type="x"/></group></clone>
</resources>
<constraints>
 <rsc_location id="l" rsc="end" node='a"]; b\N &lt;script>|' score="7"/>
 <rsc_order id="o" first="c" then="graph"/>
 <rsc_order id="o2"><resource_set id="s1" sequential="false"><resource_ref id="c"/>
  <resource_ref id="x.y-z"/></resource_set><resource_set id="s2"><resource_ref id="end"/>
  <resource_ref id="graph"/></resource_set></rsc_order>
 <rsc_colocation id="gone" rsc="nosuch" with-rsc="graph" score="INFINITY"/>
</constraints></configuration></cib>
"""


def nasty() -> Cib:
    return Cib(xmltree.parse(NASTY, "nasty"))


@pytest.fixture
def crm(tmp_path: Path) -> Crm:
    crm = Crm(tmp_path)
    crm.given("primitive a Dummy\nprimitive b Dummy\norder o Mandatory: a b")
    return crm


def test_names_are_quoted_in_dot() -> None:
    cib = nasty()

    lines = dot(graph_of(cib, list(cib.objects()))).splitlines()

    name = r'"node:a\"]; b\\N <script>|"'
    assert f'  {name} [shape=ellipse, label="a\\"]; b\\\\N <script>|"];' in lines
    assert f'  "graph" -> {name} [label="7", style=dotted, ltail="cluster_end"];' in lines
    assert '    "graph" [label="graph\\nocf:p:t\\"\\\\"];' in lines
    edges = [line.partition(" [")[0].strip() for line in lines if "->" in line]
    assert edges == [
        f'"graph" -> {name}',
        '"x.y-z" -> "graph"',
        '"x.y-z" -> "graph"',
        '"x.y-z" -> "graph"',
        '"graph" -> "graph"',
    ]


def test_names_are_harmless_in_mermaid() -> None:
    cib = nasty()

    lines = mermaid(graph_of(cib, list(cib.objects()))).splitlines()

    assert lines[0] == "flowchart TB"
    name = r"n\d+_\w+"
    label = r'"[^"<>|\\]*(<br>[^"<>|\\]*)?"'
    arrow = r"(-->|-\.-|-\.->)"
    allowed = re.compile(
        rf" *(subgraph {name}\[{label}\]|end|{name}\[{label}\]|{name}\(\[{label}\]\)"
        rf"|{name} {arrow}\|{label}\| {name})"
    )
    assert [line for line in lines[1:] if not allowed.fullmatch(line)] == []


def test_a_text_goes_into_a_file(crm: Crm) -> None:
    printed = crm.configure("graph", "dot")

    ran = crm.configure("graph", "dot", "x.dot")

    assert (ran.status, ran.out, ran.err) == (0, "", "drawn to x.dot\n")
    assert (crm.folder / "x.dot").read_text() == printed.out


def test_the_name_of_a_file_says_the_form(crm: Crm) -> None:
    crm.configure("graph", "x.DOT")
    crm.configure("graph", "mermaid", "y.dot")
    crm.configure("graph", "x.md")

    begins = {name: (crm.folder / name).read_text()[:9] for name in ("x.DOT", "y.dot", "x.md")}
    assert begins == {"x.DOT": "digraph c", "y.dot": "flowchart", "x.md": "flowchart"}


@pytest.mark.parametrize("words", ["graph svg", "graph png -", "graph pdf x", "graph dot x y"])
def test_what_cannot_be_drawn_is_refused(crm: Crm, words: str) -> None:
    ran = crm.configure(*words.split())

    assert (ran.status, codes(ran.err)) == (64, ["usage"])


@pytest.mark.skipif(HAS_GRAPHVIZ, reason="Graphviz is installed")
def test_without_graphviz_no_picture_is_drawn(crm: Crm) -> None:
    ran = crm.configure("graph", "svg", "x.svg")

    assert (ran.status, codes(ran.err)) == (1, ["tool-missing"])
    assert "hint: install the package graphviz, or use 'graph mermaid'" in ran.err
    assert not (crm.folder / "x.svg").exists()


@pytest.mark.skipif(not HAS_GRAPHVIZ, reason="needs Graphviz")
@pytest.mark.parametrize(("form", "begin"), [("svg", b"<?xml"), ("png", b"\x89PNG")])
def test_graphviz_draws_pictures(crm: Crm, form: str, begin: bytes) -> None:
    ran = crm.configure("graph", form, "picture")

    assert (ran.status, ran.err) == (0, "drawn to picture\n")
    assert (crm.folder / "picture").read_bytes().startswith(begin)
