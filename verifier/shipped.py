"""The data files that ship with the program: `config/` and `seeds/`, in a checkout or in an installed wheel."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

_HERE = Path(__file__).resolve().parent


def folder(name: str) -> Path:
    """Where the shipped folder `name` is: inside the installed package, or beside it in a checkout."""
    installed = _HERE / "_shipped" / name
    return installed if installed.is_dir() else _HERE.parent / name


def config(*parts: str) -> Path:
    return folder("config").joinpath(*parts)


def seeds(*parts: str) -> Path:
    return folder("seeds").joinpath(*parts)


def table(path: Path) -> dict[str, Any]:
    """A TOML file, parsed; `tomllib.TOMLDecodeError` names the line where it is broken."""
    with path.open("rb") as file:
        return tomllib.load(file)


@cache
def outlet_tables() -> tuple[dict[str, Any], ...]:
    """Every file of `config/outlets/`, in name order: each a table with a list `outlet`."""
    return tuple(table(path) for path in sorted(config("outlets").glob("*.toml")))


@cache
def series_table() -> dict[str, Any]:
    return table(config("series.toml"))
