"""A sound corosync.conf, to make unsound ones of."""

from crmsh_py.corosync.syntax import Configuration, parse

SOUND = """\
totem {
  version: 2
  cluster_name: shop
  transport: knet
  crypto_cipher: aes256
  crypto_hash: sha256
}
nodelist {
  node {
    name: node1
    nodeid: 1
    ring0_addr: 10.0.0.1
  }
  node {
    name: node2
    nodeid: 2
    ring0_addr: 10.0.0.2
  }
  node {
    name: node3
    nodeid: 3
    ring0_addr: 10.0.0.3
  }
}
quorum {
  provider: corosync_votequorum
}
"""


def sound(*replacements: tuple[str, str]) -> Configuration:
    """Return the sound file after replacements, each of which is of something in it."""
    text = SOUND
    for old, new in replacements:
        assert old in text, old
        text = text.replace(old, new, 1)
    return parse(text, "corosync.conf")
