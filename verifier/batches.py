"""Many documents handed in together: each is a job of its own, and together they have one progress."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from verifier.errors import VerifierError
from verifier.ports import Batches, Clock
from verifier.records import Batch, Caller, Job
from verifier.submissions import Submission


@dataclass(frozen=True)
class Refused:
    """A document of a batch that was not taken. `position` counts from 1."""

    position: int
    name: str
    error: VerifierError


@dataclass(frozen=True)
class Batching:
    kept: Batches
    clock: Clock
    new_id: Callable[[], str]

    def within(self, caller: Caller) -> Batching:
        return replace(self, kept=self.kept.within(caller.workspace))

    def submit(
        self, submissions: Sequence[Submission], submit: Callable[[Submission], Job]
    ) -> tuple[Batch, tuple[Refused, ...]]:
        """Those that can be read, and why the others cannot; where none can, the first one's error.

        With a key, the same documents are the same jobs in the same batch.
        """
        taken: list[tuple[str, Job]] = []
        refused: list[Refused] = []
        for position, one in enumerate(submissions, 1):
            key = f"{one.key}#{position}" if one.key is not None else None
            try:
                taken.append((one.name or "", submit(replace(one, key=key))))
            except VerifierError as error:
                refused.append(Refused(position, one.name or "", error))
        if not taken:
            raise refused[0].error
        batch_id = self._id(taken) if submissions[0].key is not None else f"b{self.new_id()}"
        self.kept.add(batch_id, self.clock.now(), [(name, job.id) for name, job in taken])
        return self.kept.batch(batch_id), tuple(refused)

    def batch(self, batch_id: str) -> Batch:
        return self.kept.batch(batch_id)

    @staticmethod
    def _id(taken: Sequence[tuple[str, Job]]) -> str:
        """Of the jobs, which a key has made the same."""
        return f"b{sha256(' '.join(job.id for _, job in taken).encode()).hexdigest()[:27]}"
