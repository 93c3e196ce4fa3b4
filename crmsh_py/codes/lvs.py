"""Codes of problems with the conversion of mon.cf and ipvsadm."""

from crmsh_py.codes.code import Code, ExitStatus

CODES: dict[str, Code] = {
    "unread-command": Code(
        ExitStatus.DATA_ERROR,
        "The script calls ipvsadm in a way that cannot be followed without running it: with a"
        " variable that is set elsewhere, the output of a program, in a loop that waits, through"
        " ssh, or from another file. Give what 'ipvsadm-save -n' prints on a director that runs"
        " in its place.",
    ),
    "refused-rule": Code(
        ExitStatus.DATA_ERROR,
        "ipvsadm itself refuses the rule: it adds what is there, changes what is not, or has a"
        " value that is none. The old director ran without it, and so does the new one. Correct"
        " the rule if it was meant to work.",
    ),
    "unsupported-lvs": Code(
        ExitStatus.DATA_ERROR,
        "The kernel can do this, or mon could, and ldirectord cannot. The hint says what comes"
        " near; '--best-effort' leaves out what cannot be said.",
    ),
    "unknown-port": Code(
        ExitStatus.DATA_ERROR,
        "The port is a name that is not among the well-known ones. Write its number; 'getent"
        " services NAME' prints it.",
    ),
    "host-name": Code(
        ExitStatus.DATA_ERROR,
        "A name stands where an address is due. Addresses that the cluster moves have to be given"
        " as such; names of real servers work as long as the name service does."
        " Put the address in the place of the name.",
    ),
    "kernel-setting": Code(
        ExitStatus.OK,
        "The script changed a setting of the kernel. The cluster does not do that: put the line"
        " that the report has into a file in /etc/sysctl.d on all directors.",
    ),
    "set-address": Code(
        ExitStatus.OK,
        "The script put the virtual address on an interface itself. Now the cluster does that, with"
        " the prefix and the interface of the script, unless options say otherwise. Take the"
        " command out of what runs at boot: else two directors have the address.",
    ),
    "unmonitored": Code(
        ExitStatus.OK,
        "mon checked none of these servers, or not all of them. ldirectord takes servers without"
        " a check for good whatever happens: choose a 'checktype' for them.",
    ),
    "custom-monitor": Code(
        ExitStatus.OK,
        "The monitor is none of those that come with mon. ldirectord can call a program too, in"
        " another way: with the virtual address and port and the real ones as arguments, and it"
        " goes by the exit status. Write a script around the old monitor.",
    ),
    "alert-differs": Code(
        ExitStatus.OK,
        "An alert script changed the kernel's table otherwise than the table was set up. Nothing"
        " calls it any more; see which of the two was meant.",
    ),
    "partial-period": Code(
        ExitStatus.OK,
        "mon told people at some times only. ldirectord tells at any time: sort the mails where"
        " they arrive.",
    ),
    "mon-syntax": Code(
        ExitStatus.DATA_ERROR,
        "The line of mon.cf is not as mon reads it, and is left out. Compare it with mon(8).",
    ),
    "ldirectord-syntax": Code(
        ExitStatus.DATA_ERROR,
        "ldirectord would not start with this line of ldirectord.cf. Correct it; 'ldirectord FILE"
        " status' checks a file without changing anything.",
    ),
    "no-virtual-service": Code(
        ExitStatus.DATA_ERROR,
        "mon.cf says what is checked, not what is served: that is in the kernel's table. Give the"
        " script that calls ipvsadm, or what 'ipvsadm-save -n' prints, with '--ipvsadm'.",
    ),
    "no-address": Code(
        ExitStatus.OK,
        "The virtual service is a mark that the firewall puts on packets; its addresses are in the"
        " rules of the firewall. Add an IPaddr2 for each address to the group, and load the rules"
        " at boot on all directors.",
    ),
    "nat-gateway": Code(
        ExitStatus.OK,
        "With masquerading, answers of the real servers have to go through the director that is"
        " active. Their gateway must be an address that moves with it: add an IPaddr2 with that"
        " address to the group, unless it is there.",
    ),
}
