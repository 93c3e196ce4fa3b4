"""Pacemaker's tools, and what we make of what they say."""
