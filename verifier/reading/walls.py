"""What stands in place of a report: walls, errors, front pages, by their structure and their words.

Words alone convict nobody: an article about captchas says "captcha". A phrase counts where the page has
little text besides, or where it is the page's title; and the phrases are those a machine says to its
visitor ("verify you are human"), not those a reporter writes.
"""

from __future__ import annotations

import re

from verifier.reading import phrases
from verifier.reading.page import Block, Page
from verifier.reading.running import is_prose, weight
from verifier.records import Unreadable

WALL_TEXT = 1_500
"""The most text, by weight, that a wall has. Cookie walls are the wordiest: ours run to about 1,200."""
LEAST_TEXT = 60
"""By weight. Less is a caption, not a report: the shortest agency flashes have one sentence."""
TEASER_TEXT = 120
FULL_TEXT = 2_500
"""A page declared closed that carries so much text carries all of it: the wall is drawn by a script."""
LISTING_LINKS = 10
"""Headlines that are links. Articles have that many too, in asides and below the text."""
LISTING_RUN = 700
"""The longest run of prose, by weight, in a front page: a lead and its teasers."""


def by_status(status: int) -> Unreadable | None:
    """What an error status says of its page, whatever is in it."""
    if status < 400:
        return None
    named = {401: Unreadable.LOGIN, 402: Unreadable.PAYWALL, 404: Unreadable.SOFT_404, 410: Unreadable.SOFT_404}
    named |= {403: Unreadable.BOT_WALL, 429: Unreadable.BOT_WALL}
    return named.get(status, Unreadable.ERROR_PAGE)


def recognise(page: Page, text: str) -> Unreadable | None:
    """What the page is if it is no report; None for a report, or the part of one before a pay wall.

    Most specific first: a bot wall asks for JavaScript, a pay wall for a login.
    """
    little = weight(text) < WALL_TEXT
    if little and _stands_for_the_page(phrases.BOT, page, text):
        return Unreadable.BOT_WALL
    if weight(text) < LEAST_TEXT and phrases.BOT_MARKUP.search(page.markup):
        return Unreadable.BOT_WALL
    if little and not page.is_article:
        for pattern, wall in ((phrases.MISSING, Unreadable.SOFT_404), (phrases.ERROR, Unreadable.ERROR_PAGE)):
            if _stands_for_the_page(pattern, page, text):
                return wall
        if len(set(phrases.CONSENT.findall(text or page.text))) >= 2:
            return Unreadable.CONSENT
    if is_closed(page, text):
        return Unreadable.PAYWALL if weight(before_wall(text)) < TEASER_TEXT else None
    if _asks_for_login(page, text):
        return Unreadable.LOGIN
    if is_listing(page, text):
        return Unreadable.LISTING
    if weight(text) < LEAST_TEXT or (phrases.SCRIPT.search(text) and weight(text) < 3 * LEAST_TEXT):
        return Unreadable.SCRIPT_ONLY if _needs_script(page) else Unreadable.EMPTY
    return None


def is_closed(page: Page, text: str) -> bool:
    """Whether a pay wall hides a part of the report: the page declares it or says it, and is short."""
    if page.linked.closed or (page.meta("article:content_tier") or "").lower() in ("locked", "metered"):
        return weight(text) < FULL_TEXT
    return weight(before_wall(text)) < WALL_TEXT and any(
        phrases.PAYWALL.search(line) for line in _short_lines(page, text)
    )


def before_wall(text: str) -> str:
    """The text up to the paragraph that asks for a subscription."""
    kept: list[str] = []
    for paragraph in text.split("\n"):
        if weight(paragraph) < 400 and phrases.PAYWALL.search(paragraph):
            break
        kept.append(paragraph)
    return "\n".join(kept)


def is_listing(page: Page, text: str) -> bool:
    """Whether the page is many headlines: links as long as titles, and no run of prose as long as a brief."""
    teasers = [index for index, block in enumerate(page.blocks) if _is_teaser(block)]
    if len(teasers) < LISTING_LINKS or (page.is_article and not page.linked.collection and weight(text) >= LEAST_TEXT):
        return False
    run = longest = 0
    for block in page.blocks:
        run = run + weight(block.text) if is_prose(block) else 0 if _is_teaser(block) else run
        longest = max(longest, run)
    return longest < LISTING_RUN and not _opens_with_prose(page, teasers)


def _opens_with_prose(page: Page, teasers: list[int]) -> bool:
    """Whether the headline is followed by running text, not by another headline: a brief among links."""
    if page.headline_at is None:
        return False
    after = range(page.headline_at + 1, len(page.blocks))
    prose = next((index for index in after if is_prose(page.blocks[index])), len(page.blocks))
    teaser = next((index for index in teasers if index > page.headline_at), len(page.blocks))
    return prose < teaser


def _is_teaser(block: Block) -> bool:
    return block.linked * 10 > len(block.text) * 7 and weight(block.text) >= 25


def _stands_for_the_page(pattern: re.Pattern[str], page: Page, text: str) -> bool:
    """Whether the phrase is what the page is for: in its title, its heading, or a text that short that
    the phrase is a good part of it."""
    if any(pattern.search(part) for part in (page.title, page.heading or "")) and weight(text) < WALL_TEXT // 2:
        return True
    said = text if weight(text) >= LEAST_TEXT else page.text[:WALL_TEXT]
    return weight(said) < WALL_TEXT // 3 and bool(pattern.search(said))


def _short_lines(page: Page, text: str) -> list[str]:
    """Lines in which a page speaks to its visitor, not those of other reports' teasers."""
    lines = [line for line in text.split("\n") if weight(line) < 400]
    return lines + [block.text for block in page.blocks if weight(block.text) < 300 and not block.aside]


def _asks_for_login(page: Page, text: str) -> bool:
    form = page.tree.find(".//input[@type='password']") is not None
    if page.is_article and weight(text) >= TEASER_TEXT:
        return False
    little = weight(text) < (WALL_TEXT // 3 if form else TEASER_TEXT * 2)
    return little and (form or bool(phrases.LOGIN.search(text or page.text[:WALL_TEXT])))


def _needs_script(page: Page) -> bool:
    notices = " ".join(" ".join(element.itertext()) for element in page.tree.iter("noscript"))
    if phrases.SCRIPT.search(notices) or phrases.SCRIPT.search(page.text[:WALL_TEXT]):
        return True
    mounts = page.tree.xpath("//div[@id='root' or @id='app' or @id='__next' or @id='__nuxt' or @id='main-app']")
    return bool(mounts) and page.tree.find(".//script") is not None
