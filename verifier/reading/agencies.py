"""The agencies a report credits, as written: few and precise, since a copy counts as its agency's report.

A credit is a dateline's agency, a byline, a source line, or a lead that relays one. An agency that is
merely mentioned in the text is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from verifier.reading.dateline import Dateline

# Names that are common words or other things as well (Trend, Prime, SPA) are left out on purpose.
_AGENCIES = (
    ("Xinhua", "Xinhua News Agency", "China News Service", "Reuter", "Reuters", "Thomson Reuters", "AP", "AFP"),
    ("Associated Press", "The Associated Press", "Agence France-Presse", "dpa", "DPA", "EFE", "ANSA", "UPI"),
    ("ITAR-TASS", "Itar-Tass", "TASS", "Tass", "Interfax", "Interfax-Ukraine", "Interfax-AVN", "RIA Novosti", "RIA"),
    ("Prime-TASS", "Rosbalt", "Regnum", "Sputnik", "UNIAN", "Ukrinform", "BelTA", "BELTA", "Kazinform", "Azertac"),
    ("Armenpress", "BNS", "LETA", "ELTA", "ČTK", "CTK", "MTI", "Tanjug", "Agerpres", "Belga", "Kyodo", "Kyodo News"),
    ("Jiji", "Jiji Press", "Yonhap", "Yonhap News Agency", "KCNA", "PTI", "Press Trust of India", "IANS", "Bloomberg"),
    ("Anadolu", "Anadolu Agency", "Antara", "Bernama", "Central News Agency", "IRNA", "ISNA"),
    ("ТАСС", "ИТАР-ТАСС", "Интерфакс", "Интерфакс-Украина", "Интерфакс-АВН", "РИА Новости", "РИА «Новости»", "РИА"),
    ("Синьхуа", "Рейтер", "Рейтерс", "АФП", "УНИАН", "УНІАН", "Укринформ", "Укрінформ", "БЕЛТА", "БелТА", "Росбалт"),
    ("新华社", "新華社", "新华网", "中新社", "中新网", "中央社", "路透社", "法新社", "美联社", "俄新社", "塔斯社"),
    ("国际文传电讯社", "共同社", "共同通信社", "共同通信", "共同", "時事通信社", "時事通信", "時事", "ロイター通信"),
    ("ロイター", "AP通信", "AFP通信", "AFP時事", "タス通信", "インタファクス通信", "新華社通信", "연합뉴스", "로이터"),
)
_ANY = "|".join(re.escape(name) for name in sorted((n for row in _AGENCIES for n in row), key=len, reverse=True))
# A Latin or Cyrillic name ends at a word's end; Chinese and Japanese write on without a blank.
_NAME = rf"(?<![A-Za-zА-Яа-яЁё-])(?:{_ANY})(?![A-Za-zА-Яа-яЁё])"

_ONE = re.compile(_NAME)
_ONLY = re.compile(rf"^\W*(?:[Bb]y\s+)?(?P<name>{_ANY}|INTERFAX)(?:\.(?:ru|RU|com))?\W*$")
_OPENING = re.compile(rf"^\W{{0,2}}[(（/\[【](?P<name>{_NAME})[)）/\]】]|^(?P<other>{_NAME})\s*[-–—]\s")
_AFTER_DATELINE = re.compile(rf"\d\S*\s+(?:[^\W\d]+\.?\s*)?[-–—]\s*(?P<name>{_NAME})\s*[.,:–—-]")
_CLOSING = re.compile(rf"(?:[—–―]\s*|\s-\s*|[(（/【\[])(?P<name>{_NAME})\s*[)）/】\]]?\s*\.?$")
_SOURCE_LINE = re.compile(
    r"(?:\b(?:Sources?|Credit|Quelle|Fuente|Fonte|Via|Джерело|Источник)\s*[:：-]\s*"
    rf"|(?:来源|來源|出典|配信|출처)\s*[:：]\s*)(?P<name>{_NAME})"
)
_COPYRIGHT = re.compile(rf"(?:\([cCсС]\)|©|[Cc]opyright)\s*(?:(?:19|20)\d\d\s*)?(?P<name>{_NAME})")
_RELAYED = re.compile(
    r"(?:переда[её]т|передал[оа]?|сообща(?:ет|ют)|сообщил[оа]?|повідомля[єе]|передає)\s+(?:агентств[оа]\s+)?[«\"]?"
    rf"(?P<name>{_NAME})|(?P<other>{_NAME})[»\"]?\s+(?:reports|reported|переда[её]т|сообщает|повідомляє)\b"
    rf"|[据據](?P<third>{_NAME})(?:报道|報道|報導|消息|电|電)|(?P<fourth>{_NAME})(?:によると|が伝えた|が報じた)"
)
_ASSISTED = re.compile(
    r"\b(?:with (?:additional )?reporting (?:by|from)|по материалам|за матеріалами)\b(?P<names>.{0,120})", re.IGNORECASE
)


def credited(text: str, byline: str | None, dateline: Dateline | None) -> tuple[str, ...]:
    """The credited agencies, each once, in the order dateline, byline, text."""
    found: list[str] = []
    if dateline:
        found += _names(_AFTER_DATELINE.finditer(text[: len(dateline.text) + 60]))
    if dateline and dateline.agency:
        found += _ONE.findall(dateline.agency) or _whole(dateline.agency)
    found += [name for part in re.split(r"[,;/&]|\band\b", byline or "") for name in _whole(part)]
    paragraphs = text.split("\n")
    for paragraph in paragraphs[:2]:
        found += _names(_OPENING.finditer(paragraph[:80]))
        found += _names(_RELAYED.finditer(paragraph[:600]))
    for paragraph in paragraphs[-3:]:
        found += _names(_CLOSING.finditer(paragraph[-60:]))
    for paragraph in dict.fromkeys((*paragraphs[:3], *paragraphs[-4:])):
        found += _names(_SOURCE_LINE.finditer(paragraph)) + _names(_COPYRIGHT.finditer(paragraph))
        found += [name for match in _ASSISTED.finditer(paragraph) for name in _ONE.findall(match["names"])]
    return tuple(dict.fromkeys(found))


def _whole(text: str) -> list[str]:
    """The agency that is all there is in a text, if it is one."""
    match = _ONLY.match(text)
    return [match["name"]] if match else []


def _names(matches: Iterable[re.Match[str]]) -> list[str]:
    return [group for match in matches for group in match.groups() if group]
