"""Codes of what `verify` finds about agents: their names, parameters and operations."""

from crmsh_py.codes.code import Code, ExitStatus

_INVALID = ExitStatus.INVALID_CONFIGURATION

CODES: dict[str, Code] = {
    "unknown-agent": Code(
        _INVALID,
        "The agent is neither installed on this machine nor in the catalogue of agents that crm"
        " brings along. A misspelt agent cannot be started anywhere: the hint names the nearest"
        " one. An agent of your own, or one that is installed on the nodes only, is fine: then"
        " crm cannot check parameters and operations. '# lint: allow unknown-agent' in a file"
        " says that you know.",
    ),
    "unknown-parameter": Code(
        _INVALID,
        "The agent's metadata have no parameter of this name. Agents pass over what they do not"
        " know, so that what it was meant for does not happen. Mostly it is misspelt: write what"
        " the hint proposes; 'ra info AGENT' lists all parameters. If only a newer release of the"
        " agent has it, 'commit force' takes it all the same.",
        error_when_new=True,
    ),
    "missing-parameter": Code(
        _INVALID,
        "The agent's metadata call the parameter required, and neither the resource nor its"
        " template, group or clone gives it: the agent refuses to start. Add it behind 'params'.",
        error_when_new=True,
    ),
    "mistyped-parameter": Code(
        _INVALID,
        "The value is none of the type that the agent's metadata give the parameter, such as a"
        " word where a number belongs. Agents then fail, or silently take it for something else:"
        " most take any word but 'true', 'yes', 'on' and '1' for false. Write a value as the"
        " message has it.",
        error_when_new=True,
    ),
    "deprecated-parameter": Code(
        _INVALID,
        "The agent still takes the parameter, but its metadata call it deprecated; a later release"
        " may drop it, and the resource would fail after an update. Rename it as the hint says"
        " (with fence agents: 'ip' for 'ipaddr', 'username' for 'login', 'password' for 'passwd'),"
        " as soon as all nodes have a release that knows the new name.",
    ),
    "shared-parameter": Code(
        _INVALID,
        "Two resources of the same type have the same value of a parameter that the agent's"
        " metadata call unique: the same address, the same mount point, the same state file. Each"
        " takes what belongs to the other, and the cluster sees one running where it started the"
        " other. Give them different values; if one was copied by mistake, delete it.",
    ),
    "unknown-operation": Code(
        _INVALID,
        "The agent has no such action. With an interval the cluster calls it all the same, and"
        " takes the agent's refusal for a failure of the resource; without one it is never called."
        " Mostly it is misspelt: write what the hint proposes.",
    ),
    "short-timeout": Code(
        _INVALID,
        "An operation has less time than the agent's metadata advise, be it that it says so or"
        " that it says nothing and the default is less: 20 seconds, or 'timeout' in op_defaults."
        " An operation that takes longer counts as failed: a slow start stops the resource again,"
        " and a slow stop gets the node fenced. Add the operations as the hint has them, or raise"
        " 'op_defaults timeout=…'. Of systemd units and init scripts, for which there is general"
        " advice only, any time above the default will do. A time that you have measured and"
        " chosen yourself is fine: '# lint: allow short-timeout' says so.",
    ),
    "no-monitor": Code(
        _INVALID,
        "The resource has no monitor with an interval. Without, the cluster looks at it only when"
        " it starts: a service that dies later stays dead, and nobody is told. Add a monitor as the"
        " hint has it. If that is what you want, '# lint: allow no-monitor' says so.",
    ),
    "unmonitored-role": Code(
        _INVALID,
        "Instances of a promotable clone are promoted or unpromoted, and a monitor looks at those"
        " of its role only; one without a role looks at the unpromoted ones. So it takes two, one"
        " for each role, with different intervals: Pacemaker tells operations apart by name and"
        " interval. Add what the hint proposes.",
    ),
    "needs-promotion": Code(
        _INVALID,
        "Agents such as galera, redis and SAPHana only get ready when they are started, and do"
        " their work where the cluster promotes them. Outside a promotable clone that is nowhere."
        " Put the resource (or its group) into a clone with 'meta promotable=true'.",
    ),
}
