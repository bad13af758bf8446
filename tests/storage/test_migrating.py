"""An older workbook is brought up to date with nothing lost, or left as it was."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine

from gigadesk.domain.errors import Trouble
from gigadesk.domain.units import Unit, UnitContact
from gigadesk.storage.database import MIGRATIONS, Database, old_copy_path
from gigadesk.storage.integrity import check
from gigadesk.storage.migrating import migrate
from gigadesk.storage.store import Store
from gigadesk.storage.tables import SCHEMA, TABLES, alembic_version, revision
from tests.builders import a_unit, a_unit_contact
from tests.storage.draft_migration import draft
from tests.storage.samples import NOON, WHO, filling
from tests.storage.schema import schema_of

OLD_WORKBOOKS = sorted((Path(__file__).parents[1] / "workbooks").glob("*.gigadesk"))
NEXT = SCHEMA + 1


def test_the_migrations_make_the_tables_as_they_are(database: Database) -> None:
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        alembic_version.create(connection)
        migrate(connection, MIGRATIONS, "", revision(SCHEMA))
        migrated = schema_of(connection)
        counters = connection.exec_driver_sql("SELECT * FROM counter ORDER BY name").all()
    engine.dispose()
    with database.begin() as connection:
        created = schema_of(connection)
        assert migrated.keys() == created.keys()
        for table, shape in created.items():
            assert migrated[table] == shape, table
        assert connection.exec_driver_sql("SELECT * FROM counter ORDER BY name").all() == counters


def test_there_is_nothing_left_to_migrate() -> None:
    assert "pass" in draft()


def test_a_workbook_of_every_released_version_is_kept() -> None:
    assert [path.stem for path in OLD_WORKBOOKS] == [revision(schema) for schema in range(1, SCHEMA + 1)]


@pytest.mark.parametrize("old", OLD_WORKBOOKS, ids=lambda path: path.stem)
def test_a_workbook_of_a_released_version_is_brought_up_to_date(old: Path, tmp_path: Path, database: Database) -> None:
    path = tmp_path / "旧.gigadesk"
    shutil.copyfile(old, path)
    opened = Database.open(path)
    with opened.begin() as connection, database.begin() as fresh:
        assert schema_of(connection) == schema_of(fresh)
        rows = {name: _count(connection, name) for name in (table.table.name for table in TABLES.values())}
    assert [name for name, count in rows.items() if count == 0] == []
    assert check(opened) == []
    opened.close()


def _count(connection: Any, table: str) -> int:
    count: int = connection.exec_driver_sql(f'SELECT count(*) FROM "{table}"').scalar_one()  # noqa: S608 - our names
    return count


# A next version


_NEXT_SCRIPT = '''
"""A step that makes a table anew, which other tables point to."""

import sqlalchemy as sa
from alembic import op

revision = "{revision}"
down_revision = "{former}"


def upgrade() -> None:
    with op.batch_alter_table("unit", recreate="always") as unit:
        unit.add_column(sa.Column("website", sa.Text(), nullable=False, server_default="无"))
    {more}
'''


@pytest.fixture
def scripts(tmp_path: Path) -> Path:
    """The scripts, in a folder whose name has a character that Alembic's settings give a meaning to."""
    folder = tmp_path / "100%脚本"
    shutil.copytree(MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    write_next(folder, "")
    return folder


def write_next(folder: Path, more: str) -> None:
    """Write the script of the next version."""
    text = _NEXT_SCRIPT.format(revision=revision(NEXT), former=revision(SCHEMA), more=more)
    (folder / "versions" / f"{revision(NEXT)}_next.py").write_text(text, encoding="utf-8")


@pytest.fixture
def old(path: Path) -> Path:
    """A filled workbook of the version that is current now."""
    database = Database.create(path)
    Store(database).apply(filling(), who=WHO, at=NOON)
    database.close()
    return path


def test_a_table_made_anew_keeps_what_points_to_it(old: Path, scripts: Path) -> None:
    before = old.read_bytes()
    database = Database.open(old, migrations=scripts, schema=NEXT)
    with database.begin() as connection:
        assert connection.exec_driver_sql("SELECT website FROM unit").all() == [("无",)]
        assert connection.exec_driver_sql("PRAGMA user_version").scalar() == NEXT
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
        assert connection.exec_driver_sql("SELECT * FROM alembic_version").all() == [(revision(NEXT),)]
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
    assert Store(database).records(UnitContact) == [a_unit_contact()]
    database.close()
    copy = old.with_name(f"台账（升级前，版本{revision(SCHEMA)}）.gigadesk")
    kept = Database.open(copy)
    assert Store(kept).records(Unit) == [a_unit()]
    kept.close()
    assert len(copy.read_bytes()) == len(before)
    Database.open(old, migrations=scripts, schema=NEXT).close()
    assert old_copy_path(old, SCHEMA).name == f"台账（升级前，版本{revision(SCHEMA)}）（2）.gigadesk"


@pytest.mark.parametrize(
    ("more", "error"),
    [
        ("op.execute('DELETE FROM unit')", Trouble),
        ("raise ZeroDivisionError", ZeroDivisionError),
    ],
)
def test_a_migration_that_fails_leaves_the_file_as_it_was(
    old: Path, scripts: Path, more: str, error: type[Exception]
) -> None:
    write_next(scripts, more)
    with pytest.raises(error):
        Database.open(old, migrations=scripts, schema=NEXT)
    database = Database.open(old)
    assert Store(database).records(Unit) == [a_unit()]
    assert check(database) == []
    database.close()


def test_no_migration_without_a_copy(old: Path, scripts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object, **_options: object) -> None:
        raise Trouble("磁盘已满。")

    monkeypatch.setattr("gigadesk.storage.backup.copy_whole", refuse)
    before = old.read_bytes()
    with pytest.raises(Trouble, match="磁盘已满"):
        Database.open(old, migrations=scripts, schema=NEXT)
    assert old.read_bytes() == before
