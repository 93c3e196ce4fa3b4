"""Checks of options: properties, meta attributes, operations, defaults, sets of them."""

from crmsh_py.verify.check import Check
from crmsh_py.verify.options import (
    clones,
    defaults,
    fencing,
    names,
    operations,
    others,
    sets,
    settings,
    terms,
)

CHECKS: tuple[Check, ...] = (
    *names.CHECKS,
    *defaults.CHECKS,
    *clones.CHECKS,
    *operations.CHECKS,
    *fencing.CHECKS,
    *settings.CHECKS,
    *sets.CHECKS,
    *terms.CHECKS,
    *others.CHECKS,
)
