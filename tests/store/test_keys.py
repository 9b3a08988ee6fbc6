"""API keys: shown once, kept as a hash, with scopes, a workspace and a time."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.build import NOON
from verifier.errors import Conflict, InputError, NotFound
from verifier.records import Caller, Scope
from verifier.store.keys import SqlKeys
from verifier.store.schema import api_keys


def test_a_key_is_shown_once_and_kept_as_a_hash(engine):
    key = SqlKeys(engine).add("desk", NOON)
    assert len(key) >= 43  # 256 bits in base64
    with engine.connect() as connection:
        assert key not in str(connection.exec_driver_sql("SELECT * FROM api_keys").all())


def test_a_key_tells_who_comes(engine):
    keys = SqlKeys(engine)
    everything = keys.add("desk", NOON)
    reading = keys.add("wall", NOON, scopes={Scope.READ}, workspace="eurasia")
    assert keys.caller(everything, NOON) == Caller("desk", "default", frozenset(Scope))
    assert keys.caller(reading, NOON) == Caller("wall", "eurasia", frozenset({Scope.READ}))


@pytest.mark.parametrize("change", [lambda key: key + "x", lambda key: key[:-1], lambda key: "", lambda key: "\udce4"])
def test_what_is_not_a_key_is_nobodys(engine, change):
    keys = SqlKeys(engine)
    assert keys.caller(change(keys.add("desk", NOON)), NOON) is None


def test_a_key_that_only_begins_like_a_known_one_is_nobodys(engine):
    """The look-up is by the hash's first digits, and the rest is compared."""
    keys = SqlKeys(engine)
    key = keys.add("desk", NOON)
    with engine.begin() as connection:
        digest = connection.execute(api_keys.select()).one().sha256
        other = digest[:8] + ("0" * 56)
        connection.execute(api_keys.update().values(sha256=other))
    assert keys.caller(key, NOON) is None


def test_a_key_ends_at_its_time(engine):
    keys = SqlKeys(engine)
    key = keys.add("guest", NOON, expires_at=NOON + timedelta(days=1))
    assert keys.caller(key, NOON + timedelta(days=1, seconds=-1)) is not None
    assert keys.caller(key, NOON + timedelta(days=1)) is None


def test_a_revoked_key_is_nobodys_and_its_name_is_free_again(engine):
    keys = SqlKeys(engine)
    key = keys.add("desk", NOON)
    with pytest.raises(Conflict):
        keys.add("desk", NOON)
    keys.revoke("desk")
    assert (keys.caller(key, NOON), keys.all()) == (None, [])
    with pytest.raises(NotFound):
        keys.revoke("desk")
    assert keys.add("desk", NOON) != key


def test_a_key_from_before_there_were_scopes_still_opens_everything(engine):
    keys = SqlKeys(engine)
    key = keys.add("desk", NOON, scopes={Scope.READ}, workspace="other")
    with engine.begin() as connection:  # as the migration fills the columns of a row that was there
        row = connection.execute(api_keys.select()).one()
        connection.execute(api_keys.delete())
        connection.execute(api_keys.insert().values(name="old", sha256=row.sha256, created_at=NOON))
    assert keys.caller(key, NOON) == Caller("old", "default", frozenset(Scope))


@pytest.mark.parametrize(
    ("name", "more"),
    [("", {}), ("x" * 81, {}), ("a\nb", {}), ("desk", {"workspace": ""}), ("desk", {"scopes": frozenset()})],
)
def test_a_key_that_could_not_be_told_or_used_is_not_made(engine, name, more):
    with pytest.raises(InputError):
        SqlKeys(engine).add(name, NOON, **more)
