"""The command `status`: reports on the cluster, or on a part of it."""
