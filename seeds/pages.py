"""The sample reports of `seeds/archive/` and the web pages made of them.

Every report is invented. A page is set in the manner of its site and its day, and says twice that it is
synthetic: in a meta tag and in its footer. The sample archive and the tests' local web both show
these pages.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from html import escape
from pathlib import Path
from string import Template
from urllib.parse import urlsplit

ARCHIVE = Path(__file__).parent / "archive"

NOTICE = (
    "Synthetic sample material: this page was written to demonstrate a citation verifier. "
    "It is no real report, and the outlet named on it did not publish it."
)

RUSSIAN_MONTHS = [
    *("января", "февраля", "марта", "апреля", "мая", "июня"),
    *("июля", "августа", "сентября", "октября", "ноября", "декабря"),
]


@dataclass(frozen=True, slots=True)
class SampleReport:
    """One synthetic report, or a page that refuses to show one (`style` "paywall" or "forbidden")."""

    url: str
    title: str
    published: datetime
    body: str
    site: str
    style: str
    byline: str = ""
    credit: str = ""
    number: str = ""
    """The document number that a ministry prints beside the date."""
    language: str = "en"
    status: int = 200

    @property
    def host(self) -> str:
        return urlsplit(self.url).netloc

    @property
    def paragraphs(self) -> list[str]:
        return self.body.strip().split("\n\n")

    @property
    def captured(self) -> datetime:
        """When the archive is said to have saved the page: the day after."""
        return self.published + timedelta(days=1)


def read_reports(folder: Path = ARCHIVE) -> tuple[SampleReport, ...]:
    """All reports under `folder/sources`, in the order of their files' names."""
    sites = tomllib.loads((folder / "sites.toml").read_text("utf-8"))
    return tuple(_read_report(path, sites) for path in sorted((folder / "sources").rglob("*.toml")))


def _read_report(path: Path, sites: dict[str, dict[str, str]]) -> SampleReport:
    fields = tomllib.loads(path.read_text("utf-8"))
    site = sites[urlsplit(fields["url"]).netloc]
    return SampleReport(site=site["name"], style=fields.pop("style", site["style"]), **fields)


def render(report: SampleReport, neighbours: Iterable[SampleReport] = ()) -> str:
    """The page, in the style of its site, with links to `neighbours` beside the text."""
    return STYLES[report.style](report, tuple(neighbours))


# ── the styles ────────────────────────────────────────────────────────────────────────────────────

_MODERN = Template("""<!DOCTYPE html>
<html lang="$language">
<head>
<meta charset="utf-8">
<title>$title | $site</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="synthetic" content="$notice">
<link rel="canonical" href="$url">
$head
</head>
<body>
<header><a href="/">$site</a>
<nav><a href="/">Home</a> <a href="/world">World</a> <a href="/business">Business</a></nav>
</header>
<main>
<article>
<h1>$title</h1>
$under_title
$text
</article>
<aside><h2>More from $site</h2>
<ul>
$more
</ul>
</aside>
</main>
<footer><p>&copy; $year $site. All rights reserved.</p><p>$notice</p></footer>
</body>
</html>
""")

_TABLES = Template("""<html>
<head>
<meta http-equiv="Content-Type" content="text/html; charset=utf-8">
<meta name="synthetic" content="$notice">
<title>$title</title>
</head>
<body bgcolor="#ffffff" link="#003399">
<table width="960" align="center" border="0" cellpadding="0" cellspacing="0">
<tr><td colspan="2"><a href="/"><b>$site</b></a> | <a href="/world">World</a> |
<a href="/business">Business</a></td></tr>
<tr>
<td width="660" valign="top">
<table width="100%"><tr><td align="center"><font size="5"><b>$title</b></font></td></tr>
<tr><td align="center"><font size="1">$under_title</font></td></tr>
<tr><td><div id="content">
$text
</div></td></tr></table>
</td>
<td width="300" valign="top"><b>Related</b><br>
$more
</td>
</tr>
<tr><td colspan="2" align="center"><font size="1">Copyright &copy; $year $site.<br>$notice</font></td></tr>
</table>
</body>
</html>
""")


def _fill(page: Template, report: SampleReport, head: str, under_title: str, text: str, more: str) -> str:
    return page.substitute(
        language=report.language,
        title=escape(report.title),
        site=escape(report.site),
        url=escape(report.url),
        notice=escape(NOTICE),
        year=report.published.year,
        head=head,
        under_title=under_title,
        text=text,
        more=more,
    )


def _paragraphs(report: SampleReport) -> str:
    return "\n".join(f"<p>{escape(paragraph, quote=False)}</p>" for paragraph in report.paragraphs)


def _links(reports: Iterable[SampleReport]) -> str:
    return "\n".join(f'<li><a href="{escape(other.url)}">{escape(other.title)}</a></li>' for other in reports)


def _dated_links(reports: Iterable[SampleReport]) -> str:
    return "\n".join(
        f'<li><span class="date">{_american(other.published)}</span> '
        f'<a href="{escape(other.url)}">{escape(other.title)}</a></li>'
        for other in reports
    )


def _byline(report: SampleReport) -> str:
    return f'<p class="byline">{escape(report.byline)}</p>' if report.byline else ""


def _american(time: datetime) -> str:
    return f"{time:%B} {time.day}, {time.year}"


def _json_ld(report: SampleReport, **more: object) -> str:
    facts: dict[str, object] = {
        "@context": "http://schema.org",
        "@type": "NewsArticle",
        "headline": report.title,
        "datePublished": report.published.isoformat(),
        "mainEntityOfPage": report.url,
        "publisher": {"@type": "Organization", "name": report.site},
    }
    if report.byline:
        facts["author"] = {"@type": "Person", "name": report.byline}
    return f'<script type="application/ld+json">{json.dumps({**facts, **more}, ensure_ascii=False)}</script>'


def _in_json_ld(report: SampleReport, neighbours: tuple[SampleReport, ...]) -> str:
    head = f'<meta property="og:type" content="article">\n{_json_ld(report)}'
    return _fill(_MODERN, report, head, _byline(report), _paragraphs(report), _links(neighbours))


def _in_meta_tags(report: SampleReport, neighbours: tuple[SampleReport, ...]) -> str:
    """The date stands in the head alone, and other dates stand beside the text."""
    head = (
        f'<meta property="og:title" content="{escape(report.title)}">\n'
        f'<meta property="og:site_name" content="{escape(report.site)}">\n'
        f'<meta property="article:published_time" content="{report.published.isoformat()}">'
    )
    return _fill(_MODERN, report, head, _byline(report), _paragraphs(report), _dated_links(neighbours))


def _in_time_element(report: SampleReport, neighbours: tuple[SampleReport, ...]) -> str:
    time = f'<time datetime="{report.published.isoformat()}">{report.published:%d %b %Y, %H:%M}</time>'
    return _fill(_MODERN, report, "", f"{time}\n{_byline(report)}", _paragraphs(report), _links(neighbours))


def _in_plain_sight(report: SampleReport, neighbours: tuple[SampleReport, ...]) -> str:
    """The date is written above the text for people, and nowhere for programs."""
    date = f'<p class="date">{_american(report.published)}</p>'
    return _fill(_MODERN, report, "", f"{date}\n{_byline(report)}", _paragraphs(report), _links(neighbours))


def _as_document(report: SampleReport, neighbours: tuple[SampleReport, ...]) -> str:
    """A ministry's statement: its date with hour, and a number that ends with the date."""
    time = report.published
    month = RUSSIAN_MONTHS[time.month - 1] if report.language == "ru" else f"{time:%B}"
    line = f'<p class="date">{time.day} {month} {time.year} {time:%H:%M}</p><p class="number">{report.number}</p>'
    return _fill(_MODERN, report, "", line, _paragraphs(report), _links(neighbours))


def _in_tables(report: SampleReport, neighbours: tuple[SampleReport, ...]) -> str:
    under_title = f"{escape(report.site)} &nbsp; {report.published:%Y-%m-%d %H:%M:%S}"
    more = _links(neighbours).replace("<li>", "").replace("</li>", "<br>")
    return _fill(_TABLES, report, "", under_title, _paragraphs(report), more)


def _as_wire_copy(report: SampleReport, neighbours: tuple[SampleReport, ...]) -> str:
    """Tables, lines broken with <br>, and the day in words without its year in the dateline."""
    under_title = f"{_american(report.published)} {report.published:%H:%M}"
    text = "<br><br>\n".join(escape(paragraph, quote=False) for paragraph in report.paragraphs)
    more = _links(neighbours).replace("<li>", "").replace("</li>", "<br>")
    return _fill(_TABLES, report, "", under_title, text, more)


def _behind_paywall(report: SampleReport, neighbours: tuple[SampleReport, ...]) -> str:
    """The first sentence, an invitation to subscribe, and the machine-readable word that it is not free."""
    part = {"@type": "WebPageElement", "isAccessibleForFree": False, "cssSelector": ".subscribers-only"}
    head = _json_ld(report, isAccessibleForFree=False, hasPart=part)
    wall = (
        '<div class="subscribers-only"></div>\n'
        '<section class="paywall"><h2>Subscribe to read the full story</h2>\n'
        "<p>This article is for subscribers only. Already a subscriber? "
        '<a href="/login">Log in</a></p></section>'
    )
    return _fill(_MODERN, report, head, _byline(report), f"{_paragraphs(report)}\n{wall}", _links(neighbours))


def _forbidden(report: SampleReport, _neighbours: tuple[SampleReport, ...]) -> str:
    return (
        f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>{escape(report.title)}</title>\n'
        f'<meta name="synthetic" content="{escape(NOTICE)}"></head>\n'
        f"<body><h1>403 Forbidden</h1>\n{_paragraphs(report)}\n<hr><p>{escape(NOTICE)}</p></body></html>\n"
    )


STYLES: dict[str, Callable[[SampleReport, tuple[SampleReport, ...]], str]] = {
    "json-ld": _in_json_ld,
    "meta": _in_meta_tags,
    "time": _in_time_element,
    "visible": _in_plain_sight,
    "official": _as_document,
    "table": _in_tables,
    "wire": _as_wire_copy,
    "paywall": _behind_paywall,
    "forbidden": _forbidden,
}
