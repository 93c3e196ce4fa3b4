"""What holds for any input: nothing raises, and what is written is read as it was."""

from dataclasses import replace

from hypothesis import example, given, settings
from hypothesis import strategies as st

from convert.lvs.saved import to_commands
from crmsh_py.convert.conversion import Input
from crmsh_py.convert.lvs import ipvsadm, ldirectord_cf, lvs_alert, mon_cf
from crmsh_py.convert.lvs.converter import FILE, convert
from crmsh_py.convert.lvs.ldirectord import Directors, Real, Virtual, to_text
from crmsh_py.convert.lvs.table import Server, Service
from crmsh_py.diagnostics import errors

PORTS = st.integers(1, 65535)
IPV4 = st.ip_addresses(v=4).map(str)
IPV6 = st.ip_addresses(v=6).map(str)
NAMES = st.sampled_from(["web1", "db.example.com", "n-2"])
METHODS = st.sampled_from(["gate", "masq", "ipip"])
COUNTS = st.integers(0, 1000)
SERVERS = st.builds(Server, IPV4 | NAMES, PORTS, METHODS, COUNTS, COUNTS, COUNTS)
SERVERS6 = st.builds(Server, IPV6, PORTS, METHODS, COUNTS, COUNTS, COUNTS)


def several(servers: st.SearchStrategy[Server]) -> st.SearchStrategy[tuple[Server, ...]]:
    unique = st.lists(servers, max_size=4, unique_by=lambda one: (one.host, one.port))
    return unique.map(tuple)


SERVICES = st.builds(
    Service,
    st.sampled_from(["tcp", "udp"]),
    IPV4 | NAMES,
    PORTS,
    scheduler=st.sampled_from(["rr", "wlc", "sh"]),
    persistent=st.integers(0, 10000),
    netmask=st.sampled_from(["", "255.255.255.0"]),
    is_one_packet=st.booleans(),
    flags=st.sampled_from(["", "sh-port"]),
    servers=several(SERVERS),
)
SERVICES6 = st.builds(
    Service,
    st.sampled_from(["tcp", "udp"]),
    IPV6,
    PORTS,
    is_ipv6=st.just(True),
    servers=several(SERVERS6),
)
MARKS = st.builds(Service, st.just("fwm"), st.just(""), PORTS, servers=several(SERVERS))
TABLES = st.lists(SERVICES | SERVICES6 | MARKS, max_size=4, unique_by=lambda one: one.key)


@settings(deadline=None)
@given(TABLES)
def test_a_table_that_is_saved_is_read_as_it_was(table: list[Service]) -> None:
    reading = ipvsadm.read(Input("saved", to_commands(table).encode()))

    assert reading.services == table
    assert reading.problems == []


@settings(deadline=None)
@given(TABLES)
def test_what_comes_of_a_table_is_a_file_that_is_read_without_a_word(table: list[Service]) -> None:
    conversion = convert(None, Input("saved", to_commands(table).encode()))

    if table:
        reading = ldirectord_cf.read(Input(FILE, conversion.files[FILE].encode()))
        assert errors(reading.problems) == []
        assert [one.address for one in reading.directors.virtuals] == [one.address for one in table]


STATED = st.builds(
    Service, st.sampled_from(["tcp", "udp"]), IPV4, PORTS, servers=several(SERVERS)
)  # fmt: skip
LETTERS = {"gate": "dr", "masq": "nat", "ipip": "tun"}


def alerts_of(table: list[Service]) -> str:
    """Return a mon.cf whose alerts hold the table, as the LVS HOWTO writes it."""
    words = [
        f"-P {one.protocol} -V {one.address} -R {server.host}:{server.port} -W {server.weight}"
        f" -F {LETTERS[server.method]}"
        for one in table
        for server in one.servers
    ]
    lines = [f"  {name} lvs.alert {one}\n" for one in words for name in ("alert", "upalert")]
    return "hostgroup g a\n\nwatch g\nservice s\n monitor http.monitor\n period\n" + "".join(lines)


@settings(deadline=None)
@given(st.lists(STATED, max_size=4, unique_by=lambda one: one.key))
def test_a_table_that_alerts_hold_is_read_as_it_was(table: list[Service]) -> None:
    wanted = [
        replace(one, servers=tuple(replace(each, lower=0, upper=0) for each in one.servers))
        for one in table
        if one.servers
    ]
    reading = lvs_alert.read(mon_cf.read(Input("mon.cf", alerts_of(table).encode())))
    lvs_alert.build(reading)

    assert reading.services == wanted
    assert {one.code for one in reading.problems} <= {"approximated"}


HOSTS = st.lists(IPV4, max_size=5, unique=True)


@settings(deadline=None)
@given(HOSTS, st.sampled_from(['"${A[@]}"', "${A[@]}", "${A[*]}"]))
def test_a_loop_over_an_array_is_one_over_its_words(hosts: list[str], word: str) -> None:
    rule = "do ipvsadm -a -t 10.0.0.1:80 -r $x:80; done\n"
    head = "ipvsadm -A -t 10.0.0.1:80\n"
    plain = f"{head}for x in {' '.join(hosts)}; {rule}"
    quoted = " ".join(f'"{one}"' for one in hosts)

    reading = ipvsadm.read(Input("s", f"A=({quoted})\n{head}for x in {word}; {rule}".encode()))

    assert reading.services == ipvsadm.read(Input("s", plain.encode())).services
    assert reading.problems == []


SHELL = st.text('A=()[]@*$"{}! \n#1.;/+-', max_size=40)


@settings(deadline=None)
@given(SHELL, st.sampled_from(["A=(%s", "ifconfig eth0 %s", "ip addr add %s dev x", "x ${A[%s"]))
def test_no_array_and_no_address_raises(text: str, frame: str) -> None:
    script = Input("script", (frame % text).encode())

    reading = ipvsadm.read(script)

    assert reading == ipvsadm.read(script)
    assert [one for one in reading.problems if one.location is None] == []


@settings(deadline=None)
@given(st.text("-PVRWFMBXu tcpdr:.0129'\"\\é", max_size=60))
def test_no_alert_raises(text: str) -> None:
    mon = f"watch g\nservice s\n monitor x\n period\n  upalert lvs.alert -R 10.0.0.2 {text}\n"

    conversion = convert(Input("mon.cf", mon.encode()))

    assert [one for one in conversion.diagnostics if one.location is None] == []
    assert conversion.diagnostics == convert(Input("mon.cf", mon.encode())).diagnostics


WORDS = st.text("abcXYZ019/._-=?& ", min_size=1, max_size=12).map(str.strip).filter(bool)
REALS = st.builds(
    Real, IPV4 | NAMES, st.just("") | PORTS.map(str), METHODS, COUNTS,
    st.just("") | WORDS, st.just("") | WORDS, COUNTS, COUNTS,
)  # fmt: skip
SETTINGS = st.dictionaries(st.sampled_from(["request", "receive", "login"]), WORDS)
OTHERS = st.fixed_dictionaries(
    {}, optional={
        "protocol": st.sampled_from(["tcp", "udp"]),
        "checktype": st.sampled_from(["on", "connect", "negotiate", "3"]),
        "service": st.sampled_from(["http", "none"]),
        "checkport": PORTS.map(str),
        "virtualhost": WORDS,
        "quiescent": st.sampled_from(["yes", "no"]),
    },
)  # fmt: skip
VIRTUALS = st.builds(
    lambda host, port, reals, settings, others: Virtual(
        host, port, reals=tuple(reals), settings=tuple({**settings, **others}.items())
    ),
    IPV4, PORTS.map(str), st.lists(REALS, max_size=3), SETTINGS, OTHERS,
)  # fmt: skip
GLOBALS = st.fixed_dictionaries(
    {}, optional={
        "checkinterval": PORTS.map(str),
        "logfile": WORDS,
        "emailalert": WORDS,
        "autoreload": st.sampled_from(["yes", "no"]),
    },
)  # fmt: skip
FILES = st.builds(
    lambda settings, virtuals: Directors(tuple(settings.items()), tuple(virtuals)),
    GLOBALS,
    st.lists(VIRTUALS, min_size=1, max_size=3, unique_by=lambda one: one.address),
)


@settings(deadline=None)
@given(FILES)
def test_a_file_that_is_written_is_read_as_it_was(directors: Directors) -> None:
    reading = ldirectord_cf.read(Input(FILE, to_text(directors).encode()))

    assert reading.directors == directors
    assert errors(reading.problems) == []
    assert not reading.was_repaired


PIECES = st.sampled_from(
    ["ipvsadm ", "-A ", "-a ", "-t ", "-u ", "-f ", "-r ", "-w ", "-p ", "-C\n", "-D ", "-E ",
     "-e ", "-d ",     "10.0.0.1:80 ", "[::1]:80 ", "7 ", "$X ", "${X:-1} ", '"$X" ', "X=1\n",
     "X=$X$X ",
     "for i in a b; do\n", "done\n", "if x; then\n", "else\n", "fi\n", "case $1 in\n", "start)\n",
     ";;\n", "esac\n", "f() {\n", "}\n", "f\n", "while x; do\n", "<<E\n", "E\n", "<<< ", "(", ")",
     "|", "||", "&&", ";", "&", "'", '"', "`", "$(", "\\", "\n", "#", "> /proc/sys/net/x ",
     "echo 1 ", "sysctl -w net.x=1\n", "ssh n ", "--set 1 2 3\n", "{1..3}", "--pe ", "sip ",
     "-M ", "-s ", "-b ",
     "'#' "]
)  # fmt: skip
MON = st.sampled_from(
    ["hostgroup g 10.0.0.1\n", "hostgroup", "\n", " ", "watch g\n", "service http\n", "service",
     "monitor http.monitor -p 80 ", "monitor x.monitor\n", "monitor", "interval 5m", "interval x\n",
     "period wd {Mon-Sun}\n", "period hr {7am-", "period\n", "alert mail.alert a@b\n", "alert ",
     "alert x.alert -hupalert y\n", "alertafter 3 ", "alertafter 5m\n", "alertevery 1h\n", "\\\n",
     "# x\n", "a = b\n", 'description "x\n', "depend y\n", "\u00a0", "}", "-S 'x"]
)  # fmt: skip
CF = st.sampled_from(
    ["\t", "virtual = 10.0.0.1:80\n", "virtual6 = [::1]:80\n", "virtual = 7\n", "virtual=x\n",
     "    ", " ", "\n", "real = 10.0.0.2:80 gate 1\n", "real=10.0.0.1->10.0.0.9 masq\n",
     "real6=x\n", "#",
     "real=10.0.0.1->10.9.0.9 masq\n", 'request = "x"\n', "request = x\n", "logfile = x\n",
     "checktype = y\n", "supervised\n", 'passwd = "', "[x]\n", "\u00a0", "=", '"']
)  # fmt: skip
TABLE = "-A -t 10.0.0.5:80 -s rr\n-a -t 10.0.0.5:80 -r 10.0.0.1:80 -m\n"


def text_of(pieces: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.lists(pieces, max_size=25).map("".join) | st.text()


@settings(deadline=None)
@given(text_of(PIECES), text_of(PIECES))
@example('"', "'")
def test_no_script_raises(script: str, alert: str) -> None:
    mon = b"hostgroup g 10.0.0.1\n\nwatch g\nservice s\nmonitor x.monitor\nperiod\nalert x.alert\n"

    conversion = convert(
        Input("mon.cf", mon),
        Input("script", (TABLE + script).encode(errors="surrogatepass")),
        [Input("x.alert", alert.encode(errors="surrogatepass"))],
    )

    assert conversion.diagnostics


@settings(deadline=None)
@given(text_of(MON))
def test_no_mon_cf_raises(text: str) -> None:
    conversion = convert(
        Input("mon.cf", text.encode(errors="surrogatepass")), Input("table", TABLE.encode())
    )

    assert conversion.diagnostics
    if FILE in conversion.files:
        reading = ldirectord_cf.read(Input(FILE, conversion.files[FILE].encode()))
        assert errors(reading.problems) == []


@settings(deadline=None)
@given(text_of(CF))
def test_no_ldirectord_cf_raises(text: str) -> None:
    conversion = convert(Input("mon.cf", f"virtual = 10.0.0.9:80\n{text}".encode(errors="replace")))

    assert conversion.diagnostics


@settings(deadline=None)
@given(st.binary(), st.binary())
def test_no_octets_raise(mon: bytes, script: bytes) -> None:
    conversion = convert(Input("mon.cf", mon), Input("script", script))

    assert errors(conversion.diagnostics)


def test_a_script_that_would_run_for_ever_is_given_up() -> None:
    for script in ("for i in {1..999}; do for j in {1..999}; do\n:\n", "f() { f; f; }\nf\n"):
        conversion = convert(None, Input("script", (TABLE + script).encode()))

        assert "unread-command" in [one.code for one in errors(conversion.diagnostics)]


def test_what_is_deep_in_itself_does_no_harm() -> None:
    for script in (
        "for i in 1; do " * 1000,
        "(" * 10000,
        "{ " * 10000,
        "if " * 10000,
        "$(" * 10000,
    ):
        conversion = convert(None, Input("script", (TABLE + script).encode()))

        assert conversion.files
