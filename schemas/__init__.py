"""Schemas and tables that are data: our XSDs of the CIB and of agents' metadata, tables, agents."""
