"""What a command was given: a file, standard input, or a URL."""

from __future__ import annotations

import sys
from datetime import date, datetime
from pathlib import Path

import click

from verifier.errors import InputError


def is_url(source: str) -> bool:
    return source.startswith(("http://", "https://"))


def content(source: str) -> tuple[bytes, str | None]:
    """The bytes of a file, or of standard input for "-", and the file's name."""
    if source == "-":
        return sys.stdin.buffer.read(), None
    try:
        return Path(source).read_bytes(), Path(source).name
    except OSError as error:
        raise InputError(f"{source} cannot be read: {error.strerror}.") from error


class Day(click.ParamType[date]):
    """A day as YYYY-MM-DD."""

    name = "date"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            return datetime.strptime(str(value), "%Y-%m-%d").date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            self.fail(f"{value!r} is not a day as YYYY-MM-DD", param, ctx)
