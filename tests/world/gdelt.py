"""GDELT's DOC 2.0 API, after blog.gdeltproject.org/gdelt-doc-2-0-api-debuts."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from datetime import UTC, datetime
from urllib.parse import urlsplit

from seeds.pages import SampleReport
from tests.world.exchange import Ask, Reply, text

HOST = "api.gdeltproject.org"


class Gdelt:
    """Watched these reports. Faults of a question are told in plain text with status 200, as the service does."""

    hosts = frozenset((HOST,))

    def __init__(self, reports: Iterable[SampleReport]) -> None:
        self._reports = tuple(reports)

    def reply(self, ask: Ask) -> Reply:
        given = {name: values[-1] for name, values in ask.query.items()}
        if ask.path != "/api/v2/doc/doc":
            return text("Not Found", 404)
        query = given.get("query", "")
        if re.search(r"\((?!.* OR )[^)]*\)", query):
            return text("Parentheses may only be used around OR'd statements.\n")
        if any(len(word) < 3 for word in re.findall(r"(?<![\w:.])\w+(?![\w:.])", query) if word != "OR"):
            return text("One or more of your keywords were too short or too common.\n")
        first, last = (
            datetime.strptime(given[name], "%Y%m%d%H%M%S").replace(tzinfo=UTC)
            for name in ("startdatetime", "enddatetime")
        )
        found = [report for report in self._reports if first <= report.published <= last and _meets(report, query)]
        answer = {"articles": [_article(report) for report in found[: int(given["maxrecords"])]]} if found else {}
        return Reply(200, (("Content-Type", "application/json; charset=utf-8"),), json.dumps(answer).encode())


def _meets(report: SampleReport, query: str) -> bool:
    hosts = re.findall(r"domain:([\w.-]+)", query)
    host = urlsplit(report.url).netloc
    if hosts and not any(host == one or host.endswith(f".{one}") for one in hosts):
        return False
    rest = re.sub(r"\(?domain:[\w.-]+(?: OR domain:[\w.-]+)*\)?", "", query)
    wanted = [phrase or word for phrase, word in re.findall(r'"([^"]+)"|(\w+)', rest) if word != "OR"]
    words = f"{report.title} {report.body}".lower()
    return not wanted or any(one.lower() in words for one in wanted)


def _article(report: SampleReport) -> dict[str, str]:
    return {
        "url": report.url,
        "url_mobile": "",
        "title": report.title.replace(",", " ,"),  # its titles are in tokens
        "seendate": f"{report.published.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        "socialimage": "",
        "domain": urlsplit(report.url).netloc,
        "language": {"en": "English", "ru": "Russian"}[report.language],
        "sourcecountry": "United States",
    }
