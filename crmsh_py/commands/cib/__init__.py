"""The levels `cib` and `cibstatus`."""
