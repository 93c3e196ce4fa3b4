"""Checks of resources by what their agents say: names, parameters, operations, roles."""

from crmsh_py.verify.agents.operation_parameters import CHECKS as OPERATION_PARAMETERS
from crmsh_py.verify.agents.operations import CHECKS as OPERATIONS
from crmsh_py.verify.agents.parameters import CHECKS as PARAMETERS
from crmsh_py.verify.agents.promotion import CHECKS as PROMOTION
from crmsh_py.verify.agents.unique import CHECKS as UNIQUE
from crmsh_py.verify.agents.unknown import CHECKS as UNKNOWN
from crmsh_py.verify.agents.values import CHECKS as VALUES
from crmsh_py.verify.check import Check

CHECKS: tuple[Check, ...] = (
    *PARAMETERS,
    *VALUES,
    *UNIQUE,
    *OPERATION_PARAMETERS,
    *OPERATIONS,
    *PROMOTION,
    *UNKNOWN,  # at the end: by then the agents were looked up
)
