"""Codes of problems with objects of the configuration."""

from crmsh_py.codes.code import Code, ExitStatus

CODES: dict[str, Code] = {
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
}
