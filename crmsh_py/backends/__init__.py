"""Where a configuration lives: a cib.xml file, a shadow CIB, the running cluster."""
