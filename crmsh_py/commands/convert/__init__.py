"""The level `convert`: legacy configuration in, a CIB and a corosync.conf out."""
