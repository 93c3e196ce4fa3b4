"""A corosync.conf of older releases, or of OpenAIS, as one of corosync 3 with knet."""
