"""The users' own outlets, over the shipped registry. Implements `ports.OwnOutlets`."""

from __future__ import annotations

import json

from sqlalchemy import Engine, delete, insert, select

from verifier import codec
from verifier.records import DEFAULT_WORKSPACE, Outlet
from verifier.store.engine import reading, writing
from verifier.store.rows import dumps
from verifier.store.schema import own_outlets


class SqlOwnOutlets:
    def __init__(self, engine: Engine, workspace: str = DEFAULT_WORKSPACE) -> None:
        self._engine = engine
        self._workspace = workspace

    def within(self, workspace: str) -> SqlOwnOutlets:
        """Those of another workspace."""
        return SqlOwnOutlets(self._engine, workspace)

    def all(self) -> tuple[Outlet, ...]:
        with reading(self._engine) as connection:
            rows = connection.execute(
                select(own_outlets.c.record)
                .where(own_outlets.c.workspace == self._workspace)
                .order_by(own_outlets.c.id)
            ).scalars()
            return tuple(codec.decode(Outlet, json.loads(record)) for record in rows)

    def put(self, outlet: Outlet) -> None:
        with writing(self._engine) as connection:
            connection.execute(
                delete(own_outlets).where(own_outlets.c.workspace == self._workspace, own_outlets.c.id == outlet.id)
            )
            connection.execute(
                insert(own_outlets).values(workspace=self._workspace, id=outlet.id, record=dumps(outlet))
            )
