"""A browser for the tests of the pages: the system's Chromium, a page that complains of nothing, pictures kept."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from werkzeug.serving import WSGIRequestHandler, make_server

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
PICTURES = Path("out/pages")
"""What the pages looked like, for whoever reads a run of the tests. Git ignores it."""

expect = playwright.expect
expect.set_options(timeout=20_000)
Page = playwright.Page


class _Silent(WSGIRequestHandler):
    def log_request(self, *_: Any) -> None:
        pass


@contextmanager
def listening(app: Flask) -> Iterator[str]:
    """The address that the app answers at."""
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=_Silent)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def opened(browser: Any, address: str, expected: tuple[str, ...] = (), **options: Any) -> Iterator[Page]:
    """A page of a browser of its own, as another person has one. Whatever it complains of fails the test, but for
    what is `expected`."""
    complaints: list[str] = []
    context = browser.new_context(base_url=address, **options)
    tab = context.new_page()
    tab.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    tab.on("pageerror", lambda error: complaints.append(str(error)))
    tab.on("request", lambda request: _check(request.url, address, complaints))
    tab.set_default_timeout(20_000)
    try:
        yield tab
    finally:
        context.close()
    assert [said for said in complaints if not any(one in said for one in expected)] == []


def _check(url: str, address: str, complaints: list[str]) -> None:
    if not url.startswith((address, "data:", "blob:", "about:")):
        complaints.append(f"asked for {url}")


def picture(tab: Page, name: str) -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    tab.screenshot(path=PICTURES / f"{name}.png")


def wider(tab: Page) -> int:
    """By how many pixels the page is wider than the window."""
    found: int = tab.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return found
