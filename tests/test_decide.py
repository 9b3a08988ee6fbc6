"""The flow chart, a row per arrow: what is known, and the one next thing to do."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.build import (
    NOON,
    PLANS,
    after,
    asked,
    candidate,
    capture,
    dossier,
    fetched,
    glanced,
    judged,
    left_out,
    matched,
    read,
    report,
    resolved,
    the_policy,
)
from verifier.decide import Ask, Done, Fetch, Glance, Judge, LeaveOut, Match, ReadCapture, Resolve, Wait, decide
from verifier.policy import ChannelPlan
from verifier.records import (
    Broken,
    Candidate,
    DateCheck,
    LeftOutFor,
    Matched,
    Outcome,
    Reopened,
    Request,
    Supplied,
    Unreadable,
)

A, B = candidate("a"), candidate("b", 0.6)
WEAK = candidate("w", 0.15)
HOPELESS = candidate("h", 0.01)
REPLAY = candidate("a", 0.9, "wayback", "http://web.archive.org/web/20140924id_/http://xinhuanet.com/a")
NOTHING_TO_LINK = asked("link", url="", covers=False)
ALL_ASKED = (NOTHING_TO_LINK, asked("sitemap"), asked("search"), asked("wayback"))
NUMBERED = tuple(candidate(f"{4700 + number}.html", 0.2) for number in range(7))
TITLED = tuple(replace(one, title=f"What page {n} says of the weather") for n, one in enumerate(NUMBERED))
MIDDLING = replace(candidate("m", 0.5), title="Five banks and the weather")
LISTED = asked("sitemap", *NUMBERED, covers=False)
HERE = Candidate("file:report.html", "library", score=1.0)

CASES = [
    ("nothing is known", (), Resolve()),
    ("the outlet cannot be told and no page is named", (resolved(None),), Judge()),
    ("the outlet is known, nobody was asked", (resolved(),), Ask("link")),
    ("a channel had nothing to ask: the next one", (resolved(), NOTHING_TO_LINK), Ask("sitemap")),
    (
        "a channel's answer must be followed up before the next channel is asked",
        (resolved(), NOTHING_TO_LINK, asked("sitemap", follow_ups=("http://x/1", "http://x/2"))),
        Ask("sitemap", Request("http://x/1")),
    ),
    (
        "…but its second thoughts come after the other channels' first looks",
        (
            resolved(),
            *ALL_ASKED[:1],
            replace(asked("sitemap"), follow_ups=(Request("http://x/2", turn=1), Request("http://x/3", turn=2))),
        ),
        Ask("search"),
    ),
    (
        "…and among them the lower turn is first",
        (
            resolved(),
            *ALL_ASKED[:3],
            replace(asked("sitemap"), follow_ups=(Request("http://x/2", turn=2),)),
            replace(asked("wayback"), follow_ups=(Request("http://w/1", turn=1),)),
        ),
        Ask("wayback", Request("http://w/1", turn=1)),
    ),
    (
        "the latest answer is followed up first",
        (
            resolved(),
            NOTHING_TO_LINK,
            asked("sitemap", follow_ups=("http://x/1", "http://x/2")),
            asked("sitemap", url="http://x/1", follow_ups=("http://x/1/a",)),
        ),
        Ask("sitemap", Request("http://x/1/a")),
    ),
    (
        "…each follow-up once",
        (
            resolved(),
            NOTHING_TO_LINK,
            asked("sitemap", follow_ups=("http://x/1", "http://x/2")),
            asked("sitemap", url="http://x/1"),
        ),
        Ask("sitemap", Request("http://x/2")),
    ),
    (
        "a likely candidate is fetched before more is asked",
        (resolved(), NOTHING_TO_LINK, asked("sitemap", B, A)),
        Fetch(A),
    ),
    (
        "where pages are known by number alone, the one in the middle is looked at for its links",
        (resolved(), NOTHING_TO_LINK, LISTED),
        Glance(NUMBERED[3]),
    ),
    (
        "…then the middle of the longest stretch without titles",
        (resolved(), NOTHING_TO_LINK, LISTED, glanced(NUMBERED[3], *TITLED[2:4])),
        Glance(NUMBERED[5]),
    ),
    (
        "…but not when all have titles: the next channel",
        (resolved(), NOTHING_TO_LINK, LISTED, glanced(NUMBERED[3], *TITLED)),
        Ask("search"),
    ),
    (
        "…nor where two in a row told none",
        (resolved(), NOTHING_TO_LINK, LISTED, glanced(NUMBERED[3]), glanced(NUMBERED[5])),
        Ask("search"),
    ),
    (
        "a list of titles comes before a look at a page",
        (resolved(), NOTHING_TO_LINK, replace(LISTED, follow_ups=(Request("http://x/day", turn=-1),))),
        Ask("sitemap", Request("http://x/day", turn=-1)),
    ),
    (
        "…and before a page of middling score",
        (
            resolved(),
            NOTHING_TO_LINK,
            replace(asked("sitemap", MIDDLING, *NUMBERED), follow_ups=(Request("http://x/day", turn=-1),)),
        ),
        Ask("sitemap", Request("http://x/day", turn=-1)),
    ),
    (
        "…but it is not needed where the pages have titles",
        (
            resolved(),
            *ALL_ASKED,
            replace(asked("sitemap", url="http://x/1"), follow_ups=(Request("http://x/day", turn=-1),)),
        ),
        Judge(),
    ),
    (
        "…but not before one that is surely it",
        (
            resolved(),
            NOTHING_TO_LINK,
            replace(asked("sitemap", A, *NUMBERED), follow_ups=(Request("http://x/day", turn=-1),)),
        ),
        Fetch(A),
    ),
    (
        "a page that got its title counts by it",
        (resolved(), NOTHING_TO_LINK, LISTED, glanced(NUMBERED[3], *TITLED[:6], replace(TITLED[6], score=0.6))),
        Fetch(replace(TITLED[6], score=0.6)),
    ),
    (
        "a weak one waits until every channel was asked",
        (resolved(), NOTHING_TO_LINK, asked("sitemap", WEAK)),
        Ask("search"),
    ),
    ("…and is fetched then", (resolved(), *ALL_ASKED, asked("wayback", WEAK, url="http://w/2")), Fetch(WEAK)),
    ("a hopeless one never is", (resolved(), *ALL_ASKED, asked("wayback", HOPELESS, url="http://w/2")), Judge()),
    ("what was fetched is read", (resolved(), asked("link", A), fetched(A)), ReadCapture(capture("a"))),
    ("what was read is matched", (resolved(), asked("link", A), fetched(A), read("a")), Match(report("a"))),
    (
        "full support on the cited day ends the search",
        (resolved(), asked("link", A, B), fetched(A), read("a"), matched("a")),
        Judge(),
    ),
    (
        "a weak finding does not: the next candidate",
        (resolved(), asked("link", A, B), fetched(A), read("a"), matched("a", support=0.3)),
        Fetch(B),
    ),
    (
        "nor does support on another day: the cited day may have a report of its own",
        (resolved(), asked("link", A, B), fetched(A), read("a"), matched("a", date_check=DateCheck.MISMATCH)),
        Fetch(B),
    ),
    (
        "a dead page is asked for in the archives, before other channels",
        (resolved(), asked("link", A), fetched(A, Outcome.NOT_FOUND)),
        Ask("wayback", None, A.url),
    ),
    ("so is a refused one", (resolved(), asked("link", A), fetched(A, Outcome.REFUSED)), Ask("wayback", None, A.url)),
    (
        "so is one behind a pay wall",
        (resolved(), asked("link", A), fetched(A), read("a", Unreadable.PAYWALL)),
        Ask("wayback", None, A.url),
    ),
    (
        "so is one of which only a teaser was read",
        (resolved(), asked("link", A), fetched(A), read("a", teaser=True), matched("a", support=0.2)),
        Ask("wayback", None, A.url),
    ),
    (
        "a front page is no lost report",
        (resolved(), asked("link", A), fetched(A), read("a", Unreadable.LISTING)),
        Ask("sitemap"),
    ),
    (
        "the archive's copy of a dead page is fetched",
        (resolved(), asked("link", A), fetched(A, Outcome.NOT_FOUND), asked("wayback", REPLAY, about=A.url)),
        Fetch(REPLAY),
    ),
    (
        "a copy of a page already read is not",
        (
            resolved(),
            NOTHING_TO_LINK,
            asked("sitemap", A),
            fetched(A),
            read("a"),
            matched("a", 0.3),
            asked("search"),
            asked("wayback", REPLAY),
        ),
        Judge(),
    ),
    (
        "a page that timed out is left for later, and work goes on",
        (resolved(), asked("link", A, B), fetched(A, Outcome.TIMEOUT, retry_at=after(5))),
        Fetch(B),
    ),
    (
        "…tried again when its time has come",
        (resolved(), asked("link", A), fetched(A, Outcome.TIMEOUT, retry_at=NOON)),
        Fetch(A),
    ),
    (
        "…waited for when nothing else is left",
        (resolved(), asked("link", A, url=""), *ALL_ASKED[1:], fetched(A, Outcome.TIMEOUT, retry_at=after(5))),
        Wait(after(5), f"{A.url}: timeout"),
    ),
    (
        "a channel that says later is left for later",
        (resolved(), NOTHING_TO_LINK, asked("sitemap", outcome=Outcome.THROTTLED, retry_at=after(60))),
        Ask("search"),
    ),
    (
        "…asked the same again when its time has come",
        (resolved(), NOTHING_TO_LINK, asked("sitemap", outcome=Outcome.THROTTLED, retry_at=NOON)),
        Ask("sitemap", Request("http://sitemap.example/")),
    ),
    (
        "…waited for when nothing else is left",
        (resolved(), *ALL_ASKED[:3], asked("wayback", outcome=Outcome.THROTTLED, retry_at=after(60))),
        Wait(after(60), "wayback: throttled"),
    ),
    (
        "…but not beyond all patience",
        (resolved(), *ALL_ASKED[:3], asked("wayback", outcome=Outcome.THROTTLED, retry_at=after(86_400))),
        Judge(),
    ),
    (
        "…nor more often than the policy allows",
        (resolved(), *ALL_ASKED[:3], *[asked("wayback", outcome=Outcome.TIMEOUT, retry_at=NOON)] * 3),
        Judge(),
    ),
    ("every channel answered and nothing came of it", (resolved(), *ALL_ASKED), Judge()),
    (
        "a capture that breaks the reader is not read again",
        (resolved(), *ALL_ASKED, asked("link", A, url=""), fetched(A), Broken(NOON, "read", "a" * 64, "boom")),
        Judge(),
    ),
    (
        "a channel that breaks is left alone",
        (resolved(), NOTHING_TO_LINK, Broken(NOON, "ask", "sitemap", "boom")),
        Ask("search"),
    ),
    ("the verdict was given", (resolved(), judged()), Done()),
    ("a reopening asks every channel anew", (resolved(), *ALL_ASKED, judged(), Reopened(NOON)), Ask("link")),
    (
        "…and keeps what was read",
        (resolved(), asked("link", A), fetched(A), read("a"), matched("a"), judged(), Reopened(NOON)),
        Judge(),
    ),
    (
        "a page that failed before a reopening may be fetched again",
        (resolved(), asked("link", A), fetched(A, Outcome.REFUSED), judged(), Reopened(NOON)),
        Fetch(A),
    ),
    ("a URL that a person supplied is fetched first", (resolved(), *ALL_ASKED, judged(), Supplied(NOON, A)), Fetch(A)),
    ("…even for an unknown source", (resolved(None), judged(), Supplied(NOON, A)), Fetch(A)),
    (
        "a file that a person supplied is read, not fetched",
        (resolved(), *ALL_ASKED, judged(), Supplied(NOON, HERE, capture("f"))),
        ReadCapture(capture("f")),
    ),
    (
        "…and judged when matched",
        (resolved(), *ALL_ASKED, judged(), Supplied(NOON, HERE, capture("f")), read("f"), matched("f", 0.4)),
        Judge(),
    ),
]


@pytest.mark.parametrize(("known", "entries", "step"), CASES, ids=[case[0] for case in CASES])
def test_decides(known, entries, step):
    assert decide(dossier(*entries), the_policy(), NOON) == step


def test_a_confidential_document_is_sent_to_discreet_channels_only():
    known = (resolved(), NOTHING_TO_LINK, asked("sitemap"))
    told = LeaveOut(LeftOutFor.CONFIDENTIAL, ("search",))
    assert decide(dossier(*known, confidential=True), the_policy(), NOON) == told
    known = (*known, left_out(told.why, *told.channels))
    assert decide(dossier(*known, confidential=True), the_policy(), NOON) == Ask("wayback")


def test_only_the_channels_that_the_submitter_named_are_asked():
    told = LeaveOut(LeftOutFor.NOT_CHOSEN, ("link", "sitemap", "search"))
    assert decide(dossier(resolved(), channels=("wayback",)), the_policy(), NOON) == told
    known = (resolved(), left_out(told.why, *told.channels))
    assert decide(dossier(*known, channels=("wayback",)), the_policy(), NOON) == Ask("wayback")
    assert decide(dossier(*known, asked("wayback"), channels=("wayback",)), the_policy(), NOON) == Judge()


# ── a channel that could not change the verdict ──

WITH_A_SAMPLE = (*PLANS, ChannelPlan("commoncrawl", archive=True, covers=False))


@pytest.mark.parametrize(
    ("sitemap_covers", "step"),
    [(True, LeaveOut(LeftOutFor.DAY_KNOWN, ("commoncrawl",))), (False, Ask("commoncrawl"))],
    ids=["the outlet's own list was read to its end", "no list shows the whole day"],
)
def test_who_knows_a_sample_is_asked_only_where_the_whole_is_not_known(sitemap_covers, step):
    policy = the_policy(channels=WITH_A_SAMPLE)
    known = (resolved(), NOTHING_TO_LINK, asked("sitemap", covers=sitemap_covers), asked("search"), asked("wayback"))
    assert decide(dossier(*known), policy, NOON) == step
    if isinstance(step, LeaveOut):
        assert decide(dossier(*known, left_out(step.why, *step.channels)), policy, NOON) == Judge()


def test_a_wider_look_is_not_needed_where_the_outlets_own_list_showed_the_days():
    wider = replace(asked("wayback"), follow_ups=(Request("http://w/wider", "wider", turn=4),))
    known = (resolved(), NOTHING_TO_LINK, asked("search"), wider)
    assert decide(dossier(*known, asked("sitemap")), the_policy(), NOON) == Judge()
    look = decide(dossier(*known, asked("sitemap", covers=False)), the_policy(), NOON)
    assert look == Ask("wayback", Request("http://w/wider", "wider", turn=4))


def test_of_pages_whose_titles_speak_of_something_else_only_a_few_are_read():
    most = the_policy().discovery.max_misnamed
    others = [replace(one, title=f"What page {n} says of the weather") for n, one in enumerate(NUMBERED)]
    known = [resolved(), *ALL_ASKED, asked("link", *others, url="")]
    for one, name in zip(others[:most], "abcdef", strict=False):
        known += [fetched(one, name=name), read(name), matched(name, 0.2)]
    assert decide(dossier(*known[:-3]), the_policy(), NOON) == Fetch(others[most - 1])
    assert decide(dossier(*known), the_policy(), NOON) == Judge()


def test_one_that_is_surely_it_is_read_beyond_the_limit_of_pages():
    policy = the_policy()
    known = [resolved(), *ALL_ASKED]
    for number in range(policy.discovery.max_fetches):
        one, name = candidate(f"{number:02}", 0.6), "abcdefgh"[number]
        known += [asked("link", one, url=""), fetched(one, name=name), read(name), matched(name, 0.2)]
    late = asked("wayback", A, candidate("later", 0.7), url="http://w/2")
    assert decide(dossier(*known, late), policy, NOON) == Fetch(A)


def test_the_best_verdict_ends_the_search_when_nothing_that_promises_as_much_is_left():
    """The support is enough for "verified", and not enough to be sure of the very report."""
    policy = the_policy()
    support = (policy.matching.supported + policy.judgement.confident) / 2
    rival, lesser = candidate("b", 0.8), candidate("c", 0.5)
    known = [resolved(), asked("link", A, rival, lesser, url=""), fetched(A), read("a"), matched("a", support)]
    assert decide(dossier(*known), policy, NOON) == Fetch(rival)
    known += [fetched(rival, name="b"), read("b"), matched("b", 0.2)]
    assert decide(dossier(*known), policy, NOON) == Judge()


def test_once_a_report_of_the_matter_was_read_titles_that_promise_less_are_few_and_second_looks_needless():
    others = [replace(candidate(f"n{n}", 0.5), title=f"What page {n} says of the weather") for n in range(5)]
    listed = replace(asked("sitemap", A, *others), follow_ups=(Request("http://x/next-day", turn=1),))
    known = [resolved(), NOTHING_TO_LINK, listed, fetched(A), read("a"), of_the_matter("a")]
    for one, name in zip(others[: the_policy().discovery.max_misnamed], "bcd", strict=True):
        assert decide(dossier(*known), the_policy(), NOON) == Fetch(one)
        known += [fetched(one, name=name), read(name), matched(name, 0.1)]
    assert decide(dossier(*known), the_policy(), NOON) == Ask("search")
    assert decide(dossier(*known, *ALL_ASKED[2:]), the_policy(), NOON) == Judge()


def of_the_matter(name):
    """Partly borne out: about the matter, and not all of it."""
    found = matched(name, 0.4)
    return replace(found, finding=replace(found.finding, assessment=replace(found.finding.assessment, relatedness=0.6)))


@pytest.mark.parametrize(
    "address",
    [
        "https://xinhuanet.com/a",
        "http://www.xinhuanet.com/a/",
        "http://m.xinhuanet.com/a?utm_source=feed",
        "https://xinhuanet.com/amp/a#comments",
    ],
)
def test_a_page_under_another_address_of_its_own_is_the_same_page(address):
    again = replace(A, url=address, channel="search")
    known = dossier(resolved(), asked("sitemap", A), asked("search", again, url="http://s/1"), fetched(A))
    assert [one.channel for one in known.candidates] == ["search"], "as last told of"
    assert known.attempts(again) == known.attempts(A) != ()
    copy = replace(again, locator=REPLAY.locator)
    seen = (*known.entries, read("a"), matched("a", 0.2), asked("wayback", copy))
    assert decide(dossier(*seen), the_policy(), NOON) == Ask("link"), "its copy is not fetched beside it"


def test_an_archives_captures_are_no_whole_day():
    known = (resolved(), NOTHING_TO_LINK, asked("sitemap", covers=False), asked("search"), asked("wayback"))
    assert decide(dossier(*known), the_policy(channels=WITH_A_SAMPLE), NOON) == Ask("commoncrawl")


def test_the_page_that_the_reference_names_settles_it_when_it_was_read():
    found = replace(matched("a", 0.2).finding, named=True)
    known = (resolved(), asked("link", A, url=""), fetched(A), read("a"), Matched(NOON, found))
    assert decide(dossier(*known, url=A.url), the_policy(), NOON) == Judge()
    assert decide(dossier(*known), the_policy(), NOON) == Ask("sitemap"), "another page by that name may say more"


# ── the limit of requests ──


def spent(requests):
    """So many requests, and more to do."""
    return [
        resolved(),
        NOTHING_TO_LINK,
        *(asked("sitemap", url=f"http://x/{n}", follow_ups=("http://x/more",)) for n in range(requests)),
    ]


def test_a_reference_costs_a_bounded_number_of_requests_and_what_was_left_is_named():
    policy = the_policy()
    most = policy.discovery.max_in_all
    policy = replace(policy, discovery=replace(policy.discovery, max_requests=99))
    assert decide(dossier(*spent(most - 1)), policy, NOON) == Ask("sitemap", Request("http://x/more"))
    cut = decide(dossier(*spent(most)), policy, NOON)
    assert cut == LeaveOut(LeftOutFor.LIMIT, ("sitemap", "search", "wayback"))
    known = [*spent(most), left_out(cut.why, *cut.channels)]
    assert decide(dossier(*known), policy, NOON) == Judge()
    throttled = asked("wayback", outcome=Outcome.THROTTLED, retry_at=after(60))
    assert decide(dossier(*known, throttled), policy, NOON) == Judge(), "nobody is waited for either"
    reopened = decide(dossier(*known, judged(), Reopened(NOON)), policy, NOON)
    assert reopened == Ask("link"), "a reopening has requests of its own"


def test_what_was_fetched_last_is_still_read_and_compared():
    policy = the_policy()
    known = [*spent(policy.discovery.max_in_all), asked("sitemap", A, url="http://x/last"), fetched(A)]
    assert decide(dossier(*known), policy, NOON) == ReadCapture(capture("a"))


def test_pages_and_looks_at_pages_cost_like_questions_and_the_library_nothing():
    local = replace(asked("library"), request=Request("library:search?term=x"))
    assert dossier(resolved(), local, LISTED, glanced(NUMBERED[3]), fetched(A)).requests_sent == 3


def test_a_bounded_number_of_candidates_is_read():
    policy = the_policy()
    many = [candidate(f"{number:02}", 0.7 - number / 1000) for number in range(20)]
    tried = many[: policy.discovery.max_fetches]
    entries = [resolved(), *ALL_ASKED, asked("link", *many, url="")]
    for one in tried:
        name = one.url[-1]
        entries += [fetched(one, name=name), read(name), matched(name, 0.2)]
    assert decide(dossier(*entries), policy, NOON) == Judge()


def test_a_bounded_number_of_requests_is_made_to_one_channel():
    policy = the_policy()
    follow_ups = tuple(f"http://x/{number}" for number in range(99))
    entries = [resolved(), NOTHING_TO_LINK, asked("sitemap", follow_ups=follow_ups)]
    entries += [asked("sitemap", url=url) for url in follow_ups[: policy.discovery.max_requests - 1]]
    assert decide(dossier(*entries), policy, NOON) == Ask("search")
