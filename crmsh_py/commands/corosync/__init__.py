"""The level `corosync`."""
