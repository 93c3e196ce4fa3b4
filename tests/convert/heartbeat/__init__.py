"""Tests of what becomes of heartbeat's files."""
