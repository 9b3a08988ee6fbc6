"""Settings in, services out: the only module that knows everyone.

`local` builds the service inside one process (the command line); `distributed` builds one process of many
(a worker, an API process), which share the database, the broker and the evidence.
"""

from __future__ import annotations

import atexit
import importlib
import os
import secrets
import threading
import time
import tomllib
from base64 import b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from redis import Redis

from verifier import __version__, policy, shipped, traces
from verifier.batches import Batching
from verifier.errors import InputError, SettingsError
from verifier.fetching import ByScheme, LocalGate, RedisGate, WebCourier, WebFetcher, budgets, own_hosts, replay_budgets
from verifier.ingest import Limits
from verifier.models import discreet_model, support_model
from verifier.outlets import Registry, own_outlets, registry_from
from verifier.policy import ChannelPlan
from verifier.ports import Channel, Evidence, Fetcher, Gate, Lane, Meter, Queue
from verifier.quarantine import Bounds, Quarantine
from verifier.queueing import LocalQueue
from verifier.records import Caller, Outlet, Quota
from verifier.reports import Wording
from verifier.reports.webhook import SECRET_PREFIX
from verifier.retention import Retention
from verifier.retention import Terms as RetentionTerms
from verifier.revisions import Revisions
from verifier.saving import Saver
from verifier.services import Allowance, Services
from verifier.settings import OFF, Settings
from verifier.settings import Quarantine as QuarantineLimits
from verifier.steps import Desk
from verifier.store.audit import SqlAudit
from verifier.store.batches import SqlBatches
from verifier.store.deliveries import SqlDeliveries
from verifier.store.dossiers import SqlDossiers
from verifier.store.engine import connect
from verifier.store.erasing import SqlForgetting
from verifier.store.evidence import EvidenceFolder
from verifier.store.jobs import SqlJobs
from verifier.store.keys import SqlKeys
from verifier.store.library import Library
from verifier.store.meter import LocalMeter, SharedMeter
from verifier.store.migrate import upgrade as upgrade_tables
from verifier.store.outlets import SqlOwnOutlets
from verifier.store.pages import SqlPageCache
from verifier.store.rechecks import SqlRechecks
from verifier.store.tallies import SqlTallies
from verifier.webhooks import Terms, Webhooks

_OWN_OUTLETS_FRESH_S = 5.0
"""For so long a change to the users' outlets may go unseen by another process."""
_NO_SWEEP_S = 1_000_000


class SystemClock:
    """The one place where the time is read."""

    def now(self) -> datetime:
        return datetime.now(UTC)  # noqa: TID251 - this is the clock


@dataclass(frozen=True)
class System:
    """The services, and the parts that only some shells need."""

    settings: Settings
    services: Services
    keys: SqlKeys
    audit: SqlAudit
    meter: Meter
    library: Library
    pages: SqlPageCache
    tallies: SqlTallies
    wording: Wording

    def within(self, caller: Caller) -> System:
        """What of it there is for this caller."""
        return replace(self, services=self.services.within(caller))


def local(settings: Settings, *, offline: bool = False, threads: int = 8) -> tuple[System, LocalQueue]:
    """The service in this process. `offline`: nothing but the library is asked, and no socket is opened."""
    queue = LocalQueue(threads)
    system = _build(settings, queue, LocalGate(), LocalMeter(), offline=offline)
    services = system.services
    queue.serve(
        services.begin,
        lambda reference_id: services.advance(reference_id, frozenset(Lane)),
        services.webhooks.deliver,
    )
    return system, queue


def distributed(settings: Settings) -> System:
    """One process of many, on the broker and the database that all of them share."""
    from verifier.queueing import CeleryQueue, celery_app

    traces.tell()
    url = broker_url(settings)
    redis = _redis(url)
    return _build(settings, CeleryQueue(celery_app(url)), RedisGate(redis), SharedMeter(redis))


def broker_url(settings: Settings) -> str:
    if not settings.broker_url:
        raise SettingsError(
            "There is no broker_url.", remedy="Set VERIFIER_BROKER_URL=redis://…, or run `verifier serve`."
        )
    return settings.broker_url


def upgrade(settings: Settings) -> bool:
    """Bring the database up to date; whether there was anything to do."""
    settings.home.mkdir(parents=True, exist_ok=True)
    return upgrade_tables(connect(settings.database))


def keys(settings: Settings) -> tuple[SqlKeys, SqlAudit]:
    """The API keys and the audit log, for the command line."""
    upgrade(settings)
    engine = connect(settings.database)
    return SqlKeys(engine), SqlAudit(engine)


def library(settings: Settings) -> Library:
    """The user's library, for the command line."""
    return Library(settings.home, SystemClock())


def registry() -> Registry:
    """The shipped registry."""
    return registry_from(shipped.outlet_tables())


def outlet_file(path: Path) -> tuple[Outlet, ...]:
    """The outlets of a user's file; `InputError` names the file, the outlet and the field that cannot be."""
    try:
        return own_outlets(shipped.table(path), str(path))
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(f"{path} is not TOML: {error}.") from error


def stored_outlets(settings: Settings) -> SqlOwnOutlets:
    """The users' own outlets, for the command line."""
    upgrade(settings)
    return SqlOwnOutlets(connect(settings.database))


def registry_in_force(settings: Settings) -> Registry:
    """The shipped registry, under the files of `outlets.files`, under what was stored."""
    return _registry_with_files(settings).with_own(stored_outlets(settings).all())


def _registry_with_files(settings: Settings) -> Registry:
    own = [outlet for path in settings.outlets.files for outlet in outlet_file(Path(path).expanduser())]
    return registry().with_own(own)


def wording() -> Wording:
    table = shipped.table(shipped.config("reasons.toml"))
    return Wording(table["reasons"], table["verdicts"])


def _build(settings: Settings, queue: Queue, gate: Gate, meter: Meter, *, offline: bool = False) -> System:
    home = settings.home
    home.mkdir(parents=True, exist_ok=True)
    engine = connect(settings.database)
    upgrade_tables(engine)
    clock = SystemClock()
    pages = SqlPageCache(engine)
    stored = SqlOwnOutlets(engine)
    audit = SqlAudit(engine)
    shelf = library(settings)
    shelf.sync(settings.library.paths)
    quarantined = _quarantine(settings.quarantine)
    channels, plans = _channels(settings, offline)
    thresholds = policy.parse(shipped.table(shipped.config("policy.toml")))
    least = settings.judgement.least_confidence
    thresholds = replace(thresholds, judgement=replace(thresholds.judgement, least_confidence=least))
    if isinstance(queue, LocalQueue):  # it keeps every wait itself; there is no sweep
        thresholds = replace(thresholds, work=replace(thresholds.work, wake_delay_s=_NO_SWEEP_S))
    desk = Desk(
        registry=_live_registry(_registry_with_files(settings), stored),
        channels=channels,
        replay_budgets=replay_budgets(settings.channels),
        fetcher=_fetcher(settings, shelf, gate, pages, clock, offline),
        evidence=_evidence(settings),
        read=quarantined.read,
        model=support_model(settings, offline=offline),
        discreet_model=discreet_model(settings),
        policy=thresholds.with_channels(plans, settings.fetch.attempts),
        clock=clock,
        backoff_s=settings.fetch.backoff_s,
    )
    services = Services(
        jobs=SqlJobs(engine),
        dossiers=SqlDossiers(engine),
        own_outlets=stored,
        webhooks=_webhooks(settings, SqlDeliveries(engine), clock),
        retention=_retention(settings, SqlJobs(engine), SqlForgetting(engine), desk),
        revisions=Revisions(SqlJobs(engine), SqlRechecks(engine), queue, clock, new_id),
        batches=Batching(SqlBatches(engine), clock, new_id),
        queue=queue,
        desk=desk,
        ingest=quarantined.ingest,
        ingest_text=quarantined.ingest_text,
        new_id=new_id,
        new_secret=new_secret,
        series=shipped.series_table(),
        allowance=Allowance(
            Limits(settings.api.max_document_bytes, settings.api.max_characters),
            settings.api.max_citations,
            timedelta(hours=settings.api.idempotency_hours),
            Quota(settings.api.limits.documents_per_day or None, settings.api.limits.citations_per_day or None),
        ),
        audit=audit,
    )
    return System(settings, services, SqlKeys(engine), audit, meter, shelf, pages, SqlTallies(engine), wording())


def saver(system: System) -> Saver:
    """Who asks the Wayback Machine to keep pages, for the command line."""
    wayback, services = system.settings.channels.wayback, system.services
    has_keys = bool(wayback.save_key and wayback.save_secret)
    return Saver(wayback.url, has_keys, services.dossiers, services.desk.fetcher, services.desk.clock)


def _evidence(settings: Settings) -> Evidence:
    if settings.evidence.in_bucket:
        from verifier.store.bucket import EvidenceBucket

        return EvidenceBucket(settings.evidence)
    url = settings.evidence.url
    return EvidenceFolder(Path(url).expanduser() if url else settings.home / "evidence")


@cache
def _quarantine(limits: QuarantineLimits) -> Quarantine:
    """The one of this process; its children end with it."""
    bounds = Bounds(limits.memory_mb * 1024 * 1024, limits.page_s, limits.document_s)
    quarantined = Quarantine(bounds, limits.children or os.cpu_count() or 1)
    atexit.register(quarantined.close)
    return quarantined


os.register_at_fork(after_in_child=_quarantine.cache_clear)  # two processes on one pipe would garble each other


def new_id() -> str:
    """Sorts by time of making, and cannot be guessed: 11 hex digits of milliseconds, 16 of chance."""
    return f"{time.time_ns() // 1_000_000:011x}{secrets.token_hex(8)}"


def new_secret() -> str:
    """32 random bytes, written as receivers of Standard Webhooks read them."""
    return SECRET_PREFIX + b64encode(secrets.token_bytes(32)).decode()


def _webhooks(settings: Settings, deliveries: SqlDeliveries, clock: SystemClock) -> Webhooks:
    own = settings.webhooks
    origin = (own.public_url or "").rstrip("/")
    courier = WebCourier(own.allow_hosts, own.timeout_s, f"CitationVerifier/{__version__}", clock)
    terms = Terms(own.secret, origin, own.timeout_s, own.attempts, own.backoff_s)
    return Webhooks(deliveries, courier, clock, terms)


def _retention(settings: Settings, jobs: SqlJobs, forgetting: SqlForgetting, desk: Desk) -> Retention:
    def after(days: float) -> timedelta | None:
        return timedelta(days=days) if days else None

    own = settings.retention
    terms = RetentionTerms(after(own.documents_days), after(own.captures_days), after(own.events_days))
    return Retention(jobs, forgetting, desk.evidence, desk.clock, terms)


def _fetcher(
    settings: Settings, shelf: Library, gate: Gate, pages: SqlPageCache, clock: SystemClock, offline: bool
) -> Fetcher:
    if offline:
        return ByScheme({"library": shelf})
    allowed = (*settings.fetch.allow_hosts, *own_hosts(settings.channels))
    contact = f"; +{settings.fetch.contact}" if settings.fetch.contact else ""
    web = WebFetcher(
        replace(settings.fetch, allow_hosts=allowed),
        budgets(settings.channels),
        gate,
        pages,
        clock,
        f"CitationVerifier/{__version__} (checks press citations{contact})",
    )
    return ByScheme({"http": web, "https": web, "library": shelf})


@dataclass(frozen=True)
class ChannelState:
    """A channel of `config/channels.toml` as the settings have it."""

    name: str
    off: str
    """Why it is not asked; "" where it is."""
    addresses: tuple[str, ...]
    """Of the services that it asks, where they are in the settings; their budget has the channel's name."""


def channel_states(settings: Settings) -> tuple[ChannelState, ...]:
    """Every channel there is, in the order of asking."""
    return tuple(_state(entry, getattr(settings.channels, entry["name"])) for entry in _channel_table())


def _state(entry: Mapping[str, Any], own: Any) -> ChannelState:
    name, needs = entry["name"], entry.get("needs")
    addresses = tuple(filter(None, (getattr(own, "url", None), *getattr(own, "urls", ()))))
    if not own.enabled:
        return ChannelState(name, f"switched off (channels.{name}.enabled)", addresses)
    if needs and getattr(own, needs) in (None, (), OFF):
        return ChannelState(name, f"not configured (channels.{name}.{needs})", addresses)
    return ChannelState(name, "", addresses)


def _channel_table() -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = shipped.table(shipped.config("channels.toml"))["channel"]
    return entries


def _channels(settings: Settings, offline: bool) -> tuple[dict[str, Channel], tuple[ChannelPlan, ...]]:
    """The channels that are on, in the order of `config/channels.toml`, each built with the settings it names."""
    channels: dict[str, Channel] = {}
    plans = []
    for entry in _channel_table():
        own = getattr(settings.channels, entry["name"])
        if _state(entry, own).off or (offline and entry["name"] != "library"):
            continue
        module, name = entry["module"].split(":")
        make: Callable[..., Channel] = getattr(importlib.import_module(module), name)
        channels[entry["name"]] = make(**{key: getattr(own, key) for key in entry.get("settings", ())})
        plans.append(ChannelPlan(entry["name"], entry["archive"], entry["discreet"], entry["covers"], entry["beyond"]))
    return channels, tuple(plans)


def _redis(url: str) -> Redis:
    return Redis.from_url(url.replace("redis+socket://", "unix://", 1), socket_timeout=10)


def _live_registry(settled: Registry, own: SqlOwnOutlets) -> Callable[[str], Registry]:
    """A registry under each workspace's stored entries, which are looked at again every few seconds."""
    lock = threading.Lock()
    current: dict[str, tuple[float, Registry]] = {}

    def get(workspace: str) -> Registry:
        with lock:
            read_at, registry = current.get(workspace, (float("-inf"), settled))
            if time.monotonic() - read_at > _OWN_OUTLETS_FRESH_S:
                entries = own.within(workspace).all()
                registry = settled.with_own(entries) if entries else settled
                current[workspace] = time.monotonic(), registry
            return registry

    return get
