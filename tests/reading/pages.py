"""Pages in the templates of the press, from the tables of the 2000s to JSON-LD, with what is to be read
from them.

A template says where a kind of outlet puts its date, its headline and its credits. Every word on the
pages is ours.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from tests.reading.stories import STORIES, Story
from verifier.records import Capture, Domain, Outlet

SEEN = datetime(2026, 3, 2, 12, tzinfo=UTC)
MONTHS = {
    "en": "January February March April May June July August September October November December",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "uk": "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "tr": "Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım Aralık",
}


@dataclass(frozen=True)
class Sample:
    """A page and what is to be read from it."""

    name: str
    url: str
    markup: str
    day: date
    story: Story
    encoding: str = "utf-8"
    content_type: str = "text/html"
    zone: str = "UTC"
    credits: tuple[str, ...] = ()
    teaser: bool = False
    cut: float = 1.0

    @property
    def body(self) -> bytes:
        body = self.markup.encode(self.encoding, "xmlcharrefreplace")
        return body[: int(len(body) * self.cut)]

    @property
    def capture(self) -> Capture:
        return capture(self.url, headers=(("Content-Type", self.content_type),))

    @property
    def outlet(self) -> Outlet:
        host = self.url.split("/")[2].removeprefix("www.")
        return Outlet("sample", "Norrvik Herald", domains=(Domain(host),), time_zone=self.zone)


def capture(url: str, **changes: object) -> Capture:
    plain = Capture("ab" * 32, url, url, 200, (("Content-Type", "text/html"),), "text/html", 1, SEEN)
    return replace(plain, **changes)  # type: ignore[arg-type]


def month(day: date, language: str) -> str:
    return MONTHS[language].split()[day.month - 1]


def prose(story: Story, opening: str = "") -> str:
    first, *rest = story.paragraphs
    return "\n".join(f"<p>{paragraph}</p>" for paragraph in (opening + first, *rest))


def teasers(day: date, count: int = 14) -> str:
    """Other reports of later days, as every page lists them below its own."""
    later = [day + timedelta(days=20 + 3 * number) for number in range(count)]
    items = "".join(
        f'<li><a href="/news/{other:%Y%m%d}/{number}">Another report on matter number {number} of that week</a>'
        f' <span class="date">{other:%d.%m.%Y}</span></li>'
        for number, other in enumerate(later)
    )
    return f'<div class="related"><h4>More</h4><ul>{items}</ul></div>'


def shell(story: Story, body: str, head: str = "", title: str = "{} - Norrvik Herald", lang: bool = True) -> str:
    language = f' lang="{story.language}"' if lang else ""
    menu = "".join(
        f'<li><a href="/{name}">{name}</a></li>' for name in ("home", "world", "economy", "sport", "weather")
    )
    footer = '<div class="footer">© Norrvik Herald. All rights reserved.</div>'
    return (
        f"<!DOCTYPE html>\n<html{language}><head><title>{title.format(story.headline)}</title>{head}</head>\n"
        f'<body><ul class="menu">{menu}</ul>\n{body}\n{footer}</body></html>'
    )


def linked(story: Story, day: date, **more: object) -> str:
    node = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": story.headline,
        "datePublished": f"{day}T08:15:00+03:00",
        "author": [{"@type": "Person", "name": "Ivar Holm"}],
        "publisher": {"@type": "Organization", "name": "Norrvik Herald"},
        **more,
    }
    return f'<script type="application/ld+json">{json.dumps(node, ensure_ascii=False)}</script>'


# ── templates: where each kind of outlet puts its date ────────────────────────────────────────────


def json_ld(day: date) -> Sample:
    story = STORIES["english"]
    graph = linked(story, day, dateModified=f"{day + timedelta(days=2)}T10:00:00+03:00")
    body = f"<article><h1>{story.headline}</h1><p class='byline'>By Ivar Holm</p>{prose(story)}</article>"
    return Sample("json-ld", "https://www.herald.example/world/harbour-council", shell(story, body, graph), day, story)


def tables_2000s(day: date) -> Sample:
    story = STORIES["english"]
    stamp = f"{day:%A}, {month(day, 'en')} {day.day}, {day.year}. Page 3"
    cells = "".join(f'<tr><td><font size="2">{paragraph}</font></td></tr>' for paragraph in story.paragraphs)
    body = (
        f'<table width="600"><tr><td><font size="1">{stamp}</font></td></tr><tr><td><b><font size="5">{story.headline}'
        f"</font></b></td></tr>{cells}</table>"
    )
    markup = shell(story, body, title="{}", lang=False)
    return Sample("tables-2000s", "http://www.times.example/stories/003.html", markup, day, story)


def interfax_like(day: date) -> Sample:
    story = STORIES["russian"]
    opening = f"Москва. {day.day} {month(day, 'ru')}. INTERFAX.RU - "
    body = f"<h1>{story.headline}</h1><div>{day.day} {month(day, 'ru')} {day.year}, 12:05</div>{prose(story, opening)}"
    markup = shell(story, body, '<meta charset="windows-1251">', title="{}")
    return Sample(
        "interfax", "http://www.agency.example/world/398312", markup, day, story, "cp1251", zone="Europe/Moscow",
        credits=("INTERFAX",),
    )  # fmt: skip


def ria_like(day: date) -> Sample:
    story = STORIES["russian"]
    opening = f"МОСКВА, {day.day} {month(day, 'ru')[:3]} — РИА Новости. "
    head = f'<meta property="article:published_time" content="{day:%Y%m%d}T2130">'
    body = f'<h1>{story.headline}</h1><div class="date">21:30 {day:%d.%m.%Y}</div>{prose(story, opening)}'
    return Sample("ria", f"http://ria.example/world/{day:%Y%m%d}/1025467.html", shell(story, body, head), day, story)


def tass_like(day: date) -> Sample:
    story = STORIES["english"]
    opening = f"MOSCOW, {month(day, 'en')} {day.day}. /TASS/. "
    body = (
        f'<h1>{story.headline}</h1><time datetime="{day}T09:12:00+03:00">{day.day} {month(day, "en")[:3]}, 09:12</time>'
        f"{prose(story, opening)}"
    )
    return Sample(
        "tass", "https://tass.example/economy/750931", shell(story, body), day, story, zone="Europe/Moscow",
        credits=("TASS",),
    )  # fmt: skip


def asahi_like(day: date) -> Sample:
    story = STORIES["japanese"]
    body = f"<h1>{story.headline}</h1><p>{day.year}年{day.month}月{day.day}日08時15分</p>{prose(story)}"
    markup = shell(story, body, '<meta http-equiv="Content-Type" content="text/html; charset=Shift_JIS">')
    return Sample(
        "asahi", "http://www.shimbun.example/articles/G9S41.html", markup, day, story, "cp932", zone="Asia/Tokyo"
    )


def kyodo_like(day: date) -> Sample:
    story = STORIES["japanese"]
    body = f"<h1>{story.headline}</h1><div>{day:%Y/%m/%d} 21:43</div>{prose(story, f'【東京{day.day}日共同】')}"
    markup = shell(story, body, '<meta charset="euc-jp">')
    return Sample(
        "kyodo", "http://www.tsushin.example/news/main.html", markup, day, story, "euc_jp", zone="Asia/Tokyo",
        credits=("共同",),
    )  # fmt: skip


def asahi_ajw_like(day: date) -> Sample:
    story = STORIES["english"]
    stamp = f"{month(day, 'en')} {day.day}, {day.year}"
    body = f"<h1>{story.headline}</h1><p>{stamp}</p><p>THE NORRVIK SHIMBUN</p>{prose(story)}"
    url = f"http://ajw.shimbun.example/article/politics/AJ{day:%Y%m%d}0045"
    return Sample("ajw", url, shell(story, body), day, story, zone="Asia/Tokyo")


def xinhua_chinese(day: date) -> Sample:
    story = STORIES["chinese"]
    opening = f"新华社北京{day.month}月{day.day}日电（记者王小明）"
    stamp = f"{day.year}年{day.month:02}月{day.day:02}日 08:15:10 来源：新华网"
    body = f"<h1>{story.headline}</h1><div>{stamp}</div>{prose(story, opening)}"
    url = f"http://news.agency.example/world/{day:%Y-%m/%d}/c_1112610345.htm"
    return Sample(
        "xinhua-zh", url, shell(story, body, title="{}_新闻", lang=False), day, story, "gb18030", zone="Asia/Shanghai",
        credits=("新华社",),
    )  # fmt: skip


def xinhua_english(day: date) -> Sample:
    story = STORIES["english"]
    opening = f"BEIJING, {month(day, 'en')[:3]}. {day.day} (Xinhua) -- "
    body = f"<h1>{story.headline}</h1><div>English.news.example {day} 22:10:33</div>{prose(story, opening)}"
    url = f"http://news.agency.example/english/china/{day:%Y-%m/%d}/c_133669999.htm"
    head = f'<meta name="pubdate" content="{day}T14:10:33Z">'
    return Sample(
        "xinhua-en", url, shell(story, body, head), day, story, zone="Asia/Shanghai", credits=("Xinhua",)
    )  # fmt: skip


def people_like(day: date) -> Sample:
    story = STORIES["chinese"]
    body = f"<h1>{story.headline}</h1><div>{day.year}年{day.month:02}月{day.day:02}日08:15</div>{prose(story)}"
    url = f"http://world.people.example/n/{day:%Y/%m%d}/c1002-25724567.html"
    markup = shell(story, body, '<meta http-equiv="content-type" content="text/html;charset=GB2312">')
    return Sample("people", url, markup, day, story, "gb18030", zone="Asia/Shanghai")


def cna_like(day: date) -> Sample:
    story = STORIES["taiwanese"]
    opening = f"（中央社台北{day.day}日電）"
    body = f"<h1>{story.headline}</h1><div>發稿時間：{day:%Y/%m/%d} 08:15</div>{prose(story, opening)}"
    return Sample(
        "cna", "http://www.cna.example/news/aopl/0015-1.aspx", shell(story, body, '<meta charset="big5">'), day, story,
        "big5hkscs", zone="Asia/Taipei", credits=("中央社",),
    )  # fmt: skip


def yonhap_like(day: date) -> Sample:
    story = STORIES["korean"]
    body = (
        f"<h1>{story.headline}</h1><div>{day:%Y/%m/%d} 08:15 송고</div>{prose(story, '(서울=연합뉴스) 홍길동 기자 = ')}"
    )
    return Sample(
        "yonhap", f"http://www.news.example/bulletin/{day:%Y/%m/%d}/0200000000.HTML",
        shell(story, body, '<meta charset="euc-kr">'), day, story, "cp949", zone="Asia/Seoul", credits=("연합뉴스",),
    )  # fmt: skip


def ministry(day: date) -> Sample:
    story = STORIES["russian"]
    below = f"<p>{day.day} {month(day, 'ru')} {day.year} года</p>"
    body = f"<div>{day:%d-%m-%Y}</div><h1>{story.headline}</h1>{prose(story)}{below}"
    return Sample("ministry", "http://www.mid.example/ru/press/content/id/667482", shell(story, body), day, story)


def kremlin_like(day: date) -> Sample:
    story = STORIES["english"]
    below = f"<p>Publication date: {month(day, 'en')} {day.day}, {day.year}, 16:00</p>"
    body = f"<h1>{story.headline}</h1>{prose(story)}{below}"
    return Sample("kremlin", "http://en.kremlin.example/events/president/news/46686", shell(story, body), day, story)


def bbc_like(day: date) -> Sample:
    story = STORIES["english"]
    head = f'<meta name="OriginalPublicationDate" content="{day:%Y/%m/%d} 08:15:00">'
    body = f'<span class="date">{day.day} {month(day, "en")} {day.year}</span><h1>{story.headline}</h1>{prose(story)}'
    return Sample("bbc", "http://www.bbc.example/news/world-europe-29340000", shell(story, body, head), day, story)


def guardian_like(day: date) -> Sample:
    story = STORIES["english"]
    stamp = f'<time itemprop="datePublished" datetime="{day}T16:20:00+0100">{day.day} {month(day, "en")}</time>'
    body = f'<article><h1 itemprop="headline">{story.headline}</h1>{stamp}{prose(story)}</article>'
    url = f"https://www.guardian.example/world/{day.year}/{month(day, 'en')[:3].lower()}/{day.day:02}/harbour"
    return Sample("guardian", url, shell(story, body), day, story)


def le_monde_like(day: date) -> Sample:
    story, later = STORIES["french"], day + timedelta(days=3)
    stamp = (
        f"Publié le {day.day} {month(day, 'fr')} {day.year} à 08h15 - Mis à jour le {later.day} {month(later, 'fr')}"
        f" {later.year} à 10h02"
    )
    body = f"<h1>{story.headline}</h1><p>{stamp}</p>{prose(story)}"
    markup = shell(story, body, '<meta charset="iso-8859-1">')
    return Sample("le-monde", "http://www.monde.example/article/4493_3214.html", markup, day, story, "cp1252")


def faz_like(day: date) -> Sample:
    story = STORIES["german"]
    body = f"<h1>{story.headline}</h1><span>{day:%d.%m.%Y}, 08:15 Uhr</span>{prose(story)}"
    return Sample("faz", "http://www.zeitung.example/wirtschaft/hafenrat-13171000.html", shell(story, body), day, story)


def el_pais_like(day: date) -> Sample:
    story = STORIES["spanish"]
    body = f"<h1>{story.headline}</h1><p>{day.day} de {month(day, 'es')} de {day.year} - 08:15 CEST</p>{prose(story)}"
    return Sample("el-pais", "http://internacional.pais.example/actualidad/1411.html", shell(story, body), day, story)


def hurriyet_like(day: date) -> Sample:
    story = STORIES["turkish"]
    body = f"<h1>{story.headline}</h1><div>{day.day} {month(day, 'tr')} {day.year}, 08:15</div>{prose(story)}"
    markup = shell(story, body, '<meta charset="iso-8859-9">')
    return Sample("hurriyet", "http://www.haber.example/dunya/27268000.asp", markup, day, story, "cp1254")


def pravda_like(day: date) -> Sample:
    story = STORIES["ukrainian"]
    body = f"<h1>{story.headline}</h1><div>{day.day} {month(day, 'uk')} {day.year}, 08:15</div>{prose(story)}"
    url = f"http://www.pravda.example/news/{day:%Y/%m/%d}/7038687/"
    return Sample("pravda", url, shell(story, body, '<meta charset="windows-1251">'), day, story, "cp1251")


def gazeta_koi8(day: date) -> Sample:
    story = STORIES["russian"]
    body = f"<h1>{story.headline}</h1><i>{day.day} {month(day, 'ru')} {day.year}</i>{prose(story)}"
    markup = shell(story, body, lang=False)
    return Sample("gazeta-koi8", f"http://gazeta.example/{day:%Y/%m/%d}/harbour.shtml", markup, day, story, "koi8-r")


def wire_copy(day: date) -> Sample:
    story = STORIES["english"]
    stamp = f"{month(day, 'en')[:3]} {day.day}, {day.year} 8:15 AM EDT"
    body = f"<h1>{story.headline}</h1><p>By Reuters</p><p>{stamp}</p>{prose(story, 'NORRVIK (Reuters) - ')}"
    head = '<meta name="author" content="Reuters">'
    markup = shell(story, body, head)
    return Sample("wire", "http://www.daily.example/business/1.61742", markup, day, story, credits=("Reuters",))


def blog(day: date) -> Sample:
    story, later = STORIES["english"], day + timedelta(days=40)
    stamps = "".join(
        f'<time class="{name}" datetime="{when}T08:15:00+00:00">{month(when, "en")} {when.day}, {when.year}</time>'
        for name, when in (("entry-date published", day), ("updated", later))
    )
    content = f'<div class="entry-content">{prose(story)}</div>'
    body = f'<article><h1 class="entry-title">{story.headline}</h1>{stamps}{content}</article>'
    return Sample("blog", f"https://blog.example/{day:%Y/%m}/harbour-council/", shell(story, body), day, story)


def amp(day: date) -> Sample:
    story = STORIES["english"]
    head = f'<link rel="canonical" href="https://www.herald.example/world/harbour-council">{linked(story, day)}'
    markup = shell(story, f"<h1>{story.headline}</h1>{prose(story)}", head).replace("<html", "<html amp", 1)
    return Sample("amp", "https://amp.herald.example/world/harbour-council?amp=1", markup, day, story)


def live_blog(day: date) -> Sample:
    story = STORIES["english"]
    posts = [f"<div><time datetime='{day}T{hour:02}:00:00Z'>{hour}:00</time><p>{text}</p></div>" for hour, text in
             zip(range(8, 20), story.paragraphs * 3, strict=True)]  # fmt: skip
    updates = [{"@type": "BlogPosting", "datePublished": f"{day + timedelta(days=1)}T0{n}:00:00Z"} for n in range(3)]
    head = linked(story, day, **{"@type": "LiveBlogPosting", "liveBlogUpdate": updates})
    body = f"<article><h1>{story.headline}</h1>{''.join(posts)}</article>"
    return Sample("live-blog", "https://www.herald.example/live/harbour", shell(story, body, head), day, story)


def wayback(day: date) -> Sample:
    """A page as the Wayback Machine replays it without `id_`: toolbar, rewritten links, its own scripts."""
    sample = guardian_like(day)
    toolbar = (
        '<!-- BEGIN WAYBACK TOOLBAR INSERT --><div id="wm-ipp-base"><p>25 Dec 2015 - 03 Jan 2020</p></div>'
        "<!-- END WAYBACK TOOLBAR INSERT -->"
    )
    canonical = f'<link rel="canonical" href="/web/20151225000000/{sample.url}">'
    markup = sample.markup.replace("<body>", f"<body>{toolbar}").replace("</head>", f"{canonical}</head>")
    return replace(sample, name="wayback", markup=markup)


TEMPLATES: tuple[Callable[[date], Sample], ...] = (
    json_ld, tables_2000s, interfax_like, ria_like, tass_like, asahi_like, kyodo_like, asahi_ajw_like, xinhua_chinese,
    xinhua_english, people_like, cna_like, yonhap_like, ministry, kremlin_like, bbc_like, guardian_like, le_monde_like,
    faz_like, el_pais_like, hurriyet_like, pravda_like, gazeta_koi8, wire_copy, blog, amp, live_blog, wayback,
)  # fmt: skip
