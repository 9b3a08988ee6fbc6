"""The settings: `config/settings.toml`, then a file of the user's, then `VERIFIER_…` (and `VERIFIER_…_FILE`) variables.

The shipped file is the only place where defaults stand. An unknown key, a value of the wrong kind, or a
file that is not TOML is a `SettingsError` that names it.
"""

from __future__ import annotations

import json
import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import platformdirs

from verifier import codec, shipped
from verifier.errors import SettingsError

PREFIX = "VERIFIER_"
LOOPBACK = ("127.0.0.1", "localhost", "::1")
OFF = "off"
_NOT_SETTINGS = {"VERIFIER_SETTINGS"}
_FROM_FILE = "_FILE"


@dataclass(frozen=True, slots=True)
class ApiLimits:
    requests_per_minute: int
    documents_per_day: int
    citations_per_day: int


@dataclass(frozen=True, slots=True)
class Api:
    keys_required: bool | None
    max_document_bytes: int
    max_characters: int
    max_citations: int
    page_size: int
    idempotency_hours: int
    max_listeners: int
    allowed_hosts: tuple[str, ...]
    proxies: int
    limits: ApiLimits


@dataclass(frozen=True, slots=True)
class Serve:
    fetch_threads: int
    match_processes: int
    api_threads: int
    sweep_s: int
    ready_timeout_s: int


@dataclass(frozen=True, slots=True)
class Fetch:
    delay_s: float
    one_at_a_time: bool
    contact: str | None
    connect_timeout_s: float
    read_timeout_s: float
    total_timeout_s: float
    max_bytes: int
    max_redirects: int
    attempts: int
    backoff_s: float
    patience_s: float
    robots: bool
    allow_hosts: tuple[str, ...]
    cache_hours: float


@dataclass(frozen=True, slots=True)
class Evidence:
    url: str | None
    endpoint: str | None
    region: str | None
    access_key: str | None = field(repr=False)
    secret_key: str | None = field(repr=False)

    @property
    def in_bucket(self) -> bool:
        return (self.url or "").startswith("s3://")


@dataclass(frozen=True, slots=True)
class Quarantine:
    children: int
    memory_mb: int
    page_s: int
    document_s: int


@dataclass(frozen=True, slots=True)
class LinkChannel:
    enabled: bool


@dataclass(frozen=True, slots=True)
class LibraryChannel:
    enabled: bool


@dataclass(frozen=True, slots=True)
class SitemapChannel:
    enabled: bool
    max_files: int


@dataclass(frozen=True, slots=True)
class ListingChannel:
    enabled: bool


@dataclass(frozen=True, slots=True)
class FeedChannel:
    enabled: bool


@dataclass(frozen=True, slots=True)
class SearchChannel:
    enabled: bool
    kind: str
    url: str | None
    key: str | None = field(repr=False)
    engine: str | None
    interval_s: float

    @property
    def engine_id(self) -> str | None:
        """Google's `cx`: as set, or written behind the key."""
        return self.engine or (self.key or "").partition(":")[2] or None


@dataclass(frozen=True, slots=True)
class GdeltChannel:
    enabled: bool
    url: str
    interval_s: float


@dataclass(frozen=True, slots=True)
class WaybackChannel:
    enabled: bool
    url: str
    requests_per_minute: float
    replay_per_second: float
    save_key: str | None = field(repr=False)
    save_secret: str | None = field(repr=False)
    saves_per_minute: float


@dataclass(frozen=True, slots=True)
class MementoChannel:
    enabled: bool
    urls: tuple[str, ...]
    interval_s: float


@dataclass(frozen=True, slots=True)
class CommonCrawlChannel:
    enabled: bool
    url: str
    data_url: str
    interval_s: float


@dataclass(frozen=True, slots=True)
class Channels:
    link: LinkChannel
    library: LibraryChannel
    listing: ListingChannel
    sitemap: SitemapChannel
    feed: FeedChannel
    search: SearchChannel
    gdelt: GdeltChannel
    wayback: WaybackChannel
    memento: MementoChannel
    commoncrawl: CommonCrawlChannel


@dataclass(frozen=True, slots=True)
class Judgement:
    least_confidence: float


@dataclass(frozen=True, slots=True)
class LanguageModel:
    url: str | None
    model: str | None
    key: str | None = field(repr=False)
    timeout_s: float
    confidential: bool


@dataclass(frozen=True, slots=True)
class Matching:
    model: str | None
    llm: LanguageModel


@dataclass(frozen=True, slots=True)
class Webhooks:
    secret: str | None = field(repr=False)
    public_url: str | None
    allow_hosts: tuple[str, ...]
    timeout_s: float
    attempts: int
    backoff_s: float


@dataclass(frozen=True, slots=True)
class Retention:
    documents_days: float
    captures_days: float
    events_days: float


@dataclass(frozen=True, slots=True)
class Library:
    paths: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outlets:
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Settings:
    database_url: str | None
    broker_url: str | None
    data_dir: str | None
    log_level: str
    log_json: bool
    api: Api
    serve: Serve
    fetch: Fetch
    evidence: Evidence
    quarantine: Quarantine
    channels: Channels
    judgement: Judgement
    matching: Matching
    webhooks: Webhooks
    retention: Retention
    library: Library
    outlets: Outlets

    @property
    def home(self) -> Path:
        """Where evidence, the library index and the database are."""
        return Path(self.data_dir).expanduser() if self.data_dir else Path(platformdirs.user_data_dir("verifier"))

    @property
    def database(self) -> str:
        return self.database_url or f"sqlite:///{self.home / 'verifier.db'}"


def load(environ: Mapping[str, str] | None = None, **overrides: Any) -> Settings:
    """The settings in force. `overrides` are dotted keys with `__` for the dots, as in the environment."""
    environ = os.environ if environ is None else environ
    table = shipped.table(shipped.config("settings.toml"))
    own = environ.get("VERIFIER_SETTINGS")
    if own:
        _merge(table, _user_file(Path(own)), own)
    for name, value in _variables(environ).items():
        _set(table, name[len(PREFIX) :].lower().split("__"), value, name)
    for name, value in overrides.items():
        _set(table, name.lower().split("__"), value, name)
    try:
        return codec.decode(Settings, _none_for_empty(table))
    except codec.CodecError as error:
        raise SettingsError(
            f"The setting {error.pointer.strip('/').replace('/', '.')} cannot be used: {error.detail}.",
            remedy="config/settings.toml lists every setting.",
        ) from error


def keys_required(settings: Settings, host: str) -> bool:
    """Whether callers need an API key on a service bound to `host`."""
    if settings.api.keys_required is not None:
        return settings.api.keys_required
    return host not in LOOPBACK


def _variables(environ: Mapping[str, str]) -> dict[str, str]:
    """Our variables, each as `VERIFIER_X` or as the file that `VERIFIER_X_FILE` names: a mounted secret."""
    ours = {name: value for name, value in environ.items() if name.startswith(PREFIX) and name not in _NOT_SETTINGS}
    for name in [name for name in ours if name.endswith(_FROM_FILE)]:
        plain, path = name.removesuffix(_FROM_FILE), ours.pop(name)
        if plain in ours:
            raise SettingsError(f"Both {plain} and {name} are set.", remedy="Keep one of them.")
        try:
            ours[plain] = Path(path).read_text("utf-8").rstrip("\r\n")
        except (OSError, UnicodeDecodeError) as error:
            raise SettingsError(f"{name}={path} cannot be read: {getattr(error, 'strerror', error)}.") from error
    return ours


def _user_file(path: Path) -> dict[str, Any]:
    try:
        return shipped.table(path)
    except OSError as error:
        raise SettingsError(f"The settings file {path} cannot be read: {error.strerror}.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"The settings file {path} is not TOML: {error}.") from error


def _merge(table: dict[str, Any], more: Mapping[str, Any], source: str, path: tuple[str, ...] = ()) -> None:
    for key, value in more.items():
        here = (*path, key)
        if key not in table:
            raise _unknown(".".join(here), source)
        if isinstance(table[key], dict):
            if not isinstance(value, Mapping):
                raise SettingsError(f"{'.'.join(here)} in {source} must be a table.")
            _merge(table[key], value, source, here)
        else:
            table[key] = value


def _set(table: dict[str, Any], path: list[str], value: Any, source: str) -> None:
    *parents, key = path
    for parent in parents:
        inner = table.get(parent)
        if not isinstance(inner, dict):
            raise _unknown(".".join(path), source)
        table = inner
    if key not in table or isinstance(table[key], dict):
        raise _unknown(".".join(path), source)
    table[key] = _typed(value, table[key], source) if isinstance(value, str) else value


def _unknown(key: str, source: str) -> SettingsError:
    return SettingsError(f"There is no setting {key} ({source}).", remedy="config/settings.toml lists every setting.")


def _typed(text: str, default: Any, source: str) -> Any:
    """A variable's text, as the kind of thing the default is."""
    if isinstance(default, bool) or (default == "" and text.lower() in ("true", "false")):
        if text.lower() not in ("true", "false", "1", "0"):
            raise SettingsError(f"{source}={text!r} must be true or false.")
        return text.lower() in ("true", "1")
    if isinstance(default, int | float):
        try:
            return float(text) if isinstance(default, float) or "." in text else int(text)
        except ValueError:
            raise SettingsError(f"{source}={text!r} must be a number.") from None
    if isinstance(default, list):
        if text.lstrip().startswith("["):
            try:
                return json.loads(text)
            except ValueError:
                raise SettingsError(f"{source}={text!r} is not a JSON list.") from None
        return [item.strip() for item in text.split(",") if item.strip()]
    return text


def _none_for_empty(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _none_for_empty(item) for key, item in value.items()}
    return None if value == "" else value
