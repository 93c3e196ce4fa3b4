"""Codes of problems with every conversion."""

from crmsh_py.codes.code import Code, ExitStatus

CODES: dict[str, Code] = {
    "dropped": Code(
        ExitStatus.DATA_ERROR,
        "A setting of the old file was left out, since nothing does or needs today what it did."
        " Nothing is to be done about it, unless the message says what.",
    ),
    "file-left-out": Code(
        ExitStatus.DATA_ERROR,
        "A file that stands beside the one that was converted cannot be read: the conversion knows"
        " nothing of what it says. Convert as root, or name a copy that you may read.",
    ),
    "file-taken": Code(
        ExitStatus.DATA_ERROR,
        "A file that stands beside the one that was named was converted with it. If it belongs to"
        " another cluster, name the right one.",
    ),
    "id-changed": Code(
        ExitStatus.DATA_ERROR,
        "A name of the old file cannot be an id in the CIB, or is taken there: it got another"
        " one, and so did everything that refers to it. Use the new name from now on,"
        " in scripts too.",
    ),
    "kept-setting": Code(
        ExitStatus.DATA_ERROR,
        "What was converted would set this option or attribute, but the configuration has it set"
        " already: it was left alone. 'set' changes it, if the old cluster's value is wanted.",
    ),
    "missing-value": Code(
        ExitStatus.DATA_ERROR,
        "The agent of today needs a parameter that the old file does not have. With"
        " '--best-effort' the value CHANGE-ME is written in its place: put the right one there.",
    ),
    "not-made": Code(
        ExitStatus.DATA_ERROR,
        "The conversion makes no file of the kind that '--to' asks for: what it was given says"
        " nothing about it. Leave '--to' out to get what there is.",
    ),
    "nothing-converted": Code(
        ExitStatus.DATA_ERROR,
        "The file holds nothing that could be converted: it is empty, has only comments, or is"
        " another file than the command takes. Look whether it is the right one.",
    ),
    "not-repaired": Code(
        ExitStatus.DATA_ERROR,
        "The file is damaged, and there is more than one way to understand what it held. Repair"
        " it at the place that the message names.",
    ),
    "repaired": Code(
        ExitStatus.OK,
        "The file was damaged, and was repaired where it can be understood in one way only."
        " Compare the repaired place with the original, if there is one.",
    ),
    "strict": Code(
        ExitStatus.DATA_ERROR,
        "There are warnings, and '--strict' takes them for errors: nothing was written. See to each"
        " of them, or leave '--strict' out.",
    ),
    "superseded-agent": Code(
        ExitStatus.OK,
        "The agent was superseded by another one, which is used in its place. Do what the message"
        " says, if it says something.",
    ),
    "unreliable-status": Code(
        ExitStatus.OK,
        "Old init scripts often lack a status action with the exit codes that Pacemaker relies"
        " on. Check that 'SCRIPT status' gives 0 when it runs and 3 when it does not.",
    ),
    "approximated": Code(
        ExitStatus.OK,
        "Something was converted to what comes nearest, not to the same thing, or its meaning was"
        " guessed. Compare the result with what you had, at the place that the message names.",
    ),
    "no-counterpart": Code(
        ExitStatus.DATA_ERROR,
        "Nothing that runs under Pacemaker today does what this resource script did. The message"
        " says what people use instead; '--best-effort' leaves the script out.",
    ),
    "drbd-setup": Code(
        ExitStatus.OK,
        "Pacemaker starts DRBD itself now: disable the drbd service at boot, and set in drbd.conf"
        " 'fencing resource-and-stonith' and the crm-fence-peer handlers, which took the place of"
        " heartbeat's dopd and drbd-peer-outdater.",
    ),
    "no-netmask": Code(
        ExitStatus.OK,
        "The address has no netmask. As with heartbeat, the route to its network decides; an"
        " explicit netmask is safer: set 'cidr_netmask' of the resource.",
    ),
    "outdated-agent": Code(
        ExitStatus.OK,
        "The resource agent still exists, but there is a better way today, or what it was made"
        " for is gone. The resource is converted; take it out if it serves nothing any more.",
    ),
    "too-many-errors": Code(
        ExitStatus.DATA_ERROR,
        "There are so many errors that the file is hardly what it was taken for. The rest of them"
        " is not listed. Check that it is the right file.",
    ),
}
