"""A ZIP of parts, as DOCX, ODT and EPUB are one: its parts read as streams, with a cap on what they unpack to.

Neither a small file that unpacks to gigabytes nor a deeply nested one costs more than its cap.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from verifier.errors import InputError, TooLarge
from verifier.ingest.draft import Draft

MAX_UNPACKED = 100_000_000
"""Bytes of XML. A document of 5 million characters, ten times a long book, has about 60 million."""

MAX_PARTS = 5_000
"""Entries of the package, pictures included."""

_ENTRY = b"PK\x01\x02"


@dataclass(slots=True)
class Package:
    """The open file, and how much it may still unpack to."""

    parts: zipfile.ZipFile
    name: str
    max_characters: int
    allowance: int = MAX_UNPACKED

    def __contains__(self, part: str) -> bool:
        return part in self.parts.namelist()

    def chunks(self, part: str) -> Iterator[bytes]:
        entry = self.parts.getinfo(part)
        if entry.flag_bits & 1:
            raise locked(self.name)
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise NotImplementedError(f"compression method {entry.compress_type}")
        with self.parts.open(entry) as stream:
            while chunk := stream.read(1 << 16):
                self.allowance -= len(chunk)
                if self.allowance < 0:
                    raise TooLarge(
                        f"{self.name} unpacks to more than {MAX_UNPACKED:,} bytes.",
                        remedy="Submit it in parts, or as text.",
                    )
                yield chunk

    def tree(self, part: str) -> Any:
        """The root of a small part; None where the package lacks it."""
        from lxml import etree

        if part not in self:
            return None
        parser = etree.XMLParser(resolve_entities=False, no_network=True)
        for chunk in self.chunks(part):
            parser.feed(chunk)
        return parser.close()

    def check_length(self, characters: int) -> None:
        """Raise `TooLarge` where more text has been read than is taken."""
        if characters > self.max_characters:
            raise TooLarge(
                f"{self.name} has more than {self.max_characters:,} characters of text.",
                remedy="Submit it in parts, or raise api.max_characters.",
            )


def read_package(data: bytes, draft: Callable[[Package], Draft], *, kind: str, name: str, max_characters: int) -> Draft:
    """What `draft` makes of the opened package; `kind` is what the format is called.

    Raises `InputError` with code "broken" or "encrypted", and `TooLarge`.
    """
    from lxml.etree import LxmlError

    if data.count(_ENTRY) > MAX_PARTS:
        raise TooLarge(f"{name} has more than {MAX_PARTS:,} parts.", remedy="Save it anew, without attachments.")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            return draft(Package(parts, name, max_characters))
    except (zipfile.BadZipFile, zlib.error, EOFError, KeyError, NotImplementedError, ValueError, LxmlError) as error:
        raise InputError(
            f"{name} is a damaged or incomplete {kind} file ({error}).",
            code="broken",
            remedy="Open it in a word processor and save it again, or submit its text.",
        ) from error


def locked(name: str) -> InputError:
    return InputError(
        f"{name} is locked with a password.",
        code="encrypted",
        remedy="Save it without a password and submit it again.",
    )
