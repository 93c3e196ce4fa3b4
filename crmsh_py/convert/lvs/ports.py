"""Ports by the names of their services, and what ldirectord expects behind them.  Data only.

From IANA's list, as /etc/services has it, and the manual of ldirectord.
"""

from collections.abc import Mapping

PORTS: Mapping[str, int] = {
    "ftp-data": 20,
    "ftp": 21,
    "ssh": 22,
    "telnet": 23,
    "smtp": 25,
    "mail": 25,
    "time": 37,
    "whois": 43,
    "tacacs": 49,
    "domain": 53,
    "dns": 53,
    "tftp": 69,
    "gopher": 70,
    "finger": 79,
    "http": 80,
    "www": 80,
    "kerberos": 88,
    "pop2": 109,
    "pop": 110,
    "pop3": 110,
    "sunrpc": 111,
    "auth": 113,
    "nntp": 119,
    "ntp": 123,
    "imap": 143,
    "imap2": 143,
    "snmp": 161,
    "snmp-trap": 162,
    "bgp": 179,
    "irc": 194,
    "imap3": 220,
    "ldap": 389,
    "https": 443,
    "smtps": 465,
    "ssmtp": 465,
    "submissions": 465,
    "syslog": 514,
    "submission": 587,
    "rtsp": 554,
    "nntps": 563,
    "ldaps": 636,
    "rsync": 873,
    "ftps-data": 989,
    "ftps": 990,
    "telnets": 992,
    "imaps": 993,
    "ircs": 994,
    "pop3s": 995,
    "pops": 995,
    "ms-sql-s": 1433,
    "oracle": 1521,
    "radius": 1812,
    "radius-acct": 1813,
    "nfs": 2049,
    "squid": 3128,
    "mysql": 3306,
    "ms-wbt-server": 3389,
    "svn": 3690,
    "sip": 5060,
    "sip-tls": 5061,
    "xmpp-client": 5222,
    "postgresql": 5432,
    "postgres": 5432,
    "pgsql": 5432,
    "amqp": 5672,
    "redis": 6379,
    "http-alt": 8080,
    "webcache": 8080,
    "http_proxy": 8080,
}
"""Port numbers by the names that are usual for them."""

SERVICES: Mapping[int, str] = {
    21: "ftp",
    25: "smtp",
    53: "dns",
    80: "http",
    110: "pop",
    119: "nntp",
    143: "imap",
    389: "ldap",
    443: "https",
    587: "submission",
    636: "ldaps",
    993: "imaps",
    995: "pops",
    1521: "oracle",
    1812: "radius",
    3128: "http_proxy",
    3306: "mysql",
    5060: "sip",
    5432: "pgsql",
}
"""What ldirectord takes for the service behind a port, if it is not told."""

HIGHEST = 65535


def port_of(text: str) -> int | None:
    """Return the number of a port that is given as number or name, None if it is not known."""
    if text.isascii() and text.isdigit() and len(text) <= len(str(HIGHEST)):
        number = int(text)
        return number if number <= HIGHEST else None
    return PORTS.get(text.lower())
