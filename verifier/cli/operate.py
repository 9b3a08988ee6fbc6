"""`verifier serve` and `verifier doctor`."""

from __future__ import annotations

import os
import sys

import click

from verifier.records import Deferral, Exchange, Outcome, Request

_PROXIES = ("HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "REQUESTS_CA_BUNDLE")


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
def serve(host: str, port: int) -> None:
    """Run the whole service on this machine: API, pages, workers, and a private Valkey."""
    from verifier import settings

    loaded = settings.load()
    os.environ["VERIFIER_API__KEYS_REQUIRED"] = str(settings.keys_required(loaded, host)).lower()
    click.echo(f"Data in {loaded.home}. Starting …", err=True)
    os.execv(sys.executable, [sys.executable, "-m", "workers.embedded", host, str(port)])  # noqa: S606 - becomes it


@click.command()
def doctor() -> None:
    """What is configured, what is reachable, and what is missing."""
    from verifier import bootstrap, logs, settings

    loaded = settings.load()
    logs.configure(loaded)
    system, queue = bootstrap.local(loaded, threads=1)
    queue.stop()
    _say("data", str(loaded.home), os.access(loaded.home, os.W_OK))
    _say("database", loaded.database.split("@")[-1], True)
    _say(
        "broker",
        (loaded.broker_url or "private Valkey, started by `verifier serve`").split("@")[-1],
        _broker_answers(loaded.broker_url),
    )
    _say("outlets", f"{len(system.services.outlets())} known", True)
    _say(
        "contact",
        loaded.fetch.contact or "not set: webmasters cannot reach you (fetch.contact)",
        bool(loaded.fetch.contact),
    )
    for name in _PROXIES:
        if os.environ.get(name):
            _say("network", f"{name}={os.environ[name].split('@')[-1]}", True)
    for channel in bootstrap.channel_states(loaded):
        what = f"channel {channel.name}"
        if channel.off:
            _say(what, channel.off, False)
        elif channel.name == "library":
            pages = system.library.count()
            _say(what, f"{pages} pages" if pages else "empty: `verifier library add PATH`", pages > 0)
        elif channel.name == "link":
            _say(what, "takes the document's own links", True)
        elif channel.addresses:
            for address in channel.addresses:
                answer = system.services.desk.fetcher.fetch(Request(address, budget=channel.name))
                _say(what, f"{address}: {_told(answer)}", _reachable(answer))
        else:
            _say(what, "configured" if channel.name == "search" else "asks the outlets' own sites", True)


def _told(answer: Exchange | Deferral) -> str:
    if isinstance(answer, Deferral):
        return answer.why
    return f"{answer.outcome.value} {answer.detail}".strip()


def _reachable(answer: Exchange | Deferral) -> bool:
    """Whether a service is there; its front page alone may be refused or missing."""
    return not isinstance(answer, Deferral) and (answer.outcome.answered or answer.outcome is Outcome.REFUSED)


def _broker_answers(url: str | None) -> bool:
    if not url:
        return True
    import redis

    try:
        return bool(redis.Redis.from_url(url, socket_connect_timeout=3).ping())
    except (redis.exceptions.RedisError, ValueError):
        return False


def _say(what: str, state: str, good: bool) -> None:
    click.echo(f"{click.style('✓' if good else '!', fg='green' if good else 'yellow')} {what:18} {state}")
