"""Tests of the conversion of LVS directors."""
