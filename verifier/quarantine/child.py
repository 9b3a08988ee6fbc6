"""The program of a quarantined child: reads one thing after another, each under the same limits.

    python -m verifier.quarantine.child MEMORY_BYTES

It answers on standard output what came of each request on standard input, and ends when that is closed. Over
its limit of processor time the kernel ends it (SIGXCPU); over its memory it says so, or dies, and the parent
starts another.
"""

from __future__ import annotations

import os
import resource
import signal
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

from verifier import codec
from verifier.errors import InputError
from verifier.ingest import Limits, ingest, ingest_text
from verifier.quarantine import frames
from verifier.reading import read
from verifier.records import Capture, Given, Outlet, Report

SCRATCH_BYTES = 256 * 1024 * 1024
"""The largest file it may write: the language model unpacks itself into a temporary one."""


def main() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's; it closes our input
    requests = os.fdopen(os.dup(0), "rb")
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not stand among the answers
    import trafilatura  # noqa: F401 - before the limits, so that the first page does not pay for it

    _limit(int(sys.argv[1]))
    while True:
        try:
            head, body = frames.receive(requests)
        except EOFError:
            return
        _allow_cpu(head["cpu_s"])
        frames.send(answers, {**_answer(head, body), "resident_bytes": _resident_bytes()})


def _limit(memory_bytes: int) -> None:
    """No more memory than this, no large file written, no core dumped."""
    _lower(resource.RLIMIT_AS, memory_bytes)
    _lower(resource.RLIMIT_FSIZE, SCRATCH_BYTES)
    _lower(resource.RLIMIT_CORE, 0)


def _lower(which: int, limit: int) -> None:
    """The limit, or the one that is already stricter."""
    _, hard = resource.getrlimit(which)
    limit = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
    resource.setrlimit(which, (limit, limit))


def _allow_cpu(seconds: int) -> None:
    """So many seconds from now: the kernel counts a process's whole life. Rounded up, for it counts in whole ones."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    soft = int(used.ru_utime + used.ru_stime) + 1 + seconds
    resource.setrlimit(resource.RLIMIT_CPU, (soft if hard == resource.RLIM_INFINITY else min(soft, hard), hard))


def _resident_bytes() -> int:
    """What it holds now; 0 where there is no /proc to tell. (`ru_maxrss` begins with what the parent held.)"""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
    except OSError:
        return 0
    return pages * resource.getpagesize()


def _answer(head: dict[str, Any], body: bytes) -> dict[str, Any]:
    try:
        return _TASKS[head["task"]](head, body)
    except InputError as error:
        return {
            "refused": type(error).__name__,
            "code": error.code,
            "detail": error.detail,
            "remedy": error.remedy,
            "pointer": error.pointer,
        }
    except MemoryError:
        return {"too_complex": "it takes more memory than it may"}
    except RecursionError:
        return {"too_complex": "it is nested too deeply"}
    except Exception:  # a bug of ours: the parent raises it where it is seen
        return {"broke": traceback.format_exc(limit=-6)}


def _read(head: dict[str, Any], body: bytes) -> dict[str, Any]:
    outlet = head["outlet"] and codec.decode(Outlet, head["outlet"])
    capture = codec.decode(Capture, head["capture"])
    result = read(capture, body, outlet, max_characters=head["max_characters"])
    return {"report" if isinstance(result, Report) else "unreadable": codec.encode(result)}


def _ingest(head: dict[str, Any], body: bytes) -> dict[str, Any]:
    document = ingest(
        body,
        name=head["name"],
        media_type=head["media_type"],
        given=codec.decode(Given, head["given"]),
        series=head["series"],
        limits=codec.decode(Limits, head["limits"]),
    )
    return {"document": codec.encode(document)}


def _ingest_text(head: dict[str, Any], body: bytes) -> dict[str, Any]:
    document = ingest_text(
        body.decode("utf-8", "surrogatepass"),
        head["kind"],
        given=codec.decode(Given, head["given"]),
        series=head["series"],
        limits=codec.decode(Limits, head["limits"]),
    )
    return {"document": codec.encode(document)}


_TASKS: dict[str, Callable[[dict[str, Any], bytes], dict[str, Any]]] = {
    "read": _read,
    "ingest": _ingest,
    "ingest_text": _ingest_text,
}

if __name__ == "__main__":
    main()
