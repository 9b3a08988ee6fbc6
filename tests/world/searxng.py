"""A SearXNG instance that allows the JSON format, after docs.searxng.org/dev/search_api.html."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from seeds.pages import SampleReport
from tests.world.exchange import Ask, Reply, html, text

HOST = "searx.example"
ADDRESS = f"http://{HOST}"


class SearXng:
    """Knows these reports, by every word of theirs; `asked` are the questions, as they came."""

    hosts = frozenset((HOST,))

    def __init__(self, reports: Iterable[SampleReport]) -> None:
        self._reports = tuple(reports)
        self.asked: list[str] = []

    def reply(self, ask: Ask) -> Reply:
        given = {name: values[-1] for name, values in ask.query.items()}
        if ask.path != "/search" or "q" not in given:
            return html("<h1>SearXNG</h1>", 200 if ask.path == "/" else 404)
        if given.get("format") != "json":
            return text("Forbidden", 403)
        self.asked.append(given["q"])
        found = [_result(report, place) for place, report in enumerate(self._matching(given["q"]), 1)]
        answer = {
            "query": given["q"],
            "number_of_results": 0,
            "results": found,
            **{name: [] for name in ("answers", "corrections", "infoboxes", "suggestions")},
            "unresponsive_engines": [["duckduckgo", "timeout"]],
        }
        return Reply(200, (("Content-Type", "application/json"),), json.dumps(answer).encode())

    def _matching(self, question: str) -> list[SampleReport]:
        """Those on the asked site, by how many of the words and phrases they have; at least two."""
        site = re.search(r"site:(\S+)", question)
        phrases = re.findall(r'"([^"]+)"|(\w{4,})', re.sub(r"site:\S+", "", question).lower())
        wanted = {phrase or word for phrase, word in phrases}
        ranked = []
        for report in self._reports:
            host = urlsplit(report.url).netloc
            if site and host != site[1] and not host.endswith(f".{site[1]}"):
                continue
            words = f"{report.title} {report.body} {report.site}".lower()
            ranked.append((sum(one in words for one in wanted), report))
        return [report for count, report in sorted(ranked, key=lambda pair: -pair[0]) if count >= 2]


def _result(report: SampleReport, place: int) -> dict[str, object]:
    return {
        "url": report.url,
        "title": report.title,
        "content": report.paragraphs[0][:150],
        "publishedDate": f"{report.published:%Y-%m-%dT%H:%M:%S}",
        "engine": "bing",
        "engines": ["bing", "mojeek"],
        "positions": [place],
        "score": 1 / place,
        "category": "general",
        "template": "default.html",
        "parsed_url": [*urlsplit(report.url)],
    }
