"""Bring the tables up to date, by the numbered steps in `migrations/versions/`."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Engine, inspect, text

from verifier.store.engine import reading

HEAD = "0007"
"""The newest step; a test compares it with the files. Known here so that a start need not load Alembic."""


def version(engine: Engine) -> str | None:
    """The step the database is at; None for an empty one."""
    with reading(engine) as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        return connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()


def upgrade(engine: Engine, to: str = HEAD) -> bool:
    """Whether there was anything to do. Two processes starting at once: the second finds it done."""
    if version(engine) == to:
        return False
    from alembic import command  # 150 ms that a start need not pay
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, to)
    return True
