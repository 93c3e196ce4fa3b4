"""The level `ra`: resource and fence agents."""
