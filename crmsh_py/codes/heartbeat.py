"""Codes of problems with the conversion of heartbeat's files."""

from crmsh_py.codes.code import Code, ExitStatus

CODES: dict[str, Code] = {
    "unknown-script": Code(
        ExitStatus.DATA_ERROR,
        "The resource script of this haresources line has arguments and no known counterpart"
        " among the resource agents. Write an agent around it: '--best-effort' makes a primitive"
        " 'ocf:local:NAME' with the arguments as 'arg1', 'arg2' and so on, which fails visibly"
        " until the agent is there. Or make an init script of it that needs no arguments.",
    ),
    "invalid-argument": Code(
        ExitStatus.DATA_ERROR,
        "The arguments of a haresources resource script are not as the script takes them. Correct"
        " the line; '--best-effort' leaves out what is wrong.",
    ),
    "duplicate-resource": Code(
        ExitStatus.OK,
        "The same resource stands in two places of a haresources file; in the CIB it can be in one"
        " group only. The first line has it, and other lines for the same node are bound to it. A"
        " service on lines of several nodes becomes a clone, which all of them need: check that it"
        " can run on all nodes at once. An address or a disk on lines of several nodes stays with"
        " the first line only.",
    ),
    "not-haresources": Code(
        ExitStatus.DATA_ERROR,
        "The file that was to be converted as haresources is something else: an ha.cf, or XML. Name"
        " the right file; the message says which command or option takes this one.",
    ),
    "missing-node": Code(
        ExitStatus.DATA_ERROR,
        "A line of haresources begins with the name of the preferred node; this one begins with a"
        " resource. Either the name is missing, or the line above lost its backslash.",
    ),
    "no-resources": Code(
        ExitStatus.OK,
        "The haresources file, or a line of it, names no resources, or there is no such file."
        " Nothing came out of it: check that the file is complete, and give the one of a node where"
        " heartbeat ran. With 'crm on' in ha.cf it did not need one.",
    ),
    "blank-after-backslash": Code(
        ExitStatus.OK,
        "Blanks or a comment follow the backslash at the end of a line. Heartbeat did not take"
        " that for a continuation; it is read as one here, because it was meant as one. Check that"
        " the next line belongs to it. In the middle of a line a backslash is what is left of a"
        " line break that was lost, in a copy from a web page for instance: it is left out, and"
        " the words behind it belong to the line.",
    ),
    "interrupted-continuation": Code(
        ExitStatus.OK,
        "A line ends in a backslash, and the next one is a comment only. Heartbeat took comments"
        " away first and joined lines then: the line ends at the comment, and the line below it"
        " begins with the name of a node. If it was meant to go on there, take the comment out from"
        " between the lines.",
    ),
    "no-ha-cf": Code(
        ExitStatus.OK,
        "Only haresources was given. The nodes, their links and timing, fencing, ping nodes and"
        " 'auto_failback' are in ha.cf: give that as well ('--ha-cf FILE'), or set up corosync and"
        " fencing by hand. Resources go back to their preferred node when it returns; if they"
        " should not, set 'rsc_defaults resource-stickiness=INFINITY'.",
    ),
    "no-ocf-file": Code(
        ExitStatus.DATA_ERROR,
        "The resource script 'OCF' reads the parameters of an agent from a file in"
        " /etc/ha.d/conf/OCF, which was not given. Convert on a machine that has the file, or set"
        " the parameters of the primitive by hand.",
    ),
    "port-order": Code(
        ExitStatus.OK,
        "A port that is blocked while an address moves is to be blocked at the beginning of the"
        " line and unblocked at its end. Here one of both is missing or in the wrong place; it was"
        " converted as it is. Add what is missing, in the place that the hint names.",
    ),
    "taken-from-comment": Code(
        ExitStatus.OK,
        "Old versions of haresources2cib read ids ('#NAME' at the end of a line, '#clone:NAME') and"
        " constraints ('#rsc_order', '#rsc_colocation') in comments; so does this conversion. Put a"
        " blank behind the '#' of a comment that is only meant as one.",
    ),
    "drbd-all": Code(
        ExitStatus.DATA_ERROR,
        "'drbddisk' without the name of a resource meant all of drbd.conf. In Pacemaker each is a"
        " resource of its own: name them with '--drbd-resource NAME', or write one"
        " 'drbddisk::NAME' for each. '--best-effort' takes 'r0'.",
    ),
    "unmanaged-drbd": Code(
        ExitStatus.OK,
        "A file system is on a DRBD device that no 'drbddisk' of the same line makes primary."
        " It can be mounted only where something else does so: find out what did, and make a"
        " promotable clone of ocf:linbit:drbd to take its place.",
    ),
    "ignored-option": Code(
        ExitStatus.OK,
        "The option is understood because old scripts use it, and has no effect any more. Leave it"
        " out.",
    ),
}
