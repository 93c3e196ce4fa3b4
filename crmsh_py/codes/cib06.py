"""Codes of problems with the conversion of Heartbeat 2's CIB."""

from crmsh_py.codes.code import Code, ExitStatus

CODES: dict[str, Code] = {
    "duplicate-pair": Code(
        ExitStatus.DATA_ERROR,
        "A name is set more than once in one set of attributes. The old cluster took the first"
        " value, and so does the conversion. Check that it is the value that was meant.",
    ),
    "needs-lock-manager": Code(
        ExitStatus.OK,
        "A cluster file system is mounted on several nodes at once, which needs a lock manager"
        " (DLM) there, and fencing. heartbeat's cluster had its own way for that. Make a clone of"
        " ocf:pacemaker:controld, and start the file system after and with it.",
    ),
    "incomplete": Code(
        ExitStatus.DATA_ERROR,
        "An object of the old CIB lacks what makes it one: a primitive its class, a constraint a"
        " resource, an operation its name. The old cluster could make nothing of it either, and it"
        " was left out. Complete it in the old file, or make it anew in the new configuration.",
    ),
    "invalid-value": Code(
        ExitStatus.DATA_ERROR,
        "A value is none that the name can have. The old cluster fell back to what holds without"
        " it, and so does the conversion. Put the value right if it was meant to do something.",
    ),
    "invalid-rule": Code(
        ExitStatus.DATA_ERROR,
        "A part of a rule means nothing, then or now, so that the rule would hold in other cases"
        " than it says. Repair the expression in the old file; '--best-effort' leaves it out.",
    ),
    "useless-rule": Code(
        ExitStatus.OK,
        "A rule, or a colocation, has no score and therefore never had an effect. It was kept, with"
        " the score 0. Remove it, or give it the score that was meant.",
    ),
    "compared-as-numbers": Code(
        ExitStatus.OK,
        "The old cluster compared values as text unless told otherwise, so that 9 was more than"
        " 10. Today they are compared as numbers, which is what most people meant. If text was"
        " meant, say 'string:' before the operation.",
    ),
    "restart-type": Code(
        ExitStatus.OK,
        "'restart_type=restart' restarted a resource together with one that it was ordered after"
        " with the score 0. Nothing does that now: make the order mandatory if you need it.",
    ),
    "failure-stickiness": Code(
        ExitStatus.OK,
        "The old cluster counted failures against the stickiness of a resource; today"
        " 'migration-threshold' says how many failures move it. The message has the figures: check"
        " that the number is the one you want.",
    ),
    "heartbeat-class": Code(
        ExitStatus.DATA_ERROR,
        "Resource scripts of heartbeat's own class cannot run any more, and no resource agent is"
        " known that does what this one did. Put an agent in its place, or write one: with"
        " '--best-effort' the resource is there as ocf:local:NAME, with the arguments as arg1,"
        " arg2 and so on, and fails until there is such an agent.",
    ),
    "dissolved-group": Code(
        ExitStatus.DATA_ERROR,
        "A group of today starts its members in order and runs them together; one that did not do"
        " both became single resources, with a constraint for what it did. Its meta attributes"
        " and parameters were copied to the members, and constraints on it name these. Where a"
        " group is cloned it had to stay one: check that the order does no harm.",
    ),
    "uncloned-device": Code(
        ExitStatus.OK,
        "A fencing device that was cloned became a single resource: any node uses it without"
        " running it. Constraints on the clone are on the device now. Nothing is to be done.",
    ),
    "useless-monitor": Code(
        ExitStatus.OK,
        "A monitor for the role Started, of a resource that can be promoted, never runs: such a"
        " resource is Promoted or Unpromoted. (A conversion keeps it as it was.) Most likely the"
        " resource was to be monitored: give it two monitors, one for each role, with different"
        " intervals.",
    ),
    "anonymous-clone": Code(
        ExitStatus.OK,
        "Copies of a clone were told apart unless 'globally_unique' was false; today they are not"
        " unless it is true. For nearly all agents that is right. Set globally-unique=true if the"
        " agent looks at the number of its instance.",
    ),
    "instance-reference": Code(
        ExitStatus.OK,
        "A constraint named one copy of a clone, or what is inside the clone. Constraints are on"
        " whole clones today, and so is this one: check whether that is what you want.",
    ),
    "symmetrical-colocation": Code(
        ExitStatus.OK,
        "A colocation that was symmetrical became two, with the sides swapped. Mostly only one of"
        " them is needed: keep the one in which the resource that follows comes first.",
    ),
    "unmanaged-location": Code(
        ExitStatus.OK,
        "The old cluster did not look at location constraints of resources that it does not"
        " manage. Now they count as soon as the resource is managed again: remove the constraint"
        " if that is not wanted.",
    ),
    "colocation-rule": Code(
        ExitStatus.OK,
        "Very old location rules could ask where another resource runs. That is a colocation"
        " constraint now. Nothing is to be done.",
    ),
    "lost-lifetime": Code(
        ExitStatus.DATA_ERROR,
        "Only a location constraint can hold for a time today, by its rule. An order or a"
        " colocation with a lifetime would hold always: with '--best-effort' it does. Remove the"
        " constraint from the old file if its time is over.",
    ),
}
