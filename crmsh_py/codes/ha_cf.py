"""Codes of problems with the conversion of ha.cf and authkeys."""

from crmsh_py.codes.code import Code, ExitStatus

CODES: dict[str, Code] = {
    "unknown-directive": Code(
        ExitStatus.DATA_ERROR,
        "The line of ha.cf begins with a word that heartbeat does not know; it would not have"
        " started. Correct it, or take the line out.",
    ),
    "invalid-directive": Code(
        ExitStatus.DATA_ERROR,
        "The values of a directive of ha.cf are not as heartbeat takes them. Correct the line; as"
        " an error it is left out with '--best-effort', as a warning heartbeat's default is taken.",
    ),
    "repeated-directive": Code(
        ExitStatus.OK,
        "A directive that has one value is given several times, or a node is named twice. The last"
        " one counts, as with heartbeat: take out the others.",
    ),
    "inconsistent-times": Code(
        ExitStatus.OK,
        "The times of ha.cf contradict each other, so that heartbeat itself would have refused"
        " them. They are converted as they are: check 'token' in corosync.conf.",
    ),
    "check-timing": Code(
        ExitStatus.OK,
        "A time of ha.cf cannot be the same in corosync.conf, or is so short that a busy network"
        " is enough to have nodes fenced. Look at 'token' and set what your network can hold.",
    ),
    "unknown-nodes": Code(
        ExitStatus.OK,
        "Without the names of the nodes there can be no corosync.conf. Give the ha.cf that names"
        " them, or '--node NAME=ADDRESS' for each node.",
    ),
    "node-not-in-cluster": Code(
        ExitStatus.DATA_ERROR,
        "A line of haresources prefers a node that ha.cf does not name, so that heartbeat never"
        " ran it there. Correct the name in one of the files, or add the node to ha.cf.",
    ),
    "unlisted-nodes": Code(
        ExitStatus.DATA_ERROR,
        "With 'autojoin' nodes joined that ha.cf does not name, and corosync has to know them all."
        " Give heartbeat's hostcache with '--hostcache', or '--node' for each node.",
    ),
    "unknown-address": Code(
        ExitStatus.OK,
        "ha.cf names nodes and addresses, but not which address is whose. In corosync.conf the name"
        " of the node stands for its address: it has to resolve to the network that heartbeat"
        " used. Better give '--node NAME=ADDRESS'.",
    ),
    "lost-link": Code(
        ExitStatus.OK,
        "Heartbeat had one more path between the nodes, which corosync.conf lacks: its addresses"
        " are not known, or it is none that corosync can use. Add a network link with"
        " '--node NAME=ADDRESS,ADDRESS', or later as 'ring1_addr'.",
    ),
    "no-medium": Code(
        ExitStatus.OK,
        "ha.cf has no bcast, mcast, ucast or serial line, without which heartbeat would not start."
        " Check whether the file is complete; corosync.conf takes the names of the nodes for their"
        " addresses.",
    ),
    "port-changed": Code(
        ExitStatus.OK,
        "Corosync uses the UDP port 5405 for its first link, and one more for each other link."
        " Open them in the firewall, or keep heartbeat's with '--keep-port'.",
    ),
    "quorum-now": Code(
        ExitStatus.OK,
        "Heartbeat without its CRM had no quorum. Now nodes that do not see the majority of the"
        " cluster stop their resources; two nodes are treated on their own ('two_node'). Nothing is"
        " to be done, unless a minority has to go on: then see about a quorum device.",
    ),
    "crm-was-on": Code(
        ExitStatus.OK,
        "With 'crm on' heartbeat did not read haresources: the resources are in its CIB, mostly"
        " /var/lib/heartbeat/crm/cib.xml. Convert that with 'crm convert cib'.",
    ),
    "check-failback": Code(
        ExitStatus.OK,
        "Without 'auto_failback', or with 'legacy', resources go back to their preferred node as"
        " soon as it is there. If they should stay, set resource-stickiness=INFINITY.",
    ),
    "check-ping": Code(
        ExitStatus.OK,
        "Ping nodes of heartbeat and the ping resource do not count in the same way. Look at"
        " 'host_list', 'multiplier' and the location rules, and test by cutting a network off.",
    ),
    "respawn-program": Code(
        ExitStatus.OK,
        "Heartbeat started the program and started it again when it ended. Write a systemd unit for"
        " it (Restart=always; for 'failfast' also FailureAction=reboot), or make it a resource.",
    ),
    "check-fencing": Code(
        ExitStatus.OK,
        "A fence agent takes the place of a STONITH plugin. Look at its parameters, and test it by"
        " fencing each node once, before the cluster depends on it.",
    ),
    "no-fence-agent": Code(
        ExitStatus.DATA_ERROR,
        "No fence agent takes the place of this STONITH device. Configure another device;"
        " '--best-effort' leaves this one out, and '--keep-glue-stonith' keeps known plugins for"
        " machines on which cluster-glue is installed.",
    ),
    "set-up-watchdog": Code(
        ExitStatus.OK,
        "The watchdog has to be set up by hand: install sbd, set SBD_WATCHDOG_DEV in"
        " /etc/sysconfig/sbd (or /etc/default/sbd), enable the service sbd, and then set the"
        " property stonith-watchdog-timeout.",
    ),
    "invalid-authkeys": Code(
        ExitStatus.OK,
        "The file authkeys is not as heartbeat reads it: 'auth NUMBER', and a line 'NUMBER METHOD"
        " KEY' for that number, with the method crc, sha1 or md5. Nothing of it is taken over,"
        " since corosync has a key of its own; 'corosync-keygen' makes it.",
    ),
    "weak-authentication": Code(
        ExitStatus.OK,
        "Messages between the nodes were not signed. From now on they are signed and encrypted,"
        " with a key that 'corosync-keygen' makes: copy the same file to all nodes, mode 0400.",
    ),
}
