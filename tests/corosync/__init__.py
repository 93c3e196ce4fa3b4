"""corosync.conf: reading, changing, checking; and the arithmetic of votes."""
