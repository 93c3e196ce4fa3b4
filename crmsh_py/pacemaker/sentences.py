"""Sentences of crm_verify that our own checks have better words for.

Facts about Pacemaker 2.1.5: what libpe_status, libpacemaker and libcrmcommon can say of a
configuration.  What is not here is passed on in Pacemaker's words.
"""

import re

_ABOUT = r"'?(?P<about>[\w.-]+)[\w.:-]*'?"
"""The id of the object, or the name of the option: our message names it too."""

_TABLE: tuple[tuple[str, str], ...] = (
    # fencing
    (r"no (?:STONITH|fencing) resources have been defined", "no-fencing"),
    (rf"{_ABOUT} requires fencing but fencing is disabled", "needs-fencing"),
    (rf"Resetting \"requires\" for {_ABOUT} .* fencing is disabled", "needs-fencing"),
    (rf"Resetting \"requires\" for {_ABOUT} .* unfencing", "option-without-effect"),
    (r"Resetting (?P<about>no-quorum-policy) .* fencing is disabled", "needs-fencing"),
    (r"Resetting 'loss-policy' for ticket .* fencing is not configured", "ticket-without-fencing"),
    # operations
    (r"^Operation \S+ is duplicate of \S+", "duplicate-operation"),
    (r"Resetting 'on-fail' for ", "wrong-on-fail needs-fencing wrong-option-value"),
    (r"Ignoring \S+ because \S+ action cannot be recurring", "recurring-operation"),
    # meta attributes, options, utilization
    (rf"Ignoring 'target-role' for {_ABOUT} because '.*' is not valid", "wrong-option-value"),
    (
        rf"Ignoring 'target-role' for {_ABOUT} because '.*' only makes sense for promotable",
        "option-without-effect never-promoted wrong-option-value",
    ),
    (rf"Resetting 'requires' for {_ABOUT} to .* is not valid", "wrong-option-value"),
    (r"is not a valid value for (?P<about>multiple-active)", "wrong-option-value"),
    (r"(?P<about>migration-threshold) must be non-negative", "wrong-option-value"),
    (rf"Using default value for cluster option {_ABOUT} because", "wrong-option-value"),
    (r"Using default of \"none\" for (?P<about>node-health-strategy)", "wrong-option-value"),
    (
        rf"Support for legacy name '.*' for cluster option {_ABOUT} is deprecated",
        "deprecated-option obsolete-option",
    ),
    (rf"Alert {_ABOUT} has invalid timeout", "wrong-option-value"),
    (r"Using 0 for utilization instead of invalid value", "wrong-utilization"),
    (r"Support for the '(?P<about>\w+)' group meta-attribute is", "deprecated-option"),
    (
        r"Support for (?:the )?(?P<about>restart-type|can_fail|remove-after-stop) .*is deprecated",
        "deprecated-option obsolete-option unknown-meta-attribute unknown-property",
    ),
    (r"Support for (?P<about>role_after_failure) is", "deprecated-option obsolete-option"),
    (
        r"Support for (?P<about>stonith-action) of 'poweroff'",
        "deprecated-value deprecated-option obsolete-option",
    ),
    # clones and bundles
    (
        rf"Resource {_ABOUT} is of type .* cannot be used as a promotable clone",
        "cannot-be-promoted",
    ),
    (
        rf"Ignoring globally-unique for {_ABOUT} because .* only as anonymous clones",
        "option-without-effect",
    ),
    (rf"Ignoring promoted-max for {_ABOUT} because anonymous", "option-without-effect"),
    (r"Cannot interleave \S+ and \S+ because", "not-interleaved"),
    (rf"Specifying the 'control-port' for {_ABOUT} requires", "shared-ports"),
    (rf"Cannot control {_ABOUT} inside \S+ without", "unreachable-bundle"),
    # constraints and references
    (r"Support for 'score' in rsc_order is deprecated", "score-of-order"),
    (
        rf"Ignoring .* because (?:resource )?{_ABOUT} (?:does not exist|is not a valid resource)",
        "dangling-reference constraint-without-resource cannot-be-promoted",
    ),
    (rf"No (?:template|template or tag) named {_ABOUT}", "dangling-reference cannot-be-promoted"),
    (rf"Ignoring <\w+> resource {_ABOUT} because", "cannot-be-promoted unreachable-bundle"),
    (rf"Ignoring constraint {_ABOUT} because it contains no rules", "schema-violation"),
    (r"is not a valid ISO 8601 ", "invalid-date"),
    (rf"The resource object {_ABOUT} should not reference itself", "self-reference"),
    (rf"(?:Clone|Group) {_ABOUT} .*(?:no children|any members)", "schema-violation"),
)
"""A sentence's pattern, and the codes of ours that say it."""

SENTENCES: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), tuple(codes.split())) for pattern, codes in _TABLE
)
