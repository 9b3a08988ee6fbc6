"""Feeds of a site's latest reports, newest first: RSS 2.0 and Atom 1.0."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from email.utils import format_datetime
from html import escape

from seeds.pages import SampleReport
from tests.world.exchange import Reply


def rss(host: str, reports: Sequence[SampleReport]) -> Reply:
    items = "\n".join(
        f"<item><title><![CDATA[{report.title}]]></title><link>{escape(report.url)}</link>"
        f'<guid isPermaLink="false">{len(report.url)}-{host}</guid>'
        f"<pubDate>{format_datetime(report.published)}</pubDate></item>"
        for report in reversed(reports)
    )
    body = (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"><channel><title>{host}</title>'
        f"<link>http://{host}/</link><description>Latest</description>\n{items}\n</channel></rss>\n"
    )
    return Reply(200, (("Content-Type", "application/rss+xml; charset=utf-8"),), body.encode())


def atom(host: str, reports: Sequence[SampleReport]) -> Reply:
    entries = "\n".join(
        f'<entry><title type="html">{escape(escape(report.title))}</title><id>tag:{host},{report.published:%Y}:{n}</id>'
        f'<link rel="alternate" href="{escape(report.url)}"/><link rel="replies" href="http://{host}/c/{n}"/>'
        f"<published>{report.published.isoformat()}</published><updated>{report.published.isoformat()}</updated></entry>"
        for n, report in reversed(list(enumerate(reports)))
    )
    body = (
        f'<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom"><title>{host}</title>'
        f'<id>http://{host}/</id><link rel="self" href="http://{host}/feed"/>\n{entries}\n</feed>\n'
    )
    return Reply(200, (("Content-Type", "application/atom+xml"),), body.encode())


BY_NAME: dict[str, Callable[[str, Sequence[SampleReport]], Reply]] = {"rss": rss, "atom": atom}
