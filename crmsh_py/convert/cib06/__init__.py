"""CIBs of Heartbeat 2 and Pacemaker 0.6, and of Pacemaker's older schemas, to the present schema.

`converter` has the entry.  `work` holds what is being made, and `ids` what is called what; each
part of the CIB has a module of its own that reads the old elements and makes new ones.
"""
