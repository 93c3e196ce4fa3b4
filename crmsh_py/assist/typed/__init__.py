"""A typed text: its statements, and which word of them is what."""
