"""What holds of the conversion of heartbeat's files whatever they hold."""

from hypothesis import given
from hypothesis import strategies as st

from crmsh_py import xmltree
from crmsh_py.convert.conversion import Conversion, Input
from crmsh_py.convert.heartbeat.choices import NAMES, SCRIPT_CLASSES, Choices
from crmsh_py.convert.heartbeat.converter import convert

TOKENS = st.sampled_from(
    [
        *("n1", "10.0.0.1", "10.0.0.2/24/eth0:1", "1.1.1.1///", "IPaddr::", "IPv6addr::::1/64"),
        *("drbddisk::r0", "drbddisk", "Filesystem::/dev/drbd0::/a", "httpd", "group_1", "foo::1"),
        *("::", "/", "\\", "#", "\n", "\r\n", "\r", "\ufeff", "\x00", "é", "“", "#web", "#clone:c"),
        *(
            "ldirectord",
            "MailTo::x",
            "Delay::1::2",
            "WAS",
            "SendArp::/",
            "AudibleAlarm",
            "drbd::all",
        ),
        *("mysql::a::b", "LVM::v", "portblock::a::b::block", "Evmsd", "o2cb", "pingd", "OCF::a::b"),
        *("\n#rsc_order httpd start before web\n", "\n#rsc_colocation web httpd 1\n", "\nn2"),
        "mysql::a::b::c::d::e::f::g::h::i::j::secret::k::l::m",
    ]
)
TEXTS = st.lists(TOKENS).map(" ".join) | st.text()
HA_CF = st.sampled_from([b"node n1 n2\nping 10.0.0.9\nrespawn root /ipfail\n", b"crm on\n", b""])
CHOICES = st.builds(
    Choices,
    drbd_resources=st.sampled_from([(), ("r0",), ("r1", "r2")]),
    keep_order=st.booleans(),
    has_monitors=st.booleans(),
    legacy_monitors=st.booleans(),
    script_class=st.sampled_from(SCRIPT_CLASSES),
    names=st.sampled_from(NAMES),
    ping_ban=st.booleans(),
)


def made(conversion: Conversion) -> tuple[object, ...]:
    """Return all that a conversion comes to, in a form that can be compared."""
    cib = conversion.cib
    octets = None if cib is None else xmltree.to_bytes(cib.root)
    rest = (conversion.diagnostics, conversion.rows, conversion.todo, conversion.corosync)
    return (octets, *rest)


@given(TEXTS, st.none() | HA_CF, CHOICES)
def test_whatever_is_typed_gives_a_cib_or_errors_with_a_place_and_the_same_each_time(
    text: str, ha_cf: bytes | None, choices: Choices
) -> None:
    source = Input("haresources", text.encode("utf-8", "surrogatepass"))
    other = None if ha_cf is None else Input("ha.cf", ha_cf)

    conversion = convert(source, other, None, choices)

    assert made(conversion) == made(convert(source, other, None, choices))
    assert conversion.cib is not None or conversion.diagnostics
    assert all(found.location is not None for found in conversion.diagnostics)


@given(TEXTS, CHOICES)
def test_each_object_of_the_cib_has_its_place(text: str, choices: Choices) -> None:
    source = Input("haresources", text.encode("utf-8", "surrogatepass"))

    conversion = convert(source, None, None, choices)

    objects = [] if conversion.cib is None else list(conversion.cib.objects())
    assert {one.get("id") for one in objects} <= set(conversion.locations)
    named = {id_ for row in conversion.rows for id_ in row.results}
    assert named <= {one.get("id") for one in objects}


@given(TEXTS)
def test_no_password_is_shown(text: str) -> None:
    conversion = convert(Input("f", text.encode("utf-8", "surrogatepass")), None, None, Choices())

    assert not any("secret" in row.piece for row in conversion.rows)
    places = (one.location.source.text for one in conversion.diagnostics if one.location)
    messages = (f"{one.message} {one.hint}" for one in conversion.diagnostics)
    assert not any("secret" in shown for shown in (*places, *messages))
