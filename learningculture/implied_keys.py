"""Foreign keys that say nothing a composite one does not say: the migration operation that takes them away."""

from __future__ import annotations

from typing import Any

from django.db.migrations.operations.base import Operation

from learningculture.tenancy import tenant_references

IMPLIED_KEYS = """
SELECT plain.conrelid::regclass::text, plain.conname
FROM pg_constraint AS plain JOIN pg_constraint AS whole
    ON whole.conrelid = plain.conrelid AND whole.confrelid = plain.confrelid AND whole.conkey @> plain.conkey
JOIN pg_class ON pg_class.oid = plain.conrelid
WHERE plain.contype = 'f' AND cardinality(plain.conkey) = 1
    AND whole.contype = 'f' AND cardinality(whole.conkey) = 2 AND whole.convalidated
    AND starts_with(pg_class.relname, '{app}')
ORDER BY 1, 2
"""
"""Foreign keys on one column beside which the composite key of the same column stands."""


class LetGoOfImpliedKeys(Operation):
    """Of an app's references between tenant tables keep the composite key alone.

    ``(school_id, x_id) → x (school_id, id)`` says all that Django's own ``x_id → x (id)`` says, and each of them is a
    check for every row that is written, and one for every row that goes. Django's state keeps the reference.
    """

    reversible = True
    reduces_to_sql = False

    def state_forwards(self, app_label: str, state: Any) -> None:
        """Nothing that Django's model state knows of changes."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        with schema_editor.connection.cursor() as cursor:
            cursor.execute(IMPLIED_KEYS.format(app=f"{app_label}_"))
            for table, key in cursor.fetchall():
                cursor.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{key}"')

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        for model in (one for one in from_state.apps.get_models() if one._meta.app_label == app_label):
            for field in tenant_references(model):
                if field.db_constraint:
                    schema_editor.execute(_plain_key(model._meta.db_table, field))

    def describe(self) -> str:
        return "Keep the composite keys alone"


def _plain_key(table: str, field: Any) -> str:
    target = field.related_model._meta
    return (
        f"ALTER TABLE {table} ADD CONSTRAINT {table}_{field.column}_fk FOREIGN KEY ({field.column}) "
        f"REFERENCES {target.db_table} ({target.pk.column}) DEFERRABLE INITIALLY DEFERRED"
    )
