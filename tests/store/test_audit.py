"""The audit log: append-only, chained, and whatever is done to it behind its back is found."""

from __future__ import annotations

import threading

import pytest
from sqlalchemy import delete, insert, select, update

from tests.build import NOON, after
from verifier.records import AuditEntry, Deed
from verifier.store.audit import FIRST, Head, SqlAudit, Tampered
from verifier.store.schema import audit, audit_head


def entry(number: int) -> AuditEntry:
    return AuditEntry(after(number), "desk", "default", Deed.SUBMITTED, f"d{number}", {"job": f"j{number}"})


@pytest.fixture
def log(engine) -> SqlAudit:
    made = SqlAudit(engine)
    for number in range(1, 6):
        made.append(entry(number))
    return made


def test_what_is_written_is_read_again_in_order(log):
    assert [(line.number, line.entry) for line in log.lines()] == [(number, entry(number)) for number in range(1, 6)]
    assert [line.number for line in log.lines(after=2, limit=2)] == [3, 4]


def test_an_empty_log_is_whole(engine):
    assert SqlAudit(engine).verify() == Head(0, FIRST)


def test_a_log_is_whole_as_it_was_written(log):
    head = log.verify()
    assert head.number == 5
    assert head.hash == log.lines()[-1].hash
    log.append(entry(6))
    assert log.verify(noted=head).number == 6


def _forged(connection, number):
    """A line that is chained by its own rules onto the ones before."""
    rows = connection.execute(select(audit).order_by(audit.c.number)).all()
    return dict(rows[number - 1]._mapping) | {"actor": "nobody"}


TAMPERINGS = {
    "a line is changed": (lambda c: c.execute(update(audit).where(audit.c.number == 3).values(actor="x")), 3),
    "a time is changed": (lambda c: c.execute(update(audit).where(audit.c.number == 1).values(at=NOON)), 1),
    "a line's detail is changed": (
        lambda c: c.execute(update(audit).where(audit.c.number == 2).values(detail="{}")),
        2,
    ),
    "a line is taken out": (lambda c: c.execute(delete(audit).where(audit.c.number == 2)), 2),
    "the first line is taken out": (lambda c: c.execute(delete(audit).where(audit.c.number == 1)), 1),
    "the last line is cut off": (lambda c: c.execute(delete(audit).where(audit.c.number == 5)), 5),
    "all is cut off": (lambda c: c.execute(delete(audit)), 1),
    "a line is put in": (lambda c: c.execute(insert(audit).values(_forged(c, 5) | {"number": 6})), 6),
    "a line is put before the first": (lambda c: c.execute(insert(audit).values(_forged(c, 1) | {"number": 0})), 1),
    "the head is changed": (lambda c: c.execute(update(audit_head).values(hash="f" * 64)), 5),
}


@pytest.mark.parametrize("name", TAMPERINGS)
def test_tampering_is_found_and_placed(engine, log, name):
    tamper, number = TAMPERINGS[name]
    with engine.begin() as connection:
        tamper(connection)
    with pytest.raises(Tampered) as found:
        log.verify()
    assert found.value.number == number


def test_a_log_that_was_written_anew_does_not_fit_a_head_that_was_noted(engine, log):
    head = log.verify()
    with engine.begin() as connection:
        connection.execute(delete(audit))
        connection.execute(update(audit_head).values(number=0, hash=FIRST))
    with pytest.raises(Tampered):
        log.verify(noted=head)
    for number in (1, 2, 3, 4, 7, 8):
        log.append(entry(number))
    assert log.verify().number == 6  # whole in itself
    with pytest.raises(Tampered) as found:
        log.verify(noted=head)
    assert found.value.number == 5


def test_many_at_once_are_one_chain(engine):
    log = SqlAudit(engine)

    def write(first: int) -> None:
        for number in range(first, first + 10):
            log.append(entry(number))

    threads = [threading.Thread(target=write, args=(10 * one,)) for one in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert log.verify().number == 80
    assert sorted(line.entry.subject for line in log.lines()) == sorted(f"d{number}" for number in range(80))
