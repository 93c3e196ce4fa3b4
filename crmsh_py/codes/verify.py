"""Codes of problems with what `verify` finds."""

from crmsh_py.codes.code import Code, ExitStatus

CODES: dict[str, Code] = {
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
}
