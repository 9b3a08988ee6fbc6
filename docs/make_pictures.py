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
SHOTS = {
    "report": (1360, 900, "light"),
    "report-dark": (1360, 900, "dark"),
    "report-narrow": (390, 844, "light"),
}
"""A reference that needs a look, beside the document."""


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
        page = browser.new_page(viewport={"width": 1120, "height": 900})
        page.goto(address)
        page.set_input_files("input[type=file]", str(shipped.seeds("russia-japan.txt")))
        page.locator(".found-one summary").nth(1).click()
        page.locator("#preview").evaluate("one => one.scrollIntoView()")
        page.screenshot(path=HERE / "preview.png")
        page.click("#verify")
        page.wait_for_selector("#job[data-over=yes]", timeout=60_000)
        page.set_viewport_size({"width": 1360, "height": 900})
        page.screenshot(path=HERE / "list.png")
        for name, (width, height, scheme) in SHOTS.items():
            page.set_viewport_size({"width": width, "height": height})
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            page.keyboard.press("Escape")
            page.keyboard.press("l")
            page.wait_for_selector("#card .card")
            page.screenshot(path=HERE / f"{name}.png")
        browser.close()


if __name__ == "__main__":
    main()
