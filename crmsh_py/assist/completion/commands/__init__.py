"""Words for commands that are no statements: `offering` is the entry, a module for each family."""
