"""`verifier extract`: the citations of a file, with no network and no database."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from click.testing import Result

from verifier import shipped

Run = Callable[..., Result]
SAMPLE = shipped.seeds("russia-japan.txt")


def test_json_is_the_reports_shape(run: Run) -> None:
    done = run("extract", SAMPLE, "--format", "json")
    assert done.exit_code == 0
    extracted = json.loads(done.stdout)
    assert set(extracted) >= {"document", "citations"}
    assert extracted["document"]["sha256"] == sha256(SAMPLE.read_bytes()).hexdigest()
    assert [citation["text"] for citation in extracted["citations"]] == [
        "(Asahi Shimbun AJW, September 24)",
        "(Xinhua, September 24, 2014)",
        "(Interfax, September 24)",
        "(China Daily Online, September 24)",
        "(mid.ru, September 24)",
        "(Interfax, September 24)",
        "(Nikkei Asian Review, September 23)",
    ]
    text = SAMPLE.read_text("utf-8")
    for citation in extracted["citations"]:
        assert set(citation) >= {"id", "start", "end", "text", "claim", "references"}
        assert text[citation["start"] : citation["end"]] == citation["text"]
        for reference in citation["references"]:
            assert set(reference) >= {"id", "source", "relation", "title", "url", "date", "outlet"}
            assert "verdict" not in reference
            assert reference["date"]["start"].startswith("2014-09-")
            assert reference["outlet"]["id"]


def test_the_table_is_for_reading(run: Run) -> None:
    done = run("extract", SAMPLE)
    assert done.exit_code == 0
    assert "(Xinhua, September 24, 2014)" in done.stdout
    assert "Xinhua News Agency" in done.stdout


def test_standard_input_and_a_date(run: Run) -> None:
    done = run("extract", "-", "--published", "2016-03-09", "--format", "json", stdin="It rained (TASS, March 3).")
    [citation] = json.loads(done.stdout)["citations"]
    assert citation["references"][0]["date"]["start"] == "2016-03-03"


def test_no_citations_is_an_answer(run: Run) -> None:
    done = run("extract", "-", stdin="Nothing (LNG).")
    assert (done.exit_code, done.stdout) == (0, "No citations found.\n")


@pytest.mark.parametrize("text", ["(" * 100_000, "()" * 50_000, "((((a" * 20_000 + ")" * 100_000])
def test_a_hundred_thousand_parentheses_are_no_burden(run: Run, text: str) -> None:
    assert run("extract", "-", stdin=text).exit_code == 0


def test_fifty_megabytes_are_refused_at_once(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    path.write_bytes(b"word " * 10_000_000)
    done = run("extract", path)
    assert done.exit_code == 2
    assert "huge.txt" in done.stderr
    assert "limit" in done.stderr


def test_a_missing_file_is_an_input_error(run: Run) -> None:
    done = run("extract", "missing.txt")
    assert (done.exit_code, done.stderr) == (2, "verifier: missing.txt cannot be read: No such file or directory.\n")


def test_it_loads_neither_the_web_nor_the_database() -> None:
    code = (
        "import sys; from verifier.cli import main; main(['extract', sys.argv[1]], standalone_mode=False); "
        "print([name for name in ('flask', 'sqlalchemy', 'celery', 'requests', 'trafilatura') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code, str(SAMPLE)], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
