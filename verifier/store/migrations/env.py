"""How Alembic reaches the database: on the connection that `migrate.upgrade` holds."""

from alembic import context

from verifier.store.schema import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
