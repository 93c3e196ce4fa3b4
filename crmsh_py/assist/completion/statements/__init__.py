"""Words for statements of the language: `offering` is the entry, one module a family of words."""
