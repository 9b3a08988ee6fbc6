"""The sitemap channel: what the outlet's own site lists of its pages.

From the registry and robots.txt to the sitemaps, from an index to those of its files that can hold the
cited days, from a file to the pages of those days. Only what can hold the day is asked for; a site that
was given up is not.

Each request remembers in `context` what its answer may be taken for: "named" is a file whose address says
that it is of the cited days, "cut" one of more than may be asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from verifier.discovery.addresses import may_be_report
from verifier.discovery.days import may_be_of
from verifier.discovery.ranking import best, speaking
from verifier.discovery.silent import is_opaque
from verifier.discovery.sitemap_file import Entry, SitemapFile, parse
from verifier.discovery.sites import live, speaks_for
from verifier.errors import ChannelError
from verifier.records import Answer, Candidate, Outlet, Query, Request, Response, Window
from verifier.urls import date_in, host_of, period_in, same_site

MAX_HOSTS = 3
MAX_CANDIDATES = 60
"""Of one file, likeliest first: a daily's day has a few hundred pages."""
LATE_DAYS = 2
"""A page may be listed as modified so much after its day and still be of it, where nothing better is said."""
REBUILT = 2000
"""When so many pages of one file were modified within the days, the site was rebuilt, and it means nothing."""
FRESH_DAYS = 4
"""A news sitemap lists two days; after so many it cannot hold the day."""

USUAL = "/sitemap.xml"
"""Where a sitemap is, if robots.txt names none and there is one."""
_LISTED = re.compile(rb"^[ \t]*sitemap[ \t]*:[ \t]*(https?://\S+)", re.IGNORECASE | re.MULTILINE)
_OTHER_THINGS = re.compile(
    r"(?<![a-z])(?:image|img|video|photo|galler(?:y|ie)|author|tag|categor(?:y|ie)|topic|section|podcast|recipe|product|"
    r"amp)s?(?![a-z])",
    re.IGNORECASE,
)
_NEWS = re.compile(r"news[-_]?(?:sitemap|latest)|(?:sitemap|google)[-_]?news|latest", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")


class Sitemap:
    name = "sitemap"
    archive = False
    discreet = True

    def __init__(self, max_files: int = 6) -> None:
        """`max_files`: of one index or robots.txt that are asked for; the likeliest first."""
        self._max_files = max_files

    def given(self, query: Query) -> tuple[Candidate, ...]:  # noqa: ARG002 (the port's signature)
        return ()

    def requests(self, query: Query) -> tuple[Request, ...]:
        """The registry's sitemaps and robots.txt of the likeliest host, then of the others; those of the
        latest news only for days so late. Where the likeliest host was given up, it is the archives' turn first."""
        hosts = live(query)[:MAX_HOSTS]
        if query.window is None or not hosts:
            return ()
        turn = 0 if hosts[0] == query.hosts[0] else 1
        known = [url for url in query.outlet.sitemaps if _may_hold(url, query.window, today=query.today)]
        return (
            *(Request(url, purpose="sitemap", turn=turn) for url in known[: self._max_files]),
            *(
                Request(f"{_scheme(host, query.outlet)}://{host}/robots.txt", purpose="robots", turn=turn + place)
                for place, host in enumerate(hosts)
            ),
        )

    def read(self, query: Query, request: Request, response: Response) -> Answer:
        if query.window is None:
            raise ValueError("a sitemap is only asked for dated references")
        if request.purpose == "robots":
            return self._robots(query.window, request, response)
        try:
            file = parse(response.body) if response.status == 200 else None
        except ChannelError:
            if request.purpose != "guess":
                raise
            file = None  # many sites answer an address they do not have with a page
        if file is None:
            return Answer(covers=False, note="there is no such sitemap")
        if file.is_index:
            own = [
                entry for entry in file.entries if same_site(host_of(entry.url), (*query.hosts, host_of(request.url)))
            ]
            follow_ups, note = self._choose(own, query.window, request.turn, response.at.date(), only_named=True)
            return Answer(follow_ups=follow_ups, covers=False, note=note)
        return _pages(query, query.window, file, request)

    def _robots(self, window: Window, request: Request, response: Response) -> Answer:
        """The sitemaps that robots.txt names; where it names none, the usual address."""
        listed = _LISTED.findall(response.body) if response.status == 200 else []
        files = [Entry(url) for url in dict.fromkeys(one.decode("utf-8", "replace") for one in listed)]
        if not files:
            guess = Request("/".join(request.url.split("/", 3)[:3]) + USUAL, "guess", turn=request.turn)
            return Answer(follow_ups=(guess,), covers=False, note="robots.txt names no sitemap")
        follow_ups, note = self._choose(files, window, request.turn, response.at.date(), only_named=False)
        return Answer(follow_ups=follow_ups, covers=False, note=note)

    def _choose(
        self, files: Sequence[Entry], window: Window, turn: int, today: date, *, only_named: bool
    ) -> tuple[tuple[Request, ...], str]:
        """Requests for the files that may hold the days, likeliest first, at most `max_files`; and a note.

        `only_named`: where some say that they are of those days, the others are not asked for.
        """
        numbered = _are_numbered(files)
        named: list[tuple[int, Entry]] = []
        others: list[Entry] = []
        for file in files:
            span = _span(file.url, numbered)
            if not _may_hold(file.url, window, file.modified, None if span else today):
                continue
            if span is None:
                others.append(file)
            elif span[0] <= window.last and span[1] >= window.first:
                named.append((_off(span, window), file))
        others.sort(key=lambda file: (file.modified or date.max, bool(_NEWS.search(file.url))))
        chosen = [(file.url, "named") for _, file in sorted(named, key=lambda pair: pair[0])]
        if not (named and only_named):
            chosen += [(file.url, "") for file in others]
        asked = chosen[: self._max_files]
        cut = len(chosen) > len(asked)
        requests = tuple(Request(url, "sitemap", context="cut" if cut else why, turn=turn) for url, why in asked)
        return requests, f"{len(asked)} of {len(files)} files may hold the days" + (
            f" ({len(chosen)} in all)" if cut else ""
        )


# ── which files ───────────────────────────────────────────────────────────────────────────────────


def _may_hold(url: str, window: Window, modified: date | None = None, today: date | None = None) -> bool:
    """Whether a file may list pages of these days: it is not of other things, nor of other days."""
    name = url.rpartition("/")[2]
    if _OTHER_THINGS.search(name) or (modified and modified < window.first):
        return False
    return not (today and _NEWS.search(name) and today > window.last + timedelta(days=FRESH_DAYS))


def _span(url: str, numbered: bool) -> tuple[date, date] | None:
    """The days that a file's address says it is of: a day, a month or a year."""
    period = period_in(url)
    if period or numbered:
        return period
    year = _YEAR.search(url.partition("://")[2].partition("/")[2])
    return (date(int(year[1]), 1, 1), date(int(year[1]), 12, 31)) if year else None


def _off(span: tuple[date, date], window: Window) -> int:
    """How many days lie between the file's and the middle of the window, which is the cited day."""
    middle = window.first + (window.last - window.first) / 2
    return max((span[0] - middle).days, (middle - span[1]).days, 0)


def _scheme(host: str, outlet: Outlet) -> str:
    """ "https", unless the registry knows the host without."""
    known = (*outlet.sitemaps, *outlet.listings)
    return "http" if any(url.startswith("http:") and same_site(host_of(url), (host,)) for url in known) else "https"


def _are_numbered(files: Iterable[Entry]) -> bool:
    """Whether files are counted rather than dated: `sitemap-2014.xml` beside `sitemap-7.xml` is no year's."""
    shapes: dict[str, list[int]] = {}
    for file in files:
        for found in re.finditer(r"\d+", file.url):
            shape = file.url[: found.start()] + "#" + file.url[found.end() :]
            shapes.setdefault(shape, []).append(int(found[0]))
    return any(len(numbers) > 1 and min(numbers) < 1900 and max(numbers) >= 1900 for numbers in shapes.values())


# ── which pages ───────────────────────────────────────────────────────────────────────────────────


def _pages(query: Query, window: Window, file: SitemapFile, request: Request) -> Answer:
    """The pages of those days; of those without a day, the ones modified then or that speak of the matter."""
    dated = {entry: day for entry in file.entries if (day := entry.published or date_in(entry.url))}
    of_days = _reports((entry for entry, day in dated.items() if window.first <= day <= window.last), dated)
    undated = [entry for entry in file.entries if entry not in dated and may_be_of(window, entry.url)]
    modified = [entry for entry in undated if _modified_near(entry, window)]
    if len(modified) > REBUILT:
        modified = []
    weak = _reports(dict.fromkeys((*modified, *speaking(undated, query))), dated)
    kept = (
        *best(of_days, query, MAX_CANDIDATES),
        *best(weak, query, max(10, MAX_CANDIDATES - len(of_days))),
    )
    likely = [*of_days, *(page for page in weak if page.modified)]
    opaque = is_opaque(likely)
    days = [*dated.values(), *(entry.modified for entry in undated if entry.modified)]
    return Answer(
        kept,
        covers=not opaque
        and speaks_for(query, host_of(request.url))
        and _covers(window, file, request.context, days, bool(likely)),
        note=f"{len(file.entries)} pages listed, {len(of_days)} of those days, {len(kept)} kept",
    )


def _covers(window: Window, file: SitemapFile, context: str, days: Sequence[date], listed: bool) -> bool:
    """Whether this file shows what the outlet published in those days.

    It must list something of those days: a list that skips them, or has only the site's standing pages, is
    silent about them. One that is not filed under its days must also reach from before them to after them.
    """
    if file.cut or not file.entries:
        return False
    if context == "named":
        return listed or not days  # …and where it gives no days, its address does
    return context != "cut" and listed and min(days) <= window.first and max(days) >= window.last


def _reports(entries: Iterable[Entry], days: Mapping[Entry, date]) -> list[Candidate]:
    return [
        Candidate(
            entry.url,
            Sitemap.name,
            title=entry.title,
            published=days.get(entry),
            language=entry.language,
            modified=entry.modified,
        )
        for entry in entries
        if entry.title or may_be_report(entry.url)
    ]


def _modified_near(entry: Entry, window: Window) -> bool:
    return entry.modified is not None and window.first <= entry.modified <= window.last + timedelta(days=LATE_DAYS)
