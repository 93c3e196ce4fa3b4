"""All checks, by family: a new family is a line here."""

from crmsh_py.verify.agents import CHECKS as AGENTS
from crmsh_py.verify.allowances import CHECKS as ALLOWANCES
from crmsh_py.verify.check import Check
from crmsh_py.verify.cluster import CHECKS as CLUSTER
from crmsh_py.verify.options import CHECKS as OPTIONS
from crmsh_py.verify.resources import CHECKS as RESOURCES
from crmsh_py.verify.structure import CHECKS as STRUCTURE

FAMILIES: dict[str, tuple[Check, ...]] = {
    "Structure": STRUCTURE,
    "Resources": RESOURCES,
    "Options": OPTIONS,
    "What agents say of parameters and operations": AGENTS,
    "The cluster as a whole": CLUSTER,
    "What is allowed": ALLOWANCES,
}
"""What the checks of a family are about, to the checks."""
