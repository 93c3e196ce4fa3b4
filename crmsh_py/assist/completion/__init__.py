"""Completion: what may become of the word at the cursor."""
