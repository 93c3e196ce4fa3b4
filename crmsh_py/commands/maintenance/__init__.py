"""The level `maintenance`."""
