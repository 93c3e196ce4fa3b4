"""The places where a configuration can be."""
