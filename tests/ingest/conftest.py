"""Writers of small real files: PDF as its bytes, DOCX as its package."""

import hashlib
import io
import zipfile

import pytest

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"


def write_docx(body: str, *, links: dict[str, str] | None = None, core: str = "", **parts: str) -> bytes:
    """A package of WordprocessingML: `body` goes into the document, `footnotes=` and `endnotes=` are such parts."""
    targets = "".join(
        f'<Relationship Id="{id_}" Type="x/hyperlink" Target="{url}" TargetMode="External"/>'
        for id_, url in (links or {}).items()
    )
    files = {
        "[Content_Types].xml": "<Types/>",
        "word/document.xml": f"<w:document {W} {R}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{RELATIONS}">{targets}</Relationships>',
        "docProps/core.xml": f'<c:coreProperties xmlns:c="c" xmlns:dc="d" xmlns:t="t">{core}</c:coreProperties>',
    }
    for name, inner in parts.items():
        files[f"word/{name}.xml"] = f"<w:{name} {W} {R}>{inner}</w:{name}>"
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in files.items():
            package.writestr(name, text)
    return buffer.getvalue()


def write_pdf(
    pages: list[list[tuple[float, float, float, str]]],
    *,
    links: list[tuple[int, tuple[float, float, float, float], str]] | None = None,
    info: str = "",
    letters: dict[str, str] | None = None,
    password: str | None = None,
) -> bytes:
    """A PDF whose pages draw lines (x, y, size, text) in Times, in that order.

    `links` are (page, rectangle, URL); `letters` maps an ASCII letter to what it stands for; with
    `password`, the file is encrypted (40-bit RC4) and that is what it asks for.
    """
    objects: list[bytes] = [b"", b"", b"<</Type/Font/Subtype/Type1/BaseFont/Times-Roman/Encoding/WinAnsiEncoding%s>>"]
    cmap = b""
    if letters:
        pairs = "".join(f"<{ord(key):02x}> <{value.encode('utf-16-be').hex()}>\n" for key, value in letters.items())
        space = "1 begincodespacerange <00> <ff> endcodespacerange"
        table = f"begincmap {space} {len(letters)} beginbfchar\n{pairs}endbfchar endcmap"
        objects.append(_stream(table.encode()))
        cmap = b"/ToUnicode 4 0 R"
    objects[2] = objects[2] % cmap
    kids = []
    for number, lines in enumerate(pages):
        drawing = b"".join(
            b"BT /F1 %g Tf %g %g Td (%s) Tj ET\n" % (size, x, y, _escaped(text)) for x, y, size, text in lines
        )
        objects.append(_stream(drawing))
        content = len(objects)
        annotations = b""
        for page, rectangle, url in links or []:
            if page == number:
                box = b" ".join(b"%g" % value for value in rectangle)
                annotations += b"<</Type/Annot/Subtype/Link/Rect[%s]/A<</S/URI/URI(%s)>>>>" % (box, _escaped(url))
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents %d 0 R/Annots[%s]" % (content, annotations)
            + b"/Resources<</Font<</F1 3 0 R>>>>>>"
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[0] = b"<</Type/Catalog/Pages 2 0 R>>"
    objects[1] = b"<</Type/Pages/Kids[%s]/Count %d>>" % (b" ".join(kids), len(kids))
    objects.append(info.encode("cp1252") or b"<<>>")
    trailer = b"/Root 1 0 R/Info %d 0 R" % len(objects)
    if password is not None:
        objects, lock = _encrypted(objects, password.encode())
        trailer += lock
    return _file(objects, trailer)


def _escaped(text: str) -> bytes:
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)").encode("cp1252")


def _stream(data: bytes) -> bytes:
    return b"<</Length %d>>stream\n%s\nendstream" % (len(data), data)


def _file(objects: list[bytes], trailer: bytes) -> bytes:
    out = bytearray(b"%PDF-1.4\n")
    offsets = []
    for number, data in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, data)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer<</Size %d%s>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer, start)
    return bytes(out)


_PAD = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")


def _encrypted(objects: list[bytes], password: bytes) -> tuple[list[bytes], bytes]:
    """The objects with their streams encrypted by the standard handler, revision 2 (PDF 1.4, 3.5)."""
    identity, permissions = b"0123456789abcdef", (-44).to_bytes(4, "little", signed=True)
    user = (password + _PAD)[:32]
    owner = _rc4(hashlib.md5((b"owner" + _PAD)[:32]).digest()[:5], user)
    key = hashlib.md5(user + owner + permissions + identity).digest()[:5]
    locked = []
    for number, data in enumerate(objects, 1):
        head, mark, rest = data.partition(b"stream\n")
        if mark:
            own = hashlib.md5(key + number.to_bytes(3, "little") + b"\0\0").digest()[:10]
            body = rest.removesuffix(b"\nendstream")
            data = head + mark + _rc4(own, body) + b"\nendstream"
        locked.append(data)
    lock = b"/ID[<%s><%s>]/Encrypt<</Filter/Standard/V 1/R 2/Length 40/P -44/O<%s>/U<%s>>>" % (
        identity.hex().encode(),
        identity.hex().encode(),
        owner.hex().encode(),
        _rc4(key, _PAD).hex().encode(),
    )
    return locked, lock


def _rc4(key: bytes, data: bytes) -> bytes:
    state = list(range(256))
    j = 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    out, i, j = bytearray(), 0, 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)


def write_odt(body: str, *, meta: str = "", **parts: str) -> bytes:
    """An OpenDocument text with `body` in `office:text`."""
    names = ("office", "text", "table", "meta", "xlink", "dc")
    spaces = " ".join(f'xmlns:{name}="urn:{name}"' for name in names)
    return _zip(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f"<office:document-content {spaces}><office:body><office:text>{body}</office:text>"
            "</office:body></office:document-content>",
            "meta.xml": f"<office:document-meta {spaces}><office:meta>{meta}</office:meta></office:document-meta>",
            **parts,
        }
    )


def write_epub(pages: list[str], *, about: str = "", **parts: str) -> bytes:
    """A book of XHTML pages: each given as what is in its body."""
    items = "".join(
        f'<item id="p{number}" href="text/p{number}.xhtml" media-type="application/xhtml+xml"/>'
        for number in range(len(pages))
    )
    spine = "".join(f'<itemref idref="p{number}"/>' for number in range(len(pages)))
    nav = '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>'
    return _zip(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": '<container><rootfile full-path="OPS/book.opf"/></container>',
            "OPS/book.opf": f'<package xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata>{about}</metadata>'
            f'<manifest>{items}{nav}</manifest><spine><itemref idref="nav"/>{spine}</spine></package>',
            "OPS/nav.xhtml": "<html><body><p>Contents (Interfax, May 3)</p></body></html>",
            **{
                f"OPS/text/p{number}.xhtml": f"<html><head><title>Page</title></head><body>{page}</body></html>"
                for number, page in enumerate(pages)
            },
            **parts,
        }
    )


def _zip(files: dict[str, str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in files.items():
            package.writestr(name, text, zipfile.ZIP_STORED if name == "mimetype" else None)
    return buffer.getvalue()


@pytest.fixture
def docx_bytes():
    return write_docx


@pytest.fixture
def pdf_bytes():
    return write_pdf


@pytest.fixture
def odt_bytes():
    return write_odt


@pytest.fixture
def epub_bytes():
    return write_epub
