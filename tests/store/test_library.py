"""The user's library: what it takes in, finds, and gives out again as it was captured."""

import gzip
import json
import zipfile
from collections.abc import Iterable
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from urllib.parse import urlencode

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from verifier.codec import decode
from verifier.discovery import memento_of
from verifier.discovery.library import Shelf
from verifier.records import Exchange, Outcome, Request
from verifier.store.library import Library

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)


class StoppedClock:
    def now(self) -> datetime:
        return NOW


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path / "data", StoppedClock())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "library").mkdir()
    return tmp_path / "library"


def html(title: str, text: str, day: str = "", head: str = "") -> bytes:
    dated = f'<meta property="article:published_time" content="{day}">' if day else ""
    return f'<html lang="en"><head><title>{title}</title>{dated}{head}</head><body><p>{text}</p></body></html>'.encode()


def warc(*pages: tuple[str, str, bytes], compressed: bool = True, status: str = "200 OK", **headers: str) -> bytes:
    """A WARC of response records: (address, time of capture, body)."""
    out = BytesIO()
    writer = WARCWriter(out, gzip=compressed)
    for url, captured, body in pages:
        named = {"Content-Type": "text/html; charset=utf-8"} | {
            key.replace("_", "-"): value for key, value in headers.items()
        }
        http = StatusAndHeaders(status, list(named.items()), protocol="HTTP/1.1")
        writer.write_record(
            writer.create_warc_record(
                url, "response", BytesIO(body), len(body), http_headers=http, warc_headers_dict={"WARC-Date": captured}
            )
        )
    return out.getvalue()


def pdf(text: str) -> bytes:
    """The least PDF that says something."""
    stream = f"BT /F1 12 Tf 72 720 Td ({text}) Tj ET"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >>"
        " >>",
        f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    body, offsets = "%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(body))
        body += f"{number} 0 obj\n{content}\nendobj\n"
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    trailer = f"trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n{len(body)}\n%%EOF"
    return f"{body}xref\n0 6\n0000000000 65535 f \n{table}{trailer}".encode()


JAPAN = (
    "http://www.daily.example/a",
    "2014-09-25T01:02:03Z",
    html("Japan acts", "Five banks are barred.", "2014-09-24"),
)
JUDO = ("http://www.daily.example/b", "2014-09-25T01:02:04Z", html("Judo gold", "A medal for the team.", "2014-09-24"))
EARLIER = (
    "http://english.daily.example/c",
    "2014-08-02T00:00:00Z",
    html("Tokyo Gas waits", "A contract is put off.", "2014-08-01"),
)
UNDATED = ("http://daily.example/d", "2014-09-25T00:00:00Z", html("Ministry speaks", "Disappointment was voiced."))
OTHER = ("http://other.example/e", "2014-09-25T00:00:00Z", html("Japan acts", "Five banks are barred.", "2014-09-24"))

DAYS = {"first": "2014-09-23", "last": "2014-09-25"}


def search(library: Library, **asked: object) -> Shelf:
    exchange = library.fetch(Request("library:search?" + urlencode(asked, doseq=True)))
    assert exchange.outcome is Outcome.OK
    assert exchange.response is not None
    return decode(Shelf, json.loads(exchange.response.body))


def urls(shelf: Shelf) -> list[str]:
    return [page.url for page in shelf.pages]


def only(library: Library, **asked: object) -> Exchange:
    (page,) = search(library, **asked).pages
    return library.fetch(Request(f"library:record/{page.id}"))


# ── finding ──


@pytest.fixture
def filled(library: Library, folder: Path) -> Library:
    (folder / "pages.warc.gz").write_bytes(warc(JAPAN, JUDO, EARLIER, UNDATED, OTHER))
    assert library.add([folder]).records == 5
    return library


def test_the_outlets_pages_of_the_days_come_first_then_those_of_unknown_days(filled: Library) -> None:
    shelf = search(filled, host="daily.example", term=["banks", "five"], **DAYS)
    assert urls(shelf) == [JAPAN[0], JUDO[0], UNDATED[0]]
    assert [page.day for page in shelf.pages] == [date(2014, 9, 24), date(2014, 9, 24), None]
    assert shelf.near == 3


def test_the_better_the_text_matches_the_earlier_it_comes(filled: Library) -> None:
    assert urls(search(filled, host="daily.example", term="medal", **DAYS))[0] == JUDO[0]


def test_words_meet_in_any_form_and_their_share_is_told(filled: Library) -> None:
    shelf = search(filled, host="daily.example", term=["bank", "barring", "weapons"], **DAYS)
    assert 0.3 < shelf.pages[0].match < 0.8
    assert shelf.pages[1].match == 0


def test_a_page_of_another_day_is_listed_if_it_speaks_of_the_matter(filled: Library) -> None:
    shelf = search(filled, host="daily.example", term=["Tokyo Gas", "contract"], **DAYS)
    assert urls(shelf)[-1] == EARLIER[0]


def test_hosts_below_the_outlets_are_its_own_and_others_are_not(filled: Library) -> None:
    assert OTHER[0] not in urls(search(filled, host="daily.example", **DAYS))
    assert urls(search(filled, host="english.daily.example", first="2014-07-31", last="2014-08-02")) == [EARLIER[0]]


def test_a_page_elsewhere_that_names_the_outlet_and_speaks_of_the_matter_may_be_a_copy(
    library: Library, folder: Path
) -> None:
    copy = (
        "http://other.example/c",
        "2014-09-25T00:00:00Z",
        html("Acts", "Five banks are barred (AFP).", "2014-09-24"),
    )
    later = (
        "http://other.example/l",
        "2014-09-30T00:00:00Z",
        html("Acts", "Five banks are barred (AFP).", "2014-09-29"),
    )
    aside = (
        "http://other.example/s",
        "2014-09-25T00:00:00Z",
        html("Judo", "A medal for the team (AFP).", "2014-09-24"),
    )
    (folder / "copies.warc.gz").write_bytes(warc(copy, later, aside, OTHER))
    library.add([folder])
    shelf = search(
        library, host="afp.com", name=["AFP", "Agence France-Presse"], term=["banks", "five", "barred"], **DAYS
    )
    assert urls(shelf) == [copy[0]]
    assert shelf.near == 0


def test_without_days_everything_that_speaks_of_it_is_listed(filled: Library) -> None:
    assert set(urls(search(filled, host="daily.example", term=["contract", "medal"]))) == {EARLIER[0], JUDO[0]}


@pytest.mark.parametrize(
    ("host", "first", "last", "near"),
    [
        ("daily.example", "2014-09-27", "2014-09-29", 3),
        ("daily.example", "2014-10-23", "2014-10-25", 0),
        ("third.example", "2014-09-23", "2014-09-25", 0),
    ],
)
def test_what_is_near_the_days_tells_whether_the_library_was_kept_then(
    filled: Library, host: str, first: str, last: str, near: int
) -> None:
    assert search(filled, host=host, first=first, last=last).near == near


def test_a_page_is_found_by_its_address_however_written(filled: Library) -> None:
    assert urls(search(filled, url="https://m.daily.example/a/?utm_source=x#top")) == [JAPAN[0]]


def test_russian_and_chinese_pages_are_found_by_what_the_claim_shares_with_them(library: Library, folder: Path) -> None:
    (folder / "r.warc").write_bytes(
        warc(
            (
                "http://daily.example/ru",
                "2014-09-24T00:00:00Z",
                html("Токио", "Президент Путин ответил на санкции.", "2014-09-24"),
            ),
            (
                "http://daily.example/zh",
                "2014-09-24T00:00:00Z",
                html("日本", "日本决定对俄罗斯追加制裁。", "2014-09-24"),
            ),
            compressed=False,
        )
    )
    library.add([folder])
    assert urls(search(library, host="daily.example", term="Putin", **DAYS))[0] == "http://daily.example/ru"
    assert urls(search(library, host="daily.example", term="制裁", **DAYS))[0] == "http://daily.example/zh"


# ── giving out ──


def test_a_page_comes_as_it_was_answered_under_its_own_address(filled: Library) -> None:
    exchange = only(filled, url=JAPAN[0])
    assert (exchange.outcome, exchange.status) == (Outcome.OK, 200)
    response = exchange.response
    assert response is not None
    assert (response.url, response.status, response.body, response.at) == (JAPAN[0], 200, JAPAN[2], NOW)
    assert response.header("Content-Type") == "text/html; charset=utf-8"
    assert memento_of(response) == (JAPAN[0], datetime(2014, 9, 25, 1, 2, 3, tzinfo=UTC))


def test_encodings_of_the_wire_are_undone(library: Library, folder: Path) -> None:
    page = (JAPAN[0], JAPAN[1], gzip.compress(JAPAN[2]))
    (folder / "z.warc.gz").write_bytes(warc(page, Content_Encoding="gzip"))
    library.add([folder])
    response = only(library, url=JAPAN[0]).response
    assert response is not None
    assert response.body == JAPAN[2]
    assert response.header("Content-Encoding") is None


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        ("403 Forbidden", Outcome.REFUSED),
        ("402 Payment Required", Outcome.REFUSED),
        ("404 Not Found", Outcome.NOT_FOUND),
        ("410 Gone", Outcome.NOT_FOUND),
        ("429 Too Many Requests", Outcome.REFUSED),
        ("503 Service Unavailable", Outcome.REFUSED),
    ],
)
def test_what_was_refused_when_captured_is_refused_now_and_is_no_sign_of_a_kept_library(
    library: Library, folder: Path, status: str, outcome: Outcome
) -> None:
    (folder / "wall.warc.gz").write_bytes(warc(JAPAN, status=status))
    library.add([folder])
    exchange = only(library, url=JAPAN[0])
    assert (exchange.outcome, exchange.status) == (outcome, int(status[:3]))
    assert search(library, host="daily.example", **DAYS).near == 0


def test_redirects_pictures_and_requests_are_no_pages(library: Library, folder: Path) -> None:
    (folder / "a.warc.gz").write_bytes(
        warc(JAPAN, status="301 Moved", Location="/b") + warc(JUDO, Content_Type="image/png")
    )
    assert library.add([folder]).records == 0


def test_what_is_not_there_is_not_found(filled: Library) -> None:
    for address in ("library:record/0", "library:record/nonsense", "library:elsewhere", "library:record/"):
        assert filled.fetch(Request(address)).outcome is Outcome.NOT_FOUND


# ── kinds of files ──


def test_the_warcs_in_a_wacz(library: Library, folder: Path) -> None:
    with zipfile.ZipFile(folder / "crawl.wacz", "w") as package:
        package.writestr("datapackage.json", "{}")
        package.writestr("archive/data.warc.gz", warc(JAPAN, JUDO))
        package.writestr("archive/more.warc", warc(EARLIER, compressed=False))
    assert library.add([folder / "crawl.wacz"]).records == 3
    for page in (JAPAN, JUDO, EARLIER):
        response = only(library, url=page[0]).response
        assert response is not None
        assert response.body == page[2]


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(
            html("Japan acts", "x", "2014-09-24", '<link rel="canonical" href="http://daily.example/a">'),
            id="canonical link",
        ),
        pytest.param(
            html("Japan acts", "x", "2014-09-24", '<meta property="og:url" content="http://daily.example/a">'),
            id="og:url",
        ),
        pytest.param(
            b"<!-- saved from url=(0022)http://daily.example/a -->\n" + html("Japan acts", "x", "2014-09-24"),
            id="as browsers save it",
        ),
    ],
)
def test_a_saved_page_knows_its_address(library: Library, folder: Path, page: bytes) -> None:
    (folder / "a.html").write_bytes(page)
    library.add([folder])
    (found,) = search(library, host="daily.example", **DAYS).pages
    assert (found.url, found.title, found.day, found.language) == (
        "http://daily.example/a",
        "Japan acts",
        date(2014, 9, 24),
        "en",
    )


def test_a_clipping_says_at_its_head_what_it_is_of(library: Library, folder: Path) -> None:
    (folder / "clip.txt").write_text("Source: The Daily\nDate: 2014-09-24\nTitle: Japan acts\n\nFive banks are barred.")
    library.add([folder])
    (found,) = search(library, host="daily.example", name=["The Daily", "Daily"], term="banks", **DAYS).pages
    assert (found.url, found.title, found.day) == (f"library:record/{found.id}", "Japan acts", date(2014, 9, 24))
    response = library.fetch(Request(found.url)).response
    assert response is not None
    assert response.header("Content-Type") == "text/plain; charset=utf-8"
    assert response.body.endswith(b"Five banks are barred.")


def test_a_note_beside_a_pdf_says_what_it_is_of(library: Library, folder: Path) -> None:
    (folder / "scan.pdf").write_bytes(pdf("Five banks are barred."))
    (folder / "scan.pdf.meta").write_text("URL: http://daily.example/a\nDate: 2014-09-24\nTitle: Japan acts\n")
    library.add([folder])
    (found,) = search(library, host="daily.example", term="banks", **DAYS).pages
    assert (found.url, found.day, found.title) == ("http://daily.example/a", date(2014, 9, 24), "Japan acts")
    assert found.match > 0.9


@pytest.mark.parametrize(
    ("head", "day"),
    [
        (
            '<script type="application/ld+json">[{"datePublished": "2014-09-24T05:00:00+09:00"}]</script>',
            24,
        ),
        ('<meta itemprop="datePublished" content="2014-09-24">', 24),
        ('<meta name="pubdate" content="20140924">', 24),
        ('<meta name="DC.date.issued" content="2014-09-24T00:00:00Z">', 24),
    ],
)
def test_days_that_a_page_names_outright(library: Library, folder: Path, head: str, day: int) -> None:
    (folder / "a.warc.gz").write_bytes(warc((JAPAN[0], JAPAN[1], html("x", "y", head=head))))
    library.add([folder])
    assert search(library, url=JAPAN[0]).pages[0].day == date(2014, 9, day)


def test_a_title_is_told_without_the_sites_name(library: Library, folder: Path) -> None:
    (folder / "a.warc.gz").write_bytes(warc((JAPAN[0], JAPAN[1], html("Japan acts |  The Daily", "y"))))
    library.add([folder])
    assert search(library, url=JAPAN[0]).pages[0].title == "Japan acts"


def test_charsets_as_declared(library: Library, folder: Path) -> None:
    body = "<html><head><title>Путин</title></head><body>Путин</body></html>".encode("windows-1251")
    (folder / "a.warc.gz").write_bytes(warc((JAPAN[0], JAPAN[1], body), Content_Type="text/html; charset=windows-1251"))
    library.add([folder])
    assert search(library, url=JAPAN[0]).pages[0].title == "Путин"


# ── broken files ──


def broken(kind: str) -> tuple[str, bytes]:
    good = warc(JAPAN, JUDO)
    return {
        "cut": ("cut.warc.gz", good[:-40]),
        "noise": ("noise.warc.gz", b"\x00\x01\x02 no archive at all" * 10),
        "whole": ("whole.warc.gz", gzip.compress(warc(JAPAN, JUDO, compressed=False))),
        "zip": ("bad.wacz", b"PK\x03\x04 not really"),
    }[kind]


@pytest.mark.parametrize("kind", ["cut", "noise", "whole", "zip"])
def test_a_broken_file_is_reported_and_keeps_no_one_from_the_others(library: Library, folder: Path, kind: str) -> None:
    name, body = broken(kind)
    (folder / name).write_bytes(body)
    (folder / "good.warc.gz").write_bytes(warc(OTHER))
    added = library.add([folder])
    assert [Path(skipped.path).name for skipped in added.skipped] == [name]
    assert "broken" in added.skipped[0].reason
    assert urls(search(library, host="other.example", **DAYS)) == [OTHER[0]]


def test_an_empty_package_and_a_missing_folder_are_reported(library: Library, folder: Path) -> None:
    with zipfile.ZipFile(folder / "empty.wacz", "w") as package:
        package.writestr("readme.txt", "")
    added = library.add([folder, folder / "nowhere"])
    assert [skipped.reason for skipped in added.skipped] == ["there is no such file or folder", "holds no WARC"]


@pytest.mark.parametrize("body", [b"", b"<", b"\xff\xfe\x00", b"<html>" * 3000])
def test_a_page_that_cannot_be_parsed_is_kept_by_its_address(library: Library, folder: Path, body: bytes) -> None:
    (folder / "a.warc.gz").write_bytes(warc((JAPAN[0], JAPAN[1], body)))
    library.add([folder])
    assert urls(search(library, url=JAPAN[0])) == [JAPAN[0]]


def test_a_file_that_broke_after_it_was_indexed_says_so(filled: Library, folder: Path) -> None:
    page = search(filled, url=UNDATED[0]).pages[0]
    (folder / "pages.warc.gz").write_bytes(b"gone")
    exchange = filled.fetch(Request(f"library:record/{page.id}"))
    assert exchange.outcome is Outcome.GARBAGE
    assert "pages.warc.gz" in exchange.detail


# ── keeping up ──


def test_a_file_is_indexed_once_and_again_when_it_changed(filled: Library, folder: Path) -> None:
    assert filled.sync().records == 0
    (folder / "pages.warc.gz").write_bytes(warc(JAPAN))
    assert filled.sync().records == 1
    assert filled.count() == 1


def test_a_changed_note_counts_as_a_change(library: Library, folder: Path) -> None:
    (folder / "a.html").write_bytes(html("x", "y"))
    library.add([folder])
    (folder / "a.html.meta").write_text("URL: http://daily.example/a")
    assert library.sync().records == 1
    assert urls(search(library, url="http://daily.example/a")) == ["http://daily.example/a"]


def test_a_deleted_file_takes_its_pages_with_it(filled: Library, folder: Path) -> None:
    page = search(filled, url=JAPAN[0]).pages[0]
    (folder / "pages.warc.gz").unlink()
    assert filled.fetch(Request(f"library:record/{page.id}")).outcome is Outcome.NOT_FOUND
    filled.sync()
    assert filled.count() == 0
    assert search(filled, host="daily.example", term="banks", **DAYS) == Shelf(0)


def test_folders_of_the_settings_are_in_the_library_as_long_as_they_are_named(library: Library, folder: Path) -> None:
    (folder / "pages.warc.gz").write_bytes(warc(JAPAN))
    assert library.sync([folder]).records == 1
    assert library.sync([folder]).records == 0
    library.sync()
    assert library.count() == 0


def test_a_page_keeps_its_number_when_the_index_is_made_anew(filled: Library, folder: Path, tmp_path: Path) -> None:
    anew = Library(tmp_path / "anew", StoppedClock())
    anew.add([folder])
    assert search(anew, url=JAPAN[0]).pages == search(filled, url=JAPAN[0]).pages


def test_hidden_files_and_others_are_left_alone(library: Library, folder: Path) -> None:
    (folder / ".git").mkdir()
    for name in (".git/a.html", ".b.html", "c.jpg", "d.docx"):
        (folder / name).write_bytes(html("x", "y"))
    assert library.add([folder]).records == 0


def test_no_bytes_of_a_page_are_copied(library: Library, folder: Path, tmp_path: Path) -> None:
    filler = "".join(f"<!-- {n * 7919 % 100003} -->" for n in range(60_000))
    (folder / "a.warc.gz").write_bytes(warc((JAPAN[0], JAPAN[1], filler.encode() + JAPAN[2])))
    library.add([folder])
    assert sum(file.stat().st_size for file in _all(tmp_path / "data")) < 200_000


def _all(folder: Path) -> Iterable[Path]:
    return (path for path in folder.rglob("*") if path.is_file())
