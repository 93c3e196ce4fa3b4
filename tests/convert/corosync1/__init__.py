"""Tests of the conversion of old corosync.conf files."""
