"""Pages known by number alone: which is looked at for its links, and what it tells."""

from dataclasses import replace
from datetime import date

import pytest

from verifier.discovery import next_glance, titles_linked
from verifier.discovery.silent import is_opaque
from verifier.dossier import page_of
from verifier.errors import ChannelError
from verifier.records import Candidate

SITE = "https://daily.example/news/"
PAGES = [Candidate(f"{SITE}{number}.html", "sitemap", score=0.2) for number in range(996, 1004)]
TITLE = "Japan bars five banks from its market"


def copy(page: Candidate, day: int = 25) -> Candidate:
    locator = f"https://web.archive.org/web/201409{day}080000id_/{page.url}"
    return replace(page, channel="wayback", locator=locator, score=0.19)


def number(page: Candidate | None) -> str | None:
    return page and page.url.removeprefix(SITE)


def test_the_middle_of_the_numbers_is_looked_at_first() -> None:
    assert number(next_glance(PAGES, set())) == "1000.html"
    assert number(next_glance(PAGES[::-1], set())) == "1000.html"


def test_then_the_middle_of_the_longest_stretch_without_titles() -> None:
    told = [replace(page, title=TITLE) if n in (2, 3) else page for n, page in enumerate(PAGES)]
    assert number(next_glance(told, set())) == "1002.html"
    assert number(next_glance(told, {page_of(PAGES[6])})) == "997.html"


@pytest.mark.parametrize("silent", [0, 1, 2])
def test_a_few_are_read_without_looking(silent: int) -> None:
    assert next_glance(PAGES[:silent], set()) is None


def test_what_was_begun_is_done_to_the_last_page() -> None:
    told = [replace(page, title=TITLE) for page in PAGES[1:]]
    assert next_glance([PAGES[0], *told], {page_of(PAGES[4])}) == PAGES[0]
    assert next_glance(told, {page_of(PAGES[4])}) is None


def test_words_in_an_address_are_as_good_as_a_title() -> None:
    assert next_glance([replace(page, url=page.url + "-japan-bars-banks") for page in PAGES], set()) is None


def test_pages_of_worse_days_are_left_alone() -> None:
    worse = [replace(page, url=f"{SITE}{n}.html", score=0.09) for n, page in enumerate(PAGES, 200)]
    assert number(next_glance([*PAGES, *worse], set())) == "1000.html"
    assert next_glance([*PAGES[:2], *worse], set()) is None


def test_a_page_is_looked_at_once_whatever_copies_there_are() -> None:
    both = [*PAGES[:4], *map(copy, PAGES[:4])]
    first = next_glance(both, set())
    assert first is not None
    assert first.locator is None
    second = next_glance(both, {page_of(first)})
    assert second is not None
    assert second.url != first.url


def test_what_is_opaque() -> None:
    assert is_opaque(PAGES)
    assert not is_opaque(PAGES[:6])
    assert not is_opaque([*PAGES, *(replace(page, url=f"{SITE}the-{n}th-story") for n, page in enumerate(PAGES))])


PAGE = f"""<html><head><title>Window | Daily</title></head><body><h1>Judo gold for Japan again</h1>
<a href="/news/1001.html">{TITLE}</a> <a href="/news/1002.html">more</a>
<a href="/news/1007.html">Typhoon weakens over the East China Sea</a>
<a href="/2013/01/02/900.html">An old story of the year before</a></body></html>"""


def test_a_page_tells_its_own_title_and_those_of_others(asked, answered) -> None:
    told = titles_linked(answered(PAGE, url=PAGES[4].url), PAGES[4], asked(), PAGES)
    assert {number(one): one.title for one in told} == {
        "1000.html": "Judo gold for Japan again",
        "1001.html": TITLE,
        "1007.html": "Typhoon weakens over the East China Sea",
    }


def test_a_page_known_from_an_archive_keeps_its_own_copy_and_others_are_sought_beside(asked, answered) -> None:
    copies = [copy(page, day=27) for page in PAGES]
    glanced = copy(PAGES[4])
    told = titles_linked(answered(PAGE, url=glanced.locator or ""), glanced, asked(), copies)
    places = {number(one): one.locator for one in told}
    assert places["1001.html"] == copies[5].locator
    assert places["1007.html"] == f"https://web.archive.org/web/20140925080000id_/{SITE}1007.html"


def test_a_page_without_links_tells_nothing(asked, answered) -> None:
    with pytest.raises(ChannelError):
        titles_linked(answered("<p>Please wait"), PAGES[0], asked(), PAGES)


def test_days_do_not_matter_to_what_is_known_already(asked, answered) -> None:
    known = [replace(page, published=date(2014, 9, 20)) for page in PAGES]
    told = titles_linked(answered(PAGE, url=known[4].url), known[4], asked(window=None), known)
    assert {number(one) for one in told} == {"1000.html", "1001.html"}
