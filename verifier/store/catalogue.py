"""The library's catalogue: which page lies where, and which pages speak of what. Its own SQLite file.

It holds addresses, days and words, never a page's bytes, and can be deleted at any time: the next `sync`
of the library makes it anew.
"""

from __future__ import annotations

import hashlib
import json
import math
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from verifier import codec
from verifier.discovery.library import RECORD, Page, Shelf
from verifier.prose.words import stem, words
from verifier.records import Window
from verifier.store.holdings import Holding, Skipped
from verifier.store.skim import Skim
from verifier.urls import bare_host, comparison_key, host_of

IN_WINDOW, UNDATED, ELSEWHEN = 200, 50, 20
"""How many pages an answer lists: of the asked days, of unknown days, and of others that speak of the matter."""
NEAR_DAYS = 3
"""A library that has a page of the outlet so near the asked days is taken to have been kept in those days."""
SPEAKS = 0.35
"""Of the asked words, by rarity: from this share on a page of another day is worth listing."""
TELLING = 8
"""How many of the rarest words a page of another day must have one of."""

_SCHEMA = """
CREATE TABLE IF NOT EXISTS roots (path TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS files (path TEXT PRIMARY KEY, stamp TEXT NOT NULL, skipped TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS pages (
    number INTEGER PRIMARY KEY, path TEXT NOT NULL, member TEXT NOT NULL, offset INTEGER NOT NULL,
    url TEXT NOT NULL, key TEXT NOT NULL, host TEXT NOT NULL, site TEXT NOT NULL, status INTEGER NOT NULL,
    title TEXT, day TEXT, language TEXT, captured_at TEXT
);
CREATE INDEX IF NOT EXISTS pages_of_file ON pages (path);
CREATE INDEX IF NOT EXISTS pages_by_key ON pages (key);
CREATE INDEX IF NOT EXISTS pages_by_host ON pages (host);
CREATE INDEX IF NOT EXISTS pages_by_site ON pages (site);
CREATE VIRTUAL TABLE IF NOT EXISTS texts USING fts5 (words, tokenize = 'unicode61');
CREATE VIRTUAL TABLE IF NOT EXISTS vocabulary USING fts5vocab (texts, row);
"""
# `outlet` is a temporary table of the numbers of the asked outlet's pages.
_NEAR = """
SELECT count(*) FROM pages JOIN outlet USING (number)
WHERE status < 300 AND coalesce(day, substr(captured_at, 1, 10)) BETWEEN ? AND ?
"""
_OF_DAYS = """
SELECT number, url, title, day, language, captured_at, words
FROM pages JOIN outlet USING (number) JOIN texts ON texts.rowid = number
WHERE day BETWEEN ? AND ? LIMIT 2000
"""
_UNDATED = """
SELECT number, url, title, day, language, captured_at, words
FROM pages JOIN outlet USING (number) JOIN texts ON texts.rowid = number
WHERE day IS NULL LIMIT 2000
"""
_SPEAKING = """
SELECT number, url, title, day, language, captured_at, words
FROM texts JOIN pages ON texts.rowid = number JOIN outlet USING (number)
WHERE texts MATCH ? ORDER BY rank LIMIT 200
"""
_COPIES = """
SELECT number, url, title, day, language, captured_at, words
FROM texts JOIN pages ON texts.rowid = number
WHERE texts MATCH ? AND day BETWEEN ? AND ? AND number NOT IN (SELECT number FROM outlet) ORDER BY rank LIMIT 200
"""
_OF_ADDRESS = """
SELECT number, url, title, day, language, captured_at, words
FROM pages JOIN texts ON texts.rowid = number
WHERE key = ? LIMIT 20
"""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page lies: a file, the member of a package, the offset in it."""

    path: str
    member: str
    offset: int
    url: str


@dataclass(frozen=True, slots=True)
class Search:
    """What the library is asked for. `window` None: pages of any day."""

    hosts: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
    window: Window | None = None
    url: str | None = None


class Catalogue:
    """Safe in any number of threads and processes: each call is a transaction on a connection of its own."""

    def __init__(self, file: Path) -> None:
        self._file = file
        with self._reading() as db:
            db.executescript(_SCHEMA)  # its statements commit themselves

    # ── files ──

    def roots(self) -> set[Path]:
        with self._reading() as db:
            return {Path(path) for (path,) in db.execute("SELECT path FROM roots")}

    def add_roots(self, roots: Sequence[Path]) -> None:
        with self._writing() as db:
            db.executemany("INSERT OR IGNORE INTO roots VALUES (?)", [(str(root),) for root in roots])

    def stamps(self) -> dict[str, str]:
        """The files as they were when their pages were entered."""
        with self._reading() as db:
            return dict(db.execute("SELECT path, stamp FROM files"))

    def skipped(self) -> tuple[Skipped, ...]:
        with self._reading() as db:
            rows = db.execute("SELECT skipped FROM files WHERE skipped <> '' ORDER BY path").fetchall()
        return tuple(Skipped(**one) for (listed,) in rows for one in json.loads(listed))

    def enter(self, file: Path, stamp: str, pages: Sequence[tuple[Holding, Skim]], skipped: Sequence[Skipped]) -> None:
        """Put a file's pages in the place of those it had before."""
        with self._writing() as db:
            _forget(db, str(file))
            reasons = json.dumps([codec.encode(one) for one in skipped]) if skipped else ""
            db.execute("INSERT INTO files VALUES (?, ?, ?)", (str(file), stamp, reasons))
            for held, seen in pages:
                _enter(db, str(file), held, seen)

    def forget(self, paths: Sequence[str]) -> None:
        with self._writing() as db:
            for path in paths:
                _forget(db, path)

    # ── pages ──

    def count(self) -> int:
        with self._reading() as db:
            return int(db.execute("SELECT count(*) FROM pages").fetchone()[0])

    def place(self, identity: str) -> Place | None:
        with self._reading() as db:
            row = db.execute(
                "SELECT path, member, offset, url FROM pages WHERE number = ?", (_number(identity),)
            ).fetchone()
        return Place(row[0], row[1], row[2], row[3] or RECORD + identity) if row else None

    def search(self, search: Search) -> Shelf:
        """The asked page; the outlet's of the asked days, then those of unknown days; pages of those days elsewhere
        that name the outlet, which may be copies of its report; then what else of the outlet speaks of it."""
        asked = sorted({stem(word) for term in search.terms for word in words(term)})
        with self._reading() as db:
            _gather(db, search)
            seen = {word: _pages_with(db, word) for word in asked}
            weights = _weights(db, seen)
            listed = _list(db, _OF_ADDRESS, [comparison_key(search.url)], weights)[:IN_WINDOW] if search.url else []
            near = _near(db, search.window)
            if search.window:
                days = [search.window.first.isoformat(), search.window.last.isoformat()]
                listed += _list(db, _OF_DAYS, days, weights)[:IN_WINDOW]
                listed += _list(db, _UNDATED, [], weights)[:UNDATED]
            telling = sorted((word for word in asked if seen[word]), key=lambda word: seen[word])[:TELLING]
            if search.window and telling and search.names:
                copies = _list(db, _COPIES, [_naming(search.names, telling), *days], weights)
                listed += [page for page in copies if page.match >= SPEAKS][:ELSEWHEN]
            if telling:
                others = _list(db, _SPEAKING, [" OR ".join(f'"{word}"' for word in telling)], weights)
                listed += [page for page in others if page.match >= SPEAKS or not search.window][:ELSEWHEN]
        return Shelf(near, tuple({page.id: page for page in listed}.values()))

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with self._reading() as db:
            db.execute("BEGIN IMMEDIATE")
            try:
                yield db
            except BaseException:
                db.execute("ROLLBACK")
                raise
            db.execute("COMMIT")

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(self._file, timeout=60, isolation_level=None)) as db:
            db.execute("PRAGMA journal_mode=WAL")
            db.execute("PRAGMA synchronous=NORMAL")
            yield db


# ── writing rows ──────────────────────────────────────────────────────────────────────────────────


def _enter(db: sqlite3.Connection, path: str, held: Holding, seen: Skim) -> None:
    number = _number(hashlib.sha256(f"{path}\0{held.member}\0{held.offset}".encode()).hexdigest()[:15])
    row = (
        number,
        path,
        held.member,
        held.offset,
        seen.url,
        comparison_key(seen.url),
        _reversed(host_of(seen.url)),
        (seen.site or "").casefold(),
        held.status,
        seen.title,
        seen.day.isoformat() if seen.day else None,
        seen.language,
        held.captured_at.isoformat() if held.captured_at else None,
    )
    db.execute("INSERT OR REPLACE INTO pages VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
    db.execute("INSERT INTO texts (rowid, words) VALUES (?, ?)", (number, seen.words))


def _forget(db: sqlite3.Connection, path: str) -> None:
    db.execute("DELETE FROM texts WHERE rowid IN (SELECT number FROM pages WHERE path = ?)", (path,))
    db.execute("DELETE FROM pages WHERE path = ?", (path,))
    db.execute("DELETE FROM files WHERE path = ?", (path,))


def _number(identity: str) -> int:
    """A page's number in the catalogue; the same for the same place in the same file, whenever it is entered."""
    try:
        return int(identity, 16)
    except ValueError:
        return -1


def _reversed(host: str) -> str:
    """`www.ajw.asahi.com` as `com.asahi.ajw`: what lies below a host begins like it, so that an index finds it."""
    return ".".join(reversed(bare_host(host).split(".")))


# ── searching ─────────────────────────────────────────────────────────────────────────────────────


def _gather(db: sqlite3.Connection, search: Search) -> None:
    """The numbers of the outlet's pages, by host; by the name they give where they have no address."""
    db.execute("CREATE TEMP TABLE outlet (number INTEGER PRIMARY KEY)")
    for host in map(_reversed, search.hosts):
        db.execute(
            "INSERT OR IGNORE INTO outlet SELECT number FROM pages WHERE host = ? OR (host > ? AND host < ?)",
            (host, host + ".", host + "/"),  # "/" is the character after "."
        )
    for name in search.names:
        db.execute(
            "INSERT OR IGNORE INTO outlet SELECT number FROM pages WHERE site = ? AND host = ''", (name.casefold(),)
        )


def _near(db: sqlite3.Connection, window: Window | None) -> int:
    """How many readable pages of the outlet the library has from about those days, or at all."""
    first, last = (
        (window.first, window.last) if window else (date.min + timedelta(NEAR_DAYS), date.max - timedelta(NEAR_DAYS))
    )
    days = (first - timedelta(days=NEAR_DAYS)).isoformat(), (last + timedelta(days=NEAR_DAYS)).isoformat()
    return int(db.execute(_NEAR, days).fetchone()[0])


def _naming(names: Sequence[str], telling: Sequence[str]) -> str:
    """An FTS query: a name of the outlet, as a phrase, and one of the telling words."""
    phrases = {" ".join(stem(word) for word in words(name)) for name in names}
    named = " OR ".join(f'"{phrase}"' for phrase in sorted(phrases) if phrase)
    spoken = " OR ".join(f'"{word}"' for word in telling)
    return f"({named}) AND ({spoken})"


def _pages_with(db: sqlite3.Connection, word: str) -> int:
    row = db.execute("SELECT doc FROM vocabulary WHERE term = ?", (word,)).fetchone()
    return row[0] if row else 0


def _weights(db: sqlite3.Connection, seen: Mapping[str, int]) -> dict[str, float]:
    """What each asked word tells: the more, the fewer pages of the library have it."""
    total = db.execute("SELECT count(*) FROM pages").fetchone()[0]
    return {word: math.log((total + 1) / (pages + 0.5)) + 0.1 for word, pages in seen.items()}


def _list(db: sqlite3.Connection, query: str, values: Sequence[str], weights: dict[str, float]) -> list[Page]:
    """The pages that a query finds, best match first."""
    pages = [
        Page(
            id=f"{number:015x}",
            url=url or f"{RECORD}{number:015x}",
            title=title,
            day=date.fromisoformat(day) if day else None,
            language=language,
            captured_at=datetime.fromisoformat(captured_at) if captured_at else None,
            match=_match(frozenset(text.split()), weights),
        )
        for number, url, title, day, language, captured_at, text in db.execute(query, list(values))
    ]
    return sorted(pages, key=lambda page: -page.match)


def _match(text: frozenset[str], weights: dict[str, float]) -> float:
    whole = sum(weights.values())
    return round(sum(weight for word, weight in weights.items() if word in text) / whole, 4) if whole else 0.0
