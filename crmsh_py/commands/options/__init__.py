"""The level `options`: the preferences of the user, in crm.toml and in this session."""
