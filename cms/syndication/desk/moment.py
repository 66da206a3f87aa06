"""Reading so that all that is said together was true together."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction


@contextmanager
def one_moment() -> Iterator[None]:
    """What is read within was so at one moment, whatever is published or confirmed meanwhile.

    PostgreSQL's REPEATABLE READ; SQLite's transactions are so by themselves. Inside of another
    transaction it is that one's: a view that means it is not among `ATOMIC_REQUESTS`.
    """
    is_outermost = not connection.in_atomic_block
    with transaction.atomic():
        if is_outermost and connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield
