"""A database from before there were workspaces: all of it is there afterwards, and works as it did."""

from __future__ import annotations

from hashlib import sha256

import pytest
from sqlalchemy import Engine, text

from tests.build import NOON
from tests.store.filling import document, job
from verifier.records import Caller, Scope
from verifier.store.jobs import SqlJobs
from verifier.store.keys import SqlKeys
from verifier.store.migrate import upgrade
from verifier.store.outlets import SqlOwnOutlets

KEY = "vk_a-key-from-before"
ROWS = f"""
INSERT INTO api_keys VALUES ('desk', '{sha256(KEY.encode()).hexdigest()}', '{NOON:%Y-%m-%d %H:%M:%S+00:00}');
INSERT INTO documents (id, sha256, submitted_at, confidential, channels, record)
 VALUES ('d1', '00', '{NOON:%Y-%m-%d %H:%M:%S+00:00}', false, '[]', '{{"text": "Text."}}');
INSERT INTO jobs (id, document_id, status, stage, "references", done, submitted_at, key, digest, last_event)
 VALUES ('j1', 'd1', 'completed', 'finished', 1, 1, '{NOON:%Y-%m-%d %H:%M:%S+00:00}', 'monday', 'digest', 1);
INSERT INTO citations VALUES ('j1-c1', 'j1', 1, '{{}}');
INSERT INTO "references" (id, citation_id, job_id, position, record, status, verdict, entries, claims)
 VALUES ('j1-r1', 'j1-c1', 'j1', 1, '{{}}', 'done', 'verified', 1, 0);
INSERT INTO entries VALUES ('j1-r1', 1, '{{}}');
INSERT INTO events VALUES ('j1', 1, '{NOON:%Y-%m-%d %H:%M:%S+00:00}', 'job', '{{}}');
INSERT INTO evidence_uses VALUES ('00', 'd1');
INSERT INTO own_outlets VALUES ('vestnik', '{{"id": "vestnik", "name": "Vestnik"}}')
"""
TABLES = (
    "api_keys",
    "documents",
    "jobs",
    "citations",
    "references",
    "entries",
    "events",
    "evidence_uses",
    "own_outlets",
)


@pytest.fixture
def upgraded(empty: Engine) -> Engine:
    """From step 0002, with a row in every table, to the newest."""
    upgrade(empty, "0002")
    with empty.begin() as connection:
        for row in ROWS.split(";"):
            connection.exec_driver_sql(row)
    assert upgrade(empty)
    return empty


def test_no_row_is_lost(upgraded: Engine) -> None:
    with upgraded.connect() as connection:
        counted = {name: connection.execute(text(f'SELECT count(*) FROM "{name}"')).scalar_one() for name in TABLES}
    assert counted == dict.fromkeys(TABLES, 1)


def test_a_key_still_opens_everything_there_was(upgraded: Engine) -> None:
    caller = SqlKeys(upgraded).caller(KEY, NOON)
    assert caller == Caller("desk", "default", frozenset(Scope))
    jobs = SqlJobs(upgraded).within(caller)
    assert jobs.job("j1").by_verdict == {"verified": 1}
    assert [one.id for one in jobs.documents(None, 10)] == ["d1"]
    assert jobs.rests_on("00")
    assert [one.id for one in SqlOwnOutlets(upgraded).all()] == ["vestnik"]


def test_an_idempotency_key_still_gives_its_job(upgraded: Engine) -> None:
    jobs = SqlJobs(upgraded).within(Caller())
    again = jobs.submit(document("d2"), job("j2", "d2"), "monday", "digest", NOON)
    assert again.id == "j1"
