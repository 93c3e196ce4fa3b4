"""Schemas and tables that are data: the XSD of the CIB."""
