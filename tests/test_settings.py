"""Settings: the shipped file, a file of the user's, then variables; anything unknown is an error."""

from __future__ import annotations

import re

import pytest

from verifier import settings, shipped
from verifier.errors import SettingsError


def test_defaults_are_the_shipped_file():
    loaded = settings.load({})
    assert loaded.fetch.delay_s == 1.0
    assert loaded.channels.wayback.url == "https://web.archive.org"
    assert loaded.broker_url is None
    assert loaded.database.startswith("sqlite:///")


@pytest.mark.parametrize(
    ("variable", "value", "read"),
    [
        ("VERIFIER_FETCH__DELAY_S", "2", lambda s: s.fetch.delay_s == 2.0),
        ("VERIFIER_FETCH__ALLOW_HOSTS", "a.lan, b.lan:8080", lambda s: s.fetch.allow_hosts == ("a.lan", "b.lan:8080")),
        ("VERIFIER_LIBRARY__PATHS", '["/a b", "/c"]', lambda s: s.library.paths == ("/a b", "/c")),
        ("VERIFIER_CHANNELS__WAYBACK__ENABLED", "false", lambda s: s.channels.wayback.enabled is False),
        ("VERIFIER_API__KEYS_REQUIRED", "true", lambda s: s.api.keys_required is True),
        ("VERIFIER_API__KEYS_REQUIRED", "", lambda s: s.api.keys_required is None),
        ("VERIFIER_DATA_DIR", "/tmp/x", lambda s: str(s.home) == "/tmp/x"),
    ],
)
def test_a_variable_overrides(variable, value, read):
    assert read(settings.load({variable: value}))


@pytest.mark.parametrize(
    ("variable", "value", "names"),
    [
        ("VERIFIER_FETCH__DELAYS", "2", "fetch.delays"),
        ("VERIFIER_FETCH", "2", "fetch"),
        ("VERIFIER_NOPE__X", "2", "nope.x"),
        ("VERIFIER_FETCH__DELAY_S", "soon", "VERIFIER_FETCH__DELAY_S"),
        ("VERIFIER_FETCH__ROBOTS", "maybe", "VERIFIER_FETCH__ROBOTS"),
        ("VERIFIER_FETCH__MAX_BYTES", "1.5", "fetch.max_bytes"),
        ("VERIFIER_LIBRARY__PATHS", "[1", "VERIFIER_LIBRARY__PATHS"),
    ],
)
def test_what_cannot_be_is_named(variable, value, names):
    with pytest.raises(SettingsError, match=re.escape(names)):
        settings.load({variable: value})


def test_a_file_overrides_and_a_variable_overrides_the_file(tmp_path):
    own = tmp_path / "own.toml"
    own.write_text('[fetch]\ndelay_s = 3.0\ncontact = "desk@example.org"\n')
    loaded = settings.load({"VERIFIER_SETTINGS": str(own), "VERIFIER_FETCH__DELAY_S": "4"})
    assert (loaded.fetch.delay_s, loaded.fetch.contact) == (4.0, "desk@example.org")


@pytest.mark.parametrize("text", ["[fetch]\ndelay = 1\n", "fetch = 1\n", "[fetch\n", "[fetch]\ndelay_s = 'x'\n"])
def test_a_bad_file_is_refused(tmp_path, text):
    own = tmp_path / "own.toml"
    own.write_text(text)
    with pytest.raises(SettingsError):
        settings.load({"VERIFIER_SETTINGS": str(own)})


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(SettingsError, match="cannot be read"):
        settings.load({"VERIFIER_SETTINGS": str(tmp_path / "none.toml")})


def test_a_value_may_stand_in_a_file(tmp_path):
    secret = tmp_path / "database_url"
    secret.write_text("postgresql+psycopg://verifier:wörd@db/verifier\n", encoding="utf-8")
    (tmp_path / "delay").write_text("2.5\n")
    loaded = settings.load(
        {"VERIFIER_DATABASE_URL_FILE": str(secret), "VERIFIER_FETCH__DELAY_S_FILE": str(tmp_path / "delay")}
    )
    assert loaded.database == "postgresql+psycopg://verifier:wörd@db/verifier"
    assert loaded.fetch.delay_s == 2.5


@pytest.mark.parametrize(
    ("variables", "names"),
    [
        ({"VERIFIER_BROKER_URL_FILE": "/nowhere/broker"}, "VERIFIER_BROKER_URL_FILE=/nowhere/broker cannot be read"),
        ({"VERIFIER_BROKER_URL_FILE": "/etc/hostname", "VERIFIER_BROKER_URL": "redis://a"}, "Both VERIFIER_BROKER_URL"),
        ({"VERIFIER_NOPE_FILE": "/etc/hostname"}, "nope"),
    ],
)
def test_a_file_that_cannot_be_is_named(variables, names):
    with pytest.raises(SettingsError, match=re.escape(names)):
        settings.load(variables)


def test_keys_are_required_beyond_loopback():
    loaded = settings.load({})
    assert not settings.keys_required(loaded, "127.0.0.1")
    assert settings.keys_required(loaded, "0.0.0.0")
    assert not settings.keys_required(settings.load({"VERIFIER_API__KEYS_REQUIRED": "false"}), "0.0.0.0")


def test_every_setting_of_the_file_has_a_comment():
    text = shipped.config("settings.toml").read_text()
    assert [line for line in text.splitlines() if re.match(r"\w+ = ", line) and "#" not in line] == []
