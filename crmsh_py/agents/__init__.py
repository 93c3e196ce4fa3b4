"""Resource and fence agents: what they say of themselves, here or in the catalogue we ship."""
