"""Who is barred from a thing may not do it: a ban denies what it keeps somebody from."""

from __future__ import annotations

import pytest

import verifier
from verifier.records import ClaimCheck

BARRED = (
    "Japan bars five Russian banks from issuing securities.",
    "Japan banned five Russian banks from issuing securities.",
    "Five Russian banks are barred from issuing securities in Japan.",
    "Japan forbade five Russian banks to issue securities.",
    "Japan imposed a ban on the issue of securities by five Russian banks.",
)
ALLOWED = ("Japan allows five Russian banks to issue securities.",)
SAYS_BARRED = (
    "Five Russian banks may no longer issue securities in Japan",
    "Japan will ban five Russian banks from issuing securities in Japan",
    "Japan banned the issue of securities by five Russian banks",
)
SAYS_ALLOWED = ("Five Russian banks may issue securities in Japan",)

CASES = [
    *((claim, report, ClaimCheck.SUPPORTED) for claim in SAYS_BARRED for report in BARRED),
    *((claim, report, ClaimCheck.SUPPORTED) for claim in SAYS_ALLOWED for report in ALLOWED),
    *((claim, report, ClaimCheck.CONTRADICTED) for claim in SAYS_BARRED for report in ALLOWED),
    *((claim, report, ClaimCheck.CONTRADICTED) for claim in SAYS_ALLOWED for report in BARRED),
]


@pytest.mark.parametrize(("claim", "report", "label"), CASES)
def test_a_ban_denies_what_it_keeps_from(claim: str, report: str, label: ClaimCheck) -> None:
    told = verifier.assess(claim, f"{report} The decision was announced in Tokyo on Wednesday.")
    assert told.label is label


@pytest.mark.parametrize("claim", SAYS_BARRED)
def test_a_ban_that_was_not_made_keeps_nobody_from_anything(claim: str) -> None:
    told = verifier.assess(claim, "Japan did not bar five Russian banks from issuing securities, officials said.")
    assert told.label is ClaimCheck.CONTRADICTED
