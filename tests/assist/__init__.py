"""Tests of what helps whoever types."""
