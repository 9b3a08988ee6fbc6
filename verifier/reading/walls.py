"""What stands in place of a report: walls, errors, front pages, by their structure and their words.

Words alone convict nobody: an article about captchas says "captcha". A phrase counts where the page has
little text besides, or where it is the page's title; and the phrases are those a machine says to its
visitor ("verify you are human"), not those a reporter writes. Sizes are weights (`running.weight`).
"""

from __future__ import annotations

import re

from verifier.reading import phrases
from verifier.reading.page import Block, Page
from verifier.reading.running import is_prose, weight
from verifier.records import Unreadable

WALL_TEXT = 1_500
"""The most text that a wall has. Cookie walls are the wordiest: ours run to about 1,200."""
WALL_LINE = 400
"""The most that a request to subscribe has, and the most of an offer that follows it."""
LEAST_TEXT = 60
"""Less is a caption, not a report: the shortest agency flashes have one sentence."""
TEASER_TEXT = 120
FULL_TEXT = 2_500
"""A page declared closed that carries so much text carries all of it: the wall is drawn by a script."""
STORY = 450
"""Prose besides a wall's words that makes a report of a page without a date."""
LISTING_LINKS = 10
"""Headlines that are links. Articles have that many too, in asides and below the text."""
LISTING_RUN = 700
"""The longest run of prose in a front page: a lead and its teasers."""

_INSTEAD = (
    (phrases.BOT, Unreadable.BOT_WALL),
    (phrases.MISSING, Unreadable.SOFT_404),
    (phrases.ERROR, Unreadable.ERROR_PAGE),
)


def by_status(status: int) -> Unreadable | None:
    """What an error status says of its page, whatever is in it."""
    if status < 400:
        return None
    named = {401: Unreadable.LOGIN, 402: Unreadable.PAYWALL, 404: Unreadable.SOFT_404, 410: Unreadable.SOFT_404}
    named |= {403: Unreadable.BOT_WALL, 429: Unreadable.BOT_WALL}
    return named.get(status, Unreadable.ERROR_PAGE)


def recognise(page: Page, text: str, *, dated: bool, closed: bool) -> Unreadable | None:
    """What the page is if it is no report; None for a report, or the part of one before a pay wall.

    `dated`: the page gives itself a day of publication, as no wall does; `closed`: as `is_closed` says. Most
    specific first: a bot wall asks for JavaScript, a pay wall for a login.
    """
    dated = dated or page.is_article
    for pattern, wall in _INSTEAD:
        if _speaks_for_the_page(pattern, page, text) and not _goes_on(page, pattern, dated):
            return wall
    if weight(text) < LEAST_TEXT and phrases.BOT_MARKUP.search(page.markup):
        return Unreadable.BOT_WALL
    if not dated and _asks_for_consent(page, text):
        return Unreadable.CONSENT
    if closed:
        return Unreadable.PAYWALL if weight(before_wall(text)) < TEASER_TEXT else None
    if _asks_for_login(page, text):
        return Unreadable.LOGIN
    if is_listing(page, text):
        return Unreadable.LISTING
    if weight(text) < LEAST_TEXT or (phrases.SCRIPT.search(text) and weight(text) < 3 * LEAST_TEXT):
        return Unreadable.SCRIPT_ONLY if _needs_script(page) else Unreadable.EMPTY
    return None


def is_closed(page: Page, text: str) -> bool:
    """Whether a pay wall hides a part of the report: the page declares it, or says so below its text."""
    if page.linked.closed or (page.meta("article:content_tier") or "").lower() in ("locked", "metered"):
        return weight(text) < FULL_TEXT
    if weight(before_wall(text)) >= WALL_TEXT:
        return False
    # Above the text it is the site's menu: "Already a subscriber? Log in" stands on every free page too.
    lines = [block.text for block in page.blocks if not block.aside]
    first = next((index for index, block in enumerate(page.blocks) if is_prose(block)), 0)
    return _wall_line(text.split("\n")) is not None or _wall_line(lines[first:]) is not None


def before_wall(text: str) -> str:
    """The text up to the paragraph that asks for a subscription."""
    lines = text.split("\n")
    return "\n".join(lines[: _wall_line(lines)])


def _wall_line(lines: list[str]) -> int | None:
    """The line that asks for a subscription, if the report does not go on after it."""
    for index, line in enumerate(lines):
        if weight(line) < WALL_LINE and phrases.PAYWALL.search(line):
            after = sum(weight(later) for later in lines[index + 1 :] if weight(later) >= LEAST_TEXT)
            return index if after < WALL_LINE else None
    return None


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


def _speaks_for_the_page(pattern: re.Pattern[str], page: Page, text: str) -> bool:
    """Whether the phrase is in the title, the heading, or what there is of text."""
    said = text if weight(text) >= LEAST_TEXT else page.text[:WALL_TEXT]
    return any(pattern.search(part) for part in (page.title, page.heading or "", said[:WALL_TEXT]))


def _goes_on(page: Page, pattern: re.Pattern[str], dated: bool) -> bool:
    """Whether there is a story: of a dated page any sentence, the phrase's own included ("closed for
    scheduled maintenance"); of another, prose besides the phrase, for a wall has said all with it."""
    if dated:
        return any(is_prose(block) for block in page.blocks)
    return _prose_without(page, pattern) >= STORY


def _prose_without(page: Page, pattern: re.Pattern[str]) -> int:
    return sum(weight(block.text) for block in page.blocks if is_prose(block) and not pattern.search(block.text))


def _asks_for_consent(page: Page, text: str) -> bool:
    """Two phrases of a consent platform, one of them a button's; in what was read, or where nothing was. One is
    enough in the text, with a button's beside it, where there is no story besides."""
    said = text if weight(text) >= LEAST_TEXT else page.text
    if weight(said) >= WALL_TEXT:
        return False
    found = {match[0].lower() for match in phrases.CONSENT.finditer(said)}
    buttons = [match for block in page.blocks if weight(block.text) < LEAST_TEXT for match in _consent(block)]
    if not buttons or not found:
        return False
    return len(found) >= 2 or (found != set(buttons) and _prose_without(page, phrases.CONSENT) < STORY)


def _consent(block: Block) -> list[str]:
    return [match[0].lower() for match in phrases.CONSENT.finditer(block.text)]


def _asks_for_login(page: Page, text: str) -> bool:
    """A form or a request, and hardly a sentence besides: many sites have a login box on every page."""
    form = page.tree.find(".//input[@type='password']") is not None
    asked = form or bool(phrases.LOGIN.search(text if weight(text) >= LEAST_TEXT else page.text[:WALL_TEXT]))
    return asked and _prose_without(page, phrases.LOGIN) < LEAST_TEXT


def _needs_script(page: Page) -> bool:
    notices = " ".join(" ".join(element.itertext()) for element in page.tree.iter("noscript"))
    if phrases.SCRIPT.search(notices) or phrases.SCRIPT.search(page.text[:WALL_TEXT]):
        return True
    mounts = page.tree.xpath("//div[@id='root' or @id='app' or @id='__next' or @id='__nuxt' or @id='main-app']")
    return bool(mounts) and page.tree.find(".//script") is not None
