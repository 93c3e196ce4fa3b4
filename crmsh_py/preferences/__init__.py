"""What the user prefers: settings of the shell itself, and where each of them was said."""
