"""One fetcher for every kind of address: the web's, and those of sources of one's own."""

from __future__ import annotations

from collections.abc import Mapping

from verifier.ports import Fetcher
from verifier.records import Deferral, Exchange, Outcome, Request


class ByScheme:
    """Hands each request to the fetcher of its URL's scheme: `{"http": web, "https": web, "library": library}`."""

    def __init__(self, fetchers: Mapping[str, Fetcher]) -> None:
        self._fetchers = dict(fetchers)

    def fetch(self, request: Request) -> Exchange | Deferral:
        scheme = request.url.partition(":")[0].strip().lower()
        fetcher = self._fetchers.get(scheme)
        if fetcher is None:
            return Exchange(Outcome.GUARDED, detail=f"Nothing here fetches a URL like {request.url[:80]!r}.")
        return fetcher.fetch(request)
