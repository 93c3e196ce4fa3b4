"""corosync.conf: reading, checking and changing it, and counting votes.  Knows no CIB."""
