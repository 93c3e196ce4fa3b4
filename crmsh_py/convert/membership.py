"""The corosync.conf that a conversion comes to: nodes, timing, votes, logs.

What corosync takes by default is not written, but for encryption: knet has none unless told so.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from crmsh_py.corosync.writing import Block, to_text

_KNET = (("transport", "knet"), ("crypto_cipher", "aes256"), ("crypto_hash", "sha256"))
_TWO = 2


@dataclass(frozen=True, slots=True)
class Member:
    """A node; `addresses` are by link from 0, an empty text where it has none on a link."""

    name: str
    nodeid: int
    addresses: tuple[str, ...]
    votes: int = 1


Settings = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Membership:
    """A corosync.conf as a value; settings are in the order in which they are written.

    `totem` adds to version, cluster name, transport and encryption, or takes their place.
    `two_node` is written for exactly two nodes with one vote each and no device, unless
    `quorum` says something about it, or has a tie breaker.
    """

    cluster_name: str
    members: tuple[Member, ...]
    totem: Settings = ()
    interfaces: tuple[Block, ...] = ()
    quorum: Settings = ()
    device: Block | None = None
    logging: Settings = ()
    loggers: tuple[Block, ...] = ()
    others: tuple[Block, ...] = field(default=())
    comments: tuple[str, ...] = ()

    def text(self) -> str:
        """Return the text of the file.  Raises CrmError (invalid-setting)."""
        blocks = (self._totem(), self._nodelist(), self._quorum(), self._logging(), *self.others)
        return to_text(blocks, self.comments)

    def _totem(self) -> Block:
        first = {"version": "2", "cluster_name": self.cluster_name, **dict(_KNET)}
        settings = {**first, **dict(self.totem)}
        given = [(key, value) for key, value in settings.items() if value]
        return Block("totem", (*given, *self.interfaces))

    def _nodelist(self) -> Block:
        return Block("nodelist", tuple(map(_node, self.members)))

    def _quorum(self) -> Block:
        settings = [("provider", "corosync_votequorum"), *self.quorum]
        alone = self.device is None or self.device.is_remark
        decided = any(key in {"two_node", "auto_tie_breaker"} for key, _ in self.quorum)
        equal = all(one.votes == 1 for one in self.members)
        if len(self.members) == _TWO and alone and equal and not decided:
            settings.append(("two_node", "1"))
        devices = () if self.device is None else (self.device,)
        return Block("quorum", (*settings, *devices))

    def _logging(self) -> Block:
        return Block("logging", (*self.logging, *self.loggers))


def _node(member: Member) -> Block:
    addresses = [(f"ring{at}_addr", one) for at, one in enumerate(member.addresses) if one]
    votes = [("quorum_votes", str(member.votes))] if member.votes != 1 else []
    identity = [("name", member.name), ("nodeid", str(member.nodeid))]
    return Block("node", (*addresses, *identity, *votes))
