"""Answers already fetched, by URL, so that no finished fetch is repeated. Implements `ports.PageCache`."""

from __future__ import annotations

import json
import zlib
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import Engine, Select, delete, select
from sqlalchemy.dialects import postgresql, sqlite

from verifier import codec
from verifier.records import Response
from verifier.store.engine import reading, writing
from verifier.store.schema import pages


class SqlPageCache:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def get(self, url: str, now: datetime) -> Response | None:
        return self._read(select(pages).where(pages.c.key == _key(url), pages.c.fresh_until > now))

    def stale(self, url: str) -> Response | None:
        return self._read(select(pages).where(pages.c.key == _key(url)))

    def put(self, url: str, response: Response, fresh_until: datetime, expires_at: datetime) -> None:
        """Keep it, and drop what had expired when it came."""
        record = codec.encode(replace(response, body=b""))
        del record["body"]  # bytes stand in a column of their own
        values = {
            "key": _key(url),
            "url": url,
            "record": json.dumps(record),
            "body": zlib.compress(response.body, 1),
            "sha256": sha256(response.body).hexdigest(),
            "fresh_until": fresh_until,
            "expires_at": expires_at,
        }
        with writing(self._engine) as connection:
            insert = (postgresql if connection.dialect.name == "postgresql" else sqlite).insert(pages)
            connection.execute(delete(pages).where(pages.c.expires_at <= response.at))
            connection.execute(insert.values(values).on_conflict_do_update(index_elements=["key"], set_=values))

    def _read(self, wanted: Select[Any]) -> Response | None:
        with reading(self._engine) as connection:
            row = connection.execute(wanted).one_or_none()
        if row is None:
            return None
        record = json.loads(row.record) | {"body": zlib.decompress(row.body)}
        return replace(codec.decode(Response, record), cached=True)


def _key(url: str) -> str:
    return sha256(url.encode("utf-8", "surrogatepass")).hexdigest()
