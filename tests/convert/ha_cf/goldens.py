"""The golden cases of ha.cf: their files, and what is said of a conversion."""

from pathlib import Path

from convert.goldens import CASES as ALL_CASES
from convert.goldens import told
from crmsh_py.convert.conversion import Conversion, Input
from crmsh_py.convert.heartbeat.choices import Choices
from crmsh_py.convert.heartbeat.converter import convert, drafted
from crmsh_py.grammar.printer import to_text

CASES = ALL_CASES / "ha_cf"
FILES = ("cib.crm", "corosync.conf", "messages.txt")
"""What is expected."""

CHOICES = {
    "many-links": Choices(
        node_addresses={
            "ALPHA": ("10.0.0.1", "192.168.1.12", "192.168.2.12", "fd00::2"),
            "beta": ("10.0.0.2",),
        },
        keep_port=True,
        with_nodes=True,
    ),
    "fencing-by-file": Choices(
        stonith_files={
            "/etc/ha.d/stonith.cfg": Input(
                "stonith.cfg", b"# the switch\n\n10.0.0.8 not-to-be-shown\n"
            )
        },
    ),
    "autojoin": Choices(
        hostcache=Input("hostcache", b"n1\tuuid-1\t100\nN2\tuuid-2\t100\n# none\nn3\tuuid-3\n")
    ),
    "everything": Choices(ping_ban=True),
}


def inputs(folder: Path) -> tuple[Input, Input | None, Input | None]:
    """Return the files of a folder: haresources (empty if there is none), ha.cf, authkeys."""
    found = {
        name: Input(name, (folder / name).read_bytes())
        for name in ("haresources", "ha.cf", "authkeys")
        if (folder / name).exists()
    }
    resources = found.get("haresources", Input("haresources", b""))
    return resources, found.get("ha.cf"), found.get("authkeys")


def converted(folder: Path) -> Conversion:
    """Convert a case."""
    return convert(*inputs(folder), CHOICES.get(folder.name, Choices()))


def of(
    text: str, resources: str = "", keys: str | None = None, choices: Choices | None = None
) -> Conversion:
    """Convert texts."""
    authkeys = None if keys is None else Input("authkeys", keys.encode())
    return convert(
        Input("haresources", resources.encode()),
        Input("ha.cf", text.encode()),
        authkeys,
        choices or Choices(),
    )


def results(folder: Path) -> dict[str, str]:
    """Return what a case comes to, by the names of the files that hold it."""
    conversion = converted(folder)
    draft = drafted(*inputs(folder), CHOICES.get(folder.name, Choices()))
    texts = {
        "cib.crm": "".join(f"{to_text(one)}\n" for one in draft.statements),
        "corosync.conf": conversion.corosync or "",
        "messages.txt": told(conversion),
    }
    return {name: text for name, text in texts.items() if text}


def inputs_of(text: str, name: str) -> Input:
    """Return a file of any text."""
    return Input(name, text.encode("utf-8", "surrogatepass"))


def statements_of(text: str, resources: str, choices: Choices | None = None) -> list[str]:
    """Return the statements that texts come to, as texts."""
    draft = drafted(
        Input("haresources", resources.encode()),
        Input("ha.cf", text.encode()),
        None,
        choices or Choices(),
    )
    return [to_text(one) for one in draft.statements]
