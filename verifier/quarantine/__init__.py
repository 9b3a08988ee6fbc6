"""Quarantine: what strangers wrote is parsed in child processes, under limits of memory and of time.

    Quarantine(Bounds(memory_bytes, page_s, document_s), children)
        .read(…)  .ingest(…)  .ingest_text(…)     as in `reading` and `ingest`, or `TooComplex`

`pool` keeps the children: starts them, watches the clock, replaces those that die. `child` is the program
that they run, and `frames` what the two say to each other. A child has no settings, no keys and no open
connection; it is no sandbox beyond that, and may read what its user may read.
"""

from verifier.quarantine.pool import Bounds, Quarantine

__all__ = ["Bounds", "Quarantine"]
