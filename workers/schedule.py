"""What beat sends: only the sweep, and a sweep that nobody took in time is worth nothing."""

from __future__ import annotations

from verifier.queueing import SWEEP


def schedule(every_s: int) -> dict[str, dict[str, object]]:
    return {"sweep": {"task": SWEEP, "schedule": float(every_s), "options": {"queue": "fetch", "expires": every_s}}}
