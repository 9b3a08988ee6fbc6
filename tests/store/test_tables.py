"""The migrations make the very tables that the code uses; the small stores keep what they are given."""

from __future__ import annotations

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from tests.build import NOON, XINHUA, after
from verifier.errors import SettingsError
from verifier.records import Response
from verifier.store import migrate
from verifier.store.engine import connect
from verifier.store.outlets import SqlOwnOutlets
from verifier.store.pages import SqlPageCache
from verifier.store.schema import metadata


def test_the_migrations_make_the_tables_of_the_schema(engine):
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_the_newest_migration_is_the_one_that_a_start_checks_for(engine):
    steps = sorted(path.stem for path in Path(migrate.__file__).parent.glob("migrations/versions/v*.py"))
    assert steps[-1].startswith(f"v{migrate.HEAD}_")
    assert migrate.version(engine) == migrate.HEAD
    assert migrate.upgrade(engine) is False


@pytest.mark.parametrize("url", ["nonsense", "oracle://x", "sqlite"])
def test_an_unusable_address_is_a_settings_error(url):
    with pytest.raises(SettingsError, match="database_url"):
        connect(url)


def test_a_page_is_given_while_it_is_fresh_and_kept_until_it_expires(engine):
    cache = SqlPageCache(engine)
    answer = Response("http://x/", 200, (("Content-Type", "text/html"),), b"\x00\xffbody", NOON, 12)
    assert cache.get("http://x/", NOON) is cache.stale("http://x/") is None
    cache.put("http://x/", answer, after(60), after(600))
    kept = cache.get("http://x/", after(59))
    assert (kept.body, kept.headers, kept.cached) == (answer.body, answer.headers, True)
    assert cache.get("http://x/", after(60)) is None
    assert cache.stale("http://x/") == kept
    cache.put("http://y/", Response("http://y/", 404, (), b"", after(600)), after(700), after(700))
    assert cache.stale("http://x/") is None


def test_a_page_is_replaced_by_its_next_answer(engine):
    cache = SqlPageCache(engine)
    cache.put("http://x/", Response("http://x/", 200, (), b"once", NOON), after(60), after(600))
    cache.put("http://x/", Response("http://x/", 404, (), b"", after(60)), after(120), after(660))
    assert cache.get("http://x/", after(90)).status == cache.stale("http://x/").status == 404


def test_own_outlets_replace_each_other_by_id(engine):
    own = SqlOwnOutlets(engine)
    own.put(XINHUA)
    own.put(XINHUA)
    assert own.all() == (XINHUA,)
