"""The world is itself real enough: asked by `requests`, told of it by the environment alone."""

from __future__ import annotations

import contextlib
import gzip
import re
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import certifi
import pytest
import requests
from lxml import etree

from seeds.pages import NOTICE, SampleReport, read_reports
from tests.world import World, expected, faults
from tests.world.fillers import fillers
from verifier.records import Verdict

XINHUA = "http://news.xinhuanet.com/english/world/2014-09/24/c_133669018.htm"
AJW = "http://ajw.asahi.com/article/behind_news/politics/AJ201409240061"
CDX = "https://web.archive.org/cdx/search/cdx"
BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"


def get(url: str, **how: object) -> requests.Response:
    return requests.get(url, timeout=how.pop("timeout", 10), **how)  # type: ignore[arg-type]


def locations(xml: bytes) -> list[str]:
    return [element.text for element in etree.fromstring(xml).iter("{*}loc")]


# ── sites ──


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_report_is_served_over_both_schemes(world: World, scheme: str) -> None:
    response = get(XINHUA.replace("http", scheme, 1))
    assert response.status_code == 200
    assert "closing its capital market to five banks" in response.text
    assert NOTICE in response.text


def test_tls_is_real_and_its_authority_unknown_to_others(world: World) -> None:
    with pytest.raises(requests.exceptions.SSLError):
        get(XINHUA.replace("http", "https", 1), verify=certifi.where())


@pytest.mark.parametrize("report", read_reports(), ids=lambda report: report.url)
def test_every_sample_report_is_archived_as_it_was_published(world: World, report: SampleReport) -> None:
    stamp = f"{report.captured:%Y%m%d}"
    response = get(f"https://web.archive.org/web/{stamp}id_/{report.url}")
    assert response.status_code == report.status
    assert urlsplit(response.url).path.endswith(urlsplit(report.url).path)
    assert NOTICE in response.text


@pytest.mark.parametrize(
    ("host", "files", "sample"),
    [
        ("news.xinhuanet.com", "/sitemaps/2014/09/24.xml.gz", XINHUA),
        (
            "www.chinadaily.com.cn",
            "/sitemap-2014-09.xml",
            "http://www.chinadaily.com.cn/world/2014-09/24/content_18654722.htm",
        ),
        (
            "www.ft.com",
            "/sitemap-news-2016-03.xml",
            "http://www.ft.com/cms/s/0/6c1f53e2-e1d6-11e5-8d9b-e88a2a889797.html",
        ),
    ],
)
def test_robots_leads_to_the_sitemap_and_the_sitemap_to_the_day(
    world: World, host: str, files: str, sample: str
) -> None:
    robots = get(f"http://{host}/robots.txt").text
    root = re.search(r"^Sitemap: (\S+)$", robots, re.M)
    assert root
    index = locations(get(root[1]).content)
    assert f"http://{host}{files}" in index
    content = get(f"http://{host}{files}").content
    pages = locations(gzip.decompress(content) if files.endswith(".gz") else content)
    assert {report.url for report in read_reports() if report.host == host and files[-10:-4] in report.url} <= set(
        pages
    )
    assert len(pages) > 2


def test_a_news_sitemap_tells_titles_and_days(world: World) -> None:
    root = etree.fromstring(get("https://www.bbc.com/sitemap-news-2016-05.xml").content)
    titles = [element.text for element in root.iter("{*}title")]
    assert "Work starts on Central Asia power line to Pakistan" in titles
    assert "2016-05-12T11:25:00+00:00" in [element.text for element in root.iter("{*}publication_date")]


def test_a_listing_shows_the_day_and_no_other(world: World) -> None:
    page = get("http://tass.ru/archive/2016/03/07").text
    assert "Aeroflot adds flights" in page
    assert "19 km tunnel" not in page
    assert get("http://tass.ru/archive/2016/03/08").status_code == 404


def test_a_page_is_not_sent_twice_to_who_has_it(world: World) -> None:
    tag = get(XINHUA).headers["ETag"]
    assert get(XINHUA, headers={"If-None-Match": tag}).status_code == 304


def test_tracking_parameters_do_not_hide_a_page(world: World) -> None:
    assert "9.35 US cents" in get("http://www.dawn.com/news/1258190?utm_source=newsletter&utm_medium=email").text
    assert get("http://www.interfax.com/newsinf.asp?id=1").status_code == 404


def test_an_alias_leads_to_the_site_and_a_bystander_has_nothing(world: World) -> None:
    assert get("http://mid.ru/", allow_redirects=False).headers["Location"] == "http://www.mid.ru/"
    assert get("https://kremlin.ru/").status_code == 200
    assert get("https://kremlin.ru/sitemap.xml").status_code == 404


def test_an_unknown_host_cannot_be_connected_to(world: World) -> None:
    assert get("http://no-such-host.example/").status_code == 502
    with pytest.raises(requests.exceptions.ProxyError):
        get("https://no-such-host.example/")
    assert world.log.hosts() == {"no-such-host.example"}


def test_the_world_is_the_same_every_time() -> None:
    reports = read_reports()
    assert list(fillers(reports[:3])) == list(fillers(reports[:3]))
    assert len({filler.url for filler in fillers(reports[:3])}) == 3 * 8 * 9


# ── the archive ──


def cdx(**asked: str | list[str]) -> list[list[str]]:
    rows: list[list[str]] = get(CDX, params={"output": "json", **asked}).json()
    return rows


def test_cdx_answers_by_domain_and_window(world: World) -> None:
    rows = cdx(url="asahi.com", matchType="domain", **{"from": "20140924", "to": "20140926"})
    assert rows[0] == ["urlkey", "timestamp", "original", "mimetype", "statuscode", "digest", "length"]
    assert [row[2] for row in rows[1:] if "AJ201409240061" in row[2]] == [AJW]
    assert all("20140924" <= row[1][:8] <= "20140926" for row in rows[1:])
    assert rows[1:] == sorted(rows[1:], key=lambda row: (row[0], row[1]))


@pytest.mark.parametrize(
    ("asked", "some"),
    [
        ({"url": AJW}, True),
        ({"url": AJW.removeprefix("http://").upper()}, True),
        ({"url": "ajw.asahi.com/article/behind_news/politics/", "matchType": "prefix"}, True),
        ({"url": "ajw.asahi.com/article/behind_news/*"}, True),
        ({"url": "*.asahi.com"}, True),
        ({"url": "asahi.com", "matchType": "host"}, False),
        ({"url": "ajw.asahi.com"}, False),
    ],
    ids=str,
)
def test_cdx_matches_as_asked(world: World, asked: dict[str, str], some: bool) -> None:
    found = {row[2] for row in cdx(**asked)[1:]}
    assert (AJW in found) is some


def test_cdx_filters_collapses_and_chooses_fields(world: World) -> None:
    assert cdx(url=AJW, fl="timestamp,statuscode") == [
        ["timestamp", "statuscode"],
        ["20140925092500", "200"],
        ["20170929092500", "404"],
    ]
    assert cdx(url=AJW, fl="timestamp", filter=["statuscode:200", "mimetype:text/html"])[1:] == [["20140925092500"]]
    assert cdx(url=AJW, fl="timestamp", filter="!statuscode:200")[1:] == [["20170929092500"]]
    assert cdx(url=AJW, fl="timestamp", collapse="timestamp:2")[1:] == [["20140925092500"]]
    assert cdx(url=AJW, fl="timestamp", limit="-1")[1:] == [["20170929092500"]]
    assert cdx(url="http://ajw.asahi.com/nothing") == []


def test_cdx_goes_on_from_its_resume_key(world: World) -> None:
    everything = cdx(url="asahi.com", matchType="domain", fl="timestamp,original")[1:]
    got: list[list[str]] = []
    key: dict[str, str] = {}
    for _ in range(100):
        rows = cdx(url="asahi.com", matchType="domain", fl="timestamp,original", limit="7", showResumeKey="true", **key)
        if [] not in rows:
            got += rows[1:]
            break
        got += rows[1 : rows.index([])]
        key = {"resumeKey": rows[-1][0]}
    assert got == everything
    assert len(everything) > 70


@pytest.mark.parametrize("asked", [{}, {"url": AJW, "filter": "statuscode"}, {"url": AJW, "filter": "original:("}])
def test_cdx_refuses_what_it_cannot_understand(world: World, asked: dict[str, str]) -> None:
    assert get(CDX, params=asked).status_code == 400


def test_cdx_speaks_plain_text_too(world: World) -> None:
    line = get(CDX, params={"url": AJW, "fl": "timestamp,original", "limit": "1"}).text
    assert line == f"20140925092500 {AJW}\n"


def test_replay_leads_to_the_nearest_capture(world: World) -> None:
    moved = get(f"https://web.archive.org/web/20140924id_/{AJW}", allow_redirects=False)
    assert moved.status_code == 302
    assert moved.headers["Location"] == f"https://web.archive.org/web/20140925092500id_/{AJW}"
    page = get(moved.headers["Location"])
    assert page.headers["Memento-Datetime"] == "Thu, 25 Sep 2014 09:25:00 GMT"
    assert "government sources said on Sept. 24" in page.text
    assert "WAYBACK TOOLBAR" not in page.text
    assert "WAYBACK TOOLBAR" in get(f"https://web.archive.org/web/20140925092500/{AJW}").text


def test_replay_of_what_was_never_saved_is_not_found(world: World) -> None:
    assert get("https://web.archive.org/web/2014id_/http://www.leta.lv/eng/").status_code == 404


def test_the_archive_defends_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    with World(cdx_per_minute=2) as world:
        for name, value in world.environ().items():
            monkeypatch.setenv(name, value)
        answers = [get(CDX, params={"url": AJW}) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert 0 < int(answers[2].headers["Retry-After"]) <= 61


# ── faults ──


@pytest.mark.parametrize(
    ("fault", "status", "words"),
    [
        (faults.refuse(), 502, "could not connect"),
        (faults.forbid_bots(), 403, "not allowed"),
        (faults.status(429, retry_after=7), 429, "try again later"),
        (faults.status(503, retry_after="date"), 503, "try again later"),
        (faults.soft_404(), 200, "could not find that page"),
        (faults.consent_wall(), 200, "store cookies"),
        (faults.paywall(), 200, '"isAccessibleForFree": false'),
        (faults.script_only(), 200, "enable JavaScript"),
    ],
    ids=lambda value: getattr(value, "name", None),
)
def test_a_fault_changes_the_answer(world: World, fault: faults.Fault, status: int, words: str) -> None:
    world.fault("news.xinhuanet.com", fault)
    response = get(XINHUA)
    assert response.status_code == status
    assert words in response.text
    assert "five banks" not in response.text


def test_a_browser_passes_where_bots_do_not(world: World) -> None:
    world.fault("news.xinhuanet.com", faults.forbid_bots())
    assert get(XINHUA, headers={"User-Agent": BROWSER}).status_code == 200
    assert get(XINHUA, headers={"User-Agent": "Mozilla/5.0 (compatible; some-checker/1.0)"}).status_code == 403


def test_retry_after_is_given_in_seconds_or_as_a_date(world: World) -> None:
    world.fault("news.xinhuanet.com", faults.status(429, retry_after=7))
    assert get(XINHUA).headers["Retry-After"] == "7"
    world.fault("news.xinhuanet.com", faults.status(503, retry_after="date"))
    assert get(XINHUA).headers["Retry-After"].endswith("GMT")


def test_a_fault_happens_as_often_as_told_and_where_told(world: World) -> None:
    world.fault("news.xinhuanet.com", faults.status(503), path="/english/world/*", times=1)
    assert get("http://news.xinhuanet.com/robots.txt").status_code == 200
    assert [get(XINHUA).status_code for _ in range(3)] == [503, 200, 200]


def test_a_healed_host_is_well(world: World) -> None:
    assert get(AJW).status_code == 502
    world.heal("ajw.asahi.com")
    assert get(AJW).status_code == 200


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_connection_is_reset_in_the_middle_of_the_page(world: World, scheme: str) -> None:
    world.fault("news.xinhuanet.com", faults.reset_mid_body())
    with pytest.raises((requests.exceptions.ChunkedEncodingError, requests.exceptions.ConnectionError)):
        get(XINHUA.replace("http", scheme, 1))


def test_a_length_that_is_not_true_is_noticed(world: World) -> None:
    world.fault("news.xinhuanet.com", faults.wrong_length())
    with pytest.raises(requests.exceptions.ChunkedEncodingError):
        get(XINHUA)


def test_a_hanging_server_says_nothing(world: World) -> None:
    world.fault("news.xinhuanet.com", faults.hang())
    with pytest.raises(requests.exceptions.ReadTimeout):
        get(XINHUA, timeout=0.3)


def test_a_dripping_server_never_times_out_and_never_ends(world: World) -> None:
    world.fault("news.xinhuanet.com", faults.drip(0.02))
    started = time.monotonic()
    with get(XINHUA, stream=True, timeout=0.5) as response:
        pieces = [next(response.iter_content(1)) for _ in range(20)]
    assert len(pieces) == 20
    assert time.monotonic() - started > 0.3


def test_slow_headers_take_their_time(world: World) -> None:
    world.fault("news.xinhuanet.com", faults.slow_headers(0.05))
    assert get(XINHUA).elapsed.total_seconds() > 0.2


def test_latency_is_added_to_every_answer(world: World) -> None:
    world.fault("news.xinhuanet.com", faults.latency(150))
    assert get(XINHUA).elapsed.total_seconds() > 0.15


def test_a_bomb_is_small_on_the_wire(world: World) -> None:
    world.fault("news.xinhuanet.com", faults.gzip_bomb(50))
    with get(XINHUA, stream=True) as response:
        assert int(response.headers["Content-Length"]) < 100_000
        assert sum(map(len, response.iter_content(1 << 20))) == 50_000_000


def test_a_redirect_loop_never_arrives(world: World) -> None:
    world.fault("news.xinhuanet.com", faults.redirect_loop())
    with pytest.raises(requests.exceptions.TooManyRedirects):
        get(XINHUA)


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1/", "http://169.254.169.254/latest/meta-data", "https://10.0.0.7/"]
)
def test_a_visit_to_a_private_address_through_the_proxy_is_seen(world: World, address: str) -> None:
    world.fault("news.xinhuanet.com", faults.redirect_to(address))
    with contextlib.suppress(requests.exceptions.ProxyError):
        assert get(XINHUA).status_code == 502
    assert len(world.private_visits) == 1
    assert urlsplit(address).netloc in world.private_visits[0]


def test_a_visit_to_a_private_address_past_the_proxy_is_seen(world: World) -> None:
    assert world.private_visits == []
    assert get(f"{world.private_address}/latest/meta-data").text == "secret"
    assert world.private_visits == ["/latest/meta-data"]


# ── the log ──


def test_the_log_tells_who_asked_for_what_and_when(world: World) -> None:
    get(XINHUA, headers={"User-Agent": "checker/1"})
    get("https://news.xinhuanet.com/nothing?x=1", headers={"User-Agent": "checker/2"})
    first, second = world.log.entries("news.xinhuanet.com")
    assert (first.url, first.status, first.user_agent) == (XINHUA, 200, "checker/1")
    assert (second.scheme, second.target, second.status) == ("https", "/nothing?x=1", 404)
    assert world.log.gaps("news.xinhuanet.com") == [second.started - first.started]


def test_the_log_tells_what_robots_forbids(world: World) -> None:
    get("http://news.err.ee/archive/2014/12/30")
    get("http://news.err.ee/v/economy/6d3fa0c1-41f2-4c1c-9bb2-paldiski")
    get("http://www.lsm.lv/robots.txt")
    get("http://www.lsm.lv/en/article/politics/commissioners-come-to-riga.a111790/")
    assert [entry.host for entry in world.robots_violations("checker")] == ["news.err.ee", "www.lsm.lv"]


def test_sixty_four_connections_are_served_at_once(world: World) -> None:
    world.fault("news.xinhuanet.com", faults.latency(300))
    urls = [XINHUA if i % 2 else XINHUA.replace("http", "https", 1) for i in range(64)]
    started = time.monotonic()
    with ThreadPoolExecutor(64) as pool:
        statuses = [response.status_code for response in pool.map(get, urls)]
    assert statuses == [200] * 64
    assert time.monotonic() - started < 5
    assert world.log.most_at_once("news.xinhuanet.com") > 32


# ── what is expected of a run through it ──


@pytest.mark.parametrize(
    ("document", "references"),
    [("russia-japan.txt", 7), ("every-verdict.md", 14), ("central-asia.html", 7), ("baltic.txt", 9)],
)
def test_every_reference_has_its_expected_verdict(document: str, references: int) -> None:
    expectations = expected(document)
    assert len(expectations) == references
    assert all(e.verdicts <= set(Verdict) and e.verdicts and e.why for e in expectations)


def test_the_world_can_be_started_by_hand() -> None:
    command = [sys.executable, "-m", "tests.world"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2]) as process:
        assert process.stdout
        lines = [process.stdout.readline() for _ in range(8)]
        process.terminate()
        assert process.wait(10) == 0
    assert lines[0].startswith("export HTTP_PROXY=http://127.0.0.1:")
    assert any(line.startswith("export REQUESTS_CA_BUNDLE=") for line in lines)


def test_a_test_may_publish_reports_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    like = next(report for report in read_reports() if report.host == "tass.ru")
    more = replace(
        like, url="http://tass.ru/en/economy/1", title="Only here", published=datetime(2016, 3, 3, tzinfo=UTC)
    )
    with World(reports=(more,)) as world:
        for name, value in world.environ().items():
            monkeypatch.setenv(name, value)
        assert "Only here" in get("http://tass.ru/archive/2016/03/03").text
        assert more.url in locations(get("http://tass.ru/sitemap-2016-03.xml").content)
        assert "Only here" in get(f"https://web.archive.org/web/2016id_/{more.url}").text
