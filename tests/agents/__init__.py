"""Tests of the room of agents."""
