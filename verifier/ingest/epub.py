"""EPUB: the pages of its spine, one after the other, as HTML is read; title, publisher, date and language.

EPUB 3.3, and EPUB 2. Navigation pages are left out; pages that the spine calls not linear come where it has them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from posixpath import dirname, join, normpath
from typing import Any
from urllib.parse import unquote

from verifier.ingest import html
from verifier.ingest.draft import Block, Draft, Facts, compose
from verifier.ingest.package import Package, locked, read_package

_PAGES = ("application/xhtml+xml", "text/html")


def read(data: bytes, *, name: str, max_characters: int) -> Draft:
    """Raises `InputError` with code "broken" or "encrypted", and `TooLarge`."""
    return read_package(data, _draft, kind="EPUB", name=name, max_characters=max_characters)


def _draft(package: Package) -> Draft:
    container = package.tree("META-INF/container.xml")
    files = () if container is None else container.iter()
    book = next((one.get("full-path", "") for one in files if _local(one.tag) == "rootfile"), "")
    root = package.tree(book)
    if root is None:
        raise KeyError(f"no book at {book!r}")
    protected = _protected(package)
    return compose(_numbered(_blocks(package, _spine(root, dirname(book)), protected)), _facts(root))


def _spine(root: Any, folder: str) -> Iterator[str]:
    """The parts that are read, in order."""
    items = {one.get("id"): one for one in root.iter() if _local(one.tag) == "item"}
    for one in root.iter():
        item = items.get(one.get("idref")) if _local(one.tag) == "itemref" else None
        if (
            item is not None
            and item.get("media-type") in _PAGES
            and "nav" not in (item.get("properties") or "").split()
        ):
            yield normpath(join(folder, unquote(item.get("href") or "")))


def _blocks(package: Package, parts: Iterator[str], protected: frozenset[str]) -> Iterator[Block]:
    length = 0
    for part in parts:
        if part in protected:
            raise locked(package.name)
        for block in html.blocks(b"".join(package.chunks(part)), name=package.name):
            length += len(block.text)
            yield block
        package.check_length(length)


def _numbered(blocks: Iterator[Block]) -> Iterator[Block]:
    """Paragraphs counted over the whole book, and notes by the page they are on."""
    number = 0
    for block in blocks:
        if block.where.startswith("paragraph "):
            number += 1
            block = replace(block, where=f"paragraph {number}")
        yield block


def _protected(package: Package) -> frozenset[str]:
    """The parts that are encrypted; fonts often are, without any protection being meant."""
    root = package.tree("META-INF/encryption.xml")
    found = () if root is None else root.iter()
    return frozenset(unquote(one.get("URI", "")) for one in found if _local(one.tag) == "CipherReference")


def _facts(root: Any) -> Facts:
    said: dict[str, str] = {}
    for one in root.iter():
        if isinstance(one.tag, str) and "purl.org/dc/elements" in one.tag:
            said.setdefault(_local(one.tag), (one.text or "").strip())
    return Facts(
        title=said.get("title") or None,
        publication=said.get("publisher") or None,
        published=_day(said.get("date", "")),
        language=said.get("language", "").partition("-")[0].lower() or None,
    )


def _local(tag: object) -> str:
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _day(stamp: str) -> date | None:
    try:
        return date.fromisoformat(stamp[:10])
    except ValueError:
        return None
