"""The children of one process: started when first needed, ended by the clock, replaced when they die."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from queue import LifoQueue
from typing import Any

import structlog

from verifier import codec
from verifier.errors import InputError, TooComplex, TooLarge
from verifier.ingest import Limits
from verifier.quarantine import frames
from verifier.records import Capture, Document, Given, Outlet, Report, Unreadable

log = structlog.get_logger(__name__)

WALL = 3
"""So many times its processor seconds may a child take by the clock: the machine may be busy with others."""
STARTING_S = 30
"""More by the clock for a child that was just started, and has its program still to load."""
_INHERITED = ("PATH", "LD_LIBRARY_PATH", "TMPDIR", "LANG", "LC_ALL", "TZ")
"""Of the environment: a child that a page has taken over finds no key in it."""
_NO_THREADS = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MALLOC_ARENA_MAX": "2"}
"""A child does one thing at a time; a numeric library's threads would only reserve memory."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """Of one child: its memory, and the processor seconds that a page or a document may take."""

    memory_bytes: int
    page_s: int
    document_s: int


class Quarantine:
    """`reading.read` and `ingest.ingest` in children of this process, at most `children` at a time.

    Any number of threads may call; who finds no child idle waits for one. What takes too much, or kills the
    parser, is `TooComplex`; everything else is as if it were called here.
    """

    def __init__(self, bounds: Bounds, children: int) -> None:
        self._bounds = bounds
        self._idle: LifoQueue[_Child | None] = LifoQueue()  # the last used first, so that few are started
        for _ in range(children):
            self._idle.put(None)

    def read(
        self, capture: Capture, body: bytes, outlet: Outlet | None, *, max_characters: int = 60_000
    ) -> Report | Unreadable:
        head = {
            "task": "read",
            "capture": codec.encode(capture),
            "outlet": codec.encode(outlet),
            "max_characters": max_characters,
        }
        answer = self._ask(head, body, self._bounds.page_s)
        if "unreadable" in answer:
            return Unreadable(answer["unreadable"])
        return codec.decode(Report, answer["report"])

    def ingest(
        self,
        data: bytes,
        *,
        given: Given,
        series: Mapping[str, Any],
        limits: Limits,
        name: str | None = None,
        media_type: str | None = None,
    ) -> Document:
        head = {"task": "ingest", "name": name, "media_type": media_type, "series": series}
        return self._document({**head, "given": codec.encode(given), "limits": codec.encode(limits)}, data)

    def ingest_text(self, text: str, kind: str, *, given: Given, series: Mapping[str, Any], limits: Limits) -> Document:
        head = {"task": "ingest_text", "kind": kind, "series": series}
        data = text.encode("utf-8", "surrogatepass")
        return self._document({**head, "given": codec.encode(given), "limits": codec.encode(limits)}, data)

    def close(self) -> None:
        """End the children that are idle; those at work end by themselves, when their answer finds no reader."""
        while not self._idle.empty():
            child = self._idle.get()
            if child is not None:
                child.end()

    def _document(self, head: dict[str, Any], data: bytes) -> Document:
        return codec.decode(Document, self._ask(head, data, self._bounds.document_s)["document"])

    def _ask(self, head: dict[str, Any], body: bytes, cpu_s: int) -> dict[str, Any]:
        idle, child = self._idle.get(), None
        try:
            child, answer = self._answer(idle, {**head, "cpu_s": cpu_s}, body)
        finally:
            self._idle.put(child)
        if "too_complex" in answer:
            raise _too_complex(answer["too_complex"])
        if "refused" in answer:
            raise _refusal(answer)
        if "broke" in answer:
            raise RuntimeError(f"a quarantined {head['task']} broke:\n{answer['broke']}")
        return answer

    def _answer(self, child: _Child | None, head: dict[str, Any], body: bytes) -> tuple[_Child | None, dict[str, Any]]:
        """The answer, and the child if it is fit for another. One that died of no limit of ours may have been
        ended from outside, so another is asked the same, once."""
        for last in (False, True):
            child = child or _Child(self._bounds.memory_bytes)
            try:
                answer = child.ask(head, body)
            except _Died as death:
                log.warning("quarantined child died", task=head["task"], why=death.why, again=not (last or death.over))
                child = None
                if last and death.ours:
                    raise RuntimeError(f"no child can be kept in quarantine: {death.why}") from None
                if last or death.over:
                    return None, {"too_complex": death.why}
            else:
                if answer["resident_bytes"] > self._bounds.memory_bytes // 2 or "too_complex" in answer:
                    child.end()  # what it has grown by it would keep
                    child = None
                return child, answer
        raise AssertionError("unreachable")


class _Died(Exception):
    """A child died. `over`: it was over a limit of ours; `ours`: its program ended by itself, as no page makes it."""

    def __init__(self, why: str, *, over: bool = False, ours: bool = False) -> None:
        super().__init__(why)
        self.why = why
        self.over = over
        self.ours = ours


class _Child:
    """One child process. Not for two threads at once."""

    def __init__(self, memory_bytes: int) -> None:
        environ = {name: os.environ[name] for name in _INHERITED if name in os.environ}
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "verifier.quarantine.child", str(memory_bytes)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**environ, **_NO_THREADS, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._requests, self._answers = self._process.stdin, self._process.stdout
        self._fresh = True

    def ask(self, head: dict[str, Any], body: bytes) -> dict[str, Any]:
        """Its answer; `_Died` where it died over the question, or the clock ended it."""
        seconds = WALL * head["cpu_s"] + (STARTING_S if self._fresh else 0)
        self._fresh = False
        clock = threading.Timer(seconds, self._process.kill)
        clock.daemon = True
        clock.start()
        try:
            frames.send(self._requests, head, body)
            answer, _ = frames.receive(self._answers)
        except (EOFError, OSError):
            late = not clock.is_alive()
            raise self._death(seconds if late else None, head["cpu_s"]) from None
        except BaseException:  # interrupted in the middle of a frame: it is of no use to anyone
            self.end()
            raise
        finally:
            clock.cancel()
        return answer

    def end(self) -> None:
        self._process.kill()
        self._reap()

    def _death(self, wall_s: float | None, cpu_s: int) -> _Died:
        self.end()
        status = self._process.returncode
        if wall_s is not None:
            return _Died(f"reading it takes more than {wall_s:g} s", over=True)
        if status == -signal.SIGXCPU:
            return _Died(f"reading it takes more than {cpu_s} s of processor time", over=True)
        if status >= 0:  # it does not start, or its memory is less than its program needs
            return _Died(f"its reader ended with status {status}", ours=True)
        return _Died(f"its reader died ({signal.Signals(-status).name})")

    def _reap(self) -> None:
        self._process.wait()
        for pipe in (self._requests, self._answers):
            try:
                pipe.close()
            except OSError:  # what was written and not yet sent has no reader any more
                continue


def _too_complex(why: str) -> TooComplex:
    return TooComplex(f"This is too complex to be read: {why}.", remedy="Submit the text itself.")


def _refusal(answer: dict[str, Any]) -> InputError:
    detail, remedy, pointer = answer["detail"], answer["remedy"], answer["pointer"]
    if answer["refused"] == TooLarge.__name__:
        return TooLarge(detail, remedy=remedy, pointer=pointer)
    return InputError(detail, code=answer["code"], remedy=remedy, pointer=pointer)
