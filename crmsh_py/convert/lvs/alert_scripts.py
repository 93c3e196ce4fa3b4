"""Alert scripts of mon that change the kernel's table, compared with it.

ldirectord does what they did; what they did otherwise than the table says is told.
"""

from collections.abc import Iterator, Sequence

from crmsh_py.convert.lvs.ipvsadm import Reading
from crmsh_py.convert.lvs.ipvsadm_options import Rule
from crmsh_py.convert.lvs.ipvsadm_rules import METHODS, PROTOCOLS, key_of, server_of
from crmsh_py.convert.lvs.table import Server, Service
from crmsh_py.diagnostics import CrmError, Diagnostic, Severity


def compare(script: Reading, services: Sequence[Service]) -> Iterator[Diagnostic]:
    """Yield what a script does otherwise than the table says."""
    table = {service.key: service for service in services}
    for rule in script.rules:
        option = next((one for one in PROTOCOLS if one in rule.values), None)
        if option is None or not rule.values[option].is_known:
            continue
        try:
            service = table.get(key_of(rule)[0])
        except CrmError:
            service = None
        if service is None:
            yield _differs(rule, f"the table has no virtual service {rule.text(option)[:60]!r}")
        elif rule.action == "add-server":
            yield from _server(rule, service)


def _server(rule: Rule, service: Service) -> Iterator[Diagnostic]:
    servers = _meant(rule, service)
    if not servers and service.servers:
        name = rule.text("real-server")[:60]
        yield _differs(rule, f"{service.address} has no server {name!r} in the table")
        return
    methods = {one.method for one in servers}
    weights = {str(one.weight) for one in servers}
    method = next((one for option, one in METHODS.items() if option in rule.values), "gate")
    if method not in methods and methods:
        yield _differs(rule, f"servers come back with {method!r}, not {'/'.join(sorted(methods))}")
    weight = rule.values.get("weight")
    text = "1" if weight is None else weight.text
    if weights and text not in weights and (weight is None or weight.is_known):
        yield _differs(
            rule, f"servers come back with weight {text}, not {'/'.join(sorted(weights))}"
        )


def _meant(rule: Rule, service: Service) -> Sequence[Server]:
    """Return the server that a rule is about, or all: mostly mon says which one it is."""
    word = rule.values.get("real-server")
    if word is None or not word.is_known:
        return service.servers
    try:
        server = server_of(rule)
    except CrmError:  # a weight that is not known, say
        return service.servers
    name = (server.host, server.port or service.port)
    return [one for one in service.servers if (one.host, one.port or service.port) == name]


def _differs(rule: Rule, words: str) -> Diagnostic:
    hint = "ldirectord goes by the table; change it if the alert was right"
    return Diagnostic("alert-differs", words, Severity.WARNING, location=rule.location, hint=hint)
