"""Whatever stands in `<rm>`: there is a result or a reason, and never a traceback."""

from xml.sax.saxutils import quoteattr

from hypothesis import given, settings
from hypothesis import strategies as st

from crmsh_py.convert.conversion import Conversion, Input
from crmsh_py.convert.rhcs.agents import KINDS
from crmsh_py.convert.rhcs.converter import convert
from crmsh_py.diagnostics import errors
from crmsh_py.verify.checks import check

TAGS = st.sampled_from([*KINDS, "nfsexport", "oradg", "other", "service", "group", "action"])
ATTRIBUTES = st.sampled_from(
    [
        *("name", "ref", "address", "device", "mountpoint", "fstype", "options", "path", "file"),
        *("force_unmount", "fsid", "vg_name", "lv_name", "config_file", "type", "target", "sid"),
        *("depth", "interval", "timeout", "domain", "exclusive", "depend", "recovery", "instance"),
        *("max_restarts", "autostart", "__independent_subtree", "__max_restarts", "listeners"),
        *("__enforce_timeouts", "listener_name", "xmlfile", "migrate", "migration_uri", "host"),
        *("resource", "server_root", "shutdown_wait", "postmaster_options", "export", "SID"),
        *("InstanceName", "self_fence", "monitor_link"),
    ]
)
VALUES = st.sampled_from(
    [
        *(
            "",
            "a",
            "b",
            "1",
            "2",
            "0",
            "yes",
            "10.0.0.1/24",
            "10.0.0.2",
            "fe80::1/64",
            "/dev/vg/lv",
        ),
        *("/dev/mapper/a-b", "LABEL=x", "/m", "gfs", "gfs2", "ocfs2", "/etc/init.d/x", "/o/y.sh"),
        *("relocate", "disable", "restart-disable", "service:a", "*", "10", "30s", "-5", "'\"<&"),
        *("a b", "ä", "-D /x", "9" * 30, "x" * 300, "n1", "only"),
    ]
)


def element(tag: str, attributes: dict[str, str], inside: str) -> str:
    written = "".join(f" {name}={quoteattr(value)}" for name, value in attributes.items())
    return f"<{tag}{written}>{inside}</{tag}>"


def elements(
    inside: st.SearchStrategy[str], tags: st.SearchStrategy[str]
) -> st.SearchStrategy[str]:
    attributes = st.dictionaries(ATTRIBUTES, VALUES, max_size=6)
    return st.builds(element, tags, attributes, inside)


RESOURCES = st.recursive(
    st.just(""),
    lambda inner: st.lists(elements(inner, TAGS), max_size=4).map("".join),
    max_leaves=12,
)
DOMAIN = st.builds(
    '<failoverdomains><failoverdomain name="only" ordered="{}" restricted="{}" nofailback="{}">'
    '<failoverdomainnode name="{}" priority="{}"/></failoverdomain></failoverdomains>'.format,
    *[st.sampled_from(["0", "1", "yes", ""])] * 3,
    st.sampled_from(["n1", "N2", "n9", ""]),
    st.sampled_from(["1", "0", "101", "x"]),
)
SERVICES = st.lists(elements(RESOURCES, st.sampled_from(["service", "vm", "group"])), max_size=4)


def converted(rm: str) -> Conversion:
    nodes = '<clusternode name="n1" nodeid="1"/><clusternode name="n2" nodeid="2"/>'
    text = f"<cluster name='c'><clusternodes>{nodes}</clusternodes><rm>{rm}</rm></cluster>"
    return convert(Input("cluster.conf", text.encode()))


@settings(max_examples=60, deadline=None)
@given(DOMAIN, RESOURCES, SERVICES)
def test_every_rm_comes_to_something_that_our_checks_accept(
    domain: str, resources: str, services: list[str]
) -> None:
    rm = f"{domain}<resources>{resources}</resources>{''.join(services)}"

    conversion = converted(rm)

    assert conversion.cib is not None
    assert errors(check(conversion.cib)) == []
    assert conversion.diagnostics == converted(rm).diagnostics


@settings(max_examples=30, deadline=None)
@given(st.text(alphabet="<>/='\" rmservicipnam", max_size=60))
def test_damaged_text_gives_diagnostics(text: str) -> None:
    conversion = converted(text)

    assert conversion.cib is not None or conversion.diagnostics


def test_deeply_nested_services_are_converted() -> None:
    inside = '<ip address="10.0.0.1"/>'
    for at in range(100):
        inside = f'<service name="s{at}">{inside}</service>'

    conversion = converted(inside)

    assert conversion.cib is not None
    assert [one.get("id") for one in conversion.cib.root.iter("group")] == ["s99"]
