"""Which page to read first, by its address, title and day alone."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from verifier import policy, shipped
from verifier.discovery import merge, moved, rank
from verifier.discovery.ranking import best
from verifier.discovery.sounds import alike
from verifier.prose.words import fold, stem
from verifier.records import Candidate

DISCOVERY = policy.parse(shipped.table(shipped.config("policy.toml"))).discovery
CLAIM = (
    "It will restrict weapons exports and other items for military use and arms technology as well as ban "
    "five Russian banks from issuing securities in Japan."
)
SITE = "http://daily.example/2014/09/24/"
OTHERS = [
    "tokyo-stocks-end-higher-on-weak-yen",
    "abe-addresses-un-general-assembly",
    "russia-and-ukraine-talk-gas-prices-in-berlin",
    "japan-to-restart-two-reactors-in-sendai",
    "five-killed-in-hiroshima-landslide",
    "banks-pass-stress-test-says-regulator",
    "typhoon-fung-wong-weakens-over-east-china-sea",
    "asian-games-japan-wins-gold-in-judo",
    "military-drill-begins-near-okinawa",
]


def pages(*slugs: str, site: str = SITE, **parts: object) -> list[Candidate]:
    return [Candidate(site + slug, "sitemap", **parts) for slug in slugs]


@pytest.mark.parametrize(
    "right",
    [
        "japan-imposes-new-sanctions-on-russian-banks-weapons-exports",
        "tokyo-bans-russian-banks-from-issuing-securities",
        "%D1%8F%D0%BF%D0%BE%D0%BD%D0%B8%D1%8F-%D1%80%D0%BE%D1%81%D1%81%D0%B8%D0%B9%D1%81%D0%BA%D0%B8%D0%B5-%D0%B1%D0%B0%D0%BD%D0%BA%D0%B8",
    ],
)
def test_the_right_one_of_many_of_that_outlet_and_day_comes_first(asked, right: str) -> None:
    query = asked(
        terms=("Japan", "five", "Russian", "securities", "technology", "weapons", "restrict", "military", "exports")
    )
    first, second, *_ = rank(pages(*OTHERS, right), query, CLAIM)
    assert first.url.endswith(right)
    assert first.score >= DISCOVERY.fetch_score
    assert first.score > second.score


IN_RUSSIAN = [
    "tokijskaja-birzha-zakrylas-rostom",
    "sindzo-abe-vystupil-na-genassamblee-oon",
    "rossija-i-ukraina-obsudili-ceny-na-gaz",
    "v-hirosime-iz-za-opolznja-pogibli-pjat-chelovek",
    "banki-proshli-stress-test",
    "ekonomika-kitaja-zamedljaetsja",
]


@pytest.mark.parametrize(
    "right",
    [
        "yaponiya-zapretila-rossiyskim-bankam-vypuskat-tsennye-bumagi",
        "japonija-vvela-sankcii-protiv-pjati-rossijskih-bankov",
        "япония-ограничит-экспорт-военных-технологий",
    ],
)
def test_names_are_known_by_their_sound_in_another_language(asked, right: str) -> None:
    query = asked(language=None)
    first, second, *_ = rank(pages(*IN_RUSSIAN, right), query, CLAIM)
    assert first.url.endswith(right)
    assert first.score > second.score


def test_a_title_counts_where_the_address_only_numbers(asked) -> None:
    titled = [Candidate(f"{SITE}{n}", "sitemap", title=slug.replace("-", " ")) for n, slug in enumerate(OTHERS)]
    right = Candidate(f"{SITE}99", "sitemap", title="Japan bars five Russian banks from selling securities")
    assert rank([*titled, right], asked(), CLAIM)[0].url == right.url


def test_a_cited_title_decides(asked) -> None:
    query = asked(title="A Northern Neighbour")
    first, *_ = rank(pages(*OTHERS, "a-northern-neighbour", "japan-sanctions-russian-banks"), query, CLAIM)
    assert first.url.endswith("a-northern-neighbour")


RIGHT = Candidate("http://daily.example/world/japan-bans-five-russian-banks-from-issuing-securities", "search")
NUMBERED = "http://daily.example/2014/09/{day:02}/c_{number}.htm"


def test_of_numbered_pages_the_day_decides_and_the_score_is_modest(asked) -> None:
    candidates = [Candidate(NUMBERED.format(day=day, number=13366800 + day), "sitemap") for day in (20, 22, 24, 25, 28)]
    ranked = rank(candidates, asked(), CLAIM)
    assert "/24/" in ranked[0].url
    assert "/25/" in ranked[1].url
    assert DISCOVERY.fetch_score < ranked[1].score <= ranked[0].score <= 0.35
    assert all(candidate.score < DISCOVERY.fetch_score for candidate in ranked[2:])


def test_a_page_of_a_wrong_day_waits_until_every_channel_was_asked_and_is_read_then(asked) -> None:
    (page,) = rank([replace(RIGHT, published=date(2014, 10, 1))], asked(), CLAIM)
    assert DISCOVERY.least_score <= page.score < DISCOVERY.fetch_score


def test_a_crowd_of_numbered_pages_waits_until_every_channel_was_asked(asked) -> None:
    crowd = [Candidate(NUMBERED.format(day=24, number=13366800 + number), "sitemap") for number in range(200)]
    ranked = rank(crowd, asked(), CLAIM)
    assert DISCOVERY.least_score <= ranked[0].score < DISCOVERY.fetch_score


def test_a_title_that_says_something_else_is_worth_less_than_none(asked) -> None:
    silent, other = rank([*pages("c_1336680.htm"), *pages("asian-games-judo-gold")], asked(), CLAIM)
    assert silent.url.endswith("c_1336680.htm")
    assert other.score < DISCOVERY.fetch_score


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        pytest.param(
            {"published": date(2014, 9, 24)}, {"published": date(2014, 9, 25)}, id="the cited day before its margin"
        ),
        pytest.param(
            {"published": date(2014, 9, 25)}, {"published": date(2014, 9, 30)}, id="the margin before other days"
        ),
        pytest.param(
            {"published": date(2014, 9, 30)}, {"published": date(2013, 9, 24)}, id="days off before years off"
        ),
        pytest.param({"published": date(2014, 9, 24)}, {}, id="a day before none"),
        pytest.param({}, {"published": date(2014, 10, 24)}, id="none before a wrong one"),
        pytest.param(
            {"archived_at": datetime(2014, 9, 25, tzinfo=UTC)},
            {"archived_at": datetime(2016, 9, 25, tzinfo=UTC)},
            id="captured soon before captured late",
        ),
        pytest.param(
            {"archived_at": datetime(2016, 9, 25, tzinfo=UTC)},
            {"archived_at": datetime(2014, 9, 1, tzinfo=UTC)},
            id="captured late before captured too early",
        ),
        pytest.param(
            {},
            {"url": "http://other.example/world/japan-bans-five-russian-banks-from-issuing-securities"},
            id="the outlet's host",
        ),
        pytest.param({}, {"language": "ru"}, id="the document's language"),
        pytest.param(
            {},
            {"url": "http://daily.example/zh/japan-bans-five-russian-banks-from-issuing-securities"},
            id="the language edition",
        ),
        pytest.param(
            {},
            {"url": "http://daily.example/tag/japan-bans-five-russian-banks-from-issuing-securities"},
            id="a report before a tag",
        ),
        pytest.param(
            {},
            {"url": "http://daily.example/2014/07/japan-bans-five-russian-banks-from-issuing-securities"},
            id="not a wrong month",
        ),
    ],
)
def test_of_two_alike(asked, better: dict[str, object], worse: dict[str, object]) -> None:
    one, other = (rank([replace(RIGHT, **parts)], asked(), CLAIM)[0].score for parts in (better, worse))
    assert one > other


def test_a_linked_page_is_sure(asked) -> None:
    query = asked(url="http://www.daily.example/a/")
    linked, found = Candidate("http://elsewhere.example/x", "link"), Candidate("https://daily.example/a", "sitemap")
    assert [candidate.score for candidate in rank([linked, found], query, CLAIM)] == [1.0, 1.0]


def test_a_channel_that_knows_the_text_is_believed(asked) -> None:
    known, unknown = rank(
        [Candidate(SITE + "c_100.htm", "library", match=0.7), Candidate(SITE + "c_101.htm", "library")], asked(), CLAIM
    )
    assert known.url.endswith("c_100.htm")
    assert known.score == pytest.approx(0.7)
    assert unknown.score < 0.35


def test_nothing_is_ranked_to_nothing(asked) -> None:
    assert rank([], asked(), CLAIM) == ()


def test_scores_are_within_bounds_without_window_terms_or_hosts(asked) -> None:
    query = asked(window=None, terms=(), hosts=())
    assert all(0 <= candidate.score <= 1 for candidate in rank([*pages(*OTHERS), RIGHT], query, ""))


def test_merging_keeps_what_any_channel_knew() -> None:
    one = Candidate("http://www.daily.example/a/?utm_source=x", "sitemap", published=date(2014, 9, 24))
    other = Candidate("https://daily.example/a", "search", title="Japan acts", language="en", match=0.4)
    (merged,) = merge([one, other])
    assert merged == replace(one, title="Japan acts", language="en", match=0.4)


def test_a_page_and_its_copies_stay_apart() -> None:
    live = Candidate("https://daily.example/a", "sitemap")
    copies = [
        replace(live, channel="wayback", locator=f"https://web.archive.org/web/2014092{n}000000id_/x") for n in (4, 5)
    ]
    assert merge([live, *copies, *copies]) == (live, *copies)


def test_what_a_site_tells_of_a_page_holds_for_its_copies() -> None:
    live = Candidate("https://daily.example/4711.html", "feed", title="Japan acts", published=date(2014, 9, 24))
    copy = Candidate("http://www.daily.example/4711.html", "wayback", "https://web.archive.org/web/20140925id_/x")
    assert merge([copy, live])[0] == replace(copy, title=live.title, published=live.published)


def test_a_title_learned_later_takes_the_place_of_a_guess(asked) -> None:
    pages_ = [Candidate(f"{SITE}c_{n}.htm", "sitemap") for n in range(100, 110)]
    before = {page.url: page.score for page in rank(pages_, asked(), CLAIM)}
    told = replace(pages_[3], title="Typhoon weakens over the China Sea")
    after = {page.url: page.score for page in rank([*pages_, told], asked(), CLAIM)}
    assert after[told.url] < before[told.url]


@pytest.mark.parametrize(
    ("claim", "right"),
    [
        ("Moscow took the mildness of it for a want of resolve.", "Russia shrugs it off"),
        ("Bishkek has asked for money.", "Kyrgyzstan seeks a loan"),
        ("Japan wants none of it.", "Tokyo declines"),
    ],
)
def test_a_capital_stands_for_its_country_and_the_other_way_round(asked, claim: str, right: str) -> None:
    titles = ["A museum opens", right, "Storks are counted", "The tram is late"]
    listed = [Candidate(f"{SITE}{n}", "sitemap", title=title) for n, title in enumerate(titles)]
    assert rank(listed, asked(terms=()), claim)[0].title == right


def test_only_what_changed_enough_has_moved() -> None:
    page = Candidate("https://daily.example/a", "sitemap", score=0.4)
    assert not moved(page, replace(page, score=0.405))
    assert moved(page, replace(page, score=0.5))
    assert moved(page, replace(page, title="Japan acts"))


def test_a_channel_keeps_the_likeliest_of_many(asked) -> None:
    right = Candidate(SITE + "japan-bans-russian-banks-securities", "sitemap")
    kept = best([*pages(*OTHERS), right], asked(), 3)
    assert len(kept) == 3
    assert kept[0] == right


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("sanctions", "sankcii", True),
        ("sanctions", "санкции", True),
        ("Japan", "yaponii", True),
        ("Japan", "япония", True),
        ("Russia", "rossii", True),
        ("Tokyo", "tokio", True),
        ("export", "экспорт", True),
        ("Ukraine", "украине", True),
        ("president", "price", False),
        ("president", "pressure", False),
        ("state", "city", False),
        ("delay", "dollar", False),
        ("Gas", "gaz", False),
    ],
)
def test_words_that_sound_alike(one: str, other: str, same: bool) -> None:
    assert alike(stem(fold(one)), stem(fold(other))) is same


def test_words_that_every_address_of_a_site_has_are_no_words_of_a_story(asked) -> None:
    numbered = [Candidate(f"http://daily.example/foreign_policy/asset_publisher/id/{n}", "wayback") for n in range(5)]
    bare = [Candidate(f"http://daily.example/{n}", "wayback") for n in range(1000, 1005)]
    query = asked()
    assert rank(numbered, query, CLAIM)[0].score == rank(bare, query, CLAIM)[0].score


@pytest.mark.parametrize(
    ("modified", "better"), [(date(2014, 9, 24), True), (date(2014, 9, 27), False), (date(2014, 9, 1), False)]
)
def test_a_page_last_changed_in_those_days_is_likelier(asked, modified: date, better: bool) -> None:
    page = Candidate("http://daily.example/4711", "sitemap")
    (plain,) = rank([page], asked(), CLAIM)
    (changed,) = rank([replace(page, modified=modified)], asked(), CLAIM)
    assert (changed.score > plain.score) is better
