"""Codes of problems with resource and fence agents."""

from crmsh_py.codes.code import Code, ExitStatus

CODES: dict[str, Code] = {
    "broken-agent": Code(
        ExitStatus.DATA_ERROR,
        "The agent is installed, but what it says of itself (its metadata) cannot be read, or is"
        " not as it should be: it failed, took too long, printed too much or no XML, or may be"
        " changed by others than root, so that it is not run. What can be understood is used, else"
        " what the catalogue has on the agent; without either, parameters and operations are not"
        " checked. Run the agent's 'meta-data' action ('-o metadata' of a fence agent) by hand to"
        " see what is wrong, and tell its maker. 'crm ra info AGENT' reads it again.",
    ),
    "no-such-agent": Code(
        ExitStatus.NOT_FOUND,
        "No agent of this name is installed here or in the catalogue that comes with this program,"
        " or there is no such class or provider, or nothing to build a catalogue from. 'ra"
        " classes', 'ra list CLASS' and 'ra providers TYPE' list what is known.",
    ),
    "agent-refuses": Code(
        ExitStatus.INVALID_CONFIGURATION,
        "The agent, asked with its action validate-all, refuses the values; what it printed is the"
        " hint. It may miss a program, a device or a file that other nodes have: ask it there too.",
    ),
}
