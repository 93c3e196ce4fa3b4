"""Checks of the cluster as a whole: fencing, quorum, clones, and stacks of storage."""

from crmsh_py.verify.check import Check
from crmsh_py.verify.cluster import (
    bundles,
    clones,
    connectivity,
    delays,
    devices,
    drbd,
    fencing,
    filesystems,
    interleave,
    left_on,
    levels,
    locks,
    on_drbd,
    policies,
    promotable,
    secrets,
    stickiness,
    utilization,
)

CHECKS: tuple[Check, ...] = (
    *fencing.CHECKS,
    *devices.CHECKS,
    *delays.CHECKS,
    *levels.CHECKS,
    *policies.CHECKS,
    *clones.CHECKS,
    *interleave.CHECKS,
    *bundles.CHECKS,
    *promotable.CHECKS,
    *drbd.CHECKS,
    *on_drbd.CHECKS,
    *filesystems.CHECKS,
    *locks.CHECKS,
    *connectivity.CHECKS,
    *utilization.CHECKS,
    *stickiness.CHECKS,
    *left_on.CHECKS,
    *secrets.CHECKS,
)
"""All checks of this package."""
