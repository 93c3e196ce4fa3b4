"""Codes of problems with what a user prefers: crm.toml, crm.conf, variables, `options`."""

from crmsh_py.codes.code import Code, ExitStatus

CODES: dict[str, Code] = {
    "unknown-preference": Code(
        ExitStatus.USAGE,
        "There is no preference of this name. In a crm.toml it is passed over, with a warning;"
        " 'options list' shows those there are.",
    ),
    "wrong-preference": Code(
        ExitStatus.USAGE,
        "A preference does not take this value. In a crm.toml or a variable it is passed over, with"
        " a warning, and the value from elsewhere counts; 'options list' shows what each takes.",
    ),
    "wrong-alias": Code(
        ExitStatus.USAGE,
        "An alias is one word for a line of words. It cannot lead back to itself, and a command or"
        " a level goes before an alias of the same name.",
    ),
    "malformed-preferences": Code(
        ExitStatus.DATA_ERROR,
        "A part of a crm.toml is no TOML (https://toml.io). That part is passed over, with a"
        " warning, and the others count. Texts stand in quotes, true and false do not.",
    ),
    "unsafe-preferences": Code(
        ExitStatus.NO_PERMISSION,
        "A file of preferences names programs that crm runs, such as the editor. So one that"
        " everybody may write, or that belongs to another user, is not read: 'chmod o-w FILE'.",
    ),
    "old-preference": Code(
        ExitStatus.USAGE,
        "A setting of the older crm shell, in a crm.conf, that does not do anything here. It may"
        " stay there, for that shell. Only 'options check' and 'options show --origin' tell of it.",
    ),
}
