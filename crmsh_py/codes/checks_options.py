"""Codes of what `verify` finds about options: properties, meta attributes, operations."""

from crmsh_py.codes.code import Code, ExitStatus

CODES: dict[str, Code] = {
    "unknown-property": Code(
        ExitStatus.INVALID_CONFIGURATION,
        "Pacemaker has no property of this name and takes no notice of it, so that what it was"
        " meant for does not happen. Mostly it is a slip of the pen: write the name that the hint"
        " gives. If it is a note of your own, 'verify --allow unknown-property' passes over it. The"
        " conversion of an old CIB leaves such a property out: if you set it under its right name,"
        " the cluster will do something else than before.",
    ),
    "unknown-meta-attribute": Code(
        ExitStatus.INVALID_CONFIGURATION,
        "Pacemaker has no meta attribute of this name. A warning says that it is nearly one that"
        " Pacemaker has: correct it. Others are only remarked on, as administrators may keep"
        " values of their own there and use them in rules; a prefix of your own keeps them apart"
        " from what later releases bring.",
    ),
    "unknown-operation-option": Code(
        ExitStatus.INVALID_CONFIGURATION,
        "Pacemaker has no option of operations of this name, but one that is nearly so called:"
        " correct it. What the agent is to get belongs behind 'op_params'. What metadata call"
        " 'depth' is one of these: the level at which a monitor looks is OCF_CHECK_LEVEL here.",
    ),
    "unknown-node-attribute": Code(
        ExitStatus.INVALID_CONFIGURATION,
        "Node attributes may be called as one likes, for rules and agents. This one is nearly"
        " called like one by which the cluster goes, such as standby or maintenance, and is true or"
        " false like that: most likely it was meant, and the node is not as you think.",
    ),
    "wrong-option-value": Code(
        ExitStatus.INVALID_CONFIGURATION,
        "The option cannot have this value. Where Pacemaker itself refuses it, this is an error:"
        " it takes its default then. Elsewhere it goes on quietly with something else, mostly 0,"
        " 'false' or the default, which is hardly what was meant. Write a value of the kind that"
        " is named: times are '30s' or '5min', truth values 'true' or 'false'.",
    ),
    "wrong-utilization": Code(
        ExitStatus.INVALID_CONFIGURATION,
        "Utilization is counted in whole numbers, of nodes and resources alike; Pacemaker drops"
        " what follows a number, so that '4G' is 4 and '512M' is 512. Choose one unit for each"
        " name, megabytes perhaps, and write numbers only.",
    ),
    "misplaced-option": Code(
        ExitStatus.INVALID_CONFIGURATION,
        "There is an option of this name, but not of this kind of thing: an option of operations"
        " among the meta attributes, one of clones on what is inside the clone, a parameter of the"
        " agent behind 'meta'. It has no effect there. The hint says where it belongs.",
    ),
    "option-without-effect": Code(
        ExitStatus.INVALID_CONFIGURATION,
        "The option is understood, but cannot have an effect as things are: it is for promotable"
        " clones, for guest nodes, or it takes another option that is not set. Set what is"
        " missing, or take the option out, so that nobody relies on it.",
    ),
    "option-too-new": Code(
        ExitStatus.INVALID_CONFIGURATION,
        "The cluster runs a Pacemaker (the property 'dc-version' says which) that does not know"
        " the option yet and takes no notice of it. Pacemaker 3.0.2, for instance, renamed"
        " stonith-enabled to fencing-enabled: before that, 'fencing-enabled=false' leaves fencing"
        " on. Use the older name, which newer releases understand too, or update Pacemaker first.",
    ),
    "obsolete-option": Code(
        ExitStatus.INVALID_CONFIGURATION,
        "The Pacemaker that the cluster runs has dropped the option; it has no effect any more."
        " Write what took its place, if the hint names anything, and take it out.",
    ),
    "deprecated-option": Code(
        ExitStatus.INVALID_CONFIGURATION,
        "Pacemaker still understands the option, but a later release will not. Write what takes"
        " its place when you change the configuration anyway; nothing is wrong until then.",
    ),
    "deprecated-value": Code(
        ExitStatus.INVALID_CONFIGURATION,
        "The word is understood still, but Pacemaker has a better one by now: Promoted and"
        " Unpromoted for Master and Slave, fence for suicide. Write it when you change the"
        " configuration anyway; in operations and constraints the new roles take the schema"
        " pacemaker-3.7 or newer ('upgrade').",
    ),
    "deprecated-element": Code(
        ExitStatus.INVALID_CONFIGURATION,
        "Pacemaker 3, whose schema is pacemaker-4.0, has this no more. It still works with"
        " Pacemaker 2. Change it before you update the cluster; 'upgrade' does what can be done"
        " without you.",
    ),
    "cannot-be-promoted": Code(
        ExitStatus.INVALID_CONFIGURATION,
        "Only OCF agents have the actions 'promote' and 'demote'. Pacemaker ignores a promotable"
        " clone of a systemd unit or an init script altogether, so that nothing runs. An"
        " OCF agent without these actions is started, but never promoted. Take 'promotable=true'"
        " out, or use an agent that can be promoted.",
    ),
    "clone-min-unreachable": Code(
        ExitStatus.INVALID_CONFIGURATION,
        "'clone-min' is how many instances must run before anything may start that is ordered"
        " after the clone. There are never so many, so that it never starts. Raise 'clone-max' or"
        " lower 'clone-min'.",
    ),
    "needs-fencing": Code(
        ExitStatus.INVALID_CONFIGURATION,
        "Something is to be answered by fencing a node, but fencing is off in this cluster, so"
        " that Pacemaker does something weaker instead. Configure fence devices and switch fencing"
        " on; or take it out, so that the configuration says what happens.",
    ),
    "wrong-on-fail": Code(
        ExitStatus.INVALID_CONFIGURATION,
        "'on-fail=demote' is possible for 'promote' and for monitors of the role Promoted that"
        " recur; elsewhere Pacemaker logs an error and takes the default, which is a restart. For"
        " 'stop' it takes neither 'demote' nor 'standby' nor 'stop': a resource that cannot be"
        " stopped gets its node fenced, or is blocked where fencing is off. Say 'fence' or 'block',"
        " or nothing.",
    ),
    "ignored-stop": Code(
        ExitStatus.INVALID_CONFIGURATION,
        "With 'on-fail=ignore' Pacemaker takes a failed stop for a good one and starts the"
        " resource elsewhere, though it may still run where it was: a filesystem that is mounted"
        " twice is destroyed. Let a failed stop fence the node (the default while fencing is on),"
        " or block the resource until someone has looked.",
    ),
    "recurring-operation": Code(
        ExitStatus.INVALID_CONFIGURATION,
        "Only monitors (and what an agent has besides) recur. An operation such as 'start' that"
        " has an interval is ignored with all it says: its timeout does not count either, and the"
        " default of 20 seconds does. Write 'interval=0s', or leave the interval out.",
    ),
    "disabled-monitor": Code(
        ExitStatus.INVALID_CONFIGURATION,
        "The monitor is configured but switched off, so that the cluster does not notice when the"
        " resource fails. If that was for maintenance, switch it on again.",
    ),
    "delayed-operation": Code(
        ExitStatus.INVALID_CONFIGURATION,
        "'start-delay' is made for monitors that must not run right after the start. On other"
        " operations it makes each of them wait, also when a failed service is to come back."
        " If a service depends on something that takes its time, make its agent wait for that,"
        " with the resource 'ocf:heartbeat:Delay' or an order.",
    ),
    "shadowed-value": Code(
        ExitStatus.INVALID_CONFIGURATION,
        "The same name stands in two sets of one object with different values, and only one of"
        " them counts: that of the set with the higher score, of equal ones the last; of"
        " properties that in 'cib-bootstrap-options'. One who changes the other will wonder why"
        " nothing happens. Take one out with 'edit'.",
    ),
    "unused-default": Code(
        ExitStatus.INVALID_CONFIGURATION,
        "Every resource has a value of its own, so that the default in rsc_defaults is for"
        " resources to come only. Take it out of the resources if it is the same, or out of the"
        " defaults if it misleads.",
    ),
}
