"""The manual: pages on commands, statements, options, codes and what else one may ask about.

A page is data, made from declarations; `help`, the reference and the man pages show the same.
"""
