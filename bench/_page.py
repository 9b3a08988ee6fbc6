"""The page of the benchmarks, its plots and its data: `docs/benchmarks/{index.md,results.json,*.svg}`."""

from __future__ import annotations

import ast
import importlib.metadata
import json
import os
import platform
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from bench import _plot
from bench._figures import Curve, Figure, Hot, Measured, encode

HERE = Path(__file__).resolve().parent
_PEERS = ("eyecite", "rank-bm25", "requests", "trafilatura", "htmldate", "flask", "lxml", "onnxruntime")


@dataclass(frozen=True, slots=True)
class Bench:
    """What one bench came to."""

    name: str
    seconds: float
    broken: str
    """Why it came to no good end; "" where it did."""
    measured: tuple[Measured, ...]

    @property
    def command(self) -> str:
        return f"python -m bench {self.name}"


@dataclass(frozen=True, slots=True)
class Run:
    at: datetime
    machine: str
    told: str
    """What else is to be said of the machine."""
    small: bool
    seconds: float
    benches: tuple[Bench, ...]


def machine() -> str:
    """The processor, how many of its cores, the memory, Python, and how busy it was when asked."""
    cpu = _line("/proc/cpuinfo", "model name") or platform.processor() or platform.machine()
    kilobytes = int((_line("/proc/meminfo", "MemTotal") or "0").split()[0])
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    load = f", load {os.getloadavg()[0]:.1f} at the beginning" if hasattr(os, "getloadavg") else ""
    return (
        f"{cpu}, {cores} cores, {kilobytes / 2**20:.0f} GB, {platform.system()},"
        f" Python {platform.python_version()}{load}"
    )


def _line(file: str, name: str) -> str | None:
    path = Path(file)
    lines = path.read_text("utf-8").splitlines() if path.exists() else []
    return next((line.partition(":")[2].strip() for line in lines if line.startswith(name)), None)


def write(into: Path, run: Run) -> None:
    """The page anew; plots that are drawn no more are deleted."""
    into.mkdir(parents=True, exist_ok=True)
    for old in into.glob("*.svg"):
        old.unlink()
    for curve in (one for bench in run.benches for one in bench.measured if isinstance(one, Curve)):
        (into / f"{curve.name}.svg").write_text(_plot.svg(curve), "utf-8")
    (into / "results.json").write_text(json.dumps(_data(run), indent=1, ensure_ascii=False) + "\n", "utf-8")
    (into / "index.md").write_text("\n".join(_page(run)), "utf-8")


def _data(run: Run) -> dict[str, Any]:
    return {
        "at": run.at.isoformat(timespec="seconds"),
        "machine": run.machine,
        "told": run.told,
        "small": run.small,
        "seconds": round(run.seconds),
        "versions": dict(_versions()),
        "benches": [
            {
                "name": bench.name,
                "command": bench.command,
                "seconds": round(bench.seconds, 1),
                "broken": bench.broken,
                "measured": [encode(one) for one in bench.measured],
            }
            for bench in run.benches
        ],
    }


def _versions() -> Iterator[tuple[str, str]]:
    for name in _PEERS:
        try:
            yield name, importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            yield name, "not installed"


# ── the page ──


def _page(run: Run) -> Iterator[str]:
    yield "<!-- Made by `make bench`; its words are in bench/_page.py. -->\n"
    yield "# Benchmarks\n"
    yield _ABOUT
    if run.small or run.told:
        yield "```{warning}"
        yield " ".join(filter(None, (_TRIED if run.small else "", run.told)))
        yield "```\n"
    yield f"- made {run.at:%Y-%m-%d %H:%M} UTC in {run.seconds / 60:.0f} minutes"
    yield f"- on {run.machine}"
    yield f"- with {', '.join(f'{name} {version}' for name, version in _versions())}\n"
    yield from _goals(run.benches)
    yield from _unmeasured(run.benches)
    yield _READ
    for bench in run.benches:
        rows = [_row(one) for one in bench.measured if isinstance(one, Figure)]
        if rows:
            yield f"### {bench.name}\n\n{purpose(bench.name)} `{bench.command}`\n"
            yield from _table(_HEAD, rows)
            yield ""
    yield from _growth(run.benches)
    yield from _paths(run.benches)
    yield from _again(run.benches)


_ABOUT = """\
Everything below is of one run of `make bench`, on one machine, side by side with what one would use instead.
A figure of one machine says little about another's; a ratio within one run says more. Nothing here is asserted:
whether a goal is met is told, whichever way it is. The data: {download}`results.json`.
"""
_TRIED = "This is a small run, made to try the benches out: its figures are nothing to compare by."
_READ = """\
## Figures

`ratio` is how many times better ours is than what stands beside it; where that is a bound which nothing passes
(“… alone”, “at most …”), it is how near we are. Each command prints more than is here.
"""
_HEAD = ("measure", "ours", "beside it", "ratio", "goal", "met")


def _goals(benches: Sequence[Bench]) -> Iterator[str]:
    figures = [one for bench in benches for one in bench.measured if isinstance(one, Figure)]
    having = {one.what: one for one in figures if one.met is not None}.values()  # one that stands beside two, once
    missed = [one for one in having if not one.met]
    yield f"**{len(having) - len(missed)} of {len(having)} goals are met.**{' Those that are not:' if missed else ''}\n"
    yield from (f"- {one.what}: {_value(one.value, one.unit)}, goal {_goal(one)}" for one in missed)
    yield ""


def _goal(one: Figure) -> str:
    return "" if one.goal is None else f"{'≤' if one.less_is_better else '≥'} {_value(one.goal, one.unit)}"


def _row(one: Figure) -> tuple[str, ...]:
    there = _value(one.beside_value, one.unit) if one.beside_value is not None else ""
    return (
        one.what,
        _value(one.value, one.unit),
        "; ".join(filter(None, (": ".join(filter(None, (one.beside, there))), one.note))),
        "" if one.ratio is None else f"{one.ratio:.3g}",
        _goal(one),
        {True: "yes", False: "**no**", None: ""}[one.met],
    )


def _value(value: float | None, unit: str) -> str:
    if value is None:
        return "–"
    number = f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"
    return f"{number} {unit}".strip()


def _unmeasured(benches: Sequence[Bench]) -> Iterator[str]:
    broken = [bench for bench in benches if bench.broken]
    if broken:
        yield "Not measured to the end:\n"
        yield from (f"- `{bench.name}` {bench.broken.replace('|', '/')}" for bench in broken)
        yield ""


def _growth(benches: Sequence[Bench]) -> Iterator[str]:
    curves = [(bench, one) for bench in benches for one in bench.measured if isinstance(one, Curve)]
    if curves:
        yield "## How cost grows\n"
    for bench, curve in curves:
        yield f"![{curve.title}]({curve.name}.svg)\n"
        head = (curve.across, *(line.label for line in curve.lines))
        steps = sorted({x for line in curve.lines for x, _ in line.points})
        rows = [(f"{x:,g}", *(_at(dict(line.points), x) for line in curve.lines)) for x in steps]
        yield f"{curve.up}; `{bench.command}`:\n"
        yield from _table(head, rows)
        yield ""


def _at(points: dict[float, float], x: float) -> str:
    return _value(points[x], "") if x in points else ""


def _paths(benches: Sequence[Bench]) -> Iterator[str]:
    hot = [(bench, one) for bench in benches for one in bench.measured if isinstance(one, Hot)]
    if not hot:
        return
    yield _LIMITS
    for bench, path in hot:
        yield f"### {path.path[0].upper()}{path.path[1:]}\n"
        yield from (_distance(one) for one in bench.measured if isinstance(one, Figure) and one.what == path.path)
        yield ""
        yield from _table(("where", "of the time"), [(f"`{where}`", f"{share:.0%}") for where, share in path.shares])
        yield ""


def _distance(one: Figure) -> str:
    """How far a path is from what bounds it."""
    ours, bound = _value(one.value, one.unit), _value(one.beside_value, one.unit)
    away = f", {1 / one.ratio:,.1f} times as long" if one.ratio else ""
    return f"- {ours}; {one.beside} {bound}{away}"


_LIMITS = """\
## The hottest paths

Where the time goes by each function's own part of it, as cProfile sees it, which makes what is called often look
dearer than it is; and, without the profiler, how far each path is from what it cannot do without.

- **Extraction** must look at each character once, as a bare scan for parentheses does, which knows nothing of what is
  in them. What it takes beyond that is by the citation and not by the character, a few hundredths of a millisecond for
  each with its dates, its claim and its paragraph, spread over many small functions: no one of them is worth a tenth.
- **Reading a page** must parse its markup, which lxml does in a small part of the time; most is trafilatura's choice of
  the running text. Its comparison of three extractors was half of a page's time, and is only asked where its own text
  and our longest run of prose do not agree: hence less time in all than trafilatura alone takes with it.
- **Matching a claim** must let the network read the passages that are left to it (two of each part of the claim); the
  rest is cutting the report up and comparing words, names and figures, spread over many small functions.
"""


def _again(benches: Sequence[Bench]) -> Iterator[str]:
    yield "## Measuring again\n"
    yield "`make bench` makes this page anew, within twenty minutes on two cores; `python -m bench --small` tries"
    yield "everything out in a few, into out/bench. Each bench alone prints more, and has options of its own:\n"
    rows = [(f"`{bench.command}`", purpose(bench.name), f"{bench.seconds:.0f} s") for bench in benches]
    yield from _table(("command", "measures", "took"), rows)
    yield "\nOn their own, since they take longer or measure the same from nearer:\n"
    alone = sorted({path.stem for path in HERE.glob("[a-z]*.py")} - {bench.name for bench in benches})
    yield from _table(("command", "measures"), [(f"`python -m bench {name}`", purpose(name)) for name in alone])
    yield ""


def purpose(name: str) -> str:
    """The first sentence of a bench's docstring."""
    told = ast.get_docstring(ast.parse((HERE / f"{name}.py").read_text("utf-8"))) or ""
    return " ".join(told.split("\n\n")[0].split())


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Without the columns in which nothing stands."""
    kept = [place for place in range(len(head)) if any(row[place] for row in rows)]
    head, rows = [head[place] for place in kept], [[row[place] for place in kept] for row in rows]
    yield f"| {' | '.join(head)} |"
    yield f"|{'---|' * len(head)}"
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', '/') for cell in row)} |"
