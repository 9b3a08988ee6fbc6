"""What stands over a report: title, byline, site, language, and the URL it calls its own."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit

from verifier import urls
from verifier.reading import archive
from verifier.reading.page import Page
from verifier.records import Outlet

_SEPARATORS = re.compile(r"\s+(?:[|:·•—–-]|::|>>|»|/)\s+|\s*[|｜_]\s*|：(?=[^：]{2,12}$)")
_BY = re.compile(
    r"^\s*(?:by|von|par|por|di|автор(?:ы)?|текст|文|記者|记者|作者|責任編輯)\s*[:：]?\s+|^\s*(?:作者|记者|記者)[:：]\s*",
    re.IGNORECASE,
)
# The languages written in a script. One that is in no row is written in Latin letters.
_KANA = re.compile(r"[\u3040-\u30ff]")
_SCRIPTS = {
    re.compile(r"[\u0400-\u04ff]"): "ru uk be bg sr mk kk ky mn tg uz tt",
    _KANA: "ja",
    re.compile(r"[\uac00-\ud7af]"): "ko",
    re.compile(r"[\u3400-\u9fff]"): "zh ja",
    re.compile(r"[\u0600-\u06ff]"): "ar fa ur ps ku ug",
    re.compile(r"[\u0590-\u05ff]"): "he yi",
}
_OWN_SCRIPT = frozenset(" ".join(_SCRIPTS.values()).split()) - {"sr", "uz", "kk", "ku", "mn"}
"""Languages never written in Latin letters."""


def title(page: Page, site: str | None, outlet: Outlet | None) -> str | None:
    """The headline, without the site's name."""
    candidates = (
        page.linked.text("headline"),
        page.meta("og:title", "twitter:title"),
        page.blocks[page.headline_at].text if page.headline_at is not None else None,
        page.title,
        page.meta("title", "dc.title"),
    )
    names = {_plain(name) for name in (site, *_outlet_names(outlet), urls.host_of(page.url)) if name}
    return next((short for text in candidates if text and (short := without_site(text, page.heading, names))), None)


def without_site(text: str, heading: str | None, names: set[str]) -> str:
    """The title without a first or last part that is the site's name; the page's heading where the title
    contains it."""
    text = " ".join(text.split())
    if heading and heading.casefold() in text.casefold() and len(heading) >= 12:
        return heading
    parts = list(_SEPARATORS.finditer(text))
    if not parts:
        return "" if _plain(text) in names else text
    first, last = parts[0], parts[-1]
    if _is_name(text[last.end() :], names):
        return without_site(text[: last.start()], heading, names)
    if _is_name(text[: first.start()], names):
        return text[first.end() :]
    return text


def byline(page: Page) -> str | None:
    """Who signed it: people, or the agency."""
    declared = page.linked.names("author") or page.linked.names("creator")
    written = ", ".join(dict.fromkeys(name for name in declared if not name.startswith("http")))
    if not written:
        content = page.meta("author", "article:author", "dc.creator", "parsely-author", "byl", "sailthru.author") or ""
        written = "" if content.startswith(("http", "/", "@")) else content
    if not written:
        found = page.tree.xpath(
            "//*[@rel='author' or @itemprop='author' or contains(concat(' ', @class, ' '), ' byline ')"
            " or contains(concat(' ', @class, ' '), ' author ')]"
        )
        texts = (" ".join(element.text_content().split()) for element in found[:5])
        written = next((text for text in texts if 2 < len(text) <= 100), "")
    name = _BY.sub("", written).strip(" ,;|")
    return name if 1 < len(name) <= 200 else None


def site(page: Page) -> str | None:
    publisher = page.linked.names("publisher")
    return page.meta("og:site_name") or next(iter(publisher), None) or page.meta("application-name")


def language(declared: str | None, text: str) -> str | None:
    """The two-letter language of a text: the page's own word where the script does not belie it, else
    told from the text."""
    said = (declared or "").strip().lower().replace("_", "-").split("-")[0]
    if 2 <= len(said) <= 3 and said.isalpha() and _fits(said, text[:2000]):
        return said
    if len(text) < 20:
        return None
    import py3langid  # only here: its model costs 0.3 s, and most pages declare their language

    code, _ = py3langid.classify(text[:3000])
    return str(code)


def own_url(page: Page, outlet: Outlet | None) -> str:
    """The URL the page gives as its own, if that is of the same site and as deep; else the captured one."""
    asked = urlsplit(page.url)
    for claimed in (page.canonical, page.meta("og:url"), page.linked.text("url", "mainEntityOfPage")):
        if not claimed:
            continue
        try:
            url = urljoin(page.url, archive.original_url(claimed.strip()))
            parts = urlsplit(url)
        except ValueError:  # "http://[broken"
            continue
        if parts.scheme not in ("http", "https") or not _same_site(urls.host_of(url), urls.host_of(page.url), outlet):
            continue
        if parts.path.strip("/") or parts.query or not (asked.path.strip("/") or asked.query):
            return url.split("#")[0]
    return page.url


def _same_site(one: str, other: str, outlet: Outlet | None) -> bool:
    """Whether two hosts are one site: one is, or lies under, the other, or both are the outlet's."""
    if urls.same_site(one, [other]) or urls.same_site(other, [one]):
        return True
    hosts = [domain.host for domain in outlet.domains] if outlet else []
    return urls.same_site(one, hosts) and urls.same_site(other, hosts)


def _fits(language: str, text: str) -> bool:
    """Whether a text may be in this language, by its script: half of its letters, or kana, which only
    Japanese has."""
    letters = sum(char.isalpha() for char in text)
    kana = len(_KANA.findall(text))
    if kana * 20 > letters:
        return language == "ja"
    for script, languages in _SCRIPTS.items():
        if len(script.findall(text)) * 2 > letters:
            return language in languages.split()
    return language not in _OWN_SCRIPT


def _outlet_names(outlet: Outlet | None) -> tuple[str, ...]:
    return (outlet.name, *outlet.aliases, *(domain.host for domain in outlet.domains)) if outlet else ()


def _plain(name: str) -> str:
    return re.sub(r"[\W_]+|^the ", "", urls.bare_host(name.casefold().strip()))


def _is_name(part: str, names: set[str]) -> bool:
    plain = _plain(part)
    return bool(plain) and any(
        plain == name or (len(plain) >= 4 and (plain in name or (name in plain and len(plain) <= 2 * len(name))))
        for name in names
        if len(name) >= 3
    )
