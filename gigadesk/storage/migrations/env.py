"""Runs the scripts in versions/ on the connection that `gigadesk.storage.migrating` hands over."""

from alembic import context

context.configure(connection=context.config.attributes["connection"], render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
