"""Directors of LVS: golden cases, what ldirectord itself says, and input of all kinds."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from convert.goldens import CASES, golden, told
from crmsh_py import xmltree
from crmsh_py.convert.conversion import Conversion, Input
from crmsh_py.convert.lvs.converter import FILE, Choices, convert, scripts_of
from crmsh_py.diagnostics import Severity, errors
from crmsh_py.model.cib import Cib
from crmsh_py.verify.checks import check
from crmsh_py.verify.schema import violations

FOLDERS = sorted((CASES / "lvs").iterdir())
CORPUS = Path(__file__).parents[4] / "shared/corpus/legacy"
EXAMPLES = Path(__file__).parents[4] / "shared/spec/examples"
LDIRECTORD = shutil.which("ldirectord", path="/usr/sbin:/usr/lib/ocf/resource.d/heartbeat:/usr/bin")
CRM_VERIFY = shutil.which("crm_verify", path="/usr/sbin:/usr/bin")
STOPPED = 3
"""What `ldirectord FILE status` exits with if the file is sound, and nothing runs."""


def choices(case: Path) -> Choices:
    file = case / "choices"
    lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
    given = dict(line.split() for line in lines)
    return Choices(
        cidr_netmask=given.get("cidr_netmask", ""),
        nic=given.get("nic", ""),
        is_cloned="is_cloned" in given,
    )


def file_of(case: Path, name: str) -> Input | None:
    file = case / name
    return Input(name, file.read_bytes()) if file.exists() else None


def converted(case: Path) -> Conversion:
    folder = case / "alerts"
    alerts = sorted(folder.iterdir()) if folder.exists() else []
    return convert(
        file_of(case, "mon.cf"),
        file_of(case, "ipvsadm"),
        [Input(one.name, one.read_bytes()) for one in alerts],
        choices(case),
    )


def of(*, mon: str | None = None, ipvsadm: str | None = None, alert: str = "") -> Conversion:
    return convert(
        None if mon is None else Input("mon.cf", mon.encode()),
        None if ipvsadm is None else Input("ipvsadm", ipvsadm.encode()),
        [Input("x.alert", alert.encode())] if alert else [],
    )


def codes(conversion: Conversion) -> list[tuple[str, Severity]]:
    return [(one.code, one.severity) for one in conversion.diagnostics]


def xml(cib: Cib | None) -> str | None:
    return None if cib is None else xmltree.to_bytes(cib.root).decode()


@pytest.mark.parametrize("case", FOLDERS, ids=lambda case: case.name)
def test_a_conversion_says_and_gives(case: Path, request: pytest.FixtureRequest) -> None:
    conversion = converted(case)

    said, file = told(conversion), conversion.files.get(FILE)

    assert said == golden(request, case / "told.txt", said)
    assert file == golden(request, case / FILE, file)
    assert xml(conversion.cib) == golden(request, case / "cib.xml", xml(conversion.cib))
    assert conversion.corosync is None


def results() -> list[Conversion]:
    corpus = sorted((CORPUS / "ldirectord").glob("*")) if CORPUS.exists() else []
    found = [convert(Input(one.name, one.read_bytes())) for one in corpus]
    return [one for one in (*map(converted, FOLDERS), *found) if one.cib is not None]


def test_our_own_checks_find_nothing_in_what_comes_out() -> None:
    for conversion in results():
        assert conversion.cib is not None
        found = [*check(conversion.cib), *violations(xmltree.copy(conversion.cib.root))]
        assert errors(found) == []


@pytest.mark.skipif(CRM_VERIFY is None, reason="crm_verify is not installed")
def test_pacemaker_takes_what_comes_out(tmp_path: Path) -> None:
    assert CRM_VERIFY is not None
    for conversion in results():
        file = tmp_path / "cib.xml"
        file.write_text(xml(conversion.cib) or "", encoding="utf-8")
        command = [CRM_VERIFY, "-V", "-x", str(file)]
        outcome = subprocess.run(command, capture_output=True, check=False, text=True)

        assert (outcome.returncode, outcome.stderr) == (0, "")


def said_by_ldirectord(file: Path) -> int:
    assert LDIRECTORD is not None
    command = [LDIRECTORD, str(file), "status"]
    return subprocess.run(command, capture_output=True, check=False).returncode


@pytest.mark.skipif(LDIRECTORD is None, reason="ldirectord is not installed")
@pytest.mark.parametrize("case", FOLDERS, ids=lambda case: case.name)
def test_ldirectord_takes_what_comes_out(case: Path, tmp_path: Path) -> None:
    text = converted(case).files.get(FILE)
    if text is None or "example.com:" in text:
        pytest.skip("there is no file, or a name in it that nobody can look up")
    file = tmp_path / FILE
    file.write_text(text, encoding="utf-8")

    assert said_by_ldirectord(file) == STOPPED


@pytest.mark.skipif(LDIRECTORD is None, reason="ldirectord is not installed")
@pytest.mark.skipif(not CORPUS.exists(), reason="the corpus is not here")
def test_what_ldirectord_refuses_we_refuse_or_repair() -> None:
    for file in sorted((CORPUS / "ldirectord").iterdir()):
        conversion = convert(Input(file.name, file.read_bytes()))

        is_sound = not errors(conversion.diagnostics) and not conversion.files
        assert is_sound == (said_by_ldirectord(file) == STOPPED), file.name


@pytest.mark.skipif(not EXAMPLES.exists(), reason="the examples are not here")
def test_the_director_of_the_seed_comes_out_as_expected() -> None:
    folder = CORPUS / "mon"
    names = ("HA_CONFIG.sh", "mon.cf", "dowem.down.alert", "dowem.up.alert")
    script, mon, *alerts = (
        Input(name, (folder / f"seed001-{name}").read_bytes()) for name in names
    )
    wanted = EXAMPLES / "seed001-ldirectord.expected.cf"
    wanted_cib = Cib(xmltree.parse(wanted.with_suffix(".xml").read_bytes(), "expected"))

    conversion = convert(mon, script, alerts, Choices(cidr_netmask="24"))

    assert conversion.files == {FILE: wanted.read_text(encoding="utf-8")}
    assert conversion.cib is not None
    assert canonical(conversion.cib) == canonical(wanted_cib)


def canonical(cib: Cib) -> list[tuple[str, list[tuple[str, str]]]]:
    return [
        (str(one.tag), sorted((str(name), str(value)) for name, value in one.attrib.items()))
        for one in cib.configuration.iter()
    ]


@pytest.mark.parametrize(
    ("mon", "ipvsadm", "code"),
    [
        (None, None, "no-virtual-service"),
        ("", "", "no-virtual-service"),
        (None, "#!/usr/bin/perl\nsystem('ipvsadm -A');\n", "unread-command"),
        (None, "\x00\x01", "unread-command"),
        ("\x00\x01", None, "mon-syntax"),
        ("virtual = 10.0.0.1:80\n\x00", None, "ldirectord-syntax"),
        (None, "ipvsadm -A -t 10.0.0.1:80 -s $(cat s)\n", "unread-command"),
        ("virtual = nowhere\n", None, "ldirectord-syntax"),
    ],
)
def test_what_cannot_be_read_is_an_error(mon: str | None, ipvsadm: str | None, code: str) -> None:
    assert (code, Severity.ERROR) in codes(of(mon=mon, ipvsadm=ipvsadm))


def test_a_password_is_shown_nowhere() -> None:
    text = 'virtual = 10.0.0.1:3306\n    passwd = "hush"\n    secret = hush # x\n'

    conversion = of(mon=text)

    assert "hush" not in told(conversion)


def test_an_alert_that_empties_the_weight_makes_servers_quiescent() -> None:
    table = "-A -t 10.0.0.1:80\n-a -t 10.0.0.1:80 -r 10.0.0.2:80 -m\n"
    mon = "hostgroup g 10.0.0.2\n\nwatch g\n service http\n  monitor http.monitor\n  period\n"
    mon += "   alert x.alert\n"

    conversion = of(mon=mon, ipvsadm=table, alert="ipvsadm -e -t 10.0.0.1:80 -r $1 -m -w 0")

    assert "quiescent = yes" in conversion.files[FILE]


def test_alerts_that_are_not_given_are_taken_to_remove_servers() -> None:
    table = "-A -t 10.0.0.1:80\n-a -t 10.0.0.1:80 -r 10.0.0.2:80 -m\n"
    mon = "hostgroup g 10.0.0.2\n\nwatch g\n service http\n  monitor http.monitor\n  period\n"
    mon += "   alert down.alert\n   upalert up.alert\n"

    conversion = of(mon=mon, ipvsadm=table)

    assert "quiescent = no" in conversion.files[FILE]
    assert ("approximated", Severity.WARNING) in codes(conversion)


def test_two_runs_give_the_same() -> None:
    for case in FOLDERS:
        assert told(converted(case)) == told(converted(case))


@pytest.mark.parametrize("words", ["-s 'r#r'", "-s rr -M '#'", "-s rr -b 'a\"b'", "-s rr -M 24"])
def test_a_rule_with_a_value_that_is_none_is_an_error(words: str) -> None:
    conversion = of(ipvsadm=f"ipvsadm -A -t 10.0.0.1:80 {words}\nipvsadm -A -t 10.0.0.1:81\n")

    assert ("refused-rule", Severity.ERROR) in codes(conversion)
    assert "10.0.0.1:80" not in conversion.files[FILE]


@pytest.mark.parametrize(
    ("line", "is_good"),
    [
        ("protocol = tcp", True),
        ("protocol = fwm", False),
        ("netmask = 24", False),
        ("netmask = 255.255.255.0", True),
        ("fallback6 = [::1]:80", False),
        ("checkport = 65536", False),
        ("request = x", False),
        ("quiescent = yes # or not", False),
        ("emailalertstatus = all, foo", False),
        ("real = 10.0.0.2->10.0.0.4:80 gate", True),
        ("real = 10.0.0.4->10.0.0.2:80 gate", False),
        ("connecttimeout = 3", False),
    ],
)
def test_a_ready_file_is_read_as_ldirectord_reads_it(
    line: str, is_good: bool, tmp_path: Path
) -> None:
    text = f"virtual = 10.0.0.1:80\n    {line}\n"
    file = tmp_path / FILE
    file.write_text(text, encoding="utf-8")

    conversion = of(mon=text)

    assert (not errors(conversion.diagnostics) and not conversion.files) == is_good
    if LDIRECTORD is not None:
        assert (said_by_ldirectord(file) == STOPPED) == is_good


SESSION = """\
[root@lb ~]# ipvsadm -A -t 10.0.0.1:80 -s rr
[root@lb ~ ]# ipvsadm -a -t 10.0.0.1:80 -r 10.0.0.2 -m
root@lb:/etc# ipvsadm -a -t 10.0.0.1:80 -r 10.0.0.3 -m
[root@lb ~]# ipvsadm -ln
IP Virtual Server version 1.2.1 (size=4096)
TCP  10.0.0.1:80 rr
"""


def test_the_prompts_of_a_copied_session_are_left_out() -> None:
    plain = re.sub(r"(?m)^\S*root@.*?# ", "", SESSION)

    conversion = of(ipvsadm=SESSION)

    assert conversion.files == of(ipvsadm=plain).files
    assert "real = 10.0.0.3:80 masq 1" in conversion.files["ldirectord.cf"]
    repairs = [one for one in conversion.diagnostics if one.code == "repaired"]
    assert [one.location and one.location.position for one in repairs] == [(1, 1)]


def test_a_mon_cf_of_very_many_groups_of_one_name_takes_no_longer_for_that() -> None:
    conversion = of(mon="hostgroup a b\n" * 20_000)

    assert ("no-virtual-service", Severity.ERROR) in codes(conversion)


STATED = """\
hostgroup g 10.0.0.2

watch g
 service http
  monitor http.monitor
  period
   alert lvs.alert -P tcp -V 10.0.0.1:80 -R 10.0.0.2 -W 1 -F dr
   upalert lvs.alert -P tcp -V 10.0.0.1:80 -R 10.0.0.2 -W 1 -F dr
   alert other.alert
"""


def test_a_table_in_the_alerts_is_enough() -> None:
    conversion = of(mon=STATED)

    assert errors(conversion.diagnostics) == []
    assert "    real = 10.0.0.2:80 gate 1\n" in conversion.files[FILE]
    assert "quiescent = no" in conversion.files[FILE]


def test_alerts_that_say_all_in_their_arguments_are_not_asked_for() -> None:
    assert scripts_of(Input("mon.cf", STATED.encode())) == ("/usr/lib/mon/alert.d/other.alert",)


def test_the_check_whose_alerts_change_a_service_is_the_one_of_that_service() -> None:
    mon = STATED + " service odd\n  monitor tcp.monitor -p 99\n  period\n"
    mon += "   upalert lvs.alert -P tcp -V 10.0.0.1:8080 -R 10.0.0.2 -F dr\n"

    conversion = of(mon=mon)

    section = conversion.files[FILE].partition("virtual = 10.0.0.1:8080\n")[2]
    assert "    checkport = 99\n" in section


def test_options_go_before_what_the_script_sets() -> None:
    script = b"ifconfig eth0:1 10.0.0.1 netmask 255.255.255.0 up\nipvsadm -A -t 10.0.0.1:80\n"
    wanted = Choices(cidr_netmask="16", nic="bond1")

    conversion = convert(None, Input("script", script), (), wanted)

    text = xml(conversion.cib) or ""
    assert 'name="cidr_netmask" value="16"' in text
    assert 'name="nic" value="bond1"' in text


def test_a_real_server_that_has_the_address_on_lo_says_nothing_of_the_director() -> None:
    script = "ifconfig lo:0 10.0.0.1 netmask 255.255.255.255 up\nipvsadm -A -t 10.0.0.1:80\n"

    conversion = of(ipvsadm=script)

    assert ("no-netmask", Severity.WARNING) in codes(conversion)
    assert "cidr_netmask" not in (xml(conversion.cib) or "")
