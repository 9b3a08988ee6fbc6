"""Reading and ingesting in quarantine: the same answers as here, and nothing that a file holds takes us down."""

from __future__ import annotations

import io
import subprocess
import sys
import threading
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

import psutil
import pytest

from tests.reading import pages
from verifier import shipped
from verifier.errors import InputError, TooComplex, TooLarge
from verifier.ingest import Limits, ingest, ingest_text
from verifier.quarantine import Bounds, Quarantine
from verifier.reading import read
from verifier.records import Document, Given, Report, Unreadable

DAY = date(2014, 9, 24)
PAGE = pages.json_ld(DAY)
MEMORY = 400_000_000  # by this number the tests know their children


@pytest.fixture(scope="module")
def quarantine() -> Iterator[Quarantine]:
    """Of one child, as a worker that reads and matches has it, under limits that a test can wait for."""
    made = Quarantine(Bounds(MEMORY, 1, 1), 1)
    yield made
    made.close()


def children() -> list[psutil.Process]:
    return [child for child in psutil.Process().children() if child.cmdline()[-1:] == [str(MEMORY)]]


def submit(quarantine: Quarantine, data: bytes, name: str) -> Document:
    return quarantine.ingest(data, name=name, given=Given(), series={}, limits=Limits())


def zipped(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content, zipfile.ZIP_STORED if name == "mimetype" else None)
    return out.getvalue()


@pytest.mark.parametrize("template", pages.TEMPLATES)
def test_a_page_is_read_as_it_is_read_here(quarantine: Quarantine, template: Callable[[date], pages.Sample]) -> None:
    sample = template(DAY)
    assert quarantine.read(sample.capture, sample.body, sample.outlet) == read(
        sample.capture, sample.body, sample.outlet
    )


def test_what_is_no_report_is_named(quarantine: Quarantine) -> None:
    assert quarantine.read(replace(PAGE.capture, status=404), PAGE.body, None) is Unreadable.SOFT_404


def test_a_document_is_ingested_as_it_is_here(quarantine: Quarantine) -> None:
    data = "A claim (TASS, March 3, 2014). «Слова» — 五.".encode()
    given = Given(title="Notes", published=DAY)
    assert quarantine.ingest(data, name="a.txt", given=given, series={}, limits=Limits()) == ingest(
        data, name="a.txt", given=given
    )
    markup = "<h1>Notes</h1><p>A claim (TASS, March 3, 2014).</p>"
    assert quarantine.ingest_text(markup, "html", given=given, series={}, limits=Limits()) == ingest_text(
        markup, "html", given=given
    )


def test_the_table_of_series_arrives_with_its_days(quarantine: Quarantine) -> None:
    head = b"Publication: Eurasia Daily Monitor Volume: 11 Issue: 175\n\nA claim (TASS, March 3)."
    there = quarantine.ingest(head, name="a.txt", given=Given(), series=shipped.series_table(), limits=Limits())
    assert there == ingest(head, name="a.txt", series=shipped.series_table())
    assert there.published_origin == "series"


def test_a_refusal_keeps_its_words(quarantine: Quarantine) -> None:
    for data, limits, kind in ((b"  ", Limits(), InputError), (b"x" * 11, Limits(max_bytes=10), TooLarge)):
        with pytest.raises(InputError) as here:
            ingest(data, name="a.txt", limits=limits)
        with pytest.raises(InputError) as there:
            quarantine.ingest(data, name="a.txt", given=Given(), series={}, limits=limits)
        assert type(there.value) is kind
        assert (there.value.code, there.value.detail, there.value.remedy) == (
            here.value.code,
            here.value.detail,
            here.value.remedy,
        )


def test_half_of_a_character_pair_is_refused_there_too(quarantine: Quarantine) -> None:
    with pytest.raises(InputError, match="half of a character pair"):
        quarantine.ingest_text("a\ud800b", "text", given=Given(), series={}, limits=Limits())


def pdf(stream: bytes, *, pages: int = 1, filters: str = "/FlateDecode") -> bytes:
    """A PDF whose pages all show one content stream."""
    kids = " ".join(f"{number} 0 R" for number in range(10, 10 + pages))
    objects = {
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        2: f"<</Type/Pages/Count {pages}/Kids[{kids}]>>".encode(),
        3: f"<</Length {len(stream)}/Filter{filters}>>stream\n".encode() + stream + b"\nendstream",
        4: b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    }
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 3 0 R/Resources<</Font<</F 4 0 R>>>>>>"
    objects |= dict.fromkeys(range(10, 10 + pages), page)
    out = bytearray(b"%PDF-1.7\n")
    places = {}
    for number, content in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj" % number + content + b"endobj\n"
    table = "".join(f"{number} 1\n{place:010d} 00000 n \n" for number, place in places.items())
    start = len(out)
    out += f"xref\n{table}trailer<</Size {10 + pages}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF".encode()
    return bytes(out)


def bomb(times: int) -> bytes:
    """Megabytes of text, squeezed to a thousandth."""
    return zlib.compress(b"BT /F 9 Tf (all the same words again) Tj ET\n" * (times * 22_000), 9)


WORDS = b"<w:p><w:r><w:t>all the same words again</w:t></w:r></w:p>"
W = b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
TYPES = (
    b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    b'<Override PartName="/word/document.xml"'
    b' ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
RELATIONS = (
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a"'
    b' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"'
    b' Target="word/document.xml"/></Relationships>'
)
BLANKS = b" " * 101_000_000
ODT_TYPE = b"application/vnd.oasis.opendocument.text"


def bomb_docx() -> bytes:
    body = b"<w:document " + W + b"><w:body>" + WORDS * 200_000 + b"</w:body></w:document>"
    return zipped({"[Content_Types].xml": TYPES, "_rels/.rels": RELATIONS, "word/document.xml": body})


def bomb_odt() -> bytes:
    body = b"<office:document-content>" + BLANKS
    return zipped({"mimetype": ODT_TYPE, "content.xml": body + b"</office:document-content>"})


def bomb_epub() -> bytes:
    container = b"<container><rootfiles><rootfile full-path='a.opf'/></rootfiles></container>"
    opf = b"<package><manifest><item id='a' href='a.xhtml' media-type='application/xhtml+xml'/></manifest>"
    chapter = b"<html><body>" + BLANKS + b"</body></html>"
    return zipped(
        {
            "mimetype": b"application/epub+zip",
            "META-INF/container.xml": container,
            "a.opf": opf + b"<spine><itemref idref='a'/></spine></package>",
            "a.xhtml": chapter,
        }
    )


BOMBS: dict[str, Callable[[], bytes]] = {
    "a.docx": bomb_docx,
    "a.odt": bomb_odt,
    "a.epub": bomb_epub,
    "memory.pdf": lambda: pdf(bomb(60)),
    "pages.pdf": lambda: pdf(bomb(1), pages=4_000),
    "brackets.html": lambda: b"<" * 9_000_000,
    "brackets.txt": lambda: b"(" * 19_000_000,
}
NEXT = b"A claim (TASS, March 3, 2014)."


@pytest.mark.parametrize("name", BOMBS)
def test_a_hostile_document_is_refused_by_name_and_the_next_is_served(quarantine: Quarantine, name: str) -> None:
    with pytest.raises(InputError) as refusal:
        submit(quarantine, BOMBS[name](), name)
    assert refusal.value.code in ("too-large", "too-complex")
    assert submit(quarantine, NEXT, "next.txt").text == NEXT.decode()


def test_depth_is_no_harm(quarantine: Quarantine) -> None:
    assert submit(quarantine, b"<div>" * 100_000 + b"words", "deep.html").text.strip() == "words"


PAGES: dict[str, tuple[bytes, str]] = {
    "divs": (b"<html><body>" + b"<div>" * 100_000 + pages.prose(PAGE.story).encode(), "text/html"),
    "brackets": (b"<html>" + b"<" * 20_000_000, "text/html"),
    "attributes": (b"<p " + b"a=" * 2_000_000, "text/html"),
    "capitals": (b"MOSCOW, " * 600_000 + b"Sept 24", "text/plain"),
    "quotes": (b'<meta content="' * 300_000, "text/html"),
    "a stream without end": (pdf(bomb(60)), "application/pdf"),
}


@pytest.mark.parametrize("name", PAGES)
def test_a_hostile_page_is_answered_and_the_next_is_read(quarantine: Quarantine, name: str) -> None:
    body, media_type = PAGES[name]
    try:
        answer = quarantine.read(replace(PAGE.capture, media_type=media_type, headers=()), body, None)
    except TooComplex:
        answer = Unreadable.TOO_COMPLEX
    assert isinstance(answer, Report | Unreadable)
    assert isinstance(quarantine.read(PAGE.capture, PAGE.body, PAGE.outlet), Report)


def test_a_page_that_takes_too_long_is_too_complex_and_costs_no_more_than_its_time() -> None:
    short = Quarantine(Bounds(MEMORY, 0, 2), 1)
    with pytest.raises(TooComplex, match="processor time"):
        short.read(PAGE.capture, b"<html><body>" + b"<b></b>" * 700_000, None)
    short.close()


def test_a_child_that_was_ended_from_outside_is_replaced(quarantine: Quarantine) -> None:
    submit(quarantine, NEXT, "a.txt")
    [child] = children()
    child.kill()
    assert submit(quarantine, NEXT, "a.txt").text == NEXT.decode()
    [other] = children()
    assert other.pid != child.pid


def test_a_program_that_does_not_start_is_no_fault_of_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")
    broken = Quarantine(Bounds(MEMORY, 2, 2), 1)
    with pytest.raises(RuntimeError, match="no child can be kept"):
        broken.read(PAGE.capture, PAGE.body, None)
    broken.close()


def test_no_more_children_than_allowed_whoever_asks(quarantine: Quarantine) -> None:
    failures: list[BaseException] = []

    def ask() -> None:
        try:
            for _ in range(5):
                assert quarantine.read(PAGE.capture, PAGE.body, None)
                assert len(children()) == 1
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=ask) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures


def test_a_child_knows_no_secret(quarantine: Quarantine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VERIFIER_CHANNELS__SEARCH__KEY", "the key")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "the other key")
    own = Quarantine(Bounds(MEMORY, 2, 2), 1)
    before = children()
    submit(own, NEXT, "a.txt")
    [child] = [child for child in children() if child not in before]
    assert "key" not in " ".join(child.environ().values()) + " ".join(child.environ())
    own.close()


PARENT = """
import sys, time
from verifier.ingest import Limits
from verifier.quarantine import Bounds, Quarantine
from verifier.records import Given
Quarantine(Bounds(400_000_000, 2, 2), 1).ingest(b"words", name="a.txt", given=Given(), series={}, limits=Limits())
print("ready", flush=True)
time.sleep(60)
"""


def test_children_do_not_outlive_their_parent() -> None:
    parent = subprocess.Popen([sys.executable, "-c", PARENT], stdout=subprocess.PIPE)
    assert parent.stdout is not None
    assert parent.stdout.readline() == b"ready\n"
    [child] = psutil.Process(parent.pid).children()
    parent.kill()
    parent.wait()
    parent.stdout.close()
    psutil.wait_procs([child], timeout=10)
    assert not child.is_running()
