"""The codes of problems: one table, data only.

A code is never renamed after a release, because scripts match on it.  Severity is no part of
a code.  The manual paragraph is what `help CODE` prints.
"""

from dataclasses import dataclass
from enum import IntEnum


class ExitStatus(IntEnum):
    """What a process's exit status means (Pacemaker's crm_exit_t where it has a word for it)."""

    OK = 0
    ERROR = 1
    NO_PERMISSION = 4
    USAGE = 64
    DATA_ERROR = 65
    NO_INPUT = 66
    INTERNAL = 70
    CANNOT_WRITE = 73
    BUSY = 75
    INVALID_CONFIGURATION = 78
    NOT_CONNECTED = 102
    CONFLICT = 103
    NOT_FOUND = 105
    NO_QUORUM = 106
    REFUSED = 107
    ALREADY_EXISTS = 108
    TIMEOUT = 124
    INTERRUPTED = 130


@dataclass(frozen=True, slots=True)
class Code:
    """A kind of problem: the exit status it leads to, and its paragraph in the manual."""

    status: ExitStatus
    manual: str


CODES: dict[str, Code] = {
    # -- the command line and the shell
    "usage": Code(
        ExitStatus.USAGE,
        "The command line, an option or the arguments of a command are not as they should be."
        " 'help COMMAND' shows what it takes.",
    ),
    "unknown-command": Code(
        ExitStatus.USAGE,
        "There is no such command at this level. 'help' lists the commands there are. Commands"
        " are never guessed from a part of their name.",
    ),
    "uncommitted-changes": Code(
        ExitStatus.DATA_ERROR,
        "A batch ended (or was about to leave) with changes that no 'commit' had written. Nothing"
        " of them was kept. Put 'commit' at the end of the file.",
    ),
    "interrupted": Code(ExitStatus.INTERRUPTED, "The user pressed Ctrl-C."),
    "internal-error": Code(
        ExitStatus.INTERNAL,
        "The program met a state it should never be in. Nothing was written. The file named in"
        " the message holds what a bug report needs.",
    ),
    "no-terminal": Code(
        ExitStatus.USAGE,
        "This needs a terminal, and there is none. Give the command as arguments, with '-f FILE',"
        " or on standard input.",
    ),
    # -- the language
    "syntax-error": Code(
        ExitStatus.DATA_ERROR,
        "The statement is not as the language has it. The message names what was expected at the"
        " caret; 'help COMMAND' shows the whole form.",
    ),
    "unclosed-quote": Code(
        ExitStatus.DATA_ERROR,
        "A quotation mark opens at the caret and is not closed before the line ends.",
    ),
    "unfinished-continuation": Code(
        ExitStatus.DATA_ERROR,
        "The text ends in a backslash, which announces a further line that is not there.",
    ),
    "typographic-character": Code(
        ExitStatus.DATA_ERROR,
        "A typographic quotation mark, a full-width character or an invisible one stands outside"
        " quotes, as happens to text copied from web pages. Type the plain character, or put the"
        " value in plain quotes if it really is meant.",
    ),
    "pasted-prompt": Code(
        ExitStatus.DATA_ERROR,
        "The line begins with a prompt such as 'crm(live)configure#', copied along with the"
        " command. Remove the prompt.",
    ),
    "comment-in-statement": Code(
        ExitStatus.DATA_ERROR,
        "A comment line stands inside a statement that is continued over several lines."
        " Move it above the statement.",
    ),
    "undecodable-text": Code(
        ExitStatus.DATA_ERROR, "The file is not UTF-8 text: it is binary, or in another encoding."
    ),
    "invalid-id": Code(
        ExitStatus.DATA_ERROR,
        "An id begins with a letter or '_' and holds only letters, digits, '.', '-' and '_'"
        " (it becomes an XML ID).",
    ),
    "malformed-xml": Code(
        ExitStatus.DATA_ERROR, "The XML is not well-formed. The message says where reading stopped."
    ),
    "malformed-json": Code(
        ExitStatus.DATA_ERROR,
        "The text is no JSON, or an object of it has a key twice. The message says where reading"
        " stopped.",
    ),
    "unexpected-json": Code(
        ExitStatus.DATA_ERROR,
        "The JSON is not a list of statements as 'show --format json' writes them. The message"
        " begins with the place, such as $[3].clauses[0].keyword: the fourth statement, its first"
        " clause. docs/json.md describes the form.",
    ),
    "forbidden-xml": Code(
        ExitStatus.DATA_ERROR,
        "The XML has a document type declaration or entities. A CIB has neither, and they are"
        " never expanded.",
    ),
    "not-a-cib": Code(
        ExitStatus.DATA_ERROR,
        "The file is XML, but not a CIB: its root is not <cib>, or it has no <configuration>.",
    ),
    "masked-value": Code(
        ExitStatus.DATA_ERROR,
        "A value reads '******', as 'show' prints secrets, and the configuration has no value of"
        " that name to keep. Type the real value, or use 'save', which writes it.",
    ),
    # -- objects
    "duplicate-id": Code(
        ExitStatus.ALREADY_EXISTS, "The id is already in use, by the object that the message names."
    ),
    "malformed-template": Code(
        ExitStatus.DATA_ERROR,
        "The file of a template, or of a configuration made of one, is no TOML or says something"
        " that templates do not know. The message names the file and what is wrong.",
    ),
    "template-parameter": Code(
        ExitStatus.USAGE,
        "A value that a template needs is missing, cannot be used, or is one that it does not ask"
        " for. 'template show NAME' lists the parameters.",
    ),
    "no-such-object": Code(
        ExitStatus.NOT_FOUND, "There is no object of this id in the configuration."
    ),
    "no-such-value": Code(
        ExitStatus.NOT_FOUND,
        "The path of 'get', 'set' or 'unset' names an object, but nothing in it. 'get OBJECT' lists"
        " the full paths of its values.",
    ),
    "ambiguous-path": Code(
        ExitStatus.DATA_ERROR,
        "The path may mean several values, or several places for a new one. The hint lists their"
        " full paths.",
    ),
    "not-settable": Code(
        ExitStatus.REFUSED,
        "The path names what cannot be changed, or taken off, by itself: an id, a value that stands"
        " in another object, an attribute that its element cannot do without.",
    ),
    "dangling-reference": Code(
        ExitStatus.INVALID_CONFIGURATION,
        "The object refers to an id that no object of the right kind has. Pacemaker would refuse"
        " the configuration.",
    ),
    "wrong-kind": Code(
        ExitStatus.INVALID_CONFIGURATION,
        "The object exists, but is of a kind that cannot stand here (a group holds primitives,"
        " a clone holds a primitive or a group).",
    ),
    "in-two-containers": Code(
        ExitStatus.INVALID_CONFIGURATION,
        "A resource can be in one group, clone or bundle only, and only once.",
    ),
    "empty-container": Code(
        ExitStatus.REFUSED,
        "The command would leave a group or clone without members. Delete the container too.",
    ),
    "still-referenced": Code(
        ExitStatus.REFUSED,
        "Other objects refer to what is to be deleted. Name them too, or say '--cascade', which"
        " removes them; what that would do beside is listed.",
    ),
    "cascade": Code(
        ExitStatus.OK,
        "What 'delete --cascade' would do beside deleting what was named: objects that would go"
        " because they mean nothing without it, and those it would be taken out of.",
    ),
    "would-overwrite": Code(
        ExitStatus.REFUSED,
        "What is to be written would take away what others changed, or may have changed. It was"
        " listed; '--yes' or 'force' does it all the same.",
    ),
    "would-erase": Code(
        ExitStatus.REFUSED,
        "The file to load holds no object, so that 'load replace' would delete everything: perhaps"
        " the program that should have written it failed. 'erase' deletes everything; '--yes' makes"
        " 'load' do it.",
    ),
    "no-value": Code(
        ExitStatus.OK,
        "A name stands in a set of pairs without a value. Schemas before pacemaker-4.0 allow that,"
        " but it is mostly a word that was meant as something else.",
    ),
    "repeated-name": Code(
        ExitStatus.OK,
        "A set of pairs has the same name twice. The cluster uses one of the values only, which"
        " need not be the one that was meant.",
    ),
    "constraint-on-clone-member": Code(
        ExitStatus.OK,
        "A constraint names a resource inside a clone. Pacemaker ignores such a constraint, or"
        " applies it to the clone; name the clone itself.",
    ),
    "duplicate-operation": Code(
        ExitStatus.INVALID_CONFIGURATION,
        "The resource has an operation of this name and interval (for this role) already.",
    ),
    "needs-newer-schema": Code(
        ExitStatus.INVALID_CONFIGURATION,
        "The 'validate-with' schema of this CIB does not know what the statement says.",
    ),
    # -- verify
    "schema-violation": Code(
        ExitStatus.INVALID_CONFIGURATION,
        "The object is not as the CIB's schema has it; Pacemaker would refuse the configuration.",
    ),
    "wrong-schema": Code(
        ExitStatus.INVALID_CONFIGURATION,
        "The configuration is not valid in the schema that was asked for, or nobody can tell here;"
        " it keeps the one it has. 'upgrade' transforms it to a newer one.",
    ),
    "cannot-upgrade": Code(
        ExitStatus.INVALID_CONFIGURATION,
        "The newer schema has no words for what is named, so that the configuration stays as it"
        " was. Change or delete that first.",
    ),
    "upgrade-loss": Code(
        ExitStatus.OK,
        "The newer schema has no words for what is named. It was taken out, or put in a form that"
        " says less: look whether the configuration still does what it should, before 'commit'.",
    ),
    "invalid-score": Code(
        ExitStatus.INVALID_CONFIGURATION,
        "A score is a whole number, or INFINITY, +INFINITY or -INFINITY ('inf' for short).",
    ),
    "invalid-configuration": Code(
        ExitStatus.INVALID_CONFIGURATION, "Pacemaker's own schema refuses the configuration."
    ),
    "not-kept": Code(
        ExitStatus.INVALID_CONFIGURATION,
        "The Pacemaker of the running cluster would not keep this value as it is: releases before"
        " 2.1.8 change line breaks and tabs, and drop what follows a '\"', '<' or '&' that stands"
        " behind a character that is not ASCII. Nothing was written.",
    ),
    # -- files, folders, tools
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
        "Pacemaker's own crm_verify finds this in the configuration; the words are its own.",
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
    # -- corosync
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
    # -- conversion of haresources
    "unknown-script": Code(
        ExitStatus.DATA_ERROR,
        "The resource script of this haresources line has arguments and no known counterpart"
        " among the resource agents, so it cannot be converted.",
    ),
    "invalid-argument": Code(
        ExitStatus.DATA_ERROR,
        "The arguments of a haresources resource script are not as the script takes them.",
    ),
    "duplicate-resource": Code(
        ExitStatus.DATA_ERROR, "The same resource stands on two lines of a haresources file."
    ),
    "superseded-agent": Code(
        ExitStatus.OK, "The agent was superseded by another one, which is used in its place."
    ),
    "unreliable-status": Code(
        ExitStatus.OK,
        "Old init scripts often lack a status action with the exit codes that Pacemaker relies"
        " on. Check that 'SCRIPT status' gives 0 when it runs and 3 when it does not.",
    ),
    "approximated": Code(
        ExitStatus.OK, "Something was converted to what comes nearest, not to the same thing."
    ),
    "missing-node": Code(
        ExitStatus.DATA_ERROR,
        "A line of haresources begins with the name of the preferred node; this one begins with a"
        " resource. Either the name is missing, or the line above lost its backslash.",
    ),
    "no-resources": Code(
        ExitStatus.OK,
        "The haresources file, or a line of it, names no resources. Nothing came out of it.",
    ),
    "blank-after-backslash": Code(
        ExitStatus.OK,
        "Blanks or a comment follow the backslash at the end of a line. Heartbeat did not take"
        " that for a continuation; it is read as one here, because it was meant as one.",
    ),
    "no-counterpart": Code(
        ExitStatus.DATA_ERROR,
        "Nothing that runs under Pacemaker today does what this resource script did. The message"
        " says what people use instead; '--best-effort' leaves the script out.",
    ),
    "drbd-all": Code(
        ExitStatus.DATA_ERROR,
        "'drbddisk' without the name of a resource meant all of drbd.conf. In Pacemaker each is a"
        " resource of its own: write one 'drbddisk::NAME' for each. '--best-effort' takes 'r0'.",
    ),
    "drbd-setup": Code(
        ExitStatus.OK,
        "Pacemaker starts DRBD itself now: disable the drbd service at boot, and set in drbd.conf"
        " 'fencing resource-and-stonith' and the crm-fence-peer handlers, which took the place of"
        " heartbeat's dopd and drbd-peer-outdater.",
    ),
    "unmanaged-drbd": Code(
        ExitStatus.OK,
        "A file system is on a DRBD device that no 'drbddisk' of the same line makes primary."
        " It can be mounted only where something else does so.",
    ),
    "no-netmask": Code(
        ExitStatus.OK,
        "The address has no netmask. As with heartbeat, the route to its network decides; an"
        " explicit netmask is safer.",
    ),
    "outdated-agent": Code(
        ExitStatus.OK,
        "The resource agent still exists, but there is a better way today, or what it was made"
        " for is gone.",
    ),
    "ignored-option": Code(
        ExitStatus.OK,
        "The option is understood because old scripts use it, and has no effect any more.",
    ),
    "too-many-errors": Code(
        ExitStatus.DATA_ERROR,
        "There are so many errors that the file is hardly what it was taken for. The rest of them"
        " is not listed.",
    ),
    "no-fencing": Code(
        ExitStatus.OK,
        "The configuration has no fencing device. Without fencing, a cluster can damage its data"
        " when nodes lose sight of each other.",
    ),
}
