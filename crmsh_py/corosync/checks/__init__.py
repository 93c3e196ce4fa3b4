"""Checks of a corosync.conf, each a small function that yields what it finds.

An error is what corosync or Pacemaker would not start with, or what makes the cluster wrong; a
warning is what does not do what one would expect; the rest is worth knowing.
"""
