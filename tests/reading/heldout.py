"""Pages in thirty further styles of the press, written before the reader was looked at: the day each tells.

`pages.py` is what the reader was built on; these are what it is measured on (`bench/reading.py`). Each style
is made for several days, bare, among teasers of other days, and under today's date. Every word is ours.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from tests.reading import faults
from tests.reading.pages import Sample, month, prose, shell
from tests.reading.stories import STORIES, Story

ENGLISH, RUSSIAN, UKRAINIAN, JAPANESE = (STORIES[name] for name in ("english", "russian", "ukrainian", "japanese"))
CHINESE, TAIWANESE, KOREAN = (STORIES[name] for name in ("chinese", "taiwanese", "korean"))
FRENCH, GERMAN, SPANISH = (STORIES[name] for name in ("french", "german", "spanish"))
ITALIAN = Story(
    "it",
    "Il consiglio del porto rinvia la firma per il terminale del gas",
    (
        "Il consiglio portuale di Norrvik ha rinviato la firma di un accordo per un nuovo terminale del gas, ha detto"
        " mercoledì la presidente, perché prima si devono studiare gli effetti delle ultime restrizioni commerciali.",
        "«Non abbiamo fretta, e preferiamo firmare tardi che firmare male», ha detto Marta Lindqvist ai giornalisti"
        " dopo una riunione durata cinque ore.",
    ),
)
PORTUGUESE = Story(
    "pt",
    "Conselho do porto adia assinatura do acordo sobre terminal de gás",
    (
        "O conselho portuário de Norrvik adiou a assinatura de um acordo sobre um novo terminal de gás, disse na"
        " quarta-feira a sua presidente, porque primeiro é preciso estudar o efeito das últimas restrições comerciais.",
        "«Não temos pressa, e preferimos assinar tarde a assinar mal», disse Marta Lindqvist aos jornalistas depois de"
        " uma reunião que durou cinco horas.",
    ),
)
POLISH = Story(
    "pl",
    "Rada portu odkłada podpisanie umowy o terminalu gazowym",
    (
        "Rada portu w Norrviku odłożyła podpisanie umowy o nowym terminalu gazowym, powiedziała w środę jej"
        " przewodnicząca, ponieważ najpierw trzeba zbadać skutki ostatnich ograniczeń handlowych.",
        "„Nie spieszymy się i wolimy podpisać późno niż źle”, powiedziała dziennikarzom Marta Lindqvist po posiedzeniu,"
        " które trwało pięć godzin.",
    ),
)
CZECH = Story(
    "cs",
    "Rada přístavu odložila podpis smlouvy o plynovém terminálu",
    (
        "Rada přístavu v Norrviku odložila podpis smlouvy o novém plynovém terminálu, řekla ve středu její předsedkyně,"
        " protože se nejprve musí prozkoumat dopad posledních obchodních omezení.",
        "„Nikam nespěcháme a raději podepíšeme pozdě než špatně,“ řekla novinářům Marta Lindqvistová po jednání, které"
        " trvalo pět hodin.",
    ),
)
POLISH_MONTHS = "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia"
CZECH_MONTHS = "ledna února března dubna května června července srpna září října listopadu prosince"
ITALIAN_MONTHS = "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre"
AP_MONTHS = ("Jan.", "Feb.", "March", "April", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec.")


def page(name: str, path: str, story: Story, day: date, body: str, head: str = "", **more: str) -> Sample:
    return Sample(name, f"https://www.{name}.example{path}", shell(story, body, head), day, story, **more)  # type: ignore[arg-type]


def article(story: Story, above: str = "", below: str = "") -> str:
    return f"<article><h1>{story.headline}</h1>{above}{prose(story)}{below}</article>"


def capital_post(day: date) -> Sample:
    stamp = f'<span class="pb-timestamp">{day:%B} {day.day}, {day.year} at 6:15 PM</span>'
    line = f'<div class="byline">By Ivar Holm {stamp}</div>'
    return page("capital-post", "/world/harbour-council-delays/", ENGLISH, day, article(ENGLISH, line))


def old_gray_daily(day: date) -> Sample:
    head = f'<meta name="pdate" content="{day:%Y%m%d}"><meta name="DISPLAYDATE" content="{day:%b. %d, %Y}">'
    after = day + timedelta(days=1)
    printed = f"{after:%B} {after.day}, {after.year}"
    below = f"<p class='note'>A version of this article appears in print on {printed}, on page A4.</p>"
    return page("old-gray", "/archive/harbour.html", ENGLISH, day, article(ENGLISH, below=below), head)


def market_journal(day: date) -> Sample:
    later = day + timedelta(days=3)
    line = (
        f"<div>Updated {AP_MONTHS[later.month - 1]} {later.day}, {later.year} 7:02 pm ET</div>"
        f'<time class="timestamp">{AP_MONTHS[day.month - 1]} {day.day}, {day.year} 6:15 pm ET</time>'
    )
    return page("market-journal", "/articles/harbour-1411583525", ENGLISH, day, article(ENGLISH, line))


def weekly_review(day: date) -> Sample:
    ending = "th" if 10 < day.day < 14 else {1: "st", 2: "nd", 3: "rd"}.get(day.day % 10, "th")
    line = f"<p class='info'>{day:%b} {day.day}{ending} {day.year} | NORRVIK | From the print edition</p>"
    return page("weekly-review", "/news/europe/21620", ENGLISH, day, article(ENGLISH, line))


def mirror(day: date) -> Sample:
    line = f'<p class="einestages"><b>Mittwoch, {day:%d.%m.%Y}</b> – 18:32 Uhr</p>'
    return page("spiegelung", "/politik/a-993501.html", GERMAN, day, article(GERMAN, line))


def repubblica(day: date) -> Sample:
    line = f'<div class="date">{day.day} {ITALIAN_MONTHS.split()[day.month - 1]} {day.year}</div>'
    return page("il-porto", "/esteri/gas-97", ITALIAN, day, article(ITALIAN, line))


def folha(day: date) -> Sample:
    line = f"<p>{day:%d/%m/%Y} às 18h32 - Atualizado em {day + timedelta(days=2):%d/%m/%Y} às 9h00</p>"
    return page("a-folha", "/mundo/terminal.shtml", PORTUGUESE, day, article(PORTUGUESE, line))


def wyborcza(day: date) -> Sample:
    line = f'<span class="art_time">{day.day} {POLISH_MONTHS.split()[day.month - 1]} {day.year}, 18:32</span>'
    return page("wyborna", "/1,75399,terminal.html", POLISH, day, article(POLISH, line))


def businessman(day: date) -> Sample:
    line = f'<p class="b-article__issue">Газета "Делец" №171 от {day:%d.%m.%Y}, стр. 6</p>'
    return page("delets", "/doc/2573011", RUSSIAN, day, article(RUSSIAN, line))


def tidings(day: date) -> Sample:
    line = f'<div class="info"><time>{day.day} {month(day, "ru")} {day.year}, 00:01</time> <span>Политика</span></div>'
    return page("vestnik", "/news/577012", RUSSIAN, day, article(RUSSIAN, line))


def bulletin(day: date) -> Sample:
    meta = (
        f'<meta itemprop="datePublished" content="{day}T18:30:00+04:00">'
        f'<meta itemprop="dateModified" content="{day + timedelta(days=9)}T10:00:00+04:00">'
    )
    return page("vedomost", "/politics/articles/port", RUSSIAN, day, article(RUSSIAN, meta), zone="Europe/Moscow")


def reader_daily(day: date) -> Sample:
    line = f'<p class="p-update">{day:%Y年%m月%d日} 18時32分</p>'
    return page("yomi", "/world/news/a.html", JAPANESE, day, article(JAPANESE, line))


def economy_daily(day: date) -> Sample:
    line = f"<ul><li>{day.year}/{day.month}/{day.day} 18:32</li><li>更新 {day + timedelta(days=2):%Y/%m/%d}</li></ul>"
    return page("keizai", "/article/DGXLASGM24H", JAPANESE, day, article(JAPANESE, line))


def dotted_daily(day: date) -> Sample:
    line = f'<span class="time">{day.year}.{day.month}.{day.day} 18:32</span>'
    return page("sansan", "/world/news/n1.htm", JAPANESE, day, article(JAPANESE, line))


def morning_korea(day: date) -> Sample:
    line = f'<p id="date_text">입력 : {day:%Y.%m.%d} 18:32 | 수정 : {day + timedelta(days=2):%Y.%m.%d} 09:10</p>'
    return page("achim", "/site/data/html_dir/a.html", KOREAN, day, article(KOREAN, line))


def united_taiwan(day: date) -> Sample:
    line = f'<div class="story_bady_info"><span>{day} 18:32:00</span> 聯報 記者林某</div>'
    return page("lianbao", "/news/story/7331/8955", TAIWANESE, day, article(TAIWANESE, line))


def worldwide_times(day: date) -> Sample:
    line = f'<div class="span12 text-left">Source:Xinhua Published: {day.year}-{day.month}-{day.day} 18:32:05</div>'
    return page("worldwide", "/content/883214.shtml", ENGLISH, day, article(ENGLISH, line))


def observer_china(day: date) -> Sample:
    line = f'<div class="time fix"><span>{day} 08:12:33</span><span>来源：某通讯社</span></div>'
    return page("guancha", "/strategy/a_270.shtml", CHINESE, day, article(CHINESE, line))


def free_radio(day: date) -> Sample:
    line = (
        f'<div class="published"><span class="date"><time pubdate="pubdate" datetime="{day}T14:32:00Z">'
        f"{day:%B} {day.day}, {day.year}</time></span></div>"
        f"<div>Last Updated: {day + timedelta(days=1):%B %d, %Y} 10:00</div>"
    )
    return page("free-radio", "/a/26603451.html", ENGLISH, day, article(ENGLISH, line))


def release(day: date) -> Sample:
    stamp = f"{AP_MONTHS[day.month - 1]} {day.day}, {day.year}"
    line = f"<p><b>FOR IMMEDIATE RELEASE</b><br>{stamp}</p><p>Release No: NR-491</p>"
    return page("defence-office", "/releases/release.aspx?releaseid=16934", ENGLISH, day, article(ENGLISH, line))


def mailing_list(day: date) -> Sample:
    stamp = f"{day:%a}, {day.day} {day:%b} {day.year} 18:32:05 +0400"
    return page(
        "lists",
        "/archive/msg00412.html",
        ENGLISH,
        day,
        f"<h1>{ENGLISH.headline}</h1><pre>From: Ivar Holm\nDate: {stamp}\nSubject: {ENGLISH.headline}</pre><hr>"
        + prose(ENGLISH),
    )


def trade_paper(day: date) -> Sample:
    head = (
        f'<meta name="sailthru.date" content="{day}T10:15:00"><meta name="parsely-pub-date" content="{day}T10:15:00Z">'
    )
    return page("trade-paper", "/story/port/17", ENGLISH, day, article(ENGLISH), head)


def portal(day: date) -> Sample:
    line = f'<div class="submitted">Submitted by admin on {day:%a, %m/%d/%Y} - 18:32</div>'
    return page("portal", "/node/2514", ENGLISH, day, article(ENGLISH, line))


def channel(day: date) -> Sample:
    seconds = int(datetime(day.year, day.month, day.day, 12, tzinfo=UTC).timestamp())
    line = (
        f'<abbr class="timestamp" data-utime="{seconds}" '
        f'title="{day:%A}, {day.day} {day:%B} {day.year} at 12:00">{day.day} {day:%B}</abbr>'
    )
    return page("channel", "/harbour/posts/101", ENGLISH, day, article(ENGLISH, line))


def cable(day: date) -> Sample:
    line = f'<div class="cnn_strytmstmp">updated 6:32 PM EDT, {day:%a %B} {day.day}, {day.year}</div>'
    return page("cable", f"/{day:%Y/%m/%d}/world/harbour/index.html", ENGLISH, day, article(ENGLISH, line))


def press_blog(day: date) -> Sample:
    later = day + timedelta(days=40)
    line = (
        '<div class="entry-meta">Posted on <a rel="bookmark" href="/port/">'
        f'<time class="entry-date published" datetime="{day}T09:00:00+00:00">{day:%B} {day.day}, {day.year}</time>'
        f'<time class="updated" datetime="{later}T09:00:00+00:00">{later:%B} {later.day}, {later.year}</time></a></div>'
    )
    return page("press-blog", "/port/", ENGLISH, day, article(ENGLISH, line))


def date_header(day: date) -> Sample:
    head = f'<h2 class="date-header"><span>{day:%A, %B} {day.day}, {day.year}</span></h2>'
    body = f'<div>{head}<h3 class="post-title">{ENGLISH.headline}</h3>{prose(ENGLISH)}</div>'
    return page("blogspot", "/harbour.html", ENGLISH, day, body)


def prague(day: date) -> Sample:
    line = f'<p class="meta">{day.day}. {CZECH_MONTHS.split()[day.month - 1]} {day.year} 18:32</p>'
    return page("pristav", "/zahranici/terminal", CZECH, day, article(CZECH, line))


def kyiv_agency(day: date) -> Sample:
    line = f'<div class="article__info-item time">18:32, {day.day} {month(day, "uk")} {day.year}</div>'
    return page("kyiv-agency", "/politics/989012-rada.html", UKRAINIAN, day, article(UKRAINIAN, line))


def state_only(day: date) -> Sample:
    """The date is in a script's state and nowhere in words."""
    state = json.dumps({"article": {"id": 7, "publishedAt": f"{day}T08:00:00.000Z", "title": FRENCH.headline}})
    return page("etat", "/monde/port", FRENCH, day, article(FRENCH), f"<script>window.__STATE__ = {state};</script>")


def madrid(day: date) -> Sample:
    line = f'<p class="fecha">Actualizado {day.day} de {month(day, "es")} de {day.year}</p>'
    return page("madrid", "/internacional/puerto", SPANISH, day, article(SPANISH, line))


STYLES: tuple[Callable[[date], Sample], ...] = (
    capital_post, old_gray_daily, market_journal, weekly_review, mirror, repubblica, folha, wyborcza, businessman,
    tidings, bulletin, reader_daily, economy_daily, dotted_daily, morning_korea, united_taiwan, worldwide_times,
    observer_china, free_radio, release, mailing_list, trade_paper, portal, channel, cable, press_blog, date_header,
    prague, kyiv_agency, state_only, madrid,
)  # fmt: skip
AROUND = (faults.untouched, faults.with_teasers, faults.with_a_clock)


def samples() -> Iterator[Sample]:
    """Every style three times, each on a day of its own."""
    first = date(2008, 2, 5)
    for i, style in enumerate(STYLES):
        for j, around in enumerate(AROUND):
            made = around(style(first + timedelta(days=61 * i + 1409 * j)))
            yield replace(made, name=f"{style.__name__}, {around.__name__}")
