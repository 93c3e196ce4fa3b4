"""The CIB in memory: an lxml tree and typed functions on it."""
