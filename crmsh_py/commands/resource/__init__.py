"""The level `resource`."""
