"""A configuration from its schema to a newer one, without any help of Pacemaker's."""
