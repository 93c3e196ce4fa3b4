"""The level `cluster`."""
