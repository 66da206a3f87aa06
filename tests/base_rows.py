"""On PostgreSQL: the rows that migrations leave, kept in a schema beside, and put back.

`flush` truncates two hundred tables of which a test has filled ten, and has Django make its rows
again: two to three seconds each time.

A transaction that is rolled back takes its rows along and leaves the next keys where they were:
they are put back too, for whoever wants the same rows with the same keys.
"""

from __future__ import annotations

from django.db import connection

KEPT = "kept_for_tests"

_kept_keys: dict[str, int | None] = {}


def keep() -> None:
    """Copy what a migrated database holds, before any test has written to it."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute(f"DROP SCHEMA IF EXISTS {KEPT} CASCADE")
        cursor.execute(f"CREATE SCHEMA {KEPT}")
        for table in _filled():
            cursor.execute(f'CREATE TABLE {KEPT}."{table}" AS TABLE public."{table}"')
    _kept_keys.update(_last_keys())


def put_back_keys() -> bool:
    """Where a test is in its transaction and has written nothing yet; whether that is so."""
    if not (_kept_keys and connection.in_atomic_block):
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_xact_id_if_assigned() IS NULL")
        if not cursor.fetchone()[0]:
            return False
        for name, last in _last_keys().items():
            if last != (kept := _kept_keys.get(name)):
                key = f'public."{name}"'
                cursor.execute("SELECT setval(%s, %s, %s)", [key, kept or 1, kept is not None])
    return True


def put_back() -> bool:
    """Empty what is filled and write the kept rows again; whether there are kept ones."""
    if connection.vendor != "postgresql":
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s", [KEPT])
        kept = [name for (name,) in cursor.fetchall()]
        if not kept:
            return False
        tables = ", ".join(f'public."{table}"' for table in _filled())
        # No trigger marks what is put back, and no key is asked for a row that comes later.
        cursor.execute("SET session_replication_role = replica")
        if tables:
            cursor.execute(f"TRUNCATE {tables} CASCADE")
        for table in kept:
            cursor.execute(f'INSERT INTO public."{table}" TABLE {KEPT}."{table}"')
        cursor.execute("SET session_replication_role = DEFAULT")
    return True


def _last_keys() -> dict[str, int | None]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = 'public'"
        )
        return dict(cursor.fetchall())


def _filled() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        every = [name for (name,) in cursor.fetchall()]
        asked = (f"SELECT '{one}' WHERE EXISTS (SELECT 1 FROM public.\"{one}\")" for one in every)
        cursor.execute(" UNION ALL ".join(asked))
        return [name for (name,) in cursor.fetchall() if name != "django_migrations"]
