"""The named budgets: what the services that are asked allow, in place of what a host of the press is asked.

Each is shared by all workers. Keys for a service are a part of its budget: they are added to a request on the
wire alone, so that no dossier, cache or log ever holds one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode, urlsplit

from verifier.errors import SettingsError
from verifier.settings import Channels, SearchChannel, WaybackChannel

Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Budget:
    """A service's terms.

    `robots` is false for an API: its terms say how it may be asked and how often, and its robots.txt, made
    for crawlers of its pages, commonly shuts the very paths that the API is on.
    """

    interval_s: float
    robots: bool = True
    headers: Pairs = field(default=(), repr=False)
    parameters: Pairs = field(default=(), repr=False)
    """Secrets: sent with each request to the service's own host, and shown to nobody else."""

    def signed(self, url: str) -> str:
        """The URL with the secret parameters."""
        if not self.parameters:
            return url
        return f"{url}{'&' if '?' in url else '?'}{urlencode(self.parameters)}"

    def redacted(self, text: str) -> str:
        """The text without the secrets, in whatever form they are written."""
        for _, secret in (*self.headers, *self.parameters):
            for form in (secret, urlencode({"": secret})[1:]):
                text = text.replace(form, "…")
        return text


def budgets(channels: Channels) -> Mapping[str, Budget]:
    """By name, as the channels' requests name them."""
    return {
        "wayback": Budget(60 / channels.wayback.requests_per_minute, robots=False),
        "wayback-replay": Budget(1 / channels.wayback.replay_per_second, robots=False),
        "wayback-save": _saving(channels.wayback),
        "memento": Budget(channels.memento.interval_s, robots=False),
        "commoncrawl": Budget(channels.commoncrawl.interval_s, robots=False),
        "commoncrawl-data": Budget(1.0, robots=False),
        "gdelt": Budget(channels.gdelt.interval_s, robots=False),
        "search": _search(channels.search),
    }


def replay_budgets(channels: Channels) -> Mapping[str, str]:
    """URL prefixes of archived pages, and the budget that each is fetched from."""
    return {
        f"{channels.wayback.url.rstrip('/')}/web/": "wayback-replay",
        f"{channels.commoncrawl.data_url.rstrip('/')}/": "commoncrawl-data",
        **{f"{url.rstrip('/')}/": "memento" for url in channels.memento.urls},
    }


def own_hosts(channels: Channels) -> tuple[str, ...]:
    """The hosts with ports of the services that the settings name: they may be the user's own, and private."""
    named = (
        *(channels.wayback.url, channels.gdelt.url, channels.commoncrawl.url, channels.commoncrawl.data_url),
        *channels.memento.urls,
        *((channels.search.url,) if channels.search.url else ()),
    )
    return tuple(dict.fromkeys(_host_and_port(url) for url in named))


def _host_and_port(url: str) -> str:
    parts = urlsplit(url)
    try:
        port = parts.port or {"http": 80, "https": 443}[parts.scheme]
    except (ValueError, KeyError):
        raise SettingsError(f"{url!r} is not the address of a service.") from None
    host = parts.hostname or ""
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def _saving(wayback: WaybackChannel) -> Budget:
    keys = f"LOW {wayback.save_key}:{wayback.save_secret}"
    headers = (("Authorization", keys),) if wayback.save_key and wayback.save_secret else ()
    return Budget(60 / wayback.saves_per_minute, robots=False, headers=headers)


def _search(search: SearchChannel) -> Budget:
    key = search.key or ""
    if search.kind in ("brave", "google") and search.enabled and not key:
        raise SettingsError(f"channels.search.kind is {search.kind}, and channels.search.key is not set.")
    match search.kind:
        case "brave":
            return Budget(search.interval_s, robots=False, headers=(("X-Subscription-Token", key),))
        case "google":
            return Budget(search.interval_s, robots=False, parameters=(("key", key.partition(":")[0]),))
        case _:
            headers = (("Authorization", f"Bearer {key}"),) if key else ()
            return Budget(search.interval_s, robots=False, headers=headers)
