"""Codes of problems with the conversion of cluster.conf's services."""

from crmsh_py.codes.code import Code, ExitStatus

CODES: dict[str, Code] = {
    "cluster-file-system": Code(
        ExitStatus.DATA_ERROR,
        "A cluster file system needs a lock manager and, on LVM, a lock daemon on all nodes. They"
        " and the file system became clones, after and with which the services run. Install dlm"
        " (and lvm2-lockd), give the volume group the lock type 'dlm', and take the mount out of"
        " /etc/fstab.",
    ),
    "empty-service": Code(
        ExitStatus.DATA_ERROR,
        "A service has no resources. rgmanager could start it all the same; Pacemaker has nothing"
        " to start. If something depends on its name, make a resource of ocf:pacemaker:Dummy.",
    ),
    "event-scripts": Code(
        ExitStatus.DATA_ERROR,
        "rgmanager could be programmed with scripts that decide where services go. Read what they"
        " decide, and say it with location, colocation and order constraints; then remove 'events'"
        " from the file, or convert with '--best-effort'.",
    ),
    "exclusive-service": Code(
        ExitStatus.DATA_ERROR,
        "An exclusive service has its node for itself. Colocation constraints keep all other"
        " services of the file away from it; give those that are added later one"
        " as well.",
    ),
    "failover-domain": Code(
        ExitStatus.DATA_ERROR,
        "A failover domain, or a member of one, is not as rgmanager reads it, and was read as it"
        " does read it. Compare the location constraints with what was meant.",
    ),
    "generated-configuration": Code(
        ExitStatus.DATA_ERROR,
        "rgmanager made a copy of the server's configuration, with the addresses of the service"
        " put in. Today the configuration is used as it is: check which addresses it listens on.",
    ),
    "guest-description": Code(
        ExitStatus.DATA_ERROR,
        "A virtual machine is started from an XML description of libvirt, which must be in the"
        " same place on all nodes. Write it with 'virsh dumpxml' (for Xen's own files 'virsh"
        " domxml-from-native') and correct 'config' if it is elsewhere.",
    ),
    "independent-subtree": Code(
        ExitStatus.DATA_ERROR,
        "A part of a service may fail without the rest, which a group does not allow for its"
        " members. It stands outside of the group, ordered after it and colocated with it; or, if"
        " it may stay down, it is the group's last member with critical=false. Check the order.",
    ),
    "manual-start": Code(
        ExitStatus.DATA_ERROR,
        "A service did not start with the cluster but by hand. It gets target-role=Stopped:"
        " 'crm resource start' starts it, and 'crm resource stop' is needed before the cluster is"
        " shut down if it is not to start with it again.",
    ),
    "missing-resource": Code(
        ExitStatus.DATA_ERROR,
        "A reference names a resource that is not there. rgmanager ignored such references. Add"
        " the resource, or correct the name after 'ref'.",
    ),
    "old-file-system": Code(
        ExitStatus.DATA_ERROR,
        "The first GFS has no driver any more. Convert the file system to GFS2 on the old cluster,"
        " or make a new one and copy the data, before the cluster mounts it.",
    ),
    "recovery-policy": Code(
        ExitStatus.DATA_ERROR,
        "What a service does after a failure was converted to what comes nearest to it. Compare"
        " on-fail, migration-threshold and failure-timeout with what is wanted.",
    ),
    "repeated-resource": Code(
        ExitStatus.DATA_ERROR,
        "A resource is defined or used twice, and rgmanager takes it once. Remove one of the two,"
        " or give them different names.",
    ),
    "script-outside-init-d": Code(
        ExitStatus.DATA_ERROR,
        "Pacemaker runs init scripts from /etc/init.d only. Copy the script there on all nodes, or"
        " make a resource agent or a systemd unit of it. It has to know the actions start, stop"
        " and status, with status giving 0 if it runs and 3 if it does not.",
    ),
    "service-dependency": Code(
        ExitStatus.DATA_ERROR,
        "A service depends on another one. That became an order constraint, or nothing if"
        " rgmanager did not heed it. Check which of the two is to start first.",
    ),
    "service-recovery": Code(
        ExitStatus.DATA_ERROR,
        "When a resource failed, rgmanager stopped and started its whole service. A group"
        " restarts the member that failed, and those that come after it. Put what has to be"
        " restarted with a member behind it.",
    ),
    "stop-order": Code(
        ExitStatus.DATA_ERROR,
        "A group stops in the reverse order of its start. rgmanager stopped some types of"
        " resources, such as addresses, earlier or later. If that matters, reorder the members.",
    ),
    "unknown-resource-type": Code(
        ExitStatus.DATA_ERROR,
        "No agent of today is known for a type of resources. With '--best-effort' it becomes"
        " ocf:rgmanager:TYPE with the same parameters, which does not run: install or write an"
        " agent for it and change the resource to that.",
    ),
    "unused-resource": Code(
        ExitStatus.DATA_ERROR,
        "Something is defined and used by no service, or stands where rgmanager does not look for"
        " it. It was left out: nothing ran it. Put it into a service if it was meant to run.",
    ),
}
