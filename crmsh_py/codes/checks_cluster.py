"""Codes of what is wrong with the cluster as a whole: fencing, clones, stacks of storage."""

from crmsh_py.codes.code import Code, ExitStatus

_INVALID = ExitStatus.INVALID_CONFIGURATION

_FENCING: dict[str, Code] = {
    "no-fencing": Code(
        _INVALID,
        "Fencing is on (it is, unless 'stonith-enabled=false'), but nothing can fence: there is"
        " no primitive of class stonith, and no watchdog (have-watchdog). Pacemaker starts no"
        " resource then, and crm_verify calls the configuration invalid. It is a warning where"
        " there is a watchdog that nobody relies upon, because stonith-watchdog-timeout is 0."
        " Configure a device for each node ('crm ra list stonith' shows the agents), and try each"
        " with 'crm node fence'. Only where no data is shared, and nothing may run twice without"
        " harm, 'property stonith-enabled=false' is an answer. Deleting the last device is the"
        " same fault.",
    ),
    "fencing-off": Code(
        _INVALID,
        "There are fence devices, but 'stonith-enabled=false' keeps the cluster from using them:"
        " a node that is lost is taken for dead without proof, and its resources may run twice."
        " Fencing is turned off for work on it, and easily left so: 'property"
        " stonith-enabled=true'.",
    ),
    "watchdog-without-sbd": Code(
        _INVALID,
        "The cluster says of itself that SBD does not run on its nodes (have-watchdog=false), but"
        " fencing depends on it. With a stonith-watchdog-timeout, the cluster relies on each"
        " node's watchdog to turn it off, and Pacemaker stops at once on a node where SBD does"
        " not run; fence_sbd writes to a disk that SBD alone reads. Enable SBD on all nodes and"
        " restart the cluster there, or 'property stonith-watchdog-timeout=0'.",
    ),
    "idle-fence-device": Code(
        _INVALID,
        "The fence device cannot be used when it is needed: it is stopped (target-role=Stopped"
        " disables a device, it does not only stop its monitoring), or the only node that may use"
        " it by locations is the one that it fences, which is then the one that is lost. Start"
        " it, or let at least one other node use it.",
    ),
    "unfenceable-node": Code(
        _INVALID,
        "All fence devices say by pcmk_host_list or pcmk_host_map which nodes they fence, and"
        " none names this one. If it is lost, the cluster can never be sure that it is off, and"
        " keeps its resources down until somebody says so ('stonith_admin --confirm'). Add the"
        " node to a device's list, or configure a device for it.",
    ),
    "unknown-fence-target": Code(
        _INVALID,
        "pcmk_host_list or pcmk_host_map of a fence device names what is no node: the device is"
        " never used for what was meant. The names are those that 'crm node list' shows, not"
        " addresses. In a map it is 'NODE:PLUG;NODE:PLUG', the node in front.",
    ),
    "fixed-fence-action": Code(
        _INVALID,
        "The cluster tells a fence agent what to do each time (off, on, reboot, monitor); an"
        " 'action' among the parameters is ignored, or makes the agent do the wrong thing. Take"
        " it out: 'property stonith-action=off' turns nodes off instead of rebooting them,"
        " 'pcmk_reboot_action=off' does so for one device. 'method=cycle' lets the machine's"
        " controller cut the power for a moment: the agent cannot see whether it was off, and two"
        " power supplies are never off together. Use 'method=onoff'.",
    ),
    "cloned-fence-device": Code(
        _INVALID,
        "A fence device in a clone has no advantage: it runs on one node only for being"
        " monitored, and every node that locations do not ban can use it. A clone monitors the"
        " device from all nodes at once, which many controllers do not bear. Delete the clone,"
        " and keep the device.",
    ),
    "fence-race": Code(
        _INVALID,
        "When the two nodes of a cluster lose sight of each other, each fences the other at the"
        " same moment, and both may go down. One of them needs a head start: 'pcmk_delay_base=5s'"
        " on the device that fences the node that is to survive (for one device of both:"
        " 'pcmk_delay_base=\"NODE1:5s;NODE2:0s\"'), or 'property priority-fencing-delay=60s' with"
        " a 'priority' on the important resources, or 'pcmk_delay_max=10s', which leaves it to"
        " chance. The same fixed delay for both does not help. A quorum device makes a delay less"
        " urgent: '# lint: allow fence-race' says that.",
    ),
    "useless-fencing-level": Code(
        _INVALID,
        "A fencing level cannot do what it is for: its target is no node here, it names a"
        " resource that is no fence device, or a device that by its pcmk_host_list does not fence"
        " the target. A level fails if one of its devices does, and the cluster goes on to the"
        " next one, if any.",
    ),
}

_POLICIES: dict[str, Code] = {
    "quorum-ignored": Code(
        _INVALID,
        "With no-quorum-policy=ignore, each part of a cluster that was split runs all resources"
        " as soon as it could fence the others, and single nodes fence the majority. It comes"
        " from the time when clusters of two nodes could not do without; corosync's 'two_node: 1'"
        " took its place there. 'property no-quorum-policy=stop' is the default; 'freeze' is for"
        " cluster file systems.",
    ),
    "nowhere-allowed": Code(
        _INVALID,
        "With symmetric-cluster=false a resource runs only where a location allows it (any score"
        " but -inf), and none allows this one a node. A colocation does not do that. A location"
        " on a group is for all its members, on a member for that member alone; with the role"
        " Promoted it allows nothing. Add a location for each node that it may run on.",
    ),
    "in-maintenance": Code(
        _INVALID,
        "Maintenance is on for the cluster, a node or a resource: the cluster watches nothing"
        " there, and recovers nothing. It is meant for a while, and easily forgotten. Turn it off"
        " when the work is done: 'crm maintenance off', 'crm node ready NODE', 'crm resource"
        " maintenance RSC off'.",
        meant_when_new=True,
    ),
    "in-standby": Code(
        _INVALID,
        "The node takes no resources, until it is brought back with 'crm node online NODE'. That"
        " is right for work on it, and for a node that is there for its vote only.",
        meant_when_new=True,
    ),
    "unmanaged": Code(
        _INVALID,
        "is-managed=false: the cluster neither starts, stops nor recovers the resource, and what"
        " depends on it may be held up. It is meant for a while: 'crm resource manage RSC' when"
        " the work is done.",
        meant_when_new=True,
    ),
    "fails-back": Code(
        _INVALID,
        "A resource that had to leave its preferred node moves back as soon as that node returns,"
        " which is a second interruption, and a repeated one if the node is unsound. A location"
        " wins if its score is above the resource-stickiness of what it places (a group's is that"
        " of its members together, and that of what is colocated counts too). Raise the"
        " stickiness ('rsc_defaults resource-stickiness=200'), or lower the score. If the way"
        " back is wanted, a stickiness of 0 says so. A score of inf is taken for meant.",
    ),
    "failures-kept": Code(
        _INVALID,
        "After as many failures as migration-threshold says, the resource may not run on a node"
        " any more. Without a failure-timeout failures are only forgotten by 'crm resource"
        " cleanup', or when the cluster is restarted on the node: those of months ago count, and"
        " a resource may end with no node left. Set a failure-timeout longer than a repair takes,"
        " or watch fail counts otherwise. Limits of 100 and more are taken for none.",
    ),
    "uncounted-utilization": Code(
        _INVALID,
        "Utilization of resources and nodes counts only with a placement-strategy: 'utilization',"
        " 'minimal' or 'balanced'. Either there is utilization without such a strategy, so that"
        " nodes may be overloaded in spite of it, or a strategy without any utilization.",
    ),
    "node-without-capacity": Code(
        _INVALID,
        "Resources need something by their utilization that the node does not name among its own."
        " For the cluster it has none of it, and they never run there. Say what the node has:"
        " 'node NAME utilization memory=64000'.",
    ),
    "plain-secret": Code(
        _INVALID,
        "A password or another secret stands in the configuration itself, which is on every node,"
        " in backups, and in reports to supporters. 'crm resource secret RSC stash NAME' moves"
        " the value to files that only root can read, and leaves a mark in its place. This shell"
        " masks such values on screen, others do not.",
    ),
}

_CLONES: dict[str, Code] = {
    "anonymous-copies": Code(
        _INVALID,
        "clone-node-max above 1 asks for several copies on one node, which takes copies that can"
        " be told apart: globally-unique=true. Of others a node runs one, and crm_verify calls"
        " the configuration invalid. It is only a warning where globally-unique is not set,"
        " because Pacemaker 3 then takes it for true.",
    ),
    "idle-copies": Code(
        _INVALID,
        "A clone asks for more copies, or more promoted ones, than there can be: clone-max is"
        " above the number of nodes (times clone-node-max, for a globally unique one),"
        " promoted-max above clone-max or the replicas of a bundle, promoted-node-max above"
        " clone-node-max. What is too much stays stopped. Often a node was taken out of the"
        " cluster, or a meta attribute was copied from a bigger one. Without clone-max there is a"
        " copy for each node, however many there are.",
    ),
    "cloned-address": Code(
        _INVALID,
        "An address belongs on one node. In a clone several nodes have it at once, and answer for"
        " it in turns. Take it out of the clone; or share it among nodes by hash, which only"
        " IPaddr2 does: 'globally-unique=true clone-max=N clone-node-max=N' on the clone, with as"
        " many copies allowed on a node, so that the rest takes over the share of a lost one."
        " Addresses on a loopback device (nic=lo), for real servers behind a load balancer, are"
        " no fault.",
    ),
    "not-interleaved": Code(
        _INVALID,
        "A clone that follows another clone by an order, without interleave=true, waits for all"
        " copies of it: whenever a copy of the first starts on any node (one that joins, or comes"
        " back from standby, is enough), all copies of the following one restart, everywhere."
        " That is hardly ever meant: dlm and what mounts its file systems go together node by"
        " node. It is the 'interleave' of the clone that follows that counts; on the first it"
        " does nothing. Both need the same clone-node-max.",
    ),
    "cannot-interleave": Code(
        _INVALID,
        "A clone that is to go node by node with another one (interleave=true) needs as many"
        " copies on a node as that has. Their clone-node-max differ, so that Pacemaker calls the"
        " configuration invalid and treats the clone as if it were not interleaved. Give both the"
        " same clone-node-max, or take 'interleave' out.",
    ),
    "unreachable-bundle": Code(
        _INVALID,
        "A bundle with a primitive needs a way into its containers, where Pacemaker's remote"
        " daemon runs: 'network ip-range-start=ADDRESS' (each replica gets an address), or"
        " 'network control-port=PORT'. Without, Pacemaker ignores the whole bundle.",
    ),
    "shared-ports": Code(
        _INVALID,
        "With replicas-per-host above 1, several containers of a bundle run on one host, and all"
        " want the same port of it, because they have no addresses of their own. Give them"
        " addresses ('network ip-range-start=ADDRESS'), or leave one replica on a host.",
    ),
    "unused-attribute": Code(
        _INVALID,
        "An agent keeps a node attribute (the connectivity that ping measures, the health of a"
        " node) that decides nothing: no rule goes by it, node-health-strategy is 'none', or the"
        " agent runs on one node only, because it is not cloned. The resource looks as if it"
        " guarded something. Add the rule, the property or the clone, or delete it.",
    ),
    "unset-attribute": Code(
        _INVALID,
        "A rule goes by an attribute of nodes that nothing in the configuration sets: mostly the"
        " one that a ping resource keeps ('name' of ocf:pacemaker:ping, 'pingd' by default),"
        " while there is none. A rule that bans nodes where it is not defined then bans all of"
        " them. Clone a ping resource; for an old CIB, a line in ha.cf often did the same: give"
        " that file with '--ha-cf'. If a script sets the attribute, see to it that it still does.",
    ),
}

_STORAGE: dict[str, Code] = {
    "outside-promotable-clone": Code(
        _INVALID,
        "The agents of DRBD and of PAF (pgsqlms) work in a promotable clone only: a copy on each"
        " node that has the data, one of them promoted. Elsewhere they refuse to start ('not"
        " configured'). 'clone ms-drbd drbd meta promotable=true promoted-max=1 clone-max=2"
        " notify=true'; older schemas say 'ms'.",
    ),
    "without-notify": Code(
        _INVALID,
        "The agent follows replication: it has to be told when another copy is started, promoted"
        " or stopped, or it goes on copying from a node that does not write any more. That takes"
        " notify=true among the meta attributes of the clone.",
    ),
    "drbd-without-notify": Code(
        _INVALID,
        "The agent of DRBD relies on being told what its copies do on other nodes. Without"
        " notify=true it refuses to start, and to stop ('not configured'), and a stop that fails"
        " gets the node fenced. Write 'notify=true' among the meta attributes of the clone.",
        error_when_new=True,
    ),
    "drbd-ordered": Code(
        _INVALID,
        "ordered=true starts the copies of a clone one after the other. A copy of DRBD may wait"
        " for its peer when it starts, and the peer is not started before the first is done: the"
        " start then takes until DRBD's or the operation's timeout. Take 'ordered' out; the"
        " default is false.",
    ),
    "drbd-two-primaries": Code(
        _INVALID,
        "promoted-max above 1 lets a DRBD device be written on two nodes at once, which takes a"
        " cluster file system, and fencing in Pacemaker and in DRBD ('fencing"
        " resource-and-stonith'). With fencing off, both nodes go on writing when they lose sight"
        " of each other, and one of the two versions has to be thrown away later. For a plain"
        " file system 'promoted-max=1' is right.",
    ),
    "drbd-everywhere": Code(
        _INVALID,
        "Without clone-max, a clone has a copy for every node of the cluster; on nodes that are"
        " not in DRBD's own configuration, starting it fails. Say how many nodes have the data:"
        " 'clone-max=2', and keep the others out with locations.",
    ),
    "not-with-promoted": Code(
        _INVALID,
        "What uses a DRBD device can only run where DRBD is promoted: elsewhere the device cannot"
        " be written, and mounting fails. That takes a colocation with the role: 'colocation"
        " fs-on-drbd inf: fs ms-drbd:Promoted' ('Master' in schemas before pacemaker-3.7);"
        " without the role, any copy of DRBD would do. For a group, name the group.",
    ),
    "not-after-promotion": Code(
        _INVALID,
        "What uses a DRBD device has to start after DRBD was promoted, not only started: 'order"
        " fs-after-drbd Mandatory: ms-drbd:promote fs:start'. Say both actions: where the second"
        " is left out it is the first one again, and as a file system has no 'promote', the order"
        " then does nothing.",
    ),
    "local-filesystem-cloned": Code(
        _INVALID,
        "File systems such as ext4 and xfs belong to one node. Mounted on two, each destroys what"
        " the other writes; the agent refuses to do it with most of them ('not configured'). Take"
        " the file system out of the clone, or use a cluster file system. If each node has a"
        " device of its own under that name, 'force_clones=true' says so.",
        error_when_new=True,
    ),
    "device-mounted-twice": Code(
        _INVALID,
        "Two resources mount the same device, with a file system that belongs to one node, and no"
        " group or colocation keeps them on the same node. Mounted on two, the data is lost."
        " Mount it once; what needs a directory of it can follow it, or bind mount it.",
    ),
    "cluster-filesystem-on-one-node": Code(
        _INVALID,
        "gfs2 and ocfs2 can be mounted on several nodes at once, and cost the lock managers that"
        " takes; this one is mounted on one node at a time. Clone it, with interleave=true, or"
        " use a plain file system.",
    ),
    "exclusive-volume-cloned": Code(
        _INVALID,
        "A clone would activate a volume group on several nodes, but it is activated exclusively,"
        " as LVM-activate does by default: all copies but the first fail. For storage that is"
        " shared on purpose, 'activation_mode=shared' with lvmlockd; else no clone.",
    ),
    "lock-manager-not-cloned": Code(
        _INVALID,
        "dlm (controld), lvmlockd, clvm and o2cb serve the node on which they run, and each node"
        " with cluster storage needs them. Clone them, with interleave=true; in a group, clone"
        " the group.",
    ),
    "locks-without-fencing": Code(
        _INVALID,
        "dlm waits for a lost node to be fenced before it gives its locks to others. With fencing"
        " off, its agent refuses to start ('not configured'), and where it is made to start,"
        " every access hangs for ever after a node was lost. Turn fencing on, with a device for"
        " each node.",
        error_when_new=True,
    ),
    "locks-without-waiting": Code(
        _INVALID,
        "The cluster has cluster storage on two nodes, and corosync.conf of this machine says"
        " 'wait_for_all: 0': a node that starts while it cannot see the other one takes itself"
        " for the whole cluster, and fences that. Leave 'wait_for_all' out of the section"
        " 'quorum': 'two_node: 1' switches it on. Only 'verify' on a running cluster tells of"
        " this.",
    ),
    "not-freezing": Code(
        _INVALID,
        "Without quorum the cluster stops its resources (no-quorum-policy=stop), but a cluster"
        " file system cannot be unmounted without quorum: dlm waits for it. The stop fails, and"
        " the nodes are fenced, all of them. With 'property no-quorum-policy=freeze' what runs is"
        " left alone until quorum is back.",
    ),
}

CODES: dict[str, Code] = _FENCING | _POLICIES | _CLONES | _STORAGE
