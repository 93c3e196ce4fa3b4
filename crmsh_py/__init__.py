"""crm: the configuration shell of Pacemaker clusters."""

__version__ = "0.1.0"
