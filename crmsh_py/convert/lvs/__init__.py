"""A director of the Linux Virtual Server: mon.cf and ipvsadm to ldirectord and a CIB."""
