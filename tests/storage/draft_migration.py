"""Prints the body of the next migration: what leads from the newest script to the tables as they are.

    python -m tests.storage.draft_migration

It is a draft: read it, and write what Alembic cannot know (what becomes of the rows) by hand.
"""

from __future__ import annotations

from alembic.autogenerate import produce_migrations, render_python_code
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

from gigadesk.storage.database import MIGRATIONS
from gigadesk.storage.migrating import migrate
from gigadesk.storage.tables import alembic_version, metadata

_INTEGER = "sa.BigInteger().with_variant(sa.Integer(), 'sqlite')"


def draft() -> str:
    """The body of an upgrade() that is still wanting."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    newest = ScriptDirectory.from_config(config).get_current_head()
    with create_engine("sqlite://").begin() as connection:
        alembic_version.create(connection)
        if newest is not None:
            migrate(connection, MIGRATIONS, "", newest)
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        operations = produce_migrations(context, metadata).upgrade_ops
        assert operations is not None
        return render_python_code(operations, render_as_batch=newest is not None).replace(_INTEGER, "INTEGER")


if __name__ == "__main__":
    print(draft())
