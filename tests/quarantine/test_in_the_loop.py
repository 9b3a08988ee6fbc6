"""A page that takes a reader down: named in the trail, unread and not absent, and the loop goes on."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from tests.loop import PAGE, Loop, answered
from verifier.quarantine import Bounds, Quarantine
from verifier.records import Judged, Read, Unreadable, Verdict


def test_a_page_that_is_too_complex_makes_the_reference_unreachable(tmp_path: Path) -> None:
    quarantine = Quarantine(Bounds(400_000_000, 0, 1), 1)
    loop = Loop(tmp_path)
    loop.desk = replace(loop.desk, read=quarantine.read)
    loop.script[PAGE] = [answered(PAGE, "<html><body>" + "<b></b>" * 700_000)]
    loop.run()
    quarantine.close()

    [read] = [entry for entry in loop.entries() if isinstance(entry, Read)]
    assert read.unreadable is Unreadable.TOO_COMPLEX
    assert "processor time" in read.note
    judged = loop.entries()[-1]
    assert isinstance(judged, Judged)
    assert judged.judgement.verdict is Verdict.UNREACHABLE
    assert "page_too_complex" in [reason.code for reason in judged.judgement.reasons]
