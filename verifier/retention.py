"""What is erased after a time, or at once on request, and that its files go with it.

All of it is off unless the settings say otherwise. Each sweep takes a few, so that a setting that is newly
switched on over a million documents does not hold everything up.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import structlog

from verifier.ports import Clock, Evidence, Forgetting, Jobs

log = structlog.get_logger(__name__)

_A_FEW = 50


@dataclass(frozen=True)
class Terms:
    """The settings of `[retention]`; None: kept until it is erased."""

    documents: timedelta | None
    captures: timedelta | None
    events: timedelta | None


@dataclass(frozen=True)
class Retention:
    jobs: Jobs
    """Of every workspace."""
    forgetting: Forgetting
    evidence: Evidence
    clock: Clock
    terms: Terms

    def sweep(self) -> int:
        """Erase what has had its time, and finish what an erasing left; how much."""
        now, erased = self.clock.now(), 0
        if self.terms.documents is not None:
            for document_id in self.forgetting.documents_before(now - self.terms.documents, _A_FEW):
                self.jobs.erase(document_id)
                log.info("erased after its time", document=document_id)
                erased += 1
        if self.terms.captures is not None:
            erased += self.forgetting.release_captures(now - self.terms.captures, _A_FEW)
        if self.terms.events is not None:
            erased += self.forgetting.forget_events(now - self.terms.events, _A_FEW)
        self.clear(wipe=erased > 0)
        return erased

    def clear(self, *, wipe: bool = True) -> None:
        """Delete the files that nothing rests on any more, and the bytes of what was erased."""
        doomed = self.forgetting.doomed(_A_FEW)
        while doomed:
            for sha256 in doomed:
                self.evidence.erase(sha256)
                self.forgetting.gone(sha256)
            wipe, doomed = True, self.forgetting.doomed(_A_FEW)
        if wipe:
            self.forgetting.wipe()
