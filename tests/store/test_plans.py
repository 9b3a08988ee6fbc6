"""What is asked often is answered by index: no plan reads a whole table, however short the tables are here."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, text

from bench.rows import fill, listening, plan, questions, reads_all

REFERENCES = 2000


@pytest.fixture
def filled(engine: Engine) -> Iterator[Engine]:
    fill(engine, REFERENCES)
    if engine.dialect.name == "sqlite":
        yield engine
        return
    _tell(
        engine, "ALTER ROLE CURRENT_USER SET enable_seqscan = off"
    )  # short tables it would read whole: that is faster
    yield engine
    _tell(engine, "ALTER ROLE CURRENT_USER RESET enable_seqscan")


def _tell(engine: Engine, statement: str) -> None:
    with engine.begin() as connection:
        connection.execute(text(statement))
    engine.dispose()  # it holds for connections from now on


def test_every_question_is_answered_by_index(filled: Engine) -> None:
    whole = []
    for name, ask in questions(filled, REFERENCES).items():
        with listening(filled) as heard:
            ask()
        assert heard, name
        for statement, values in heard.items():
            whole += [f"{name}: {line}" for line in plan(filled, statement, values) if reads_all(line)]
    assert whole == []
