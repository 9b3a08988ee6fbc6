"""The link channel: the address that the document itself gives for the report."""

from __future__ import annotations

import re

from verifier.records import Answer, Candidate, Query, Request, Response
from verifier.urls import unwrap_archive

# The time in a replay address. With `id_` behind it the copy comes as it was captured, without the
# archive's frame and with its own links.
_REPLAY = re.compile(r"/(\d{4,14})\*?(?:[a-z]{2}_)?/(?=\S)")


class Link:
    """Nobody is asked: the reference's own URL, written out or under its words, is the candidate."""

    name = "link"
    archive = False
    discreet = True

    def given(self, query: Query) -> tuple[Candidate, ...]:
        """The linked page; of a link to an archived copy, the page itself with that copy as its locator."""
        if not query.url:
            return ()
        url = query.url if "://" in query.url else f"http://{query.url}"
        copy = unwrap_archive(url)
        if copy is None:
            return (Candidate(url, self.name, title=query.title, score=1.0),)
        original, archived_at = copy
        locator = _REPLAY.sub(r"/\1id_/", url, count=1)
        return (Candidate(original, self.name, locator, query.title, archived_at=archived_at, score=1.0),)

    def requests(self, query: Query) -> tuple[Request, ...]:  # noqa: ARG002 (the port's signature)
        return ()

    def read(self, query: Query, request: Request, response: Response) -> Answer:  # noqa: ARG002 (the port's signature)
        raise ValueError("the link channel asks nothing")
