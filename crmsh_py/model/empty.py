"""A CIB with nothing in it."""

EMPTY_CIB = b"""\
<cib validate-with="pacemaker-3.9" crm_feature_set="3.16.1" admin_epoch="0" epoch="0" num_updates="0">
  <configuration>
    <crm_config/>
    <nodes/>
    <resources/>
    <constraints/>
  </configuration>
  <status/>
</cib>
"""  # noqa: E501 - Pacemaker writes the root on one line
"""What a configuration begins with: an empty one of the schema that we write."""
