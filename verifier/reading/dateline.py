"""The dateline that opens an agency's report: "BEIJING, Sept. 24 (Xinhua) --", "新华社北京9月24日电".

It tells a day without a year, and who wrote the report.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from verifier.reading.written import MONTH_DAY, day_of, month_number

HEAD = 160
"""Characters of the first paragraphs in which a dateline stands. The longest of ours has 90."""

_PLACE = r"(?:[A-ZÀ-ÞА-ЯЁІЇЄҐ][\w’'.-]*[ /,-]{0,2}){1,6}"
# Place, then the day, then something that ends a dateline: an agency in brackets or slashes, a dash, a stop.
_PLACE_FIRST = re.compile(
    rf"^\W{{0,3}}(?P<place>{_PLACE}?)[,.]?\s+(?:\([^)]{{2,40}}\)\s*[,.-]?\s*)?(?i:{MONTH_DAY})(?:,?\s+(?P<year>(?:19|20)\d\d)(?!\d))?"
    r"(?P<after>[\s,.:/]{0,3}(?:[(/\[]\s*(?P<agency>[^)\]/]{2,60})[)\]/]|[-–—―]|(?P<name>[A-ZА-ЯЁІЇ][\w. -]{1,30}?)\s*"
    r"(?:[-–—.,/]|$))|\.\s|:\s)"
)
_AGENCY_FIRST = re.compile(
    r"^\W{0,3}(?P<agency>[A-ZА-ЯЁІЇ][\w .-]{2,30}?)[,.)/\s-]{1,3}"
    rf"(?P<place>{_PLACE}?)[,.]?\s*(?i:{MONTH_DAY})\s*[-–—.:]"
)
_DAY_FIRST = re.compile(
    rf"^\W{{0,3}}(?i:{MONTH_DAY})\s*[.,/(]+\s*[/(]?(?P<agency>[A-ZА-ЯЁІЇ][\w.-]{{2,30}}(?: [A-ZА-ЯЁІЇ][\w.-]+)?)"
)
_CHINESE_DAY = r"(?P<place>[\u4e00-\u9fff/ ]{0,12}?)(?:(?P<month>\d{1,2})月)?(?P<day>\d{1,2})日(?:[电電讯訊]|消息)"
_CHINESE = re.compile(
    r"(?P<agency>新华社|新華社|新华网|中新社|中新网|中新網|中国新闻网|央视网|中央社|人民网|环球网|参考消息网)"
    rf"(?:[记記]者[^\d日]{{0,12}})?{_CHINESE_DAY}"
)
_CHINESE_UNSIGNED = re.compile(rf"^\W{{0,2}}{_CHINESE_DAY}")
_JAPANESE = re.compile(
    r"^\W{0,2}[【\[(](?P<place>[^】\])\d]{0,24}?)(?:(?P<month>\d{1,2})月)?(?P<day>\d{1,2})日(?P<agency>[^】\])]{0,24})[】\])]"
)
_KOREAN = re.compile(r"^\W{0,2}[(\[【](?P<place>[^)\]=\d]{1,20})=(?P<agency>[^)\]]{2,10})[)\]】]")
_BARE = re.compile(
    r"^\W{0,2}(?P<place>[A-ZÀ-Þ][A-ZÀ-Þ .,'/-]{2,40}?)\s*[(/]\s*(?P<agency>[^)/\d]{2,40}?)\s*[)/]\s*[-–—―:]"
    r"|^\s*[(/](?P<only>[A-ZА-ЯЁ][^)/\d]{1,30})[)/]\s*[-–—―]"
)


@dataclass(frozen=True, slots=True)
class Dateline:
    text: str
    agency: str | None = None
    day: int | None = None
    month: int | None = None
    year: int | None = None

    def on(self, anchors: tuple[date, ...], latest: date) -> date | None:
        """The day meant: the one nearest to the first of `anchors`, days that other signs tell, most
        trusted first. Without any, a dateline with no year tells no day. Never after `latest`."""
        if self.day is None:
            return None
        if self.year and self.month:
            return day_of(self.year, self.month, self.day)
        if not anchors:
            return None
        anchor = anchors[0]
        if self.month:
            days = [day_of(anchor.year + shift, self.month, self.day) for shift in (-1, 0, 1)]
        else:
            days = [_in_month(anchor, shift, self.day) for shift in (-1, 0, 1)]
        possible = [day for day in days if day and day <= latest]
        return min(possible, key=lambda day: abs((day - anchor).days), default=None)


def parse(text: str) -> Dateline | None:
    """The dateline at the head of a report's text, None where there is none."""
    for paragraph in text.split("\n")[:3]:
        head = unicodedata.normalize("NFKC", paragraph[:HEAD]).strip()
        if found := _in_words(head) or _in_asian(head) or _without_day(head):
            return found
    return None


def _in_words(head: str) -> Dateline | None:
    match = _PLACE_FIRST.match(head) or _AGENCY_FIRST.match(head) or _DAY_FIRST.match(head)
    if not match:
        return None
    groups = match.groupdict()
    agency = groups.get("agency") or groups.get("name")
    year = groups.get("year")
    return Dateline(
        text=match[0].strip(),
        agency=agency.strip() if agency else None,
        day=int(match["d1"] or match["d2"]),
        month=month_number(match["m1"] or match["m2"]),
        year=int(year) if year else None,
    )


def _in_asian(head: str) -> Dateline | None:
    match = _CHINESE.search(head[:60]) or _CHINESE_UNSIGNED.match(head) or _JAPANESE.match(head)
    if not match:
        return None
    agency = (match.groupdict().get("agency") or "").strip(" =・、,") or None
    return Dateline(match[0].strip(), agency, int(match["day"]), int(match["month"]) if match["month"] else None)


def _without_day(head: str) -> Dateline | None:
    match = _BARE.match(head) or _KOREAN.match(head)
    if not match:
        return None
    agency = match["agency"] or match.groupdict().get("only")
    return Dateline(match[0].strip(), agency.strip()) if agency else None


def _in_month(anchor: date, shift: int, day: int) -> date | None:
    index = anchor.year * 12 + anchor.month - 1 + shift
    return day_of(index // 12, index % 12 + 1, day)
