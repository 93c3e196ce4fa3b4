"""The codes of problems: data only, a table for each family.

A code is never renamed after a release, because scripts match on it.  Severity is no part of
a code.  The manual paragraph is what `help CODE` prints.
"""

from crmsh_py.codes import (
    agents,
    checks_agents,
    checks_cluster,
    checks_options,
    checks_structure,
    cib06,
    converting,
    corosync,
    ha_cf,
    heartbeat,
    language,
    lvs,
    objects,
    policy,
    preferences,
    rgmanager,
    rhcs,
    shell,
    surroundings,
    verify,
)
from crmsh_py.codes.code import Code, ExitStatus

__all__ = ["CODES", "FAMILIES", "Code", "ExitStatus"]

FAMILIES: dict[str, dict[str, Code]] = {
    "The command line and the shell": shell.CODES,
    "Preferences": preferences.CODES,
    "The language": language.CODES,
    "Objects": objects.CODES,
    "Verify": verify.CODES,
    "What is allowed": policy.CODES,
    "Agents": agents.CODES,
    "Options": checks_options.CODES,
    "What agents say of parameters and operations": checks_agents.CODES,
    "Structure": checks_structure.CODES,
    "The cluster as a whole": checks_cluster.CODES,
    "Files, tools, the running cluster": surroundings.CODES,
    "corosync.conf": corosync.CODES,
    "Every conversion": converting.CODES,
    "Conversion of haresources": heartbeat.CODES,
    "Conversion of ha.cf and authkeys": ha_cf.CODES,
    "Conversion of an old CIB": cib06.CODES,
    "Conversion of cluster.conf": rhcs.CODES,
    "Conversion of cluster.conf's services": rgmanager.CODES,
    "Conversion of mon.cf and ipvsadm": lvs.CODES,
}
"""What the codes of a table have in common, to the table."""

CODES: dict[str, Code] = {code: row for rows in FAMILIES.values() for code, row in rows.items()}
"""Every code there is."""
