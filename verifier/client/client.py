"""Every call of the API as a method."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Any, cast
from urllib.parse import quote

from verifier.client.answers import (
    Accepted,
    Delivery,
    Document,
    DocumentText,
    Event,
    Extraction,
    Job,
    Outlet,
    Reference,
    Report,
    Verdict,
)
from verifier.client.transport import Transport

_OVER = ("completed", "failed", "cancelled")
_LONGEST_POLL_S = 30.0


@dataclass(frozen=True, slots=True)
class File:
    """A file to hand in: its bytes, and the name that tells what it is."""

    name: str
    data: bytes

    @classmethod
    def at(cls, path: str | Path) -> File:
        return cls(Path(path).name, Path(path).read_bytes())


class Client:
    """Speaks to one service. Every method raises `Problem` where the service refuses."""

    def __init__(self, url: str = "http://127.0.0.1:8000", key: str | None = None, *, timeout_s: float = 60.0) -> None:
        self._transport = Transport(url, key, timeout_s)

    def __enter__(self) -> Client:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        self._transport.close()

    # ── documents ──

    def submit(
        self,
        *,
        text: str | None = None,
        html: str | None = None,
        markdown: str | None = None,
        url: str | None = None,
        file: File | str | Path | None = None,
        idempotency_key: str | None = None,
        published: date | None = None,
        **options: Any,
    ) -> Accepted:
        """Hand in one of a text, HTML, Markdown, a URL or a file. `options` are those of docs/api.md: `title`,
        `publication`, `language`, `confidential`, `channels`, `callback_url`, `recheck_days`."""
        given = {"text": text, "html": html, "markdown": markdown, "url": url}
        options["published"] = published.isoformat() if published else None
        headers = {} if idempotency_key is None else {"Idempotency-Key": idempotency_key}
        return cast(Accepted, self._hand_in("/documents", given, file, options, headers))

    def extract(
        self,
        *,
        text: str | None = None,
        html: str | None = None,
        markdown: str | None = None,
        file: File | str | Path | None = None,
        published: date | None = None,
        **options: Any,
    ) -> Extraction:
        """The citations only, at once; nothing is kept."""
        given = {"text": text, "html": html, "markdown": markdown}
        options["published"] = published.isoformat() if published else None
        return cast(Extraction, self._hand_in("/extract", given, file, options, {}))

    def documents(self) -> Iterator[Document]:
        """All of them, newest first."""
        return cast(Iterator[Document], self._listed("documents"))

    def document(self, document_id: str) -> DocumentText:
        return cast(DocumentText, self._get(f"/documents/{_id(document_id)}"))

    def erase(self, document_id: str) -> None:
        """Erase it with all that hangs on it."""
        self._transport.send("DELETE", f"/documents/{_id(document_id)}")

    # ── jobs ──

    def jobs(self) -> Iterator[Job]:
        """All of them, newest first."""
        return cast(Iterator[Job], self._listed("jobs"))

    def job(self, job_id: str) -> Job:
        return cast(Job, self._get(f"/jobs/{_id(job_id)}"))

    def wait(self, job_id: str, within_s: float = 3600.0) -> Job:
        """The job once it is over; `TimeoutError` where it is not within so long."""
        deadline = time.monotonic() + within_s
        job = self.job(job_id)
        while job["status"] not in _OVER:
            left = deadline - time.monotonic()
            if left <= 0:
                raise TimeoutError(f"The job {job_id} is {job['status']} after {within_s:g} s.")
            seconds = min(left, _LONGEST_POLL_S)
            asked = {"wait": f"{seconds:.3f}", "after": job["last_event"]}
            path = f"/jobs/{_id(job_id)}"
            job = cast(Job, self._transport.send("GET", path, params=asked, longer_s=seconds).json())
        return job

    def events(self, job_id: str, after: int = 0) -> Iterator[Event]:
        """What happens to the job, from event number `after` on, until it is over."""
        while True:
            headers = {"Last-Event-ID": str(after)}
            path = f"/jobs/{_id(job_id)}/events"
            with self._transport.send("GET", path, headers=headers, stream=True) as answer:
                for event in _read_events(answer.iter_lines()):
                    after = event.number or after
                    yield event
                    if event.kind == "end":
                        return

    def cancel(self, job_id: str) -> Job:
        return cast(Job, self._transport.send("POST", f"/jobs/{_id(job_id)}/cancel").json())

    def retry(self, job_id: str, references: Sequence[str] = ()) -> Job:
        """Look again for these references, or for all that are unreachable or not found."""
        body = {"references": list(references)}
        return cast(Job, self._transport.send("POST", f"/jobs/{_id(job_id)}/retry", json=body).json())

    def report(self, job_id: str) -> Report:
        return cast(Report, self._get(f"/jobs/{_id(job_id)}/report"))

    def report_as(self, job_id: str, form: str) -> bytes:
        """The report in another format of docs/api.md: "html", "markdown", "csv", "docx", …"""
        return self._transport.send("GET", f"/jobs/{_id(job_id)}/report", params={"format": form}).content

    def deliveries(self, job_id: str) -> list[Delivery]:
        """The log of the job's webhooks."""
        return cast(list[Delivery], self._get(f"/jobs/{_id(job_id)}/deliveries")["deliveries"])

    # ── references ──

    def reference(self, reference_id: str) -> Reference:
        return cast(Reference, self._get(f"/references/{_id(reference_id)}"))

    def supply(self, reference_id: str, *, url: str | None = None, file: File | str | Path | None = None) -> Reference:
        """Here is the report: verify against it."""
        return cast(Reference, self._hand_in(f"/references/{_id(reference_id)}/evidence", {"url": url}, file, {}, {}))

    def review(self, reference_id: str, verdict: Verdict, note: str = "", reviewer: str = "") -> Reference:
        """Accept or override the verdict; the machine's stays beside it."""
        body = {"verdict": verdict, "note": note, "reviewer": reviewer}
        return cast(Reference, self._transport.send("PUT", f"/references/{_id(reference_id)}/review", json=body).json())

    def withdraw_review(self, reference_id: str, reviewer: str = "") -> Reference:
        path, query = f"/references/{_id(reference_id)}/review", {"reviewer": reviewer}
        return cast(Reference, self._transport.send("DELETE", path, params=query).json())

    # ── captures, outlets ──

    def capture(self, sha256: str) -> bytes:
        """The kept bytes of a page."""
        return self._transport.send("GET", f"/captures/{_id(sha256)}").content

    def capture_warc(self, sha256: str) -> bytes:
        """The same as gzipped WARC records."""
        return self._transport.send("GET", f"/captures/{_id(sha256)}/warc").content

    def outlets(self) -> list[Outlet]:
        return cast(list[Outlet], self._get("/outlets")["outlets"])

    def outlet(self, outlet_id: str) -> Outlet:
        return cast(Outlet, self._get(f"/outlets/{_id(outlet_id)}"))

    def put_outlet(self, outlet_id: str, name: str, **fields: Any) -> Outlet:
        """An outlet of your own, or your version of a shipped one."""
        body = {"name": name, **fields}
        return cast(Outlet, self._transport.send("PUT", f"/outlets/{_id(outlet_id)}", json=body).json())

    # ── what several do ──

    def _get(self, path: str) -> Any:
        return self._transport.send("GET", path).json()

    def _listed(self, kind: str) -> Iterator[Any]:
        query: dict[str, Any] = {"limit": 200}
        while True:
            page = self._transport.send("GET", f"/{kind}", params=query).json()
            yield from page[kind]
            if page["next_cursor"] is None:
                return
            query["cursor"] = page["next_cursor"]

    def _hand_in(
        self,
        path: str,
        given: dict[str, str | None],
        file: File | str | Path | None,
        options: dict[str, Any],
        headers: dict[str, str],
    ) -> Any:
        """As JSON, or with a file as a form. What is None is not said; how many may be given, the service tells."""
        said = {name: value for name, value in (given | options).items() if value is not None}
        if file is None:
            return self._transport.send("POST", path, json=said, headers=headers).json()
        sent = file if isinstance(file, File) else File.at(file)
        form = {name: _as_field(value) for name, value in said.items()}
        return self._transport.send(
            "POST", path, data=form, files={"file": (sent.name, sent.data)}, headers=headers
        ).json()


def _as_field(value: Any) -> str:
    if isinstance(value, list | tuple):
        return ",".join(value)
    return str(value).lower() if isinstance(value, bool) else str(value)


def _id(text: str) -> str:
    """As one segment of a path, whatever is in it. `ValueError` for what can be none."""
    if text in ("", ".", ".."):
        raise ValueError(f"{text!r} is no id")
    return quote(text, safe="")


def _read_events(lines: Iterator[bytes]) -> Iterator[Event]:
    """Server-Sent Events: lines up to an empty one; comments begin with a colon."""
    fields: dict[str, str] = {}
    for line in lines:
        name, _, value = line.decode().partition(":")
        if name:
            fields[name] = value.removeprefix(" ")
        elif not line:
            if "data" in fields:
                number = int(fields["id"]) if "id" in fields else None
                yield Event(number, cast(Any, fields["event"]), json.loads(fields["data"]))
            fields = {}
