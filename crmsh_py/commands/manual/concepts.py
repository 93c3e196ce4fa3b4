"""Topics that are no commands: what one has to know of scores, rules, ids and so on.

Examples are lines of the top level; a test reads each of them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from crmsh_py.commands.manual.page import Examples, Page, Prose, Row, Section, Table
from crmsh_py.commands.manual.parts import SHARED, shared_page


@dataclass(frozen=True, slots=True)
class Concept:
    """A topic: a line on it, text, perhaps a table with its title, examples, other topics."""

    summary: str
    text: str
    examples: tuple[str, ...] = ()
    see_also: tuple[str, ...] = ()
    title: str = ""
    rows: Mapping[str, str] = field(default_factory=dict)


CONCEPTS: Mapping[str, Concept] = {
    "first-steps": Concept(
        "a small cluster to type along, without a cluster",
        """\
`crm -c try.xml` opens the prompt on a file, which the first `commit` makes: nothing can go wrong
there. Type these lines; Tab offers what can come next, F1 explains it. `configure` alone goes to
that level, where the lines need no `configure` in front; `up` leads back.

On a running cluster leave `-c try.xml` out. Its nodes are there already, and it needs devices
that fence nodes: `help fencing_topology`, `ra list stonith`.""",
        (
            "# two nodes; stay where you are; no fencing, as nothing runs",
            "configure node node1",
            "configure node node2",
            "configure rsc_defaults resource-stickiness=200",
            "configure property stonith-enabled=false",
            "# an address and a web server: together, the address first",
            "configure primitive vip IPaddr2 ip=192.0.2.7 \\",
            "    op monitor interval=10s timeout=20s",
            "configure primitive web nginx \\",
            "    op monitor interval=10s timeout=30s \\",
            "    op start timeout=40s op stop timeout=60s",
            "configure group shop vip web",
            "# rather on the first node",
            "configure location shop-here shop 100: node1",
            "# what is pending? is it sound? then write it",
            "configure diff",
            "configure verify",
            "configure commit",
            "# what came of it, at a glance",
            "configure show tree",
        ),
        ("transactions", "configure primitive", "configure location", "scores", "status"),
    ),
    "transactions": Concept(
        "pending changes, and when they are written",
        """\
At the prompt, and in a file of commands, changes of the configuration are made in a working
copy. `configure diff` shows what is pending, `configure undo` takes it back, `configure verify`
checks it, and `configure commit` writes it, all at once. Nothing is half done: a command with an
error changes nothing.

A one-liner such as `crm configure property maintenance-mode=true` is committed at once, if
nothing is wrong with it. Commands that say what is to be done now, such as `resource stop`, are
carried out at once too; they do not commit what is pending in `configure`.

What others changed meanwhile stays: `commit` merges it. Only where the two clash nothing is
written, and all that clashes is listed.""",
        ("configure primitive vip IPaddr2 ip=192.0.2.7", "configure diff", "configure undo"),
        ("configure commit", "configure verify", "configure refresh"),
    ),
    "scores": Concept(
        "how much something is wanted: 100, -100, inf, -inf",
        """\
For each resource and node the cluster adds up what speaks for it, and takes the node with the
highest sum. A score is a whole number; a positive one attracts, a negative one keeps away.

`inf` is more than any number: it must be so. `-inf` is stronger than all else: never. In the CIB
they are written `INFINITY`, which can be typed too. In front of what a score is about it ends in
a colon.

Scores of locations and colocations, `resource-stickiness` and failures count together:
`resource scores` shows the sums, `why RESOURCE` says them in words.""",
        (
            "configure location web-here web 100: node1",
            "configure location web-not-there web -inf: node3",
            "configure colocation web-with-vip inf: web vip",
            "configure rsc_defaults resource-stickiness=50",
        ),
        ("configure location", "configure colocation", "resource scores", "why"),
    ),
    "ids": Concept(
        "names of objects and of their parts",
        """\
An id begins with a letter or `_`, and holds letters, digits, `_`, `.` and `-`. Each is there only
once in the configuration.

Parts of objects (sets, pairs, operations, rules) have ids too. They are made from the id of the
object, and are shown only if something refers to them; `$id=` gives another one, `show --ids`
shows them all. `$id-ref=` says that a part is the same as one elsewhere.

`configure rename` gives an object another id, and all that refers to it follows.""",
        (
            "configure primitive shop1 apache params $id=of-shops port=8080",
            "configure primitive shop2 apache params $id-ref=of-shops",
            "configure rename shop1 shop",
        ),
        ("configure rename", "set", "selections"),
    ),
    "selections": Concept(
        "how several objects are named at once",
        """\
Where a command takes objects, each word is one of these; several words are all of what they
name. In your shell, put patterns in quotes.""",
        (
            "configure show type:primitive",
            "configure show 'web*' related:vip",
            "configure show changed",
        ),
        ("configure show", "configure edit", "configure save"),
        "Words",
        {
            "ID": "the object",
            "PATTERN": "all whose ids match: `*` is any text, `?` a character",
            "type:TYPE": "all of a type: `type:primitive`, `type:location`",
            "tag:TAG": "what has a tag",
            "agent:AGENT": "all primitives of an agent: `agent:IPaddr2`",
            "related:ID": "an object, and all that has to do with it",
            "changed": "what was changed and is not committed",
        },
    ),
    "paths": Concept(
        "how a single value is named: vip.ip, db.op[monitor].timeout",
        """\
A path is OBJECT.NAME, or OBJECT.PART.NAME where that is not clear. Brackets tell one of several
parts from the others, by its name, its id or its attributes.""",
        (
            "configure get vip.params.ip",
            "configure set db.op[monitor].timeout 60s vip.meta.priority 10",
            "configure get *.ip",
            "configure unset vip.meta.priority",
        ),
        ("configure get", "configure set", "configure unset", "configure copy"),
        "Paths",
        {
            "vip.ip": "the parameter `ip`, or a meta attribute of that name",
            "vip.params.ip": "the parameter",
            "vip.meta.priority": "the meta attribute",
            "db.op[monitor].timeout": "the timeout of the monitor",
            "property.maintenance-mode": "a property of the cluster",
            "node1.attributes.rack": "an attribute of a node",
        },
    ),
    "quoting": Concept(
        "quotes, blanks, comments and long lines",
        """\
Words have blanks between them. Quotes keep blanks and special characters in a word; they can
stand anywhere in it. A backslash at the end of a line means that the statement goes on. A line
that begins with `#` is a comment on the statement below it, and is kept in the CIB.

On the command line of your shell quote what it would change: `*`, `#uname`, `$id=`, `(`.""",
        (
            'configure primitive a Dummy fake="two words"',
            "configure location l web rule '#uname' eq node1",
        ),
        ("ids", "rule"),
        "Quotes",
        {
            '"..."': 'everything in it as it stands, but `\\"` is `"` and `\\\\` is `\\`',
            "'...'": "everything in it as it stands",
            "$'...'": "the same, but `\\n` is a line break, `\\t` a tab",
            "\\c": "the character `c`",
        },
    ),
    "agents": Concept(
        "the programs that run resources",
        """\
An agent starts, stops and monitors a resource. It is named CLASS:PROVIDER:TYPE, or CLASS:TYPE
where there are no providers. A bare type such as `IPaddr2` is one of `ocf:heartbeat:`, but for
those that only another provider has (`ping`, `Stateful`, `remote` ...: `ocf:pacemaker:`; `drbd`:
`ocf:linbit:`), and `fence_...`, which is of class `stonith`.

`help AGENT` and `ra info AGENT` show what an agent takes.""",
        ("ra list ocf pacemaker", "ra info IPaddr2", "ra validate IPaddr2 ip=192.0.2.7"),
        ("ra info", "ra list", "configure primitive"),
        "Classes",
        {
            "ocf": "agents made for clusters, with parameters; the usual choice",
            "systemd": "units of systemd: `systemd:nginx`",
            "stonith": "fence devices: `stonith:fence_ipmilan`",
            "service": "what the system has of that name, a unit or an init script",
            "lsb": "init scripts in /etc/init.d",
        },
    ),
    "secrets": Concept(
        "passwords: how they are masked and kept",
        """\
Values whose names hold `passw`, `passphrase` or `secret` are shown as `******`: on the screen,
in messages and in the history of the prompt. `--show-secrets` shows them. Files that `save`
writes hold them as they are, and only their owner can read such a file. A `******` that is loaded
stands for the value that is there.

`resource secret` keeps a value out of the CIB altogether, in a file on each node.""",
        ("resource secret db stash password", "configure show --show-secrets db"),
        ("resource secret", "configure save"),
    ),
    "keys": Concept(
        "what the keys of the prompt do",
        """\
Besides these, the keys are those of emacs or of vi, as your shell has them. `options set
prompt.editing-mode vi` makes it vi from now on. A line that is not complete (a quote is open, a
backslash stands at its end) goes on in the next one. What is pasted is read as a whole.""",
        (),
        ("options set", "options list"),
        "Keys",
        {
            "Tab": "offer what can stand here, with what it is for; again: take the next",
            "Right, End": "take the grey suggestion, which comes from the history",
            "Up, Down": "earlier and later lines",
            "Ctrl-R": "search the history",
            "F1, ?": "help on the word at the cursor; `?` where a word begins",
            "F2": "show the line at the bottom, or do not",
            "F3": "offer words while you type, or only on Tab",
            "F4": "keys of emacs or of vi",
            "Ctrl-X Ctrl-E": "change the line in your editor; with keys of vi: Esc v",
            "Alt-Enter": "begin a new line",
            "Ctrl-C": "drop the line, or end what runs",
            "Ctrl-D": "leave, on an empty line",
        },
    ),
    "codes": Concept(
        "the codes in brackets behind messages",
        """\
Each message ends in a code such as `[no-such-object]`. `help CODE` or `explain CODE` tells what
it means and what to do; scripts can rely on it. The exit status says the same more coarsely.""",
        ("explain dangling-reference no-monitor",),
        ("explain", "verify", "exit-statuses"),
    ),
    "exit-statuses": Concept(
        "how a command tells a script what became of it",
        "A file of commands is checked whole before its first line is carried out. The first error "
        "ends it, with the status of that error.",
        (),
        ("codes",),
        "Exit status",
        {
            "0": "done",
            "1": "failure, or `diff` found differences",
            "4": "no permission",
            "64": "usage: an option or a word too many, or one too few",
            "65": "errors in the input",
            "66": "there is no such file",
            "70": "internal error",
            "73": "a file cannot be written",
            "75": "busy",
            "78": "the configuration is not valid",
            "102": "no cluster is running here",
            "103": "changed by someone else meanwhile, and the changes clash",
            "105": "there is no such object",
            "106": "no quorum",
            "107": "refused",
            "108": "it exists already",
            "124": "it took too long",
            "130": "interrupted",
        },
    ),
}
"""By topic."""


def topics() -> dict[str, str]:
    """Return the names of all topics of this module, and what each is about."""
    shared = {name: part.summary for name, part in SHARED.items()}
    return {name: one.summary for name, one in CONCEPTS.items()} | shared


def concept_page(name: str) -> Page:
    """Return the page on a topic."""
    if name in SHARED:
        return shared_page(name)
    one = CONCEPTS[name]
    sections: list[Section] = [Prose(one.text)]
    if one.title:
        sections.append(Table(one.title, tuple(Row(*row) for row in one.rows.items())))
    if one.examples:
        sections.append(Examples(one.examples))
    return Page(name, "topic", one.summary, tuple(sections), one.see_also)
