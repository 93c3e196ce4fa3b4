"""Why a resource runs where it runs, or does not run: from configuration, status and scores.

Pure: what was read goes in, sentences come out, always the same for the same.
"""

from crmsh_py.pacemaker.reasons.explanation import Explanation, explain, reasons
from crmsh_py.pacemaker.reasons.placements import Placement
from crmsh_py.pacemaker.reasons.situation import Reason, Situation

__all__ = ["Explanation", "Placement", "Reason", "Situation", "explain", "reasons"]
