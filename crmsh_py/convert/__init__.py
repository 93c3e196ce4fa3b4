"""Legacy high-availability configuration into statements of the crm language."""
