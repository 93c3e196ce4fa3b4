"""Tests of the way from a schema to a newer one."""
