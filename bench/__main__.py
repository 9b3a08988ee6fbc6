"""`python -m bench`: measure everything and write it to docs/benchmarks. `python -m bench NAME…`: print those benches.

Every module of this folder is a bench; one with `figures(small)` takes part in the whole. Each runs in a process of
its own with a limit of time, all together within `WHOLE_S`. Nothing is asserted: one that breaks, is late, or lacks
what it would be compared with says so on the page, and the rest is measured.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from bench import _page
from bench._figures import decode
from bench._page import Bench, Run

HERE = Path(__file__).resolve().parent
PAGE = HERE.parent / "docs" / "benchmarks"
TRIED = HERE.parent / "out" / "bench"
"""Where the page goes that is of a part, or of a small run."""
WHOLE_S = 20 * 60.0
LIMIT_S = 150.0
STORY = (
    *("extraction", "discovery", "fetching", "given", "reading", "matching", "choosing", "across"),
    *("jobs", "growth", "tables", "api", "listeners", "pages", "profiles"),
)
"""The order of measuring and of the page: the way of a reference, then the service around it."""
LONGER_S = {"discovery": 240.0, "choosing": 300.0, "fetching": 240.0, "growth": 240.0, "tables": 240.0}


def names() -> list[str]:
    return sorted(path.stem for path in HERE.glob("*.py") if not path.stem.startswith("_"))


def taking_part() -> list[str]:
    """The benches that have figures, as `STORY` has them; told by their text, for importing one may take seconds."""
    having = [name for name in names() if "\ndef figures(" in (HERE / f"{name}.py").read_text("utf-8")]
    return sorted(having, key=lambda name: STORY.index(name) if name in STORY else len(STORY))


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"print only these: {', '.join(names())}")
    parser.add_argument("--small", action="store_true", help="try it out: seconds, and nothing to compare by")
    parser.add_argument("--into", type=Path, help="the folder of the page: docs/benchmarks, or out/bench of a part")
    parser.add_argument("--only", nargs="+", default=None, metavar="NAME", help="these of the whole")
    parser.add_argument("--told", default="", help="what else is to be said of the machine on the page")
    chosen = parser.parse_args(arguments)
    unknown = [name for name in (*chosen.names, *(chosen.only or ())) if name not in names()]
    if unknown:
        print(f"There is no bench {', '.join(unknown)}; there are {', '.join(names())}.", file=sys.stderr)
        return 2
    if chosen.names:
        return _print(chosen.names)
    into = chosen.into or (TRIED if chosen.small or chosen.only else PAGE)
    return _measure(chosen.only or taking_part(), small=chosen.small, into=into, told=chosen.told)


def _print(chosen: Sequence[str]) -> int:
    failed = []
    for name in chosen:
        print(f"── {name} " + "─" * (76 - len(name)), flush=True)
        if subprocess.run([sys.executable, "-m", f"bench.{name}"], cwd=HERE.parent).returncode:
            failed.append(name)  # a bench that breaks does not end the others
        print(flush=True)
    if failed:
        print(f"Broken: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


def _measure(chosen: Sequence[str], *, small: bool, into: Path, told: str) -> int:
    at, machine, began = datetime.now(UTC), _page.machine(), time.monotonic()
    benches = []
    for name in chosen:
        left_s = WHOLE_S - (time.monotonic() - began)
        bench = run(name, min(LONGER_S.get(name, LIMIT_S), left_s), small=small)
        benches.append(bench)
        print(f"{name:12} {bench.seconds:6.1f} s  {len(bench.measured):3} measured  {bench.broken}", flush=True)
    _page.write(into, Run(at, machine, told, small, time.monotonic() - began, tuple(benches)))
    print(f"Written to {into}")
    return 1 if any(bench.broken for bench in benches) else 0


def run(name: str, limit_s: float, *, small: bool = False) -> Bench:
    """One bench in a process of its own; whatever it had measured when it broke or its time was over is kept."""
    with tempfile.TemporaryDirectory() as folder:
        file, said = Path(folder, "measured.jsonl"), Path(folder, "said.txt")
        command = [sys.executable, "-m", "bench._child", name, str(file), *(["--small"] if small else [])]
        began = time.monotonic()
        broken = _until_done(command, said, limit_s)
        seconds = time.monotonic() - began
        lines = file.read_text("utf-8").splitlines() if file.exists() else []
    return Bench(name, seconds, broken, tuple(decode(json.loads(line)) for line in lines))


def _until_done(command: Sequence[str], said: Path, limit_s: float) -> str:
    """Why it came to no good end; "" where it did. With it end the processes that it started."""
    if limit_s <= 0:
        return "not begun: the time for the whole was over"
    with said.open("w", encoding="utf-8") as out:
        child = subprocess.Popen(command, cwd=HERE.parent, stdout=out, stderr=out, start_new_session=True)
        try:
            status = child.wait(limit_s)
        except subprocess.TimeoutExpired:
            return f"stopped after {limit_s:.0f} s"
        finally:
            _end(child)
    if status == 0:
        return ""
    lines = said.read_text("utf-8", "replace").strip().splitlines()
    return f"broke: {lines[-1] if lines else f'status {status}'}"


def _end(child: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(ProcessLookupError):  # it and all its children had ended
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()


if __name__ == "__main__":
    sys.exit(main())
