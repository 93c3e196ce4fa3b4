"""The statements of the language as commands: what each defines, in words and with examples."""
