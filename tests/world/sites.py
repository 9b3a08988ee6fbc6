"""The outlets' own sites: robots.txt, sitemaps of five kinds, listings of a day, report pages."""

from __future__ import annotations

import gzip
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from hashlib import sha256
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from seeds.build_archive import neighbours_of
from seeds.pages import NOTICE, SampleReport, render
from tests.world import faults, feeds
from tests.world.exchange import Ask, Reply, html, redirect, text

DATA = Path(__file__).parent / "data"
URLSET = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
PART = 30
"""Pages of one file of a sitemap that is cut into parts."""
NEWS = 'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'


@dataclass(frozen=True, slots=True)
class Habit:
    """One table of `data/sites.toml`."""

    sitemap: str = "none"
    aliases: tuple[str, ...] = ()
    robots: tuple[str, ...] = ()
    listing: str = "/archive/{year}/{month2}/{day2}"
    feed: str = "none"
    archived: bool = True
    front_captured: bool = False
    """Whether the archive has its front page of each day."""
    https: bool = False
    faults: tuple[Mapping[str, Any], ...] = ()


def read_habits(path: Path = DATA / "sites.toml") -> dict[str, Habit]:
    tables = tomllib.loads(path.read_text("utf-8"))
    return {host: _habit(table) for host, table in tables.items()}


def _habit(table: Mapping[str, Any]) -> Habit:
    fields: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in table.items()}
    return Habit(**fields)


def registered_hosts(folder: Path = DATA.parents[2] / "config" / "outlets") -> frozenset[str]:
    """Every host that the product's registry of outlets names."""
    tables = [tomllib.loads(path.read_text("utf-8")) for path in folder.glob("*.toml")]
    outlets = [outlet for table in tables for outlet in table.get("outlet", [])]
    return frozenset(domain["host"] for outlet in outlets for domain in outlet.get("domains", []))


def fault_of(row: Mapping[str, Any]) -> faults.Fault:
    arguments = {key: value for key, value in row.items() if key not in ("path", "fault", "times")}
    return faults.BY_NAME[row["fault"]](**arguments)


@dataclass(slots=True)
class Site:
    """One host. `reports` is everything it published, by request target."""

    host: str
    habit: Habit
    reports: dict[str, SampleReport]
    by_day: dict[date, list[SampleReport]] = field(init=False)
    sitemaps: dict[str, bytes] = field(init=False)
    listings: dict[str, date] = field(init=False)

    def __post_init__(self) -> None:
        self.by_day = defaultdict(list)
        for report in sorted(self.reports.values(), key=lambda r: r.published):
            self.by_day[report.published.date()].append(report)
        self.sitemaps = dict(_sitemaps(self.host, self.habit.sitemap, self.by_day))
        self.listings = {listing_path(self.habit.listing, day): day for day in self.by_day}

    def reply(self, ask: Ask) -> Reply:
        if self.habit.https and ask.scheme == "http":
            return redirect(f"https://{self.host}{ask.target}", 301)
        if ask.path == "/robots.txt":
            return text(self.robots())
        if ask.path in self.sitemaps:
            kind = "application/gzip" if ask.path.endswith(".gz") else "application/xml"
            return Reply(200, (("Content-Type", kind),), self.sitemaps[ask.path])
        if ask.path == "/feed" and self.habit.feed in feeds.BY_NAME:
            return feeds.BY_NAME[self.habit.feed](self.host, self._latest())
        if (day := self.listings.get(ask.target)) is not None:
            return html(self.listing(day))
        if report := self._report(ask):
            return self._page(ask, report)
        if ask.path == "/":
            return html(self.listing(max(self.by_day, default=date(2016, 6, 1)), front=True))
        return html(f"<h1>404 Not Found</h1><p>There is no such page on {self.host}.</p><p>{escape(NOTICE)}</p>", 404)

    def robots(self) -> str:
        lines = ["# " + NOTICE, "User-agent: *", "Disallow: /search", "Disallow: /login", *self.habit.robots]
        roots = [path for path in self.sitemaps if "index" in path or path == "/sitemap.xml"]
        return "\n".join([*lines, "", *(f"Sitemap: http://{self.host}{path}" for path in roots), ""])

    def _latest(self) -> list[SampleReport]:
        return [report for reports in list(self.by_day.values())[-5:] for report in reports]

    def listing(self, day: date, front: bool = False) -> str:
        """The reports of a day as links, or on the front page those of the last days."""
        shown = self._latest() if front else self.by_day[day]
        rows = "\n".join(
            f'<li><span class="time">{report.published:%H:%M}</span> '
            f'<a href="{escape(target_of(report.url))}">{escape(report.title)}</a></li>'
            for report in shown
        )
        heading = "Latest news" if front else f"News of {day:%B} {day.day}, {day.year}"
        return (
            f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{heading} | {self.host}</title>'
            f'<meta name="synthetic" content="{escape(NOTICE)}"></head><body><h1>{heading}</h1>\n<ul>\n{rows}\n</ul>\n'
            f"<footer>{escape(NOTICE)}</footer></body></html>"
        )

    def _report(self, ask: Ask) -> SampleReport | None:
        """By the whole target, or without the query where that is only tracking (`utm_…`)."""
        if ask.target in self.reports:
            return self.reports[ask.target]
        tracked = ask.query and all(name.startswith("utm_") for name in ask.query)
        return self.reports.get(ask.path) if tracked else None

    def _page(self, ask: Ask, report: SampleReport) -> Reply:
        page = html(render(report, neighbours_of(report, self.by_day[report.published.date()])), report.status)
        tag = f'"{sha256(page.body).hexdigest()[:16]}"'
        if ask.headers.get("if-none-match") == tag:
            return Reply(304, (("ETag", tag),))
        modified = f"{report.published.astimezone(UTC):%a, %d %b %Y %H:%M:%S} GMT"
        return page.with_headers(("ETag", tag), ("Last-Modified", modified))


def sites_of(habits: Mapping[str, Habit], reports: Iterable[SampleReport]) -> dict[str, Site]:
    """The sites by host; their aliases are not among them."""
    published: dict[str, dict[str, SampleReport]] = {host: {} for host in habits}
    for report in reports:
        published[report.host][target_of(report.url)] = report
    return {host: Site(host, habit, published[host]) for host, habit in habits.items()}


def target_of(url: str) -> str:
    parts = urlsplit(url)
    return parts.path + (f"?{parts.query}" if parts.query else "")


def listing_path(template: str, day: date) -> str:
    return template.format(year=day.year, month=day.month, day=day.day, month2=f"{day.month:02}", day2=f"{day.day:02}")


# ── sitemaps ──────────────────────────────────────────────────────────────────────────────────────


def _sitemaps(host: str, kind: str, by_day: Mapping[date, list[SampleReport]]) -> Iterable[tuple[str, bytes]]:
    """(path, bytes) of every sitemap file of the host."""
    everything = [report for reports in by_day.values() for report in reports]
    if kind == "flat":
        yield "/sitemap.xml", _urlset(everything)
    elif kind in ("months", "news"):
        months: dict[str, list[SampleReport]] = defaultdict(list)
        for report in everything:
            months[f"{report.published:%Y-%m}"].append(report)
        prefix = "/sitemap-news-" if kind == "news" else "/sitemap-"
        files = {f"{prefix}{month}.xml": reports for month, reports in months.items()}
        yield ("/news-sitemap-index.xml" if kind == "news" else "/sitemap.xml"), _index(host, files)
        yield from ((path, _urlset(reports, news=kind == "news")) for path, reports in files.items())
    elif kind == "parts":
        parts = [everything[start : start + PART] for start in range(0, len(everything), PART)]
        counted = {f"/sitemap-part{number}.xml": reports for number, reports in enumerate(parts, 1)}
        yield "/sitemap.xml", _index(host, counted)
        yield from ((path, _urlset(reports)) for path, reports in counted.items())
    elif kind == "days":
        days = {f"/sitemaps/{day:%Y/%m/%d}.xml.gz": reports for day, reports in by_day.items()}
        yield "/sitemap_index.xml", _index(host, days)
        yield from ((path, gzip.compress(_urlset(reports), mtime=0)) for path, reports in days.items())


def _index(host: str, files: Mapping[str, list[SampleReport]]) -> bytes:
    rows = "\n".join(
        f"<sitemap><loc>http://{host}{path}</loc><lastmod>{_latest(reports).date()}</lastmod></sitemap>"
        for path, reports in files.items()
    )
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<sitemapindex {URLSET}>\n{rows}\n</sitemapindex>\n'.encode()


def _latest(reports: Iterable[SampleReport]) -> datetime:
    return max(report.published for report in reports)


def _urlset(reports: Iterable[SampleReport], news: bool = False) -> bytes:
    rows = "\n".join(_url(report, news) for report in reports)
    names = f"{URLSET} {NEWS}" if news else URLSET
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset {names}>\n{rows}\n</urlset>\n'.encode()


def _url(report: SampleReport, news: bool) -> str:
    head = f"<url><loc>{escape(report.url)}</loc><lastmod>{report.published.isoformat()}</lastmod>"
    if not news:
        return f"{head}</url>"
    return (
        f"{head}<news:news><news:publication><news:name>{escape(report.site)}</news:name>"
        f"<news:language>{report.language}</news:language></news:publication>"
        f"<news:publication_date>{report.published.isoformat()}</news:publication_date>"
        f"<news:title>{escape(report.title)}</news:title></news:news></url>"
    )
