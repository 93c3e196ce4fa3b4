"""Codes of problems with the conversion of cluster.conf."""

from crmsh_py.codes.code import Code, ExitStatus

_BAD, _OK = ExitStatus.DATA_ERROR, ExitStatus.OK

CODES: dict[str, Code] = {
    "not-a-cluster-conf": Code(
        _BAD,
        "The file is XML, and no cluster.conf: that begins with the element 'cluster'. Look"
        " whether it is a CIB ('crm convert cib').",
    ),
    "no-nodes": Code(
        _OK,
        "The cluster.conf has no 'clusternodes', so that no corosync.conf can be made of it."
        " Mostly it is a part of a file only: convert the whole one.",
    ),
    "unnamed-element": Code(
        _BAD,
        "A node or a fence device has no name, so that nothing can refer to it. Give it one in"
        " the cluster.conf, or remove it.",
    ),
    "repeated-element": Code(
        _BAD,
        "Something that has to be unique is in the cluster.conf twice; only the first one was"
        " converted. Remove the one that does not count.",
    ),
    "unusable-value": Code(
        _OK,
        "A value of the cluster.conf is none that its attribute takes, or none that there can be"
        " today. The message says what was taken in its place: put it right in the result.",
    ),
    "not-understood": Code(
        _OK,
        "No release of the cluster suite that is known read this element, attribute or text. It"
        " is misspelt, stands in the wrong place, or was for a program of its own. See whether it"
        " was meant to do something that is missing now. Text often stands for what a web page"
        " left out: put that there.",
    ),
    "ignored-by-cman": Code(
        _OK,
        "The attribute is in many files, and cman never looked at it. The message says what was"
        " made of it; check that against what you meant.",
    ),
    "nodeid-assigned": Code(
        _OK,
        "The cluster.conf has no id for this node, and it got a free one. Nothing is to be done,"
        " unless keys of fence_scsi or the like were made from the old ids.",
    ),
    "uneven-votes": Code(
        _OK,
        "A node has more or less than one vote, and keeps them ('quorum_votes'). Look at the"
        " table of votes in the report: the loss of that one node may cost the quorum.",
    ),
    "fewer-links": Code(
        _OK,
        "Some nodes have a second network, and this one has not. Give it an address there, or"
        " leave the second link out everywhere.",
    ),
    "transport-changed": Code(
        _OK,
        "corosync 3 sends by knet, encrypted, from node to node. Nothing is to be done but to let"
        " UDP port 5405 (and the next ones for more links) pass between the nodes.",
    ),
    "transport-gone": Code(
        _BAD,
        "You asked for the transport of the old cluster, and it does not exist any more, or needs"
        " multicast addresses. Convert without that choice.",
    ),
    "expected-votes": Code(
        _OK,
        "'expected_votes' of the cluster.conf differs from the votes of its nodes and its quorum"
        " disk. If it is more, a node is missing from the file; if not, leave it to corosync to"
        " count.",
    ),
    "two-node-added": Code(
        _OK,
        "Of the two nodes of the old cluster both had to be there. In the new corosync.conf one"
        " alone goes on ('two_node'), which is safe with fencing only. Remove 'two_node' if you"
        " do not want that.",
    ),
    "quorum-arithmetic": Code(
        _OK,
        "How the votes were counted, and how corosync counts them. Compare the columns 'then' and"
        " 'now' in the tables of the report: they show for each number of lost nodes whether there"
        " was, and is, quorum.",
    ),
    "quorum-disk": Code(
        _BAD,
        "corosync cannot use a quorum disk. Set up corosync-qnetd on a machine outside of the"
        " cluster and convert again with '--qnetd HOST', or choose '--qdisk=sbd' to use the"
        " partition for fencing, without votes. With '--best-effort' the section for the device"
        " is a comment in corosync.conf, and the cluster has the quorum that the message says.",
    ),
    "quorum-disk-sbd": Code(
        _OK,
        "The partition of the quorum disk can serve SBD, which fences. It has no votes: look at"
        " the table of votes in the report, and at what a person has to do.",
    ),
    "quorum-votes": Code(
        _OK,
        "The quorum device has other votes than the quorum disk had. With the algorithm 'lms' the"
        " last node and the device have quorum; with 'ffsplit' one half of the nodes and the"
        " device have. Compare the columns 'then' and 'now' of the tables in the report.",
    ),
    "heuristics-differ": Code(
        _OK,
        "qdiskd added up the scores of its heuristics; corosync-qdevice wants all of them to"
        " succeed. Leave some out, or make one script of them that decides.",
    ),
    "unsafe-start": Code(
        _OK,
        "'clean_start' let a cluster start without fencing nodes that it did not see. Pacemaker"
        " fences them; to let it not do so ('startup-fencing=false') puts data at risk."
        " Leave it so.",
    ),
    "pacemaker-on-cman": Code(
        _OK,
        "All fence devices are 'fence_pcmk' and there are no services: Pacemaker managed this"
        " cluster already, and cman only did what corosync does now. Keep its CIB.",
    ),
    "no-such-fencedevice": Code(
        _BAD,
        "A method names a device that 'fencedevices' does not have. The method is left out, since"
        " all its devices have to succeed. Add the device, or correct the name.",
    ),
    "unknown-fence-agent": Code(
        _BAD,
        "Nobody knows this fence agent. If it is your own, use '--best-effort' and install it on"
        " all nodes; else name the one that is meant.",
    ),
    "fence-agent-gone": Code(
        _BAD,
        "The fence agent is not shipped any more. Replace it in the cluster.conf by the one that"
        " the hint names, with its parameters, and convert again. With '--best-effort' the device"
        " keeps its old agent, and cannot fence.",
    ),
    "unknown-fence-parameter": Code(
        _OK,
        "The fence agent of today does not have this parameter, and would ignore it. Look into"
        " its metadata ('AGENT -o metadata') for what took its place.",
    ),
    "fence-device-split": Code(
        _OK,
        "The nodes told one fence device different things, such as other logins. In the CIB a"
        " device has its parameters for all its nodes, so that there is one device for each node"
        " now. Check that the hardware takes several logins at a time, if they share it.",
    ),
    "fence-action": Code(
        _OK,
        "The file says what a fence device does instead of a reboot, for a node or a method."
        " Pacemaker asks for a reboot, and can be told for a device as a whole what to do in its"
        " place ('pcmk_reboot_action'). Check that the result is what you want.",
    ),
    "node-without-fencing": Code(
        _OK,
        "No method can fence this node. If it fails, the cluster waits, and what ran there is not"
        " started elsewhere. Add a fencing device for it.",
    ),
}
