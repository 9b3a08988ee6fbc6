"""`make bench`: what is measured is kept whatever breaks, and the page tells it as it is."""

from __future__ import annotations

import json
import sys
import time
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest

from bench import __main__ as whole
from bench import _page, _plot
from bench._figures import Curve, Figure, Hot, Line, decode, encode
from bench._page import Bench, Run

SPEED = Figure("extraction", 30.0, "MB/s", 20.0, "eyecite", 1.5)
WAIT = Figure("a job", 6.0, "s", 5.0, "by hand", 600.0, less_is_better=True)
SKIPPED = Figure("matching", 60.0, "ms", None, "another | encoder", None, note="not installed")
CURVE = Curve(
    "by-length", "By length & more", "times", "ms", (Line("a", ((1, 2.0), (10, 20.0))), Line("b", ((1, 3.0),)))
)
HOT = Hot("reading", (("lxml: parse", 0.5), ("verifier.reading: read", 0.25)))


@pytest.mark.parametrize(
    ("figure", "ratio", "met"),
    [
        pytest.param(SPEED, 20.0, True, id="more is better"),
        pytest.param(WAIT, 100.0, False, id="less is better"),
        pytest.param(SKIPPED, None, None, id="nothing beside it, and no goal"),
        pytest.param(Figure("faults", 0, "", 0, less_is_better=True), None, True, id="none at all"),
        pytest.param(Figure("pages", None, "ms", 5.0, "another", 2.0), None, None, id="not measured"),
    ],
)
def test_a_figure_knows_its_ratio_and_whether_its_goal_is_met(figure, ratio, met):
    assert figure.ratio == ratio
    assert figure.met is met


@pytest.mark.parametrize("one", [SPEED, SKIPPED, CURVE, HOT], ids=lambda one: type(one).__name__)
def test_what_is_measured_passes_through_json_unchanged(one):
    assert decode(json.loads(json.dumps(encode(one)))) == one


# ── a process of its own for each ──


def said(folder: Path, program: str, limit_s: float) -> str:
    return whole._until_done([sys.executable, "-c", program], folder / "said.txt", limit_s)


def test_a_bench_that_breaks_says_why(tmp_path):
    assert said(tmp_path, "raise SystemExit('no broker')", 30) == "broke: no broker"
    assert said(tmp_path, "", 30) == ""


def test_a_bench_that_is_late_is_stopped_with_all_that_it_started(tmp_path):
    alive = tmp_path / "alive"
    child = f"import time, pathlib; time.sleep(2); pathlib.Path({str(alive)!r}).touch()"
    program = f"import subprocess, sys, time; subprocess.Popen([sys.executable, '-c', {child!r}]); time.sleep(60)"
    assert said(tmp_path, program, 1.0) == "stopped after 1 s"
    time.sleep(1.5)
    assert not alive.exists()


def test_a_bench_is_not_begun_when_the_time_for_the_whole_is_over(tmp_path):
    assert "not begun" in said(tmp_path, "", 0)


def test_a_real_bench_gives_figures_and_a_curve():
    bench = whole.run("extraction", 60, small=True)
    assert bench.broken == ""
    assert {type(one) for one in bench.measured} == {Figure, Curve}
    assert all(one.value for one in bench.measured if isinstance(one, Figure))


def test_a_bench_that_is_not_there_breaks_and_ends_nothing_else():
    bench = whole.run("nowhere", 60)
    assert "No module named 'bench.nowhere'" in bench.broken
    assert bench.measured == ()


def test_every_bench_says_in_a_sentence_what_it_measures():
    assert {"extraction", "reading", "matching", "api", "jobs", "growth"} <= set(whole.taking_part())
    assert all(_page.purpose(name).endswith(".") for name in whole.names())


def test_an_unknown_name_is_refused(capsys):
    assert whole.main(["nowhere"]) == 2
    assert "There is no bench nowhere" in capsys.readouterr().err


# ── the page ──


def page(folder: Path, *benches: Bench, told: str = "") -> str:
    at = datetime(2026, 11, 25, tzinfo=UTC)
    _page.write(folder, Run(at, "a machine", told, small=False, seconds=60, benches=benches))
    return (folder / "index.md").read_text("utf-8")


def test_the_page_tells_figures_goals_and_what_stands_beside(tmp_path):
    text = page(tmp_path, Bench("extraction", 5, "", (SPEED, WAIT, SKIPPED, CURVE, HOT)))
    assert "| extraction | 30 MB/s | eyecite: 1.5 MB/s | 20 | ≥ 20 MB/s | yes |" in text
    assert "| a job | 6 s | by hand: 600 s | 100 | ≤ 5 s | **no** |" in text
    assert "**1 of 2 goals are met.** Those that are not:\n\n- a job: 6 s, goal ≤ 5 s" in text
    assert "| matching | 60 ms | another / encoder; not installed |" in text
    assert "![By length & more](by-length.svg)" in text
    assert "| `lxml: parse` | 50% |" in text
    assert "`python -m bench extraction`" in text


def test_the_page_names_what_was_not_measured_to_the_end(tmp_path):
    text = page(tmp_path, Bench("extraction", 5, "broke: no broker", (SPEED,)), told="The machine was busy.")
    assert "- `extraction` broke: no broker" in text
    assert "| extraction | 30 MB/s |" in text
    assert "The machine was busy." in text


def test_the_data_of_the_page_are_beside_it_and_old_plots_go(tmp_path):
    (tmp_path / "gone.svg").write_text("old")
    page(tmp_path, Bench("extraction", 5, "", (SPEED, CURVE)))
    data = json.loads((tmp_path / "results.json").read_text("utf-8"))
    assert [decode(one) for one in data["benches"][0]["measured"]] == [SPEED, CURVE]
    assert data["machine"] == "a machine"
    assert [path.name for path in tmp_path.glob("*.svg")] == ["by-length.svg"]


# ── the plots ──


def drawn(curve: Curve) -> ElementTree.Element:
    return ElementTree.fromstring(_plot.svg(curve))


def texts(svg: ElementTree.Element) -> list[str]:
    return [one.text or "" for one in svg.iter("{http://www.w3.org/2000/svg}text")]


def test_a_plot_names_its_axes_and_every_line():
    assert {"By length & more", "times", "ms", "a", "b", "1", "10"} <= set(texts(drawn(CURVE)))


def test_a_tenfold_step_is_as_wide_everywhere():
    axis = _plot.Axis([1, 1000], 0, 300)
    assert axis(10) - axis(1) == pytest.approx(axis(1000) - axis(100))


def test_names_of_lines_do_not_cover_each_other():
    svg = drawn(Curve("c", "t", "x", "y", tuple(Line(f"line {n}", ((1, 5.0), (10, 5.0 + n / 100))) for n in range(4))))
    places = sorted(float(one.attrib["y"]) for one in svg.iter() if (one.text or "").startswith("line "))
    assert all(below - above >= 15 for above, below in pairwise(places))


def test_what_has_no_place_on_logarithmic_axes_is_left_out():
    points = [
        one
        for one in drawn(Curve("c", "t", "x", "y", (Line("a", ((1, 0.0), (2, 4.0))),))).iter()
        if "circle" in one.tag
    ]
    assert len(points) == 1


@pytest.mark.parametrize(("value", "mark"), [(0.05, "0.05"), (1.0, "1"), (20, "20"), (5000, "5k"), (1e7, "10M")])
def test_marks_are_short(value, mark):
    assert _plot.told(value) == mark
