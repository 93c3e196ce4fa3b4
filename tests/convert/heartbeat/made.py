"""What the conversion of haresources makes, in short words; and the conversion of a text."""

from crmsh_py.convert.conversion import Conversion, Input
from crmsh_py.convert.heartbeat.choices import Choices
from crmsh_py.convert.heartbeat.converter import convert, drafted
from crmsh_py.diagnostics import Diagnostic
from crmsh_py.grammar import tree

ALWAYS = {"no-ha-cf", "no-fencing"}
PROPERTY = tree.Options("property", (tree.NvPair("stonith-enabled", "false"),))


def pairs(**values: str) -> tuple[tree.NvPair, ...]:
    return tuple(
        tree.NvPair(name.rstrip("_").replace("__", "-"), value) for name, value in values.items()
    )


def params(**values: str) -> tree.NvSet:
    return tree.NvSet("params", pairs(**values))


def op(name: str, interval: str, timeout: str, **others: str) -> tree.Op:
    return tree.Op(name, pairs(interval=interval, timeout=timeout, **others))


def ocf(type_: str, provider: str = "heartbeat") -> tree.Agent:
    return tree.Agent("ocf", provider, type_)


def address(id_: str, **values: str) -> tree.Primitive:
    return tree.Primitive(id_, ocf("IPaddr2"), (params(**values), op("monitor", "10s", "20s")))


def init_script(name: str) -> tree.Primitive:
    return tree.Primitive(name, tree.Agent("lsb", None, name), (op("monitor", "60s", "60s"),))


def prefers(rsc: str, node: str) -> tree.Location:
    return tree.Location(f"loc-{rsc}-{node}", tree.Word(rsc), score="100", node=node)


def promoted_prefers(clone: str, node: str) -> tree.Location:
    role = pairs(role="Promoted")
    return tree.Location(f"loc-{clone}-{node}", tree.Word(clone), role, score="100", node=node)


def group(id_: str, *members: str) -> tree.Group:
    return tree.Group(id_, tuple(map(tree.Word, members)))


def drbd(name: str) -> tuple[tree.Primitive, tree.Clone]:
    id_ = f"drbd_{name}"
    primitive = tree.Primitive(
        id_,
        ocf("drbd", "linbit"),
        (
            params(drbd_resource=name),
            op("monitor", "29s", "20s", role="Promoted"),
            op("monitor", "31s", "20s", role="Unpromoted"),
            op("start", "0s", "240s"),
            op("promote", "0s", "90s"),
            op("demote", "0s", "90s"),
            op("stop", "0s", "100s"),
            op("notify", "0s", "90s"),
        ),
    )
    meta = {
        "promotable": "true",
        "promoted-max": "1",
        "promoted-node-max": "1",
        "clone-max": "2",
        "clone-node-max": "1",
        "notify": "true",
    }
    sets = (tree.NvSet("meta", tuple(tree.NvPair(*pair) for pair in meta.items())),)
    return primitive, tree.Clone(f"{id_}-clone", tree.Word(id_), sets)


def with_promoted(rsc: str, name: str) -> tuple[tree.Colocation, tree.Order]:
    clone = f"drbd_{name}-clone"
    ends = (tree.End(rsc), tree.End(clone, "Promoted"))
    return (
        tree.Colocation(f"col-{rsc}-with-drbd_{name}", "INFINITY", ends),
        tree.Order(f"ord-drbd_{name}-{rsc}", (tree.End(clone, "promote"), tree.End(rsc, "start"))),
    )


def finding(found: Diagnostic) -> tuple[str, str, int, int, str]:
    assert found.location is not None
    place = found.location
    underlined = place.source.text[place.span.start : place.span.end]
    return (str(found.severity), found.code, *place.position, underlined)


def findings(text: str, choices: Choices | None = None) -> list[tuple[str, str, int, int, str]]:
    """Return what is told about a file, but for what is told about every file."""
    return [finding(one) for one in converted(text, choices).diagnostics if one.code not in ALWAYS]


def file(text: str) -> Input:
    return Input("haresources", text.encode())


def converted(text: str, choices: Choices | None = None) -> Conversion:
    return convert(file(text), None, None, choices or Choices())


def statements(text: str, choices: Choices | None = None) -> tuple[tree.Statement, ...]:
    return drafted(file(text), None, None, choices or Choices()).statements


def ids(made: tuple[tree.Statement, ...]) -> list[str]:
    """Return the ids of resources."""
    return [one.id for one in made if isinstance(one, tree.Primitive | tree.Group | tree.Clone)]
