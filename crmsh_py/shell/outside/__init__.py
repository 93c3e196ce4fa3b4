"""Completion for the shells of the system: `crm --complete SHELL ...`, which their scripts call."""
