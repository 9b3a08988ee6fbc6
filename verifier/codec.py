"""Records to JSON and back, by their annotations.

One way in and one way out for the store, the API, the settings and the fixtures. Dataclasses become
objects, enums their values, dates ISO strings, tuples lists. A union of several dataclasses is told
apart by `"type"`, the class's name. An unknown key or a value of the wrong kind is a `CodecError` that
says where.
"""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Callable, Hashable, Mapping
from datetime import date, datetime
from enum import Enum
from functools import cache
from itertools import repeat
from typing import Any, TypeVar, Union, get_args, get_origin

from verifier import records

T = TypeVar("T")


class CodecError(ValueError):
    """`pointer` is a JSON pointer to the value that does not fit."""

    def __init__(self, pointer: str, detail: str) -> None:
        super().__init__(f"{pointer or '/'}: {detail}")
        self.pointer = pointer
        self.detail = detail


def encode(value: Any) -> Any:
    """A record, or anything of records, as plain JSON values. A dataclass in a union carries its type."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        out = {"type": type(value).__name__} if type(value) in _TAGGED else {}
        for name in _fields(type(value)):
            out[name] = encode(getattr(value, name))
        return out
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): encode(item) for key, item in value.items()}
    if isinstance(value, (tuple, list, frozenset)):
        return [encode(item) for item in value]
    return value


def decode(kind: Callable[..., T], value: Any, pointer: str = "") -> T:
    """The record of that kind that `value` describes. `pointer` is where it stands in what was given."""
    try:
        result: T = _decoder(kind)(value)
    except CodecError as error:
        raise CodecError(pointer + error.pointer, error.detail) from None
    return result


Decoder = Callable[[Any], Any]
"""Made once for a kind. Raises `CodecError` with the way from its own value on; who holds that value puts the way to
it in front. So the way is only written down where something does not fit."""


def _inside(step: str | int, error: CodecError) -> CodecError:
    return CodecError(f"/{step}{error.pointer}", error.detail)


@cache
def _fields(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in dataclasses.fields(kind))


_TAGGED = frozenset(get_args(records.Entry))
"""The records that stand in a union: their JSON says which they are."""


@cache
def _decoder(kind: Any) -> Decoder:
    origin = get_origin(kind)
    if kind is Any:
        return lambda value: value
    if origin in (Union, types.UnionType):
        return _union(get_args(kind))
    if origin is tuple:
        return _sequence(get_args(kind))
    if origin is not None and isinstance(origin, type) and issubclass(origin, Mapping):
        return _mapping(_decoder(get_args(kind)[1]))
    if dataclasses.is_dataclass(kind):
        return _record(typing.cast(type, kind))
    if isinstance(kind, type) and issubclass(kind, Enum):
        return _enum(kind)
    return _scalar(kind)


def _record(kind: type) -> Decoder:
    hints = typing.get_type_hints(kind)
    required = {
        field.name
        for field in dataclasses.fields(kind)
        if field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING
    }
    inner: dict[str, Decoder] = {}

    def read(value: Any) -> Any:
        if not isinstance(value, Mapping):
            raise CodecError("", f"expected an object ({kind.__name__}), not {_name(value)}")
        if not inner:  # built late: records may refer to each other
            inner.update({name: _decoder(hints[name]) for name in _fields(kind)})
        given = {}
        for key, item in value.items():
            reading = inner.get(key)
            if reading is not None:
                try:
                    given[key] = reading(item)
                except CodecError as error:
                    raise _inside(key, error) from None
            elif key != "type":
                raise CodecError(f"/{key}", f"unknown; there are {', '.join(sorted(inner))}")
        for key in required - given.keys():
            raise CodecError(f"/{key}", "is missing")
        return kind(**given)

    return read


def _union(kinds: tuple[Any, ...]) -> Decoder:
    by_name: dict[str, Any] = {kind.__name__: kind for kind in kinds if isinstance(kind, type)}
    others = [kind for kind in kinds if kind is not type(None)]
    optional = type(None) in kinds

    def read(value: Any) -> Any:
        if value is None and optional:
            return None
        if len(others) == 1:
            return _decoder(others[0])(value)
        if isinstance(value, Mapping) and value.get("type") in by_name:
            return _decoder(by_name[value["type"]])(value)
        for kind in others:
            try:
                return _decoder(kind)(value)
            except CodecError:
                continue
        raise CodecError("", f"fits none of {', '.join(getattr(kind, '__name__', str(kind)) for kind in kinds)}")

    return read


def _sequence(args: tuple[Any, ...]) -> Decoder:
    endless = args[-1] is Ellipsis
    decoders = [_decoder(arg) for arg in args if arg is not Ellipsis]

    def read(value: Any) -> Any:
        if not isinstance(value, (list, tuple)):
            raise CodecError("", f"expected a list, not {_name(value)}")
        if not endless and len(value) != len(decoders):
            raise CodecError("", f"expected {len(decoders)} items, not {len(value)}")
        items = []
        try:
            for one, element in zip(repeat(decoders[0]) if endless else decoders, value, strict=False):
                items.append(one(element))
        except CodecError as error:
            raise _inside(len(items), error) from None
        return tuple(items)

    return read


def _mapping(item: Decoder) -> Decoder:
    def read(value: Any) -> Any:
        if not isinstance(value, Mapping):
            raise CodecError("", f"expected an object, not {_name(value)}")
        found = {}
        for key, element in value.items():
            try:
                found[key] = item(element)
            except CodecError as error:
                raise _inside(key, error) from None
        return found

    return read


def _enum(kind: type[Enum]) -> Decoder:
    members = {member.value: member for member in kind}

    def read(value: Any) -> Any:
        member = members.get(value) if isinstance(value, Hashable) else None
        if member is None:
            raise CodecError("", f"{value!r} is none of {', '.join(map(str, members))}")
        return member

    return read


def _scalar(kind: Any) -> Decoder:
    def read(value: Any) -> Any:
        if type(value) is kind:
            return value
        if kind is datetime and isinstance(value, str):
            return _parsed(datetime.fromisoformat, value, "a time")
        if kind is date and isinstance(value, str):
            return _parsed(date.fromisoformat, value, "a day as YYYY-MM-DD")
        if kind is float and isinstance(value, int) and not isinstance(value, bool):
            return float(value)
        if isinstance(value, kind) and not (kind is int and isinstance(value, bool)):
            return value
        raise CodecError("", f"expected {kind.__name__}, not {_name(value)}")

    return read


def _parsed(parse: Callable[[str], Any], value: str, what: str) -> Any:
    try:
        return parse(value)
    except ValueError:
        raise CodecError("", f"{value!r} is not {what}") from None


def _name(value: Any) -> str:
    return "nothing" if value is None else f"{type(value).__name__} {str(value)[:40]!r}"
