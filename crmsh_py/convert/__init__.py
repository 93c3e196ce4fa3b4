"""Legacy high-availability configuration into a CIB and a corosync.conf."""
