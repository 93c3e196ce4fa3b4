"""Whether anybody checks the CIB against a schema at all.

Facts: Pacemaker Explained, "CIB Properties": `validate-with` names the schema, `none` is none.
"""

from collections.abc import Iterator

from crmsh_py.diagnostics import Diagnostic, Severity
from crmsh_py.verify.check import OfWhole
from crmsh_py.verify.schema import is_known
from crmsh_py.verify.view import View

_HINT = "'configure schema NAME' sets one, 'configure upgrade' goes to the newest"


def unjudged(view: View) -> Iterator[Diagnostic]:
    """Report a CIB whose schema is none, or one that is not known here."""
    name = view.cib.root.get("validate-with", "none").strip()
    if name == "none":
        words = "validate-with is 'none': nothing checks that the configuration is valid"
        yield Diagnostic("unjudged", words, Severity.WARNING, hint=_HINT)
    elif not is_known(name):
        words = f"the schema {name!r} is not known here: nobody can tell if the CIB is valid in it"
        yield Diagnostic("unjudged", words, Severity.WARNING, hint=_HINT)


CHECKS = (OfWhole(("unjudged",), unjudged),)
