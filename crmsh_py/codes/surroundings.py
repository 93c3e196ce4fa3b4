"""Codes of problems with files, folders, tools and the cluster."""

from crmsh_py.codes.code import Code, ExitStatus

CODES: dict[str, Code] = {
    "no-such-file": Code(ExitStatus.NO_INPUT, "The file is not there."),
    "unreadable-file": Code(ExitStatus.NO_INPUT, "The file is there but cannot be read."),
    "no-configuration": Code(
        ExitStatus.NO_INPUT,
        "No configuration was named and none was found: no running cluster, no ./cib.xml. Say"
        " 'crm -c FILE', or set CIB_file.",
    ),
    "file-too-large": Code(
        ExitStatus.DATA_ERROR, "The file is larger than any configuration can be; it was not read."
    ),
    "cannot-write": Code(
        ExitStatus.CANNOT_WRITE, "The file or its folder cannot be written. Nothing was changed."
    ),
    "locked": Code(
        ExitStatus.BUSY, "Another process is committing to this file just now. Try again."
    ),
    "changed-meanwhile": Code(
        ExitStatus.CONFLICT,
        "Others changed the configuration after it was read. 'commit' merges with that; this says"
        " that it could not, because they were quicker again and again, or that something is wrong"
        " only together with their changes. Nothing was written.",
    ),
    "conflict": Code(
        ExitStatus.CONFLICT,
        "A change clashes with what others changed after the configuration was read, so that only"
        " one can stand. Nothing was written; what does not clash is merged, and of what clashes"
        " the working copy has yours. 'commit --mine' and 'commit --theirs' take one side of all"
        " that clashes; or change what clashes and 'commit' again. 'refresh' drops your changes.",
    ),
    "cluster-in-the-way": Code(
        ExitStatus.REFUSED,
        "This is the cib.xml of a Pacemaker that is running; it would not notice a change made"
        " behind its back. Leave '-c' out to work on the running cluster.",
    ),
    "already-exists": Code(
        ExitStatus.ALREADY_EXISTS,
        "What is to be made is there already; it was not touched. 'force' replaces it, or choose"
        " another name.",
    ),
    "in-use": Code(
        ExitStatus.REFUSED,
        "The shadow CIB is the one that is being worked on, so that it cannot be deleted. 'cib use"
        " live' leaves it.",
    ),
    "needs-cluster": Code(
        ExitStatus.NOT_CONNECTED,
        "The command asks or moves a running cluster, but the configuration that was chosen is in"
        " a file or a shadow CIB. Leave out '-c FILE' and unset CIB_file and CIB_shadow, on a node"
        " of the cluster or with '--host NODE'.",
    ),
    "not-connected": Code(
        ExitStatus.NOT_CONNECTED,
        "Pacemaker is installed here but does not run, and no file was named. Start the cluster,"
        " or say 'crm -c FILE'.",
    ),
    "no-permission": Code(
        ExitStatus.NO_PERMISSION,
        "The user may not do this. For a running cluster: be root, or a member of the group"
        " haclient with an ACL role that allows it.",
    ),
    "no-quorum": Code(
        ExitStatus.NO_QUORUM,
        "This partition of the cluster has no quorum. What is committed here may be lost, or"
        " override the other side, when the partitions meet again. 'commit force' does it.",
    ),
    "not-confirmed": Code(
        ExitStatus.REFUSED,
        "The command does what cannot be taken back, and nobody was there to be asked. 'crm --yes'"
        " answers yes.",
    ),
    "no-fence-device": Code(
        ExitStatus.REFUSED,
        "No fencing device that the cluster runs can fence the node. The parameter 'pcmk_host_list'"
        " of a device says which nodes it is for; the property 'stonith-enabled' has to be true.",
    ),
    "node-online": Code(
        ExitStatus.REFUSED,
        "The node is a member of the running cluster, which would take it up again at once. Stop"
        " Pacemaker there first, or say 'force'.",
    ),
    "needs-maintenance": Code(
        ExitStatus.REFUSED,
        "The cluster manages the resource, and would take what is done behind its back for a"
        " failure. 'maintenance on RESOURCE' lets it keep its hands off.",
    ),
    "not-running": Code(
        ExitStatus.REFUSED,
        "Only what runs, and is managed by the cluster, can be stopped and started again.",
    ),
    "crm-verify": Code(
        ExitStatus.INVALID_CONFIGURATION,
        "Pacemaker's own crm_verify finds this in the configuration; the words are its own."
        " Change the object that it names. A warning is mostly of something that a later Pacemaker"
        " will not know.",
    ),
    "action-failed": Code(
        ExitStatus.ERROR, "The resource agent says that the action failed; its words are the hint."
    ),
    "still-runs": Code(
        ExitStatus.REFUSED,
        "A resource that is to be deleted runs. Nothing was deleted. '--stop' (or 'force') stops it"
        " first, waits for that, and deletes it then; what is not managed has to be managed again,"
        " or stopped by hand.",
    ),
    "not-stopped": Code(
        ExitStatus.ERROR,
        "A resource that was to be deleted could not be stopped. It was not deleted, and may run as"
        " before: its target-role was put back.",
    ),
    "cannot-move": Code(
        ExitStatus.REFUSED,
        "The resource cannot be moved or banned like this: the node cannot run resources, the"
        " cluster leaves the resource alone, or the simulation says that it would not run there or"
        " would not stay. Nothing was changed. 'force' overrules what the simulation says.",
    ),
    "move-undone": Code(
        ExitStatus.OK, "What became of the constraint of a move that failed or was interrupted."
    ),
    "constraint-left": Code(
        ExitStatus.ERROR,
        "A move ended, but its constraint could not be removed again, because the cluster did not"
        " take the change. 'resource clear RESOURCE' removes it.",
    ),
    "tool-failed": Code(
        ExitStatus.ERROR, "A tool of Pacemaker's ended with an error; its words are the hint."
    ),
    "host-unreachable": Code(
        ExitStatus.NOT_CONNECTED,
        "The machine that '--host' names cannot be reached over ssh, or runs no programs for us;"
        " ssh's words are the hint. 'ssh HOST' must work first.",
    ),
    "login-refused": Code(
        ExitStatus.NO_PERMISSION,
        "The machine that '--host' names can be reached, but does not let the user log in. Where"
        " nobody can be asked for a password, a key must do.",
    ),
    "connection-lost": Code(
        ExitStatus.NOT_CONNECTED,
        "The connection of '--host' broke while a program was running there, so that nobody knows"
        " whether it did its work. Look before you try again.",
    ),
    "tool-missing": Code(ExitStatus.ERROR, "A program that this needs is not installed."),
    "timed-out": Code(ExitStatus.TIMEOUT, "A program did not end in time and was stopped."),
}
