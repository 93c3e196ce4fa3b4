"""The prompt: how lines are read, shown while they are typed, and carried out.

Of crm only this package and the live views import prompt_toolkit.
"""
