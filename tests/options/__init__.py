"""Tests of the tables of options and of their values."""
