"""CIBs and problems for the tests of back ends."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from crmsh_py import xmltree
from crmsh_py.backends.base import Snapshot
from crmsh_py.diagnostics import CrmError
from crmsh_py.xmltree import Element

CIB = """\
<?xml version="1.0" ?>
<!-- made by hand -->
<cib crm_feature_set="3.16.1" validate-with="pacemaker-3.9" epoch="7" num_updates="3" \
admin_epoch="1" have-quorum="1" update-user="hacluster" update-client="crmd">
  <configuration>
    <crm_config/>
    <nodes/>
    <resources>
      <primitive id="a" class="ocf" provider="pacemaker" type="Dummy"/>
    </resources>
    <constraints/>
  </configuration>
  <status/>
</cib>
"""


@contextmanager
def raises(code: str, words: str = "") -> Iterator[None]:
    """Expect a CrmError of one diagnostic with this code."""
    with pytest.raises(CrmError) as caught:
        yield
    (diagnostic,) = caught.value.diagnostics
    assert diagnostic.code == code
    assert words in f"{diagnostic.message}\n{diagnostic.hint}"


def with_primitive(snapshot: Snapshot, id_: str) -> Element:
    """Return a working copy of a snapshot with one more primitive."""
    root = xmltree.parse(snapshot.xml, "test")
    resources = root.find("configuration/resources")
    assert resources is not None
    attributes = {"id": id_, "class": "ocf", "provider": "pacemaker", "type": "Dummy"}
    xmltree.insert(resources, len(resources), xmltree.new("primitive", attributes))
    return root


def ids(snapshot: Snapshot) -> list[str | None]:
    return [element.get("id") for element in snapshot.root.iterfind("configuration/resources/*")]
