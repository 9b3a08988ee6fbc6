"""A fetcher, and a server that misbehaves for it."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from dataclasses import replace as changed
from pathlib import Path

import pytest

from tests.fetching.badserver import Server, serving
from tests.fetching.desk import Make, Memory, WallClock
from verifier import settings
from verifier.fetching.client import Budget, WebFetcher
from verifier.fetching.gate import LocalGate
from verifier.ports import Gate


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as served:
        yield served


@pytest.fixture(autouse=True)
def _no_proxy_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy", "requests_ca_bundle", "curl_ca_bundle"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture
def proxied(server: Server, monkeypatch: pytest.MonkeyPatch) -> Server:
    """The server as everybody's proxy: it answers for every host name."""
    monkeypatch.setenv("HTTP_PROXY", f"http://{server.host}")
    monkeypatch.setenv("HTTPS_PROXY", f"http://{server.host}")
    return server


@pytest.fixture
def fetcher(server: Server) -> Make:
    """A fetcher that may ask the server directly; without delay or robots unless a test says so."""

    def make(
        budgets: dict[str, Budget] | None = None,
        gate: Gate | None = None,
        cache: Memory | None = None,
        **wanted: object,
    ) -> WebFetcher:
        usual: dict[str, object] = {"delay_s": 0.0, "robots": False, "allow_hosts": (server.host,)}
        fetch = changed(settings.load({}).fetch, **(usual | wanted))  # type: ignore[arg-type]
        return WebFetcher(
            fetch, budgets or {}, gate or LocalGate(), cache or Memory(), WallClock(), "CitationVerifier/1 (+tests)"
        )

    return make


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A self-signed certificate of "paper.test", key and all, in one file."""
    folder = tmp_path_factory.mktemp("tls")
    file = folder / "paper.pem"
    command = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    command += ["-keyout", str(folder / "key"), "-out", str(folder / "crt"), "-days", "2", "-subj", "/CN=paper.test"]
    try:
        subprocess.run([*command, "-addext", "subjectAltName=DNS:paper.test"], check=True, capture_output=True)
    except FileNotFoundError:
        pytest.skip("openssl is not installed")
    file.write_text((folder / "key").read_text() + (folder / "crt").read_text())
    return file
