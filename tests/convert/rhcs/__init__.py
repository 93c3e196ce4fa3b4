"""Tests of the conversion of cluster.conf."""
