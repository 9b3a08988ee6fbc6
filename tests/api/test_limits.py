"""How often a key may ask, and how much it may hand in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from redis import Redis

from tests.api.inprocess import SHORT, V1, Keyed, Service, keyed, serving
from tests.api.test_problems import is_problem
from verifier.store.meter import LocalMeter, SharedMeter
from workers.broker import PrivateValkey

NOON = datetime(2026, 3, 3, 12, tzinfo=UTC)


@pytest.fixture
def limited(tmp_path) -> Iterator[Service]:
    few = {"REQUESTS_PER_MINUTE": 5, "DOCUMENTS_PER_DAY": 2, "CITATIONS_PER_DAY": 3}
    limits: dict[str, Any] = {f"API__LIMITS__{name}": value for name, value in few.items()}
    with serving(tmp_path, working=False, API__KEYS_REQUIRED=True, **limits) as service:
        yield service


def until_refused(ask: Any, most: int = 12) -> tuple[int, Any]:
    """How often it was answered before it was refused, and the refusal. (A minute may turn meanwhile.)"""
    for times in range(most):
        answer = ask()
        if answer.status_code == 429:
            return times, answer
    raise AssertionError(f"{most} requests were answered")


def test_a_key_that_asks_too_often_is_told_when_to_come_back(limited: Service) -> None:
    key = keyed(limited)
    times, refused = until_refused(lambda: key.get(f"{V1}/jobs"))
    assert 5 <= times <= 10
    is_problem(refused, 429)
    assert refused.json["type"] == "urn:verifier:problem:rate"
    assert 1 <= int(refused.headers["Retry-After"]) <= 60
    assert refused.headers["RateLimit-Policy"] == '"requests";q=5;w=60'
    assert re.fullmatch(r'"requests";r=0;t=\d+', refused.headers["RateLimit"])
    assert keyed(limited, "another desk").get(f"{V1}/jobs").status_code == 200


def test_every_answer_says_how_much_is_left(limited: Service) -> None:
    key = keyed(limited)
    left = [re.search(r"r=(\d)", key.get(f"{V1}/jobs").headers["RateLimit"]) for _ in range(2)]
    assert [found and found[1] for found in left] in (["4", "3"], ["4", "4"])  # the second where a minute turned


def test_probes_and_signing_in_are_not_counted(limited: Service) -> None:
    assert {limited.client.get("/healthz").status_code for _ in range(12)} == {200}


def submit(key: Keyed, text: str) -> Any:
    return key.post(f"{V1}/documents", json={"text": text})


def test_more_documents_than_a_day_has_room_for_are_refused(limited: Service) -> None:
    key = keyed(limited)
    assert [submit(key, f"{SHORT} {number}").status_code for number in range(2)] == [202, 202]
    refused = submit(key, f"{SHORT} 3")
    is_problem(refused, 429)
    assert refused.json["type"] == "urn:verifier:problem:quota"
    assert "2 documents" in refused.json["detail"]
    assert 0 < int(refused.headers["Retry-After"]) <= 86_400
    assert len(limited.system.services.jobs.jobs(None, 10)) == 2
    assert submit(key, f"{SHORT} 0").status_code == 202  # one that is there already
    assert submit(keyed(limited, "another desk"), f"{SHORT} 3").status_code == 202


def test_erasing_gives_nothing_back(limited: Service) -> None:
    key = keyed(limited)
    for number in range(2):
        key.open("DELETE", submit(key, f"{SHORT} {number}").json["links"]["document"])
    assert submit(key, SHORT).status_code == 429


def test_more_citations_than_a_day_has_room_for_are_refused_once_they_are_counted(limited: Service) -> None:
    key = keyed(limited)
    many = " ".join(f"It rained {day} times (TASS, March {day}, 2016)." for day in range(1, 5))
    limited.system.services.begin(submit(key, many).json["job_id"])
    refused = submit(key, SHORT)
    is_problem(refused, 429)
    assert "3 citations" in refused.json["detail"]


# ── without keys ──


def from_address(client: FlaskClient, address: str) -> Any:
    return client.get(f"{V1}/jobs", environ_overrides={"REMOTE_ADDR": address})


def test_without_keys_each_address_but_this_machines_own_is_counted(tmp_path) -> None:
    with serving(tmp_path, working=False, API__LIMITS__REQUESTS_PER_MINUTE=5) as service:
        for address in ("10.0.0.7", "2001:db8::7"):
            times, _ = until_refused(lambda: from_address(service.client, address))  # noqa: B023 - called at once
            assert times >= 5
        assert from_address(service.client, "10.0.0.8").status_code == 200
        assert from_address(service.client, "2001:db8::8").status_code == 429  # of one network
        for address in ("127.0.0.1", "::1", "::ffff:127.0.0.1"):
            assert {from_address(service.client, address).status_code for _ in range(12)} == {200}


def test_a_proxys_word_is_believed_only_where_the_settings_say_so(tmp_path) -> None:
    forwarded = {"X-Forwarded-For": "10.0.0.7", "X-Forwarded-Proto": "https"}
    for proxies, secure in ((0, False), (1, True)):
        with serving(tmp_path / str(proxies), working=False, API__PROXIES=proxies) as service:
            headers = service.client.get(f"{V1}/jobs", headers=forwarded).headers
            assert ("RateLimit" in headers) is secure  # counted by that address
            assert ("Strict-Transport-Security" in headers) is secure


def test_unknown_keys_are_written_down_only_so_often(limited: Service) -> None:
    bad = Keyed(limited, "vk_unknown")
    times, refused = until_refused(lambda: bad.get(f"{V1}/jobs"), most=60)
    assert 20 <= times <= 40
    is_problem(refused, 429)
    assert len(limited.system.audit.lines()) == times
    assert keyed(limited).get(f"{V1}/jobs").status_code == 200  # a good key from there is let in


# ── counting ──


@pytest.fixture(scope="module")
def valkey(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Redis]:
    server = PrivateValkey(tmp_path_factory.mktemp("valkey"))
    server.start()
    try:
        yield Redis.from_url(server.url.replace("redis+socket://", "unix://", 1))
    finally:
        server.stop()


@pytest.mark.parametrize("kind", ["local", "shared"])
def test_a_meter_counts_by_name_and_window(request: pytest.FixtureRequest, kind: str) -> None:
    meter = LocalMeter() if kind == "local" else SharedMeter(request.getfixturevalue("valkey"))
    assert [meter.count("desk", 60, NOON + timedelta(seconds=second)) for second in (0, 30, 59)] == [1, 2, 3]
    assert meter.count("wall", 60, NOON) == 1
    assert meter.count("desk", 60, NOON + timedelta(seconds=60)) == 1


def test_processes_share_what_they_count(valkey: Redis) -> None:
    one, other = SharedMeter(valkey), SharedMeter(valkey)
    assert [meter.count("both", 60, NOON) for meter in (one, other, one)] == [1, 2, 3]


def test_without_the_broker_each_process_counts_by_itself() -> None:
    meter = SharedMeter(Redis(unix_socket_path="/nonexistent/valkey.sock"))
    assert [meter.count("desk", 60, NOON) for _ in range(3)] == [1, 2, 3]
