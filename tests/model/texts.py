"""Configurations written as crm text, and what edits do to them."""

from collections.abc import Callable

import pytest

from crmsh_py.commands.texts import statements_in
from crmsh_py.diagnostics import CrmError, errors
from crmsh_py.model import load
from crmsh_py.model.cib import Cib
from crmsh_py.model.define import define
from model.configurations import empty, text_of


def cib_with(text: str) -> Cib:
    """Return a configuration of these statements."""
    cib = empty()
    load.replace(cib, statements_in(text, "before"))
    return cib


def type_in(cib: Cib, text: str) -> list[str]:
    """Carry out statements as if they had been typed."""
    return [id_ for given in statements_in(text, "typed") for id_ in define(cib, given)]


def lines(cib: Cib) -> list[str]:
    """Return what `show` prints, a statement a line."""
    return text_of(cib).replace(" \\\n\t", " ").splitlines()


def refusals(call: Callable[[], object]) -> list[tuple[str, str | None]]:
    """Return codes and subjects of all errors for which a call is refused."""
    with pytest.raises(CrmError) as caught:
        call()
    return [(one.code, one.subject) for one in errors(caught.value.diagnostics)]
