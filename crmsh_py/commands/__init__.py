"""The commands, one module a level, and how they are declared."""
