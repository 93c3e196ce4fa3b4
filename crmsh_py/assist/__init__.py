"""What helps whoever types: completion, highlighting, hints.  No terminal is needed for it."""
