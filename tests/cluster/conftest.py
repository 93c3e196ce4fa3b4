"""The cluster that the tests of this folder share."""

import os
from collections.abc import Iterator

import pytest

from cluster.netns import TOOLS, Cluster
from cluster.room import obstacle


@pytest.fixture(scope="session")
def machines() -> Iterator[Cluster]:
    """Start three nodes, once for all tests.

    Where that is impossible the tests are skipped; but they fail if the environment says
    CRM_REQUIRE_CLUSTER=1, so that a machine meant to run them cannot quietly leave them out.
    """
    reason = obstacle(TOOLS)
    if reason is not None and os.environ.get("CRM_REQUIRE_CLUSTER") == "1":
        pytest.fail(reason)
    if reason is not None:
        pytest.skip(reason)
    with Cluster() as cluster:
        yield cluster


@pytest.fixture
def cluster(machines: Cluster) -> Cluster:
    """Return the cluster with all nodes online and nothing configured."""
    machines.reset()
    return machines
