"""Secrets that everybody reads who may read the configuration."""

from collections.abc import Iterator

from crmsh_py.diagnostics import Diagnostic, Severity
from crmsh_py.secrets import is_secret
from crmsh_py.verify.check import OfWhole, finding
from crmsh_py.verify.view import Primitive, View

_KEPT_APART = "lrm://"
"""What `cibsecret` leaves in the place of a value."""
_NO_SECRETS = ("_script", "_file", "_path", "_length")
"""Ends of names that only say where a secret is, or what it is like."""


def plain_secrets(view: View) -> Iterator[Diagnostic]:
    """Report resources with secrets in clear."""
    everyone = [*view.templates, *view.primitives]
    names = {name for one in everyone for name in one.own_parameters.always}
    secret = {name for name in names if is_secret(name) and not name.endswith(_NO_SECRETS)}
    for primitive in everyone if secret else ():
        clear = [name for name in sorted(secret) if _is_clear(primitive, name)]
        if clear:
            yield _told(primitive, clear)


def _is_clear(primitive: Primitive, name: str) -> bool:
    value = primitive.own_parameters.get(name)
    return bool(value) and not str(value).startswith(_KEPT_APART)


def _told(primitive: Primitive, names: list[str]) -> Diagnostic:
    listed = ", ".join(repr(name) for name in names)
    words = f"{listed} can be read by all who may read the configuration"
    hint = f"type 'crm resource secret {primitive.id} stash {names[0]}' keeps it out of it"
    if primitive.is_template:
        hint = "put it in the primitives: 'crm resource secret' can keep theirs elsewhere"
    severity = Severity.INFO
    return finding(primitive.element, "plain-secret", words, names[0], severity=severity, hint=hint)


CHECKS = (OfWhole(("plain-secret",), plain_secrets),)
