"""No secret is ever in a line of the log, whoever logs it and however."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from verifier import settings

SECRETS = {
    "VERIFIER_DATABASE_URL": "postgresql+psycopg://verifier:pa55-of-the-database@db.example/verifier",
    "VERIFIER_BROKER_URL": "redis://:pa55-of-the-broker@redis.example:6379/0",
    "VERIFIER_CHANNELS__SEARCH__KEY": "key-of.the+search(engine",
}
KEY = "vk_" + "Ab-_9" * 8
SAID = [
    "cannot connect to postgresql+psycopg://verifier:pa55-of-the-database@db.example/verifier: refused",
    "broker redis://:pa55-of-the-broker@redis.example:6379/0 is away",
    "GET https://reader:pa55-of-a-reader@press.example/report answered 401",
    "GET https://search.example/?q=x&key=key-of.the+search(engine",
    f"somebody came with {KEY}",
    "headers: {'Authorization': 'Bearer tok3n-of-somebody'}",
]
HIDDEN = ("pa55", "key-of.the+search(engine", KEY, "tok3n")
HARMLESS = "GET https://press.example/@author/report?mail=a@b.example answered 401 to j0123-r1"
PROGRAM = """
import json, logging, sys, structlog
from verifier import logs, settings
logs.configure(settings.load())
for said in json.load(sys.stdin):
    for logger in (structlog.get_logger("ours"), logging.getLogger("a.library")):
        logger.warning("it did not work: " + said)
        try:
            raise RuntimeError(said)
        except RuntimeError:
            logger.exception("it broke")
"""


def written(said: list[str], as_json: bool) -> str:
    """What a process of ours writes that logs all of it: as an event and in a traceback, itself and by a library."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        input=json.dumps(said),
        env=SECRETS | {"VERIFIER_LOG_JSON": str(as_json).lower()},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stderr


@pytest.mark.parametrize("as_json", [False, True], ids=["plain", "json"])
def test_no_secret_is_logged(as_json: bool) -> None:
    lines = written([*SAID, HARMLESS], as_json)
    assert lines.count("it did not work") == lines.count("it broke") == 2 * (len(SAID) + 1)
    assert [secret for secret in HIDDEN if secret in lines] == []
    assert lines.count("***") == 4 * len(SAID)
    assert lines.count(HARMLESS) == 4


def test_settings_do_not_show_their_secrets() -> None:
    assert "key-of" not in repr(settings.load(SECRETS))
