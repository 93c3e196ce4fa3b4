"""How many random CIBs a test looks at: few and always the same ones, unless one asks for more."""

import os

from hypothesis import HealthCheck, settings

_EXAMPLES = int(os.environ.get("CRM_TEST_EXAMPLES", "0"))
"""Set to look at that many random CIBs a test, others each time."""

PATIENT = settings(
    deadline=None,
    derandomize=not _EXAMPLES,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def examples(usual: int) -> settings:
    """Return how a test looks at random CIBs, `usual` ones of them."""
    return settings(PATIENT, max_examples=_EXAMPLES or usual)
