"""What the words of the language mean, a short line each: for help and for completion.

Needs no pyparsing.  A word means the same wherever it stands, unless the part of the grammar that
it stands in says something else of it: a statement, by its keyword, or a part such as `<set>`.
"""

import re
from collections.abc import Mapping
from typing import TypeAlias

Meanings: TypeAlias = Mapping[str, str]
"""A word, or what a place is called (`<agent>`, `role=`), to its meaning."""

_SETTING = re.compile(r"\$?[a-z][a-z-]*=")

EVERYWHERE: Meanings = {
    "<id>": "a name of your own, which nothing else in the configuration has",
    "$id=": "an id of your own for this part; without it one is made",
    "$id-ref=": "take over what has this id elsewhere, instead of saying it again",
    "description=": "a text for people; the cluster does not read it",
    "<name>=<value>": "a name and a value; quotes around a value keep its blanks",
    "<score>:": "how much it is wanted: a number, 'inf' (must) or '-inf' (never)",
    "<node>": "the name of a node",
    "<resource>": "the id of a resource",
    "<primitive>": "the id of a primitive",
    "<set>": "pairs NAME=VALUE, with a rule in front perhaps: 'help set'",
    "params": "parameters of the agent: what 'ra info AGENT' lists",
    "meta": "meta attributes: how the cluster treats it",
    "utilization": "what it needs of a node, such as memory=2048",
    "<rule>": "'rule' and an expression: when it holds ('help rule')",
    "lifetime": "rules that say how long it holds",
    "<resources>": "resources, or sets of them in brackets: 'help resources'",
    "<setting>": "NAME=VALUE about the constraint or about a set, as below",
    "<set setting>": "a setting of a set of resources: 'help resources'",
    "Started": "it runs",
    "Stopped": "it does not run",
    "Promoted": "the promoted role of a promotable clone",
    "Unpromoted": "the other role of a promotable clone",
    "Master": "the old word for Promoted",
    "Slave": "the old word for Unpromoted",
    "start": "when it starts",
    "stop": "when it stops",
    "promote": "when it is promoted",
    "demote": "when it is demoted",
    "Mandatory": "always: the second only after the first, and it stops with it",
    "Optional": "only if both change at the same time",
    "Serialize": "never both at the same time, in whichever order",
    "inf": "must: without exception",
    "-inf": "must not: without exception",
    "true": "yes",
    "false": "no",
    "{": "begins what belongs together",
    "}": "ends it",
    "(": "begins what belongs together; blanks around it",
    ")": "ends it; a blank in front",
}

_RESOURCE: Meanings = {
    "<agent>": "what runs it: IPaddr2, ocf:pacemaker:ping, systemd:nginx, stonith:fence_ipmilan",
    "<name>=<value>": "a parameter of the agent, as behind 'params'",
    "op": "an operation and its times: op monitor interval=10s timeout=20s",
    "<operation>": "monitor, start, stop, promote, demote, reload, notify, migrate_to ...",
    "operations": "an id for all operations together, or a reference to another's",
    "op_params": "a set of parameters that the agent gets in this operation only",
    "op_meta": "a set of meta attributes of this operation",
}
_CONTAINER: Meanings = {
    "<name>=<value>": "a parameter, as behind 'params'",
    "params": "parameters for the primitives in it",
    "meta": "meta attributes of the whole: 'help meta-attributes'",
    "<primitive or group>": "the id of what is to run several times",
}
_DEFAULTS: Meanings = {
    "<id>:": "the id of a set; without one, the set that is there or a new one",
    "<score>:": "of several sets with one, the highest wins",
}

STATEMENTS: Mapping[str, Meanings] = {
    "node": {
        "<id>:": "the number (or id) that the cluster gives the node",
        "$id=": "the same, written in another way",
        "<node name>": "the name of the node, and its kind if it is no member: NAME:remote",
        "$score=": "a score of the node",
        "<name>=<value>": "an attribute, as behind 'attributes'",
        "attributes": "attributes of the node, which rules can ask for: attributes rack=7",
        "utilization": "what the node has to offer, such as memory=65536",
    },
    "primitive": {
        **_RESOURCE,
        "@<template>": "a template to take everything from: @web-template",
    },
    "rsc_template": _RESOURCE,
    "monitor": {
        "<primitive>": "the primitive to monitor; PRIMITIVE:ROLE for one role only",
        "<interval>[:<timeout>]": "how often, and how long it may take: 20s:30s",
    },
    "group": {**_CONTAINER, "<primitive>": "the members, in the order in which they start"},
    "clone": _CONTAINER,
    "ms": _CONTAINER,
    "bundle": {
        "docker": "run by Docker; its attributes follow, image= is needed",
        "podman": "run by Podman; its attributes follow, image= is needed",
        "rkt": "run by rkt; its attributes follow, image= is needed",
        "<name>=<value>": "image=, replicas=, promoted-max=, run-command=, options= ...",
        "<clause>": "'network', 'storage', 'primitive', 'meta' or 'params', as below",
    },
    "location": {
        "/<regex>/": "all resources whose ids match a regular expression: /web.*/",
        "{": "begins several resources: { vip www }",
        "}": "ends them",
        "<score>:": "100: prefer, -100: avoid, inf: only there, -inf: never there",
        "<node>": "the node that the score is for",
        "<rule>": "in the place of score and node: which nodes, by a rule",
        "role=": "for this role of the resource only",
        "resource-discovery=": "whether it is looked for there: always, never, exclusive",
        "always": "look for it there, even if it must not run there",
        "never": "do not look for it there",
        "exclusive": "look for it only where constraints of this kind name a node",
    },
    "colocation": {
        "<score>:": "inf: always with it, -inf: never with it, a number: rather",
        "<resources>": "who follows, then who is followed; more of them form sets",
        "influence=": "whether the follower may make the other one move",
        "node-attribute=": "same value of this node attribute, instead of the same node",
    },
    "order": {
        "<kind>:": "Mandatory:, Optional: or Serialize:; without one Mandatory",
        "<resources>": "who is first, then who is next; ID:ACTION for another action",
        "symmetrical=": "whether it stops in the reverse order; default true, but for Serialize",
        "$require-all=": "whether all instances of a clone must be up first",
        "$score=": "the old form of the kind",
    },
    "rsc_ticket": {
        "<ticket>:": "the name of the ticket, and a colon",
        "<resources>": "what runs only where the ticket is; ID:ROLE for a role only",
        "loss-policy=": "what happens when the ticket is lost",
        "stop": "the resource stops",
        "demote": "the resource is demoted",
        "fence": "the nodes that run it are fenced",
        "freeze": "nothing happens",
    },
    "tag": {"<object id>": "what the name stands for: ids of objects"},
    "property": {
        **_DEFAULTS,
        "<name>=<value>": "an option of the cluster; 'help NAME' explains one",
    },
    "rsc_defaults": {
        **_DEFAULTS,
        "<name>=<value>": "a meta attribute of resources; 'help NAME' explains one",
    },
    "op_defaults": {
        **_DEFAULTS,
        "<name>=<value>": "an attribute of operations, such as timeout=60s",
    },
    "fencing_topology": {
        "<levels>": "a target and its levels",
        "<level>": "a level without a target: for every node there is now",
    },
    "role": {"<right>": "what may be read or written, or is denied: 'help right'"},
    "acl_target": {
        "<user>": "the name of a user of the system",
        "name=": "the user's name, if the id is another word",
        "<acl role>": "a role that was defined by 'role'",
    },
    "acl_group": {
        "<id>": "the name of a group of the system",
        "name=": "the group's name, if the id is another word",
        "<acl role>": "a role that was defined by 'role'",
    },
    "user": {
        "<id>": "the name of a user of the system",
        "role:<acl role>": "a role that was defined by 'role'",
        "<right>": "what may be read or written, or is denied: 'help right'",
    },
    "alert": {
        "<path>": "the program to call, the same on every node",
        "attributes": "what the program is given in its environment",
        "meta": "how it is called: timeout=, timestamp-format=",
        "select": "only these events: nodes, fencing, resources, attributes",
        "nodes": "nodes that come and go",
        "fencing": "nodes that are fenced",
        "resources": "operations of resources",
        "<attribute>": "a node attribute whose changes are events",
        "to": "who is told: a recipient",
        "<to>": "a recipient, and what is said of it",
        "{": "begins the names of attributes, or one recipient",
        "}": "ends it",
    },
    "xml": {"<xml>": "one element of the CIB, such as '<primitive ...>...</primitive>'"},
}
"""By keyword."""

PARTS: Mapping[str, Meanings] = {
    "<set>": {
        "<score>:": "of several sets with one, the highest wins",
        "<rule>": "when the set counts; without one, always",
        "<name>=<value>": "a pair; NAME alone is one without a value",
    },
    "<clause>": {
        "network": "addresses and ports: ip-range-start=, host-netmask=, control-port= ...",
        "<name>=<value>": "an attribute of the network",
        "storage": "folders of the host that the containers see",
        "<port-mapping>": "a port that is handed on into the containers",
        "<storage-mapping>": "a folder that the containers see",
        "primitive": "what runs inside of each container",
        "params": "parameters for the primitive in it",
        "meta": "meta attributes of the whole: 'help meta-attributes'",
    },
    "<port-mapping>": {
        "port-mapping": "a port that is handed on into the containers",
        "id=": "its id; without one, one is made",
        "<name>=<value>": "port=, internal-port=, or range=FIRST-LAST",
    },
    "<storage-mapping>": {
        "storage-mapping": "a folder that the containers see",
        "id=": "its id; without one, one is made",
        "<name>=<value>": "source-dir= or source-dir-root=, target-dir=, options=",
    },
    "<resources>": {
        "<resource>[:<role>]": "a resource, or one role of it: db-clone:Promoted",
        "<resource>[:<action>]": "a resource, or what happens to it: db-clone:promote",
        "_rsc_set_": "begins another set",
        "(": "a set whose members do not wait for each other: ( a b )",
        ")": "ends it; a blank in front",
        "[": "a set of which any one will do: [ a b ]",
        "]": "ends it; a blank in front",
    },
    "<set setting>": {
        "sequential=": "whether its members go one after the other",
        "require-all=": "whether all of its members are needed, or any one",
        "ordering=": "'listed': in the order of the set, 'group': as in a group",
        "role=": "the role that all of its members are meant in",
        "action=": "what happens to all of its members: start, promote, demote, stop",
        "score=": "the score of the set",
        "kind=": "Mandatory, Optional or Serialize, for this set",
        "group": "as the members of a group are",
        "listed": "in the order in which they stand in the set",
    },
    "<rule>": {"rule": "a rule begins", "<rule content>": "settings of the rule, and expressions"},
    "<rule content>": {
        "<rule setting>": "its score, role or id: in front of the expressions",
        "<expression>": "what has to be true",
        "and": "both have to be true",
        "or": "one of them has to be true",
    },
    "<rule setting>": {
        "<score>:": "the score where the rule is true; NAME: for a node attribute's value",
        "score=none": "the rule has no score",
        "score-attribute=": "the node attribute whose value is the score",
        "role=": "the rule is for this role only",
        "boolean-op=": "what joins the expressions, where 'and', 'or' do not say it",
    },
    "<expression>": {
        "<rule in parentheses>": "another rule between ( and )",
        "<date expression>": "'date' and a time: see below",
        "<attribute>": "a node attribute: #uname is the name of the node",
        "<value>": "what it is compared with",
        "defined": "the node has the attribute",
        "not_defined": "the node does not have the attribute",
        "lt": "less than",
        "gt": "greater than",
        "lte": "less than or equal",
        "gte": "greater than or equal",
        "eq": "equal",
        "ne": "not equal",
        "rsc": "resources of some agents (in rsc_defaults and op_defaults)",
        "class=": "the class of the agent",
        "provider=": "the provider of the agent",
        "type=": "the type of the agent",
        "op": "operations of a name (in op_defaults)",
        "<operation>": "the name of the operation",
        "interval=": "its interval",
    },
    "<rule in parentheses>": {"<rule content>": "settings of the rule, and expressions"},
    "<date expression>": {
        "date": "something about the date and the time",
        "lt": "before",
        "gt": "after",
        "<date>": "2030-01-31, '2030-01-31 12:00:00'",
        "in": "in start=2030-01-01 end=2030-02-01, or in start=2030-01-01 days=3",
        "duration": "a duration without a field; with fields it is needless",
        "spec": "a date like this one: spec hours=9-16 weekdays=1-5",
        "<field>=<value>": "start=, end=, or hours=, weekdays=, months= ... and a range",
    },
    "<right>": {
        "read": "may be read",
        "write": "may be read and written",
        "deny": "neither",
        "<set id>:": "an id of your own for this right",
        "xpath:<xpath>": "what an XPath finds in the CIB",
        "ref:<id>": "the element with this id",
        "type:<element>": "all elements of this name",
        "attr:<attribute>": "only this attribute of them",
        "<shortcut>": "a word for a usual XPath: meta:vip:target-role, property, cib ...",
    },
    "<levels>": {
        "<target>": "what is fenced: a node, or nodes",
        "<level>": "the devices of a level; the first level is tried first",
    },
    "<level>": {
        "index=": "the number of the level; without it they are counted",
        "<device>[,<device>]": "fence devices; with commas, all of them fence the node",
    },
    "<target>": {
        "<node>:": "a node",
        "attr:<attribute>=<value>": "all nodes with this attribute",
        "pattern:<regex>": "all nodes whose names match",
    },
    "<to>": {
        "<recipient>": "whom the program is to tell: an address, a file ...",
        "attributes": "what the program is given, for this recipient",
        "meta": "how it is called, for this recipient",
    },
}
"""By the name of a part of statements."""


def meaning(word: str, *scopes: str) -> str:
    """Return what a word means in a statement or a part of one; "" for what is not known.

    `scopes` are keywords of statements and names of parts, the nearest first; without any that
    knows it, what it means everywhere counts.  A setting may be given with its value.
    """
    tables = [STATEMENTS.get(one) or PARTS.get(one) or {} for one in scopes]
    setting = _SETTING.match(word)
    names = (word, setting[0]) if setting else (word,)
    found = (table[one] for table in [*tables, EVERYWHERE] for one in names if one in table)
    return next(found, "")


def meaning_in(keyword: str, word: str) -> str:
    """Return what a word means anywhere in a statement: in itself, in parts, or everywhere."""
    return meaning(word, keyword) or meaning(word, *PARTS)
