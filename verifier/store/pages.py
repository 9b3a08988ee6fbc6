"""Answers already fetched, by URL, so that no finished fetch is repeated. Implements `ports.PageCache`."""

from __future__ import annotations

import json
import zlib
from dataclasses import replace
from datetime import datetime
from hashlib import sha256

from sqlalchemy import Engine, delete, select
from sqlalchemy.dialects import postgresql, sqlite

from verifier import codec
from verifier.records import Response
from verifier.store.engine import reading, writing
from verifier.store.schema import pages


class SqlPageCache:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def get(self, url: str, now: datetime) -> Response | None:
        with reading(self._engine) as connection:
            row = connection.execute(
                select(pages.c.record, pages.c.body).where(pages.c.key == _key(url), pages.c.expires_at > now)
            ).one_or_none()
        if row is None:
            return None
        record = json.loads(row.record) | {"body": zlib.decompress(row.body)}
        return replace(codec.decode(Response, record), cached=True)

    def put(self, url: str, response: Response, expires_at: datetime) -> None:
        record = codec.encode(replace(response, body=b""))
        del record["body"]  # bytes stand in a column of their own
        values = {
            "key": _key(url),
            "url": url,
            "record": json.dumps(record),
            "body": zlib.compress(response.body, 1),
            "sha256": sha256(response.body).hexdigest(),
            "expires_at": expires_at,
        }
        with writing(self._engine) as connection:
            insert = (postgresql if connection.dialect.name == "postgresql" else sqlite).insert(pages)
            connection.execute(insert.values(values).on_conflict_do_update(index_elements=["key"], set_=values))

    def forget(self, now: datetime) -> int:
        """Drop what has expired; how many."""
        with writing(self._engine) as connection:
            return connection.execute(delete(pages).where(pages.c.expires_at <= now)).rowcount


def _key(url: str) -> str:
    return sha256(url.encode("utf-8", "surrogatepass")).hexdigest()
