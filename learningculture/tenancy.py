"""One school never sees another's data: the base of every tenant table, the context that opens a school to one
transaction, and the migration operation that lays row-level security.

The settings ``app.school``, ``app.member``, ``app.user``, ``app.purpose`` and ``app.batch`` live exactly as long as a
transaction (``set_config(…, true)``), never as long as a connection. No school set means no rows.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.db import connection, models, transaction
from django.db.migrations.operations.base import Operation

SETTINGS = ("school", "member", "user", "purpose", "batch")
READ_SETTINGS = "SELECT current_setting('role'), " + ", ".join(
    f"coalesce(current_setting('app.{name}', true), '')" for name in SETTINGS
)
WRITE_SETTINGS = "SELECT set_config('role', %s, true), " + ", ".join(
    f"set_config('app.{name}', %s, true)" for name in SETTINGS
)


class TenantModel(models.Model):
    """A row that belongs to one school. Its table is protected by :class:`ProtectTables` in a migration."""

    school = models.ForeignKey("school.School", on_delete=models.CASCADE, related_name="+", db_index=False)

    class Meta:
        abstract = True


@contextmanager
def tenant(
    school_id: int | None, *, member_id: int | None = None, user_id: int | None = None, purpose: str = ""
) -> Iterator[None]:
    """Open one school to the enclosed block, in a transaction of its own or a savepoint of the running one.

    ``purpose="build"`` lets a background build read what no single member may read, such as every visit. A batch of
    changes goes on inside when the school stays the same.
    """
    nested = connection.in_atomic_block
    with transaction.atomic():
        before = _read_settings() if nested else None
        enter_school(school_id, member_id=member_id, user_id=user_id, purpose=purpose)
        if nested:
            connection.tell_now()  # type: ignore[attr-defined]
        if before and before[1] == str(school_id) and before[-1]:
            _set_batch(before[-1])
        yield
        if before and not connection.needs_rollback:
            _write_settings(before)


def enter_school(
    school_id: int | None, *, member_id: int | None = None, user_id: int | None = None, purpose: str = ""
) -> None:
    """Set the school for the rest of the running transaction; middleware and :func:`tenant` only.

    The database hears of it together with the next question: each request would wait for it otherwise.
    """
    assert connection.in_atomic_block, "a school can only be entered inside a transaction"
    role = settings.DATABASE_APP_ROLE or "none"
    values = (role, school_id or "", member_id or "", user_id or "", purpose, "")
    connection.tell(WRITE_SETTINGS, *map(str, values))  # type: ignore[attr-defined]


@contextmanager
def marking_changes(batch_id: int) -> Iterator[None]:
    """Every line that the audit writes inside bears this batch; see ``school.batches``, which is the way to it."""
    assert connection.in_atomic_block, "a batch lives inside a transaction"
    before = _read_settings()[-1]
    _set_batch(str(batch_id))
    yield
    if not connection.needs_rollback:
        _set_batch(before)


@contextmanager
def further_purpose(purpose: str) -> Iterator[None]:
    """For the enclosed block a purpose beside the school, member and batch that are open already."""
    assert connection.in_atomic_block, "a purpose lives inside a transaction"
    before = _read_settings()
    _write_settings((*before[:4], purpose, *before[5:]))
    yield
    if not connection.needs_rollback:
        _write_settings(before)


def _set_batch(value: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('app.batch', %s, true)", [value])


def _read_settings() -> tuple[str, ...]:
    with connection.cursor() as cursor:
        cursor.execute(READ_SETTINGS)
        return tuple(cursor.fetchone())


def _write_settings(values: tuple[str, ...]) -> None:
    connection.tell(WRITE_SETTINGS, *values)  # type: ignore[attr-defined]
    connection.tell_now()  # type: ignore[attr-defined]


AUDITED = """
DO $$ BEGIN
    IF to_regprocedure('audit_table(regclass)') IS NOT NULL THEN
        PERFORM audit_table('{table}');
    ELSE
        CREATE TRIGGER {table}_audit AFTER INSERT OR UPDATE OR DELETE ON {table}
            FOR EACH ROW EXECUTE FUNCTION record_change();
    END IF;
END $$
"""
"""The audit of a table: by statement since school's 0003, which converts what was laid before it."""

SAME_SCHOOL = "school_id = (SELECT app_school())"


class ProtectTables(Operation):
    """Lay the second wall around an app's tenant tables, beside Django's own constraints.

    For every named model: a unique ``(school_id, id)``, composite references to other tenant tables, forced row-level
    security, and the audit trigger unless ``audited`` is false.

    Args:
        models_named: lower-case model names of this app, referenced tables first.
        readable: a further SQL condition on reading, beside "same school" (the model's own table is in scope).
        audited: whether changes are written to ``school_change``. Ballots and the audit table itself are not.
        append_only: rows can be added and read, never changed or deleted, not even by the owner.
    """

    reversible = True
    reduces_to_sql = True

    def __init__(
        self, models_named: list[str], readable: str = "", audited: bool = True, append_only: bool = False
    ) -> None:
        self.models_named = models_named
        self.readable = readable
        self.audited = audited
        self.append_only = append_only

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        """For Django's migration writer."""
        return (
            type(self).__name__,
            [self.models_named],
            {"readable": self.readable, "audited": self.audited} | {"append_only": self.append_only},
        )

    def state_forwards(self, app_label: str, state: Any) -> None:
        """Nothing that Django's model state knows of changes."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        for name in self.models_named:
            model = to_state.apps.get_model(app_label, name)
            for statement in self._protections(model):
                schema_editor.execute(statement)
        for name in self.models_named:
            for statement in _composite_references(to_state.apps.get_model(app_label, name)):
                schema_editor.execute(statement)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        for name in reversed(self.models_named):
            table = from_state.apps.get_model(app_label, name)._meta.db_table
            schema_editor.execute(f"DROP POLICY {table}_same_school ON {table}")
            schema_editor.execute(f"DROP POLICY IF EXISTS {table}_added ON {table}")
            schema_editor.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY")
            for name_end in ("", "_insert", "_update", "_delete"):
                schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_audit{name_end} ON {table}")
            schema_editor.execute(f"ALTER TABLE {table} DROP CONSTRAINT IF EXISTS {table}_tenant_key CASCADE")

    def describe(self) -> str:
        return f"Protect {', '.join(self.models_named)}"

    def _protections(self, model: Any) -> list[str]:
        table = model._meta.db_table
        statements = [f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY"]
        if not isinstance(model._meta.pk, models.CompositePrimaryKey):
            key = f"UNIQUE (school_id, {model._meta.pk.column})"
            statements.append(f"ALTER TABLE {table} ADD CONSTRAINT {table}_tenant_key {key}")
        statements += self._policies(table)
        if self.audited:
            statements.append(AUDITED.format(table=table))
        return statements

    def _policies(self, table: str) -> list[str]:
        condition = f"{SAME_SCHOOL} AND ({self.readable})" if self.readable else SAME_SCHOOL
        if self.append_only:
            return [
                f"CREATE POLICY {table}_same_school ON {table} FOR SELECT USING ({condition})",
                f"CREATE POLICY {table}_added ON {table} FOR INSERT WITH CHECK ({SAME_SCHOOL})",
            ]
        return [f"CREATE POLICY {table}_same_school ON {table} USING ({condition}) WITH CHECK ({SAME_SCHOOL})"]


class ReferWithinSchool(Operation):
    """Lay the composite references of columns that were added to a protected table: ``("noticing", "picture")``."""

    reversible = True
    reduces_to_sql = True

    def __init__(self, model_named: str, *columns: str) -> None:
        self.model_named = model_named
        self.columns = columns

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        """For Django's migration writer."""
        return type(self).__name__, [self.model_named, *self.columns], {}

    def state_forwards(self, app_label: str, state: Any) -> None:
        """Nothing that Django's model state knows of changes."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        for statement in _composite_references(to_state.apps.get_model(app_label, self.model_named), self.columns):
            schema_editor.execute(statement)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        model = from_state.apps.get_model(app_label, self.model_named)
        for name in self.columns:
            key = f"{model._meta.db_table}_{model._meta.get_field(name).column}_tenant_fk"
            schema_editor.execute(f"ALTER TABLE {model._meta.db_table} DROP CONSTRAINT IF EXISTS {key}")

    def describe(self) -> str:
        return f"Refer from {self.model_named} within the school"


def _composite_references(model: Any, only: tuple[str, ...] = ()) -> list[str]:
    """``(school_id, x_id) → x (school_id, id)``: foreign keys ignore row-level security, so the key has the school."""
    table = model._meta.db_table
    return [
        f"ALTER TABLE {table} ADD CONSTRAINT {table}_{field.column}_tenant_fk "
        f"FOREIGN KEY (school_id, {field.column}) "
        f"REFERENCES {field.related_model._meta.db_table} (school_id, {field.related_model._meta.pk.column}) "
        "DEFERRABLE INITIALLY DEFERRED"
        for field in tenant_references(model)
        if not only or field.name in only
    ]


def tenant_references(model: Any) -> list[Any]:
    """The references of a tenant model to other rows of its school."""
    return [
        field
        for field in model._meta.local_fields
        if field.is_relation and field.name != "school" and is_tenant(field.related_model)
    ]


def is_tenant(model: Any) -> bool:
    """Whether the model's rows belong to one school (it has a ``school`` reference and is not the school itself)."""
    return any(field.name == "school" and field.is_relation for field in model._meta.local_fields)
