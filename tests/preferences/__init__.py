"""Tests of the preferences of the user."""
