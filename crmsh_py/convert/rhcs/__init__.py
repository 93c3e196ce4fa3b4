"""The cluster.conf of Red Hat Cluster Suite into a configuration."""
