"""Whose it is, and who did what: workspaces, scopes of keys, daily use, the audit log"""

from hashlib import sha256

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_EVERYTHING = "admin,read,review,submit"  # what a key could do before there were scopes


def upgrade() -> None:
    # Plain ADD COLUMN, never a table made anew: on SQLite dropping the old one would cascade to all that hangs on it.
    for table in ("documents", "jobs", "batches", "api_keys"):
        op.add_column(table, _workspace())
    op.add_column("jobs", sa.Column("submitted_by", sa.String(length=80), nullable=True))
    op.add_column("api_keys", sa.Column("scopes", sa.Text(), nullable=False, server_default=_EVERYTHING))
    op.add_column("api_keys", sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True))
    for table in ("documents", "jobs", "batches"):
        op.create_index(f"ix_{table}_workspace_submitted_at_id", table, ["workspace", "submitted_at", "id"])
    _scope_idempotency_keys()
    with op.batch_alter_table("own_outlets", schema=None) as batch_op:  # nothing hangs on it
        batch_op.add_column(_workspace())
        batch_op.drop_constraint("pk_own_outlets", type_="primary")
        batch_op.create_primary_key("pk_own_outlets", ["workspace", "id"])
    op.create_table(
        "usage",
        sa.Column("caller", sa.String(length=80), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("documents", sa.Integer(), nullable=False),
        sa.Column("citations", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("caller", "day", name=op.f("pk_usage")),
    )
    op.create_table(
        "audit",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(length=80), nullable=False),
        sa.Column("workspace", sa.String(length=80), nullable=False),
        sa.Column("deed", sa.String(length=40), nullable=False),
        sa.Column("subject", sa.String(length=80), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_audit")),
    )
    head = op.create_table(
        "audit_head",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_head")),
    )
    op.bulk_insert(head, [{"id": 1, "number": 0, "hash": "0" * 64}])


def downgrade() -> None:
    for table in ("audit_head", "audit", "usage"):
        op.drop_table(table)
    op.execute("DELETE FROM own_outlets WHERE workspace <> 'default'")
    with op.batch_alter_table("own_outlets", schema=None) as batch_op:
        batch_op.drop_constraint("pk_own_outlets", type_="primary")
        batch_op.create_primary_key("pk_own_outlets", ["id"])
        batch_op.drop_column("workspace")
    for table in ("documents", "jobs", "batches"):
        op.drop_index(f"ix_{table}_workspace_submitted_at_id", table)
    for table, column in (("api_keys", "expires_at"), ("api_keys", "scopes"), ("jobs", "submitted_by")):
        op.drop_column(table, column)
    for table in ("documents", "jobs", "batches", "api_keys"):
        op.drop_column(table, "workspace")


def _workspace() -> sa.Column[str]:
    return sa.Column("workspace", sa.String(length=80), nullable=False, server_default="default")


def _scope_idempotency_keys() -> None:
    """An Idempotency-Key is kept as a hash of it and its workspace; so are those that were there."""
    jobs = sa.table("jobs", sa.column("id"), sa.column("key"))
    connection = op.get_bind()
    for job_id, key in connection.execute(sa.select(jobs.c.id, jobs.c.key).where(jobs.c.key.is_not(None))).all():
        kept = sha256(f"default\0{key}".encode()).hexdigest()
        connection.execute(sa.update(jobs).where(jobs.c.id == job_id).values(key=kept))
