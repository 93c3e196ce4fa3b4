"""Tests of what becomes of ha.cf and authkeys."""
