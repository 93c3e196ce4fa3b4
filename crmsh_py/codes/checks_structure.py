"""Codes of checks of structure, references and constraints."""

from crmsh_py.codes.code import Code, ExitStatus

CODES: dict[str, Code] = {
    # nodes
    "unknown-node": Code(
        ExitStatus.OK,
        "A location or a rule names a node that the configuration does not know, neither as a"
        " member nor as a remote or guest node. It has no effect: mostly the name is misspelt, or"
        " the node is gone. Write the name as 'configure show type:node' lists it, or delete what"
        " names it. Where the configuration names no nodes yet, nothing is said.",
    ),
    "node-and-resource": Code(
        ExitStatus.OK,
        "A node and a resource have the same name, and the resource is not what makes the node."
        " Pacemaker can live with that, but commands that take a name cannot tell which of them is"
        " meant, and people cannot either. Rename the resource: 'configure rename OLD NEW'.",
    ),
    "remote-name-taken": Code(
        ExitStatus.OK,
        "A guest node ('meta remote-node=NAME') or a remote node (the id of its connection) is"
        " called as a resource, a member of the cluster or another such node is. Pacemaker does not"
        " complain, but takes the two for one: the connection never starts, or resources are to run"
        " on themselves. Give each node and resource a name of its own.",
    ),
    # what constraints name
    "constraint-without-resource": Code(
        ExitStatus.INVALID_CONFIGURATION,
        "A constraint names a template that no resource is made of, or a tag that holds something"
        " else than resources (another tag, a constraint). Pacemaker reports an error and ignores"
        " the constraint, for that member at least. Name resources, or a tag that holds nothing"
        " else.",
    ),
    "self-reference": Code(
        ExitStatus.INVALID_CONFIGURATION,
        "Both ends of a constraint are the same resource, perhaps by a tag that holds it, or in two"
        " resource sets. An order of that kind lets Pacemaker's scheduler die, so that the whole"
        " cluster stands still: it is an error, which 'force' overrules. A colocation of that kind"
        " has no effect. Delete it, or name the resource that was meant.",
    ),
    "constraint-on-group-member": Code(
        ExitStatus.OK,
        "A location, or the first end of a colocation, names a member of a group which is not its"
        " first. The others are placed by themselves, and the group follows as far as it can: with"
        " a ban, members in front run where those behind cannot, and the group stops half-way. Name"
        " the group, if all of it is meant.",
    ),
    "superfluous-constraint": Code(
        ExitStatus.OK,
        "A constraint of two members of a group says what the group does anyway: keep its members"
        " together, and start them in the order in which they stand. It does no harm, until"
        " somebody changes the group and wonders. Delete it.",
    ),
    "bound-connection": Code(
        ExitStatus.OK,
        "The connection to a remote node (ocf:pacemaker:remote) is a member of a group or clone, or"
        " named by an order or a colocation. Pacemaker itself sees to it that the connection is"
        " there before anything runs on the node, and does not support either: resources may hang"
        " or be torn about. Let it stand alone, and place it by locations.",
    ),
    "never-promoted": Code(
        ExitStatus.OK,
        "A constraint is about promotion (the role Promoted or Master, the actions promote and"
        " demote) of a resource that is no promotable clone, nor in one. Such a location or"
        " colocation has no effect; what an order starts behind a promotion never starts. Make the"
        " clone promotable ('configure set CLONE.meta.promotable true'), name the clone that is, or"
        " leave the role out.",
    ),
    # constraints beside each other
    "duplicate-constraint": Code(
        ExitStatus.OK,
        "Two constraints have the same ends. Of two scores the sum counts, which hardly anybody"
        " expects; who changes or deletes one of them later wonders why the other still works."
        " Delete one of them.",
    ),
    "contradictory-constraints": Code(
        ExitStatus.OK,
        "Constraints want the opposite of each other: a pair is to be together and never together,"
        " perhaps over a chain of colocations; a node is preferred and banned; members of one group"
        " are to be apart; what is to run together has no node that bans leave to both. The ban"
        " mostly wins: a resource runs nowhere, or a group is torn. Delete the constraint that is"
        " wrong.",
    ),
    "banned-everywhere": Code(
        ExitStatus.OK,
        "Locations ban a resource from every node that there is, so that it can run nowhere. Often"
        " bans of 'resource ban' were left over: 'resource clear RESOURCE' takes those out. To keep"
        " a resource stopped, say so: 'resource stop RESOURCE'.",
    ),
    "order-cycle": Code(
        ExitStatus.OK,
        "Mandatory orders go round in a circle, so that each resource in it waits for the others."
        " Pacemaker notices nothing, but no resource in the circle ever starts. The order in which"
        " a group starts its members counts, and that a container starts with what it holds. Take"
        " one of the orders out, or make it Optional.",
    ),
    "order-against-colocation": Code(
        ExitStatus.OK,
        "One resource starts before another, but is placed where that one is: if the second can run"
        " nowhere, the first is stopped too, and it moves whenever the second has to. Mostly the"
        " ends of the colocation are the wrong way round: in 'colocation ID inf: A B', A is placed"
        " with B, so that B should be what starts first.",
    ),
    "idle-set": Code(
        ExitStatus.OK,
        "A colocation or order has one resource only, or one set that is not sequential. It has no"
        " effect: members of such a set are bound to the other sets, and there are none. Take the"
        " brackets off, put a second set beside it, or delete the constraint.",
    ),
    # locations
    "left-over-move": Code(
        ExitStatus.OK,
        "A location that a move or ban made (its id begins with cli-prefer- or cli-ban-) holds"
        " until somebody takes it out. As long as it is there, the cluster is not free to place the"
        " resource: after 'move' it comes back to that node as soon as it can, after 'ban' it"
        " cannot fail over to it. 'resource clear RESOURCE' takes it out; 'move' and 'ban' with a"
        " lifetime (PT1H) need no clearing.",
        meant_when_new=True,
    ),
    "score-of-order": Code(
        ExitStatus.OK,
        "An order has a score in place of a kind: 0 means Optional, anything else Mandatory."
        " Pacemaker warns of it, and Pacemaker 3 takes it no longer. Write the kind.",
    ),
    "score-beyond-infinity": Code(
        ExitStatus.OK,
        "A score is larger than INFINITY, which is 1000000, and counts as INFINITY: what was to be"
        " a strong preference is mandatory. Write 'inf' or '-inf' if that is meant, else a smaller"
        " number.",
    ),
    "discovery-never": Code(
        ExitStatus.OK,
        "A location has resource-discovery=never for a node where the resource may run. The cluster"
        " then does not look whether it runs there already, and may start it a second time"
        " elsewhere. Make the score -inf, or leave resource-discovery out.",
    ),
    "invalid-pattern": Code(
        ExitStatus.INVALID_CONFIGURATION,
        "The pattern of a location is no extended regular expression (as of 'grep -E'). Pacemaker"
        " reports an error and ignores the constraint. Common slips: '(?:' and other things that"
        " only Perl or Python know, and brackets that are not closed.",
    ),
    "pattern-without-match": Code(
        ExitStatus.OK,
        "No resource matches the pattern of a location, or no node that of a level of the fencing"
        " topology, so that it has no effect. The pattern of a location is looked for in the ids of"
        " resources that stand alone and of outermost containers: members do not count.",
    ),
    # rules
    "rule-never-true": Code(
        ExitStatus.OK,
        "The conditions of a rule exclude each other, or one of them can never be met where the"
        " rule stands: a range that ends before it begins, a node that is to have two names, a node"
        " attribute in a rule of meta attributes, where no node is asked. What depends on the rule"
        " never counts. Mend the condition, or take the rule out with what depends on it.",
    ),
    "unknown-attribute": Code(
        ExitStatus.OK,
        "A rule asks for a node attribute that begins with '#', as those do that Pacemaker gives"
        " every node, but is none of them: mostly it is misspelt, so that the condition is never"
        " met. There are #uname, #id, #kind, #is_dc, #cluster-name, #site-name, #site-id, #role.",
    ),
    "rule-without-node": Code(
        ExitStatus.OK,
        "A rule of a location asks for dates only and prefers with its score, which holds for all"
        " nodes alike: so it prefers none. To let a resource run at certain times only, ban it"
        " (-inf:) for the others; to prefer a node at certain times, name it in the rule: '#uname"
        " eq NODE'.",
    ),
    "invalid-date": Code(
        ExitStatus.OK,
        "A date in a rule cannot be read, or a field of it has values that never come (hours=25,"
        " months=13, hours=22-6). Pacemaker takes the condition for not met. Dates are written as"
        " 2030-12-31, with a time '2030-12-31 18:00:00', in UTC with a Z behind it; hours are 0 to"
        " 23, weekdays 1 (Monday) to 7, months 1 to 12.",
    ),
    "expired-rule": Code(
        ExitStatus.OK,
        "The time of a rule is over, and it will never hold again: what depends on it has no effect"
        " any more. Delete it, so that nobody has to read it. 'resource clear --expired' does so"
        " with constraints that moves and bans made.",
    ),
    # tags, templates, tickets, fencing topology
    "tag-in-tag": Code(
        ExitStatus.OK,
        "A tag names a tag, perhaps itself. Pacemaker does not look into tags in tags, and refuses"
        " constraints on them. Name the resources themselves.",
    ),
    "unused-template": Code(
        ExitStatus.OK,
        "No resource is made of the template. Delete it, unless it is kept for later.",
        meant_when_new=True,
    ),
    "ticket-without-fencing": Code(
        ExitStatus.OK,
        "The loss of a ticket is to fence the nodes that run what depends on it"
        " (loss-policy=fence), but fencing is off. Configure fencing, or choose stop, demote or"
        " freeze.",
    ),
    "repeated-device": Code(
        ExitStatus.OK,
        "A level of the fencing topology names the same device twice. The devices of a level are"
        " used one after the other, and all of them must succeed: once is enough. For a node with"
        " two power supplies, name the device of each.",
    ),
    "invalid-level": Code(
        ExitStatus.OK,
        "Pacemaker knows the levels 1 to 9 of a fencing topology and ignores others. Give the level"
        " a number from 1 to 9; gaps do no harm.",
    ),
    # access control
    "acls-off": Code(
        ExitStatus.OK,
        "There are roles or targets of access control, but the property enable-acl is not true:"
        " everybody in the unix group haclient may do everything. Switch it on with 'configure"
        " property enable-acl=true', or delete the roles and targets.",
        meant_when_new=True,
    ),
    "acl-of-almighty": Code(
        ExitStatus.OK,
        "A target of access control is root or hacluster, who may always do everything: its roles"
        " have no effect. Give roles to other users, in the unix group haclient.",
    ),
    "acl-without-role": Code(
        ExitStatus.OK,
        "A target or group of access control has no role, so that it may see and do nothing, which"
        " it could without an entry too. Give it a role, or delete it.",
    ),
    "unused-role": Code(
        ExitStatus.OK,
        "No target and no group has the role. Give it to somebody, or delete it.",
        meant_when_new=True,
    ),
    "invalid-xpath": Code(
        ExitStatus.OK,
        "The XPath of a permission cannot be read, so that the permission has no effect: what was"
        " to be denied is allowed. Write an XPath 1.0, such as '//primitive[@id=\"x\"]'.",
    ),
    "unknown-element": Code(
        ExitStatus.OK,
        "A permission is for a type of element that no CIB has: mostly the name is misspelt. It has"
        " no effect: what was to be denied is allowed. Types are named as in 'configure show xml':"
        " primitive, rsc_location, nvpair.",
    ),
    "unjudged": Code(
        ExitStatus.INVALID_CONFIGURATION,
        "The CIB names no schema in 'validate-with', or one that neither this program nor the"
        " Pacemaker of this machine knows, so that nobody can tell if it is valid: Pacemaker may"
        " refuse it. 'configure schema NAME' sets a schema in which the configuration is valid;"
        " 'configure upgrade' transforms it to the newest.",
    ),
}
