"""The user's own library: files indexed once where they lie, searched and read like any other archive.

No byte of a page is copied. A page is given out as it was answered when it was captured: one that was
refused then is refused now.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from email.utils import format_datetime
from pathlib import Path
from urllib.parse import parse_qs

from verifier import codec
from verifier.discovery.library import RECORD, SEARCH
from verifier.ports import Clock
from verifier.records import Exchange, Outcome, Request, Response, Window
from verifier.store.catalogue import Catalogue, Search
from verifier.store.holdings import UNREADABLE, Holding, Skipped, holding, holdings, is_holding, stamp
from verifier.store.skim import Skim, skim

__all__ = ["Added", "Library", "Skipped"]


@dataclass(frozen=True, slots=True)
class Added:
    """`records`: how many pages were indexed anew. `skipped`: what cannot be used, and why."""

    records: int
    skipped: tuple[Skipped, ...] = ()


class Library:
    """Implements `ports.Fetcher` for `library:` addresses. Safe in any number of threads and processes."""

    def __init__(self, folder: Path, clock: Clock) -> None:
        """`folder`: where the index is kept, in `library.db`."""
        folder.mkdir(parents=True, exist_ok=True)
        self._catalogue = Catalogue(folder / "library.db")
        self._clock = clock

    # ── keeping ──

    def add(self, paths: Iterable[str | Path]) -> Added:
        """Take these files and folders into the library, for good, and index them."""
        given = [Path(path).expanduser().resolve() for path in paths]
        self._catalogue.add_roots([path for path in given if path.exists()])
        missing = tuple(Skipped(str(path), "there is no such file or folder") for path in given if not path.exists())
        added = self.sync()
        return replace(added, skipped=(*missing, *added.skipped))

    def sync(self, paths: Iterable[str | Path] = ()) -> Added:
        """Bring the index up to date with what was added and with `paths`; what is gone, or in neither, is dropped.

        Only files that changed are read. `skipped` is of the whole library.
        """
        known = self._catalogue.stamps()
        roots = self._catalogue.roots() | {Path(path).expanduser().resolve() for path in paths}
        found = {str(file): file for root in sorted(roots) for file in _files(root)}
        records = 0
        for name, file in found.items():
            mark = stamp(file)
            if known.get(name) != mark:
                records += self._index(file, mark)
        self._catalogue.forget([name for name in known if name not in found])
        return Added(records, self._catalogue.skipped())

    def count(self) -> int:
        """How many pages the library holds."""
        return self._catalogue.count()

    def _index(self, file: Path, mark: str) -> int:
        """Enter a file's pages; of a file that breaks off, those before the break."""
        pages: list[tuple[Holding, Skim]] = []
        skipped: list[Skipped] = []
        try:
            for held in holdings(file):
                if isinstance(held, Skipped):
                    skipped.append(held)
                else:
                    pages.append((replace(held, body=b""), skim(held)))
        except UNREADABLE as error:
            skipped.append(Skipped(str(file), f"broken after {len(pages)} pages: {error}"))
        self._catalogue.enter(file, mark, pages, skipped)
        return len(pages)

    # ── answering ──

    def fetch(self, request: Request) -> Exchange:
        """`library:search?…` gives a `Shelf` as JSON; `library:record/ID` the page, under its own address."""
        address, _, asked = request.url.partition("?")
        if address == SEARCH:
            return self._search(request.url, parse_qs(asked))
        return self._page(address.removeprefix(RECORD))

    def _search(self, url: str, asked: dict[str, list[str]]) -> Exchange:
        search = Search(
            hosts=tuple(asked.get("host", ())),
            names=tuple(asked.get("name", ())),
            terms=tuple(asked.get("term", ())),
            window=Window(*(date.fromisoformat(asked[end][0]) for end in ("first", "last")))
            if "first" in asked
            else None,
            url=asked.get("url", [None])[0],
        )
        body = json.dumps(codec.encode(self._catalogue.search(search)), ensure_ascii=False).encode()
        response = Response(url, 200, (("Content-Type", "application/json"),), body, self._clock.now())
        return Exchange(Outcome.OK, response, status=200)

    def _page(self, identity: str) -> Exchange:
        place = self._catalogue.place(identity)
        if place is None or not Path(place.path).exists():
            return Exchange(Outcome.NOT_FOUND, detail="The library does not hold this page any more.", status=404)
        try:
            held = holding(Path(place.path), place.member, place.offset)
        except UNREADABLE as error:
            return Exchange(Outcome.GARBAGE, detail=f"{place.path} cannot be read: {error}")
        outcome = _outcome(held.status)
        if not outcome.answered:
            return Exchange(outcome, detail=f"When it was captured, the answer was {held.status}.", status=held.status)
        headers = held.headers
        if held.captured_at:
            headers = (*headers, ("Memento-Datetime", format_datetime(held.captured_at, usegmt=True)))
        response = Response(place.url, held.status, headers, held.body, self._clock.now())
        return Exchange(outcome, response, status=held.status)


def _files(root: Path) -> Iterator[Path]:
    """The files of a folder that may hold pages, hidden ones and hidden folders left out."""
    if root.is_file() and is_holding(root):
        yield root
    for path in sorted(root.rglob("*")) if root.is_dir() else ():
        if (
            path.is_file()
            and is_holding(path)
            and not any(part.startswith(".") for part in path.relative_to(root).parts)
        ):
            yield path


def _outcome(status: int) -> Outcome:
    """What the recorded answer comes to, as on the web, but never "later": a record does not change.

    A page that was throttled or broken when it was captured is as unread as a refused one.
    """
    if 200 <= status < 300:
        return Outcome.OK
    return Outcome.NOT_FOUND if status in (404, 410) else Outcome.REFUSED
