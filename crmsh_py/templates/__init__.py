"""Ready configurations: what they are made of, filling them in, and those that are shipped."""
