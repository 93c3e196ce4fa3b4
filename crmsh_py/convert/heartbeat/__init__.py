"""Heartbeat's haresources and ha.cf into a configuration."""
