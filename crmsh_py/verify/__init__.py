"""Checks of a configuration: what would make the cluster refuse it or misbehave."""
