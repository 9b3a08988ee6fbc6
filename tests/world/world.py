"""The world: its hosts, its archive, what is wrong today, and who asked for what."""

from __future__ import annotations

import fnmatch
import os
import tempfile
import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

from seeds.build_archive import neighbours_of
from seeds.pages import SampleReport, read_reports, render
from tests.world import wayback
from tests.world.cellar import Cellar
from tests.world.exchange import Ask, Reply, html, redirect
from tests.world.faults import Fault, no_connection
from tests.world.fillers import fillers
from tests.world.log import Entry, Log
from tests.world.proxy import Authority, Proxy
from tests.world.sites import Habit, Site, fault_of, read_habits, registered_hosts, sites_of


class Service(Protocol):
    """Whoever else answers in the world: a search engine, another archive."""

    @property
    def hosts(self) -> frozenset[str]: ...

    def reply(self, ask: Ask) -> Reply: ...


@dataclass(slots=True)
class _Planned:
    """A fault that is set: where, and how many times it still happens (None: always)."""

    host: str
    path: str
    fault: Fault
    times: int | None = None

    def meets(self, ask: Ask) -> bool:
        return fnmatch.fnmatchcase(ask.host, self.host) and (
            fnmatch.fnmatchcase(ask.path, self.path) or fnmatch.fnmatchcase(ask.target, self.path)
        )


class World:
    """Alive from `start` to `stop`, or inside a `with`.

    `latency_ms` is added to every reply; `cdx_per_minute` is where the archive begins to say 429;
    `reports` are published beside the samples. With `habits` it is another press: their hosts with `reports`
    alone. `services`: who else answers; `bystanders` are hosts that exist and have nothing to tell
    (None: all hosts of the registry of outlets that the world does not play).
    """

    def __init__(
        self,
        *,
        latency_ms: float = 0,
        cdx_per_minute: int | None = None,
        reports: tuple[SampleReport, ...] = (),
        habits: Mapping[str, Habit] | None = None,
        services: tuple[Service, ...] = (),
        bystanders: frozenset[str] | None = None,
    ) -> None:
        self.latency_ms = latency_ms
        self.log = Log()
        self.reports = reports if habits is not None else (*read_reports(), *reports)
        self._habits = read_habits() if habits is None else habits
        others = () if habits is not None else tuple(fillers(_one_of_each_host(self.reports)))
        self.sites: Mapping[str, Site] = sites_of(self._habits, (*self.reports, *others))
        archived = [one for one in (*self.reports, *others) if self._habits[one.host].archived]
        fronts = [shot for site in self.sites.values() if site.habit.front_captured for shot in _fronts(site)]
        self.wayback = wayback.Wayback([*_snapshots(archived), *fronts], cdx_per_minute)
        self._services = {host: service for service in services for host in service.hosts}
        self._aliases = {alias: host for host, habit in self._habits.items() for alias in habit.aliases}
        self._bystanders = registered_hosts() if bystanders is None else bystanders
        self._faults: list[_Planned] = []
        self._fault_lock = threading.Lock()
        self._cellar = Cellar()
        self.reset()
        self._folder = tempfile.TemporaryDirectory(prefix="world-")
        self._authority = Authority()
        self._proxy = Proxy(self, self._authority)

    # ── its life ──

    def start(self) -> World:
        self._authority.write(str(self.ca_bundle))
        self._cellar.start()
        self._proxy.start()
        return self

    def stop(self) -> None:
        self._proxy.stop()
        self._cellar.stop()
        self._folder.cleanup()

    def __enter__(self) -> World:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()

    @property
    def ca_bundle(self) -> Path:
        return Path(self._folder.name) / "authority.pem"

    def environ(self) -> dict[str, str]:
        """The variables by which a program is told of this world."""
        local = "127.0.0.1,localhost"
        names = {"HTTP_PROXY": self._proxy.url, "HTTPS_PROXY": self._proxy.url, "NO_PROXY": local}
        lower = {name.lower(): value for name, value in names.items()}  # they would win, if a shell had set them
        return {**names, **lower, "REQUESTS_CA_BUNDLE": os.fspath(self.ca_bundle)}

    # ── what is wrong ──

    def fault(self, host: str, fault: Fault, path: str = "*", times: int | None = None) -> None:
        """From now on this happens at `host` and `path` (patterns with *), before all that was set earlier."""
        with self._fault_lock:
            self._faults.insert(0, _Planned(host, path, fault, times))

    def heal(self, host: str = "*") -> None:
        """Nothing is wrong any more at the hosts of the pattern, whatever `data/sites.toml` says."""
        with self._fault_lock:
            self._faults = [planned for planned in self._faults if not fnmatch.fnmatchcase(planned.host, host)]

    def reset(self) -> None:
        """The faults of `data/sites.toml` and no others; an empty log."""
        rows = [(host, row) for host, habit in self._habits.items() for row in habit.faults]
        with self._fault_lock:
            self._faults = [_Planned(host, row["path"], fault_of(row), row.get("times")) for host, row in rows]
        self.log.clear()
        self._cellar.visits.clear()

    # ── who asked for what ──

    @property
    def private_address(self) -> str:
        """A server of ours on loopback that nobody outside may reach: where a redirect tries to lead."""
        return self._cellar.url

    @property
    def private_visits(self) -> list[str]:
        """What was asked of it, or of the proxy for any private address; a client with a guard leaves this empty."""
        return [*self._cellar.visits, *(entry.url for entry in self.log.entries() if _is_private(entry.host))]

    def robots_violations(self, user_agent: str) -> list[Entry]:
        """Requests for what the site's robots.txt, or its failure, forbids."""
        return [entry for entry in self.log.entries() if self._forbidden(entry, user_agent)]

    def _forbidden(self, entry: Entry, user_agent: str) -> bool:
        if entry.host not in self.sites or entry.method == "CONNECT" or entry.target == "/robots.txt":
            return False
        probe = Ask("GET", entry.scheme, entry.host, "/robots.txt")
        reply = self._honest(probe)
        with self._fault_lock:
            planned = [p for p in self._faults if p.meets(probe) and p.times is None]
        for each in planned[:1]:
            reply = each.fault.breaks(probe, reply)
        if reply.status >= 500:
            return True
        if reply.status >= 400:
            return False
        rules = RobotFileParser()
        rules.parse(self.sites[entry.host].robots().splitlines())
        return not rules.can_fetch(user_agent, entry.url)

    # ── answering: what the proxy asks of us ──

    def refuses(self, ask: Ask) -> Reply | None:
        if not self._exists(ask.host) or (ask.method == "CONNECT" and ask.target != ":443"):
            return no_connection(ask.host)
        with self._fault_lock:
            here = [p for p in self._faults if p.fault.refuses and fnmatch.fnmatchcase(ask.host, p.host)]
        return no_connection(ask.host) if any(p.path == "*" or p.meets(ask) for p in here) else None

    def reply(self, ask: Ask) -> Reply:
        reply = self._honest(ask)
        planned = self._take_fault(ask)
        if planned is not None:
            reply = planned.breaks(ask, reply)
        if self.latency_ms:
            slower = replace(reply.delivery, wait_s=reply.delivery.wait_s + self.latency_ms / 1000)
            reply = reply.delivered(slower)
        return reply

    def begins(self, ask: Ask, status: int, started: float) -> int:
        return self.log.begin(ask, status, started)

    def ends(self, number: int, ended: float) -> None:
        self.log.end(number, ended)

    def _exists(self, host: str) -> bool:
        known = (self.sites, self._aliases, self._services, self._bystanders)
        return host == wayback.HOST or any(host in some for some in known)

    def _honest(self, ask: Ask) -> Reply:
        if ask.host == wayback.HOST:
            return self.wayback.reply(ask)
        if ask.host in self._services:
            return self._services[ask.host].reply(ask)
        if ask.host in self.sites:
            return self.sites[ask.host].reply(ask)
        if ask.host in self._aliases:
            return redirect(f"{ask.scheme}://{self._aliases[ask.host]}{ask.target}", 301)
        return html("<h1>It works</h1>") if ask.path == "/" else html("<h1>404 Not Found</h1>", 404)

    def _take_fault(self, ask: Ask) -> Fault | None:
        with self._fault_lock:
            planned = next((p for p in self._faults if p.times != 0 and p.meets(ask)), None)
            if planned is None:
                return None
            if planned.times is not None:
                planned.times -= 1
            return planned.fault


def _is_private(host: str) -> bool:
    name = urlsplit(f"//{host}").hostname or ""
    try:
        return not ip_address(name).is_global
    except ValueError:
        return name == "localhost"


def _one_of_each_host(reports: tuple[SampleReport, ...]) -> list[SampleReport]:
    return list({report.host: report for report in reports}.values())


def _fronts(site: Site) -> Iterable[wayback.Snapshot]:
    """The front page as it was early on the day after each."""
    for day in site.by_day:
        morning = datetime.combine(day, time(5), UTC) + timedelta(days=1)
        yield wayback.Snapshot(f"http://{site.host}/", morning, site.listing(day).encode())


def _snapshots(reports: Iterable[SampleReport]) -> list[wayback.Snapshot]:
    """A capture of each report the day after, and of the samples another one three years later."""
    reports = list(reports)
    by_day: dict[tuple[str, object], list[SampleReport]] = {}
    for report in reports:
        by_day.setdefault((report.host, report.published.date()), []).append(report)
    taken = []
    for report in reports:
        page = render(report, neighbours_of(report, by_day[report.host, report.published.date()])).encode()
        taken.append(wayback.Snapshot(report.url, report.captured, page, report.status))
        if "/towns/" not in report.url:
            later = report.captured + timedelta(days=1100)
            gone = b"<html><head><title>404</title></head><body><h1>Not Found</h1></body></html>"
            taken.append(wayback.Snapshot(report.url, later, gone, 404))
    return taken
