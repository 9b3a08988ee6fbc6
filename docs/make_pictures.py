"""The pictures of the docs, taken of the real pages: `python docs/make_pictures.py` (needs Chromium).

A service runs in this process on the sample archive; a sample document is submitted through the page.
"""

from __future__ import annotations

import shutil
import tempfile
import threading
from dataclasses import replace
from pathlib import Path

from playwright.sync_api import sync_playwright
from werkzeug.serving import make_server

from verifier import bootstrap, settings, shipped, site

HERE = Path(__file__).resolve().parent / "pictures"
SHOTS = {"report": (1360, 900, "light"), "report-dark": (1360, 900, "dark"), "report-narrow": (390, 844, "light")}


def main() -> None:
    chromium = shutil.which("chromium")
    if chromium is None:
        raise SystemExit("No chromium on the PATH.")
    with tempfile.TemporaryDirectory() as home:
        loaded = settings.load({}, DATA_DIR=home)
        loaded = replace(loaded, library=replace(loaded.library, paths=(str(shipped.seeds("archive")),)))
        system, queue = bootstrap.local(loaded, offline=True)
        server = make_server("127.0.0.1", 0, site.create_app(system), threaded=True)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            _shoot(chromium, f"http://127.0.0.1:{server.server_port}/")
        finally:
            server.shutdown()
            queue.stop()


def _shoot(chromium: str, address: str) -> None:
    HERE.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page()
        page.goto(address)
        page.set_input_files("input[type=file]", str(shipped.seeds("russia-japan.txt")))
        page.click("button[type=submit]")
        page.wait_for_selector("#job[data-over=yes]", timeout=60_000)
        for name, (width, height, scheme) in SHOTS.items():
            page.set_viewport_size({"width": width, "height": height})
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            page.screenshot(path=HERE / f"{name}.png")
        browser.close()


if __name__ == "__main__":
    main()
