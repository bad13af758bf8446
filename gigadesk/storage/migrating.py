"""升级: brings the tables of an older workbook up to date. Alembic is imported here alone, and only when needed."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, update

from gigadesk.storage.tables import alembic_version


def migrate(connection: Connection, scripts: Path, found: str, wanted: str) -> None:
    """升级 from one version to another within the open transaction; the file's header said which was found."""
    connection.execute(update(alembic_version).values(version_num=found))
    config = Config()
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, wanted)
