"""Whatever a cluster.conf says outside of `<rm>`, the result is sound or an error says why not."""

from xml.sax.saxutils import quoteattr

from hypothesis import given, settings
from hypothesis import strategies as st

from convert.rhcs.goldens import of
from crmsh_py.convert.rhcs.choices import Choices, QuorumDisk
from crmsh_py.corosync.syntax import parse
from crmsh_py.corosync.verify import verify
from crmsh_py.diagnostics import errors
from crmsh_py.verify.checks import check

NUMBERS = st.sampled_from(["", "0", "1", "2", "3", " 10 ", "-1", "x", "65536", "1e9", "9" * 30])
NAMES = st.sampled_from(["", "a", "b", "c", "A b", "é", "{", "a_b", "1", "-", "x" * 20])
TEXTS = st.sampled_from(["", "on", "no", "1", "/var/x", "a b", "a|b", "{}", "\n", '"', "******"])
AGENTS = st.sampled_from(
    [
        *("fence_ipmilan", "fence_apc", "fence_scsi", "fence_mpath", "fence_xvm", "fence_manual"),
        *("fence_bladecenter_snmp", "fence_pcmk", "fence_none", "/x/fence_wti", ""),
    ]
)
PARTS = {
    "cman": ("expected_votes", "two_node", "transport", "port", "deadnode_timeout", "broadcast"),
    "totem": ("token", "consensus", "join", "rrp_mode", "miss_count_const", "secauth"),
    "logging": ("debug", "to_syslog", "logfile", "syslog_facility", "logfile_priority", "tags"),
    "quorumd": ("votes", "interval", "tko", "label", "min_score", "master_wins", "reboot"),
    "fence_daemon": ("post_join_delay", "post_fail_delay", "clean_start"),
    "dlm": ("protocol", "timewarn"),
    "uidgid": ("uid", "gid"),
    "strange": ("a",),
}
INSIDE = {
    "quorumd": ("heuristic", ("program", "score", "interval")),
    "totem": ("interface", ("ringnumber", "mcastport", "ttl")),
    "logging": ("logging_daemon", ("name", "subsys", "debug")),
    "dlm": ("lockspace", ("name", "nodir")),
}
CHOICES = st.builds(
    Choices,
    qnetd=st.sampled_from(["", "q.example"]),
    qdisk=st.sampled_from(QuorumDisk),
    keep_transport=st.booleans(),
    keep_port=st.booleans(),
    keep_unsafe=st.booleans(),
)


@st.composite
def attributes(draw: st.DrawFn, *names: str) -> str:
    given = draw(st.lists(st.sampled_from(names), unique=True)) if names else []
    return "".join(f" {name}={quoteattr(draw(NUMBERS | NAMES | TEXTS))}" for name in given)


@st.composite
def sections(draw: st.DrawFn) -> str:
    tag = draw(st.sampled_from(sorted(PARTS)))
    inside = ""
    if tag in INSIDE:
        child, names = INSIDE[tag]
        inside = "".join(
            f"<{child}{draw(attributes(*names))}/>" for _ in range(draw(st.integers(0, 2)))
        )
    return f"<{tag}{draw(attributes(*PARTS[tag]))}>{inside}</{tag}>"


@st.composite
def nodes(draw: st.DrawFn) -> str:
    def device() -> str:
        rest = draw(attributes("port", "domain", "action", "delay", "login", "nodename", "key"))
        return f"<device name={quoteattr(draw(NAMES))}{rest}/>"

    methods = "".join(
        "<method>" + "".join(device() for _ in range(draw(st.integers(0, 3)))) + "</method>"
        for _ in range(draw(st.integers(0, 3)))
    )
    unfence = f"<unfence>{device()}</unfence>" if draw(st.booleans()) else ""
    altname = f"<altname name={quoteattr(draw(NAMES))}/>" if draw(st.booleans()) else ""
    own = f"name={quoteattr(draw(NAMES))}{draw(attributes('nodeid', 'votes'))}"
    return f"<clusternode {own}>{altname}<fence>{methods}</fence>{unfence}</clusternode>"


@st.composite
def devices(draw: st.DrawFn) -> str:
    own = f"name={quoteattr(draw(NAMES))} agent={quoteattr(draw(AGENTS))}"
    rest = draw(attributes("ipaddr", "login", "passwd", "port", "action", "delay", "nonsense"))
    return f"<fencedevice {own}{rest}/>"


@st.composite
def clusters(draw: st.DrawFn) -> str:
    parts = [
        *draw(st.lists(sections(), max_size=5)),
        f"<clusternodes>{''.join(draw(st.lists(nodes(), max_size=4)))}</clusternodes>",
        f"<fencedevices>{''.join(draw(st.lists(devices(), max_size=5)))}</fencedevices>",
    ]
    own = draw(attributes("name", "config_version", "alias"))
    return f"<cluster{own}>{''.join(draw(st.permutations(parts)))}</cluster>"


@settings(deadline=None)
@given(clusters(), CHOICES)
def test_any_cluster_comes_to_what_our_checks_accept_or_to_an_error(
    text: str, choices: Choices
) -> None:
    conversion = of(text, choices)

    refused = errors(conversion.diagnostics)
    assert all(one.location is not None for one in conversion.diagnostics)
    if conversion.cib is not None:
        assert errors(check(conversion.cib)) == []
    if conversion.corosync is not None and not refused:
        assert errors(verify(parse(conversion.corosync, "corosync.conf"))) == []


@settings(deadline=None)
@given(clusters())
def test_any_cluster_is_converted_the_same_way_twice(text: str) -> None:
    once, again = of(text), of(text)

    assert (once.corosync, once.rows, once.tables) == (again.corosync, again.rows, again.tables)
    assert once.diagnostics == again.diagnostics
