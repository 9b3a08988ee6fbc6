"""The flow chart, a row per arrow: what is known, and the one next thing to do."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.build import (
    NOON,
    after,
    asked,
    candidate,
    capture,
    dossier,
    fetched,
    judged,
    matched,
    read,
    report,
    resolved,
    the_policy,
)
from verifier.decide import Ask, Done, Fetch, Judge, Match, ReadCapture, Resolve, Wait, decide
from verifier.records import (
    Broken,
    Candidate,
    DateCheck,
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
    assert decide(dossier(*known, confidential=True), the_policy(), NOON) == Ask("wayback")


def test_only_the_channels_that_the_submitter_named_are_asked():
    assert decide(dossier(resolved(), channels=("wayback",)), the_policy(), NOON) == Ask("wayback")
    assert decide(dossier(resolved(), asked("wayback"), channels=("wayback",)), the_policy(), NOON) == Judge()


def test_a_bounded_number_of_candidates_is_read():
    policy = the_policy()
    many = [candidate(f"{number:02}", 0.9 - number / 1000) for number in range(20)]
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
