"""Codes of problems with corosync.conf."""

from crmsh_py.codes.code import Code, ExitStatus

CODES: dict[str, Code] = {
    "corosync-syntax": Code(
        ExitStatus.DATA_ERROR,
        "The line of corosync.conf is not as corosync reads it: 'KEY: VALUE', 'SECTION {', '}', or"
        " a comment. A comment is a line of its own.",
    ),
    "unknown-setting": Code(
        ExitStatus.NOT_FOUND,
        "corosync.conf has a key or a section that corosync does not know; it would be ignored."
        " Mostly the name is misspelt, or stands in the wrong section.",
    ),
    "invalid-setting": Code(
        ExitStatus.INVALID_CONFIGURATION,
        "A value in corosync.conf is none that its key takes. With an error corosync would not"
        " start; with a warning it would go on as if the value were not there.",
    ),
    "missing-setting": Code(
        ExitStatus.INVALID_CONFIGURATION,
        "Something that corosync cannot do without, or should not be left out, is not in"
        " corosync.conf.",
    ),
    "conflicting-settings": Code(
        ExitStatus.INVALID_CONFIGURATION,
        "Two settings of corosync.conf contradict each other, or one makes the other useless.",
    ),
    "repeated-setting": Code(
        ExitStatus.INVALID_CONFIGURATION,
        "What has to be unique in corosync.conf is there twice: a node's name, id or address, the"
        " number of a link, or a key (the last one counts).",
    ),
    "invalid-address": Code(
        ExitStatus.INVALID_CONFIGURATION,
        "An address in corosync.conf is none, or not of the kind that is due there: a network to"
        " bind to, a multicast address, or an address of a node.",
    ),
    "old-corosync": Code(
        ExitStatus.OK,
        "This is how older releases of corosync were configured. The hint says what takes its place"
        " in corosync 3.",
    ),
    "risky-setting": Code(
        ExitStatus.OK,
        "The setting is allowed, but does not do what one would expect, or makes the cluster less"
        " safe.",
    ),
    "corosync-key": Code(
        ExitStatus.INVALID_CONFIGURATION,
        "The file with the key that all nodes share is missing, of a wrong size, or may be read by"
        " others. 'corosync-keygen' makes one; copy the same to all nodes, mode 0400.",
    ),
    "corosync-log": Code(
        ExitStatus.INVALID_CONFIGURATION,
        "corosync would not start, because it cannot write its log file: mostly the folder is not"
        " there. Corosync does not make it.",
    ),
    "corosync-not-running": Code(
        ExitStatus.NOT_CONNECTED,
        "The command asks corosync, which does not run on the node. 'crm cluster start' starts it.",
    ),
    "no-service-manager": Code(
        ExitStatus.ERROR,
        "The node does not run systemd, so that 'crm cluster' cannot start or stop the services"
        " there. Use what the system has instead.",
    ),
    "would-stop-resources": Code(
        ExitStatus.REFUSED,
        "Resources run on the node; stopping the cluster there moves or stops them. Say '--yes'"
        " (crm --yes cluster stop), or 'crm node standby' first.",
    ),
    "missing-nodes": Code(
        ExitStatus.DATA_ERROR,
        "An old corosync.conf does not say which nodes there are, what they are called, or where"
        " they are; corosync 3 needs all of that. Say '--node NAME=ADDRESS' for each node (with"
        " '--node NAME=ADDRESS,ADDRESS2' for a second network). '--best-effort' writes names and"
        " addresses that begin with CHANGE-ME: put the right ones there.",
    ),
    "nothing-to-convert": Code(
        ExitStatus.OK,
        "The file is as the software of today takes it. Use it as it is.",
    ),
}
