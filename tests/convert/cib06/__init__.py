"""Tests of the conversion of old CIBs."""
