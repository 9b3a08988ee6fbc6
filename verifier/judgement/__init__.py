"""From what is in a dossier to the verdict on its reference: one table, in one place, and the reasons as codes.

Pure. Nothing is compared here (that is `matching`) and nothing is worded (`config/reasons.toml` is).
"""

from __future__ import annotations

from verifier.judgement.table import confident, judge

__all__ = ["confident", "judge"]
