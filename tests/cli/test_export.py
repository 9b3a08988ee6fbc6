"""`verifier export`: a package that others read: by the ZIP and WARC formats, by our own library, by py-wacz."""

from __future__ import annotations

import gzip
import io
import json
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from warcio.archiveiterator import ArchiveIterator

from tests.cli.test_check import SAMPLE
from verifier import bootstrap, settings, shipped
from verifier.cli import main

Run = Callable[..., Result]


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Any], Path]:
    """The report of a job, and the package of its evidence."""
    folder = tmp_path_factory.mktemp("exported")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("VERIFIER_DATA_DIR", str(folder / "home"))
        patch.setenv("VERIFIER_LIBRARY__PATHS", str(shipped.seeds("archive")))
        checked = CliRunner().invoke(main, ["check", "--offline", "--format", "json", str(SAMPLE)])
        report = json.loads(checked.stdout)
        package = folder / "evidence.wacz"
        done = CliRunner().invoke(main, ["export", report["job"]["id"], "--wacz", str(package)])
    assert done.exit_code == 0, done.stderr
    return report, package


def lines(package: zipfile.ZipFile, name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in package.read(name).decode().splitlines()]


def test_the_package_holds_what_it_lists_by_its_hashes(exported: tuple[dict[str, Any], Path]) -> None:
    with zipfile.ZipFile(exported[1]) as package:
        assert package.testzip() is None
        about = json.loads(package.read("datapackage.json"))
        assert (about["profile"], about["wacz_version"]) == ("data-package", "1.1.1")
        listed = {one["path"]: (one["hash"], one["bytes"]) for one in about["resources"]}
        held = set(package.namelist()) - {"datapackage.json", "datapackage-digest.json"}
        assert set(listed) == held
        for path, (digest, size) in listed.items():
            content = package.read(path)
            assert (f"sha256:{sha256(content).hexdigest()}", len(content)) == (digest, size)
        own = json.loads(package.read("datapackage-digest.json"))
        assert own == {
            "path": "datapackage.json",
            "hash": f"sha256:{sha256(package.read('datapackage.json')).hexdigest()}",
        }
        assert package.getinfo("archive/evidence.warc.gz").compress_type == zipfile.ZIP_STORED


def test_every_report_that_a_verdict_rests_on_is_in_it(exported: tuple[dict[str, Any], Path]) -> None:
    report, path = exported
    used = [
        reference["report"]
        for citation in report["citations"]
        for reference in citation["references"]
        if reference["report"]
    ]
    assert used
    with zipfile.ZipFile(path) as package:
        header, *pages = lines(package, "pages/pages.jsonl")
        assert header["format"] == "json-pages-1.0"
        titles = {page["title"] for page in pages}
        bodies = set()
        for record in ArchiveIterator(io.BytesIO(package.read("archive/evidence.warc.gz")), check_digests="raise"):
            content = record.content_stream().read()
            if record.rec_type == "response":
                bodies.add(sha256(content).hexdigest())
        assert json.loads(package.read("verification/verification.json")) == report
    assert {one["title"] for one in used} <= titles
    assert {one["sha256"] for one in used} <= bodies


def test_the_index_finds_each_record_by_its_place(exported: tuple[dict[str, Any], Path]) -> None:
    with zipfile.ZipFile(exported[1]) as package:
        warc = package.read("archive/evidence.warc.gz")
        index = package.read("indexes/index.cdx").decode().splitlines()
        pages = lines(package, "pages/pages.jsonl")[1:] + lines(package, "pages/extraPages.jsonl")[1:]
    assert index == sorted(index)
    found = set()
    for line in index:
        key, timestamp, about = line.split(" ", 2)
        place = json.loads(about)
        offset, length = int(place["offset"]), int(place["length"])
        [record] = ArchiveIterator(io.BytesIO(warc[offset : offset + length]))
        assert record.rec_type == "response"
        assert record.rec_headers.get_header("WARC-Target-URI") == place["url"]
        assert record.http_headers.get_statuscode() == place["status"]
        assert gzip.decompress(warc[offset : offset + length]).startswith(b"WARC/1.1")
        assert len(timestamp) == 14
        assert ")/" in key
        found.add((place["url"], timestamp))
    assert found == {(page["url"], "".join(filter(str.isdigit, page["ts"]))) for page in pages}


def test_our_own_library_reads_it(exported: tuple[dict[str, Any], Path], monkeypatch: pytest.MonkeyPatch) -> None:
    _, path = exported
    monkeypatch.setenv("VERIFIER_DATA_DIR", str(path.parent / "another"))
    shelf = bootstrap.library(settings.load())
    with zipfile.ZipFile(path) as package:
        pages = lines(package, "pages/pages.jsonl")[1:]
    assert shelf.add([path]).records >= len({page["url"] for page in pages})


def test_the_reference_implementation_finds_it_valid(exported: tuple[dict[str, Any], Path]) -> None:
    validator = shutil.which("wacz")
    if validator is None:
        pytest.skip("py-wacz is not installed: its `wacz validate` cannot be asked")
    done = subprocess.run([validator, "validate", "-f", str(exported[1])], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_job_that_is_not_there_is_said_and_leaves_no_file(run: Run, tmp_path: Path) -> None:
    done = run("export", "jnone", "--wacz", tmp_path / "a.wacz")
    assert done.exit_code == 2
    assert "jnone" in done.stderr
    assert list(tmp_path.glob("*.wacz")) == []


def test_evidence_that_is_kept_no_more_is_left_out_and_counted(run: Run, tmp_path: Path) -> None:
    report = json.loads(run("check", "--offline", "--format", "json", SAMPLE).stdout)
    for path in (tmp_path / "home" / "evidence").rglob("*.warc.gz"):
        path.unlink()
    assert run("export", report["job"]["id"], "--wacz", tmp_path / "a.wacz").exit_code == 0
    with zipfile.ZipFile(tmp_path / "a.wacz") as package:
        assert "kept no more" in json.loads(package.read("datapackage.json"))["description"]
        assert lines(package, "pages/pages.jsonl")[1:] == []
