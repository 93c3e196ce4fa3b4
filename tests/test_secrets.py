"""What is hidden, and what is not."""

import pytest

from crmsh_py.secrets import hide, is_secret


@pytest.mark.parametrize(
    "name", ["password", "passwd", "PASSWORD", "ssl_passphrase", "client_secret", "my-passw-2"]
)
def test_names_of_secrets_are_known(name: str) -> None:
    assert is_secret(name)


@pytest.mark.parametrize("name", ["token", "pass", "ip", "passive", "username"])
def test_other_names_are_no_secrets(name: str) -> None:
    assert not is_secret(name)


@pytest.mark.parametrize(
    ("line", "hidden"),
    [
        ("params ip=1 password=abc nic=eth0", "params ip=1 password=****** nic=eth0"),
        ('params password="a b\\"c" nic=eth0', "params password=****** nic=eth0"),
        ("params passwd='a b' x=1", "params passwd=****** x=1"),
        ("params $pw:password=abc", "params $pw:password=******"),
        ("password=", "password="),
        ('password="open', "password=******"),
        ('    passwd = "h u"', "    passwd = ******"),
        ('params password= "h u" x=1', "params password= ****** x=1"),
        (
            '<nvpair id="x" name="password" value="abc"/>',
            '<nvpair id="x" name="password" value=******/>',
        ),
        (
            "<nvpair value='abc' name='admin_secret'/>",
            "<nvpair value=****** name='admin_secret'/>",
        ),
        ("primitive vip IPaddr2 params ip=1", "primitive vip IPaddr2 params ip=1"),
        ("param db set password hush x", "param db set password ****** x"),
        ("param db set nic eth1 password 'h u'", "param db set nic eth1 password ******"),
        ("set db.secret hush db.nic eth0", "set db.secret ****** db.nic eth0"),
        ("resource secret db set key hush", "resource secret db set key ******"),
        ("secret db stash key", "secret db stash key"),
        ("secret db set password", "secret db set password"),
    ],
)
def test_values_of_secrets_are_hidden_in_lines(line: str, hidden: str) -> None:
    assert hide(line) == hidden


@pytest.mark.parametrize(
    ("line", "hidden"),
    [
        ("primitive x Dummy params password = hush", "primitive x Dummy params password = ******"),
        ("primitive x Dummy params password hush", "primitive x Dummy params password ******"),
        ('primitive x Dummy params pass"word"=hush', 'primitive x Dummy params pass"word"=******'),
        ("params a=b passwd hush op monitor", "params a=b passwd ****** op monitor"),
        ("primitive passwd-db Dummy params a=b", "primitive passwd-db Dummy params a=b"),
        ("params password ip=1", "params password ip=1"),
    ],
)
def test_slips_of_the_keyboard_do_not_show_a_secret(line: str, hidden: str) -> None:
    assert hide(line) == hidden


@pytest.mark.parametrize(
    ("line", "hidden"),
    [
        ("set vip.password hush", "set vip.password ******"),
        (
            "configure set a.ip 1 db.passwd 'a b' x.y z",
            "configure set a.ip 1 db.passwd ****** x.y z",
        ),
        ("set 'db.params.\"password\"' hush a.b c", "set 'db.params.\"password\"' ****** a.b c"),
        ('set db.pass"word" hush', 'set db.pass"word" ******'),
        ("set db.op[start].params.password hush", "set db.op[start].params.password ******"),
        ("set db.password \\\n hush", "set db.password \\\n ******"),
        ("set db.password=hush a.b c", "set db.password=****** a.b c"),
        ("set vip.ip 1 db.secret", "set vip.ip 1 db.secret"),
        ("get db.password vip.ip", "get db.password vip.ip"),
        ("primitive set.passwd Dummy", "primitive set.passwd Dummy"),
    ],
)
def test_values_behind_the_paths_of_secrets_are_hidden(line: str, hidden: str) -> None:
    assert hide(line) == hidden
