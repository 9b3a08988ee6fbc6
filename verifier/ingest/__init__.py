"""Ingest: the bytes a user submits → a `Document`: normalised text, links, places, and what is known of it.

It fetches nothing, stores nothing, and knows no citation. One module a format (`markdown`, `html`,
`docx`, `pdf`), each with a `read`; `intake` chooses among them and settles title, publication and date.
"""

from verifier.ingest.intake import Limits, ingest, ingest_text
from verifier.records import Given

__all__ = ["Given", "Limits", "ingest", "ingest_text"]
