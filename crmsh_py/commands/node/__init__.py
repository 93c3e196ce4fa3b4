"""The level `node`."""
