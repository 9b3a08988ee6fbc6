"""`verifier check`: the report, and the exit status that says how it went."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from tests.ingest.conftest import write_pdf
from verifier import shipped
from verifier.reports import FORMATS

Run = Callable[..., Result]
UNKNOWN = "Nobody knows (Gornyi Vestnik-Plus, March 3, 2016)."
TRUE = (
    "The Japanese government will apply stricter controls to exports to Russia of arms and of dual-use items "
    "(Xinhua, September 24, 2014)."
)
QUIET = "Nothing is cited here (LNG)."
SAMPLE = shipped.seeds("russia-japan.txt")


def write(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


# ── exit statuses ──


def test_0_when_there_is_nothing_to_look_at(run: Run, tmp_path: Path) -> None:
    done = run("check", "--offline", write(tmp_path / "a.txt", QUIET))
    assert done.exit_code == 0
    assert done.stdout.endswith("No citations found.\n")


def test_0_when_every_reference_is_verified(run: Run, tmp_path: Path) -> None:
    done = run("check", "--offline", write(tmp_path / "a.txt", TRUE))
    assert "1 verified" in done.stdout
    assert done.exit_code == 0


def test_1_when_something_needs_a_look(run: Run, tmp_path: Path) -> None:
    done = run("check", "--offline", write(tmp_path / "a.txt", UNKNOWN))
    assert done.exit_code == 1
    assert "unresolved source" in done.stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ("check",),
        ("check", "--format", "vellum", "a.txt"),
        ("check", "--published", "yesterday", "a.txt"),
        ("check", "--nonsense", "a.txt"),
        ("check", "--offline", "missing.txt"),
        ("check", "--offline", "."),
        ("check", "--offline", "https://example.org/draft"),
        ("check", "--offline", "--format", "json", "a.txt", "a.txt"),
        ("nonsense",),
    ],
)
def test_2_when_it_was_asked_in_a_way_it_cannot_answer(run: Run, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    write(tmp_path / "a.txt", QUIET)
    done = run(*arguments)
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.strip()
    assert "Traceback" not in done.stderr


UNREADABLE = [
    ("empty.txt", b"", "empty"),
    ("blank.txt", b"\n \t\n", "empty"),
    ("junk.bin", bytes(range(256)) * 50, "NUL"),
    ("nul.txt", b"It rained\x00 (TASS, March 3, 2016).", "NUL"),
    ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "Word"),
    ("broken.docx", b"PK\x03\x04" + b"\x00" * 300, "damaged"),
    ("broken.pdf", b"%PDF-1.7\n%%EOF", "PDF"),
    ("book.epub", b"PK\x03\x04", ""),
]


@pytest.mark.parametrize(("name", "content", "words"), UNREADABLE, ids=[name for name, *_ in UNREADABLE])
def test_2_and_a_line_that_says_why_for_what_cannot_be_read(
    run: Run, tmp_path: Path, name: str, content: bytes, words: str
) -> None:
    done = run("check", "--offline", write(tmp_path / name, content))
    assert done.exit_code == 2
    assert done.stderr.count("\n") == 1
    assert done.stderr.startswith("verifier: ")
    assert name in done.stderr
    assert words.lower() in done.stderr.lower()


def test_2_for_an_encrypted_pdf(run: Run, tmp_path: Path) -> None:
    locked = write_pdf([[(72, 700, 12, "Some text.")]], password="secret")
    done = run("check", "--offline", write(tmp_path / "locked.pdf", locked))
    assert done.exit_code == 2
    assert "password" in done.stderr


def test_2_for_a_setting_that_there_is_not(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VERIFIER_COLOUR", "red")
    done = run("check", "--offline", write(tmp_path / "a.txt", QUIET))
    assert done.exit_code == 2
    assert "VERIFIER_COLOUR" in done.stderr


def test_3_when_the_document_cannot_be_fetched(run: Run) -> None:
    done = run("check", "http://127.0.0.1:9/draft")
    assert done.exit_code == 3
    assert "http://127.0.0.1:9/draft could not be fetched" in done.stderr


def test_3_when_the_service_cannot_run(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VERIFIER_DATA_DIR", str(write(tmp_path / "a-file", "not a folder") / "home"))
    done = run("check", "--offline", write(tmp_path / "a.txt", QUIET))
    assert done.exit_code == 3
    assert "could not run" in done.stderr


def test_the_worst_status_of_several_documents_counts_and_none_keeps_the_others_from_being_checked(
    run: Run, tmp_path: Path
) -> None:
    files = [write(tmp_path / "a.txt", ""), write(tmp_path / "b.txt", QUIET), write(tmp_path / "c.txt", UNKNOWN)]
    done = run("check", "--offline", *files)
    assert done.exit_code == 2
    assert "a.txt is empty" in done.stderr
    assert "No citations found." in done.stdout
    assert "unresolved source" in done.stdout


# ── formats and where they go ──


def test_json_is_the_report(run: Run) -> None:
    done = run("check", "--offline", "--format", "json", SAMPLE)
    report = json.loads(done.stdout)
    assert (report["schema_version"], report["job"]["status"]) == ("1", "completed")
    assert len(report["citations"]) == 7
    assert report["document"]["publication"] == "Eurasia Daily Monitor"


@pytest.mark.parametrize(
    ("form", "begins"),
    [
        ("html", "<!doctype html>"),
        ("markdown", "# "),
        ("csv", "reference,citation,"),
        ("claimreview", "{"),
        ("annotations", "{"),
        ("csl-json", "["),
    ],
)
def test_the_other_formats(run: Run, tmp_path: Path, form: str, begins: str) -> None:
    done = run("check", "--offline", "--format", form, write(tmp_path / "a.txt", UNKNOWN))
    assert done.exit_code == 1
    assert done.stdout.startswith(begins)
    assert done.stdout.endswith("\n")
    assert not done.stdout.endswith("\n\n")


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_of_the_report_can_be_asked_for(run: Run, tmp_path: Path, form: str) -> None:
    done = run("check", "--offline", "--format", form, "-o", tmp_path / "report", write(tmp_path / "a.txt", UNKNOWN))
    assert done.exit_code == 1
    assert (tmp_path / "report").stat().st_size > 0


def test_a_table_is_printed_without_colour_into_a_pipe(run: Run, tmp_path: Path) -> None:
    done = run("check", "--offline", write(tmp_path / "a.txt", UNKNOWN))
    assert "\x1b" not in done.stdout
    assert "Gornyi Vestnik-Plus" in done.stdout
    assert "1 references in 1 citations" in done.stdout


def test_output_goes_to_a_file(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "new" / "report.csv"
    done = run("check", "--offline", "--format", "csv", "-o", target, write(tmp_path / "a.txt", UNKNOWN))
    assert (done.exit_code, done.stdout) == (1, "")
    [row] = csv.DictReader(io.StringIO(target.read_bytes().decode(), newline=""))
    assert row["verdict"] == "unresolved_source"


def test_several_reports_go_into_a_folder_one_file_each(run: Run, tmp_path: Path) -> None:
    (tmp_path / "x").mkdir()
    files = [
        write(tmp_path / "a.txt", QUIET),
        write(tmp_path / "a.md", UNKNOWN),
        write(tmp_path / "x" / "a.txt", UNKNOWN),
        write(tmp_path / "b.txt", QUIET),
    ]
    done = run("check", "--offline", "--format", "json", "--output", tmp_path / "reports", *files)
    assert done.exit_code == 1
    written = {path.name: len(json.loads(path.read_text())["citations"]) for path in (tmp_path / "reports").iterdir()}
    assert written == {"a.json": 0, "a-2.json": 1, "a-3.json": 1, "b.json": 0}


def test_one_report_goes_into_a_folder_that_is_there(run: Run, tmp_path: Path) -> None:
    (tmp_path / "reports").mkdir()
    run("check", "--offline", "--format", "markdown", "-o", tmp_path / "reports", write(tmp_path / "a.txt", QUIET))
    assert (tmp_path / "reports" / "a.md").read_text().startswith("# ")


def test_a_place_that_cannot_be_written_is_told_before_any_work(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "file", "")
    done = run("check", "--offline", "-o", tmp_path / "file" / "report.txt", write(tmp_path / "a.txt", QUIET))
    assert done.exit_code == 2
    assert "cannot be written" in done.stderr
    assert not (tmp_path / "home").exists()


# ── what it reads ──


def test_standard_input_is_a_document(run: Run) -> None:
    done = run("check", "--offline", "--format", "json", "-", stdin=UNKNOWN)
    assert [one["text"] for one in json.loads(done.stdout)["citations"]] == ["(Gornyi Vestnik-Plus, March 3, 2016)"]


def test_the_date_is_given_where_the_document_does_not_say(run: Run) -> None:
    done = run(
        "check", "--offline", "--format", "json", "--published", "2016-03-09", "-", stdin="It rained (TASS, March 3)."
    )
    report = json.loads(done.stdout)
    assert report["document"]["published"] == "2016-03-09"
    assert report["citations"][0]["references"][0]["date"]["start"] == "2016-03-03"


def test_strange_characters_are_no_trouble(run: Run) -> None:
    text = f"‮RTL‬ 𝔸𝔹 עברית ((( {UNKNOWN} )))"
    report = json.loads(run("check", "--offline", "--format", "json", "-", stdin=text).stdout)
    [citation] = report["citations"]
    assert text[citation["start"] : citation["end"]] == citation["text"]


def test_a_checked_document_is_checked_anew_each_time(run: Run, tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", UNKNOWN)
    ids = {json.loads(run("check", "--offline", "--format", "json", path).stdout)["job"]["id"] for _ in range(2)}
    assert len(ids) == 2
