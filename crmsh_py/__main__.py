"""`python -m crmsh_py` is `crm`."""

from crmsh_py.cli import run

run()
