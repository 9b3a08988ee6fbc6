"""A user's own outlets, written in the format of `config/outlets/*.toml`, checked entry by entry.

What is wrong is said with the file, the outlet and the field: whoever wrote the file mends it in one go.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from string import Formatter
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from verifier import codec
from verifier.errors import InputError
from verifier.outlets.hosts import host_of
from verifier.records import Outlet

MAX_ID = 64
KINDS = ("newspaper", "agency", "broadcaster", "magazine", "site", "official", "journal", "channel")

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_FIELDS_OF_A_DAY = frozenset({"year", "month", "day", "month2", "day2"})
_REMEDY = "An entry is written like those of config/outlets/*.toml; nothing was stored."


def own_outlets(table: Mapping[str, Any], file: str) -> tuple[Outlet, ...]:
    """The outlets of a decoded file that is called `file`.

    Raises `InputError` naming file, outlet and field; `pointer` leads to the value.
    """
    others = [key for key in table if key != "outlet"]
    entries = table.get("outlet")
    if others or not isinstance(entries, list) or not entries:
        raise InputError(
            f"{file}: {others[0]!r} is unknown." if others else f"{file} holds no [[outlet]].", remedy=_REMEDY
        )
    outlets = tuple(_outlet(entry, number, file) for number, entry in enumerate(entries))
    for number, outlet in enumerate(outlets):
        if any(outlet.id == other.id for other in outlets[:number]):
            raise _wrong(file, outlet.id, "id", "another outlet of the file has it", number)
    return outlets


def _outlet(entry: Any, number: int, file: str) -> Outlet:
    name = str(entry.get("id") or entry.get("name")) if isinstance(entry, Mapping) else f"number {number + 1}"
    try:
        outlet = codec.decode(Outlet, entry)
    except codec.CodecError as error:
        raise _wrong(file, name, error.pointer.strip("/").replace("/", "."), error.detail, number) from error
    for field, detail in faults(outlet):
        raise _wrong(file, name, field, detail, number)
    return outlet


def faults(outlet: Outlet) -> Iterator[tuple[str, str]]:
    """What no outlet can be, as (field, what is wrong)."""
    if not _ID.fullmatch(outlet.id) or len(outlet.id) > MAX_ID:
        yield "id", f"{outlet.id!r} is not made of up to {MAX_ID} small letters, digits and hyphens"
    if not outlet.name.strip():
        yield "name", "it is empty"
    for index, domain in enumerate(outlet.domains):
        if host_of(domain.host) != domain.host:
            yield f"domains.{index}.host", f"{domain.host!r} is not a host like gazette.example.com"
        if (domain.since or 0) > (domain.until or 9999):
            yield f"domains.{index}", f"it ends ({domain.until}) before it begins ({domain.since})"
    if outlet.kind not in KINDS:
        yield "kind", f"{outlet.kind!r} is none of {', '.join(KINDS)}"
    if not _is_zone(outlet.time_zone):
        yield "time_zone", f"{outlet.time_zone!r} is no time zone like Europe/Kyiv"
    for field, addresses in (("listings", outlet.listings), ("sitemaps", outlet.sitemaps), ("feeds", outlet.feeds)):
        for index, address in enumerate(addresses):
            if not address.startswith(("http://", "https://")):
                yield f"{field}.{index}", f"{address!r} is not an address that begins with http:// or https://"
    for index, template in enumerate(outlet.listings):
        if not _names_a_day(template):
            yield (
                f"listings.{index}",
                f"{template!r} does not name a day by {{year}}, {{month2}}, {{day2}} and the like",
            )


def _names_a_day(template: str) -> bool:
    try:
        fields = {field for _, field, _, _ in Formatter().parse(template) if field is not None}
    except ValueError:
        return False  # a brace that nothing closes
    return "year" in fields and fields <= _FIELDS_OF_A_DAY


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def _wrong(file: str, outlet: str, field: str, detail: str, number: int) -> InputError:
    where = f", {field}" if field else ""
    pointer = "/".join(("/outlet", str(number), *filter(None, field.split("."))))
    return InputError(f"{file}: outlet {outlet}{where}: {detail}.", remedy=_REMEDY, pointer=pointer)
