"""How the program logs: structlog to standard error, for people or as JSON lines, libraries' lines too.

No secret is in a line, whoever wrote it and wherever in it it would stand: a URL's user and password, an API key of
ours, a bearer's token, and whatever the settings keep from being shown (fields with `repr=False`) are taken out last.
"""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from typing import Any

import structlog

from verifier.errors import SettingsError
from verifier.settings import Settings


def configure(settings: Settings) -> None:
    level = logging.getLevelNamesMapping().get(settings.log_level.upper())
    if level is None:
        raise SettingsError(f"log_level {settings.log_level!r} is none of debug, info, warning, error.")
    stamped: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    rendered = [*_rendered(settings.log_json), _without_secrets(settings)]
    structlog.configure(
        processors=[*stamped, *rendered],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[structlog.stdlib.add_logger_name, *stamped],
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *rendered],
        )
    )
    logging.basicConfig(level=level, handlers=[handler], force=True)


def _rendered(as_json: bool) -> list[Any]:
    if as_json:
        return [structlog.processors.format_exc_info, structlog.processors.JSONRenderer(ensure_ascii=False)]
    plain = structlog.dev.plain_traceback  # the default would print every frame's variables: words of documents
    return [structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty(), exception_formatter=plain)]


_IN_A_LINE = r"(?<=://)[^\s/@\"']+(?=@)|vk_[\w-]{20,}|(?i:(?<=bearer )[\w.~+/=-]+)"
_HIDDEN = "***"


def _without_secrets(settings: Settings) -> Callable[[Any, str, str], str]:
    """The last processor: it sees the line as it would be written."""
    own = sorted(set(_secrets(settings)), key=len, reverse=True)  # one may begin with another
    secret = re.compile("|".join([*map(re.escape, own), _IN_A_LINE]))

    def hide(_: Any, __: str, line: str) -> str:
        return secret.sub(_HIDDEN, line)

    return hide


def _secrets(table: Any) -> Iterator[str]:
    for one in fields(table):
        value = getattr(table, one.name)
        if is_dataclass(value):
            yield from _secrets(value)
        elif not one.repr and value:
            yield str(value)
