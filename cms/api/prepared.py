"""Queries that the ORM compiles once and the API then runs thousands of times.

Putting a queryset together and compiling it takes longer than PostgreSQL takes to
answer it: two thirds of an answer's time, measured. What is compiled is still the
queryset, so that what is public stays decided where it is decided for everyone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db import connection, models

from cms.publishing.statements import keeping_cursor

# Values that no query of ours holds by itself: where one stands, a parameter goes.
# Each parameter has its own, made of its place.
SAMPLES: dict[type[models.Field], Callable[[int], Any]] = {
    models.DateTimeField: lambda place: datetime(1971, 2, 3, 4, 5, 6, 789 + place, tzinfo=UTC),
    models.TextField: lambda place: f"the text of the parameter in place {place}",
    models.UUIDField: lambda place: UUID(int=0x5A3B1E0C7D524C1F9A640BE1F7D2C3A8 + place),
}


@dataclass(frozen=True, slots=True)
class Slot:
    """The place of a parameter among those of a compiled query."""

    name: str
    field: models.Field


@dataclass(frozen=True, slots=True)
class Compiled:
    sql: str
    parameters: Sequence[Any]
    converters: Sequence[tuple[int, Sequence[Callable[..., Any]], Any]]


class Prepared:
    """The rows of a `values_list` queryset; `build` makes it of the parameters' values.

    `fields` says, by name, the model field that each parameter is compared with. A
    parameter may decide values only, never the shape of the query.
    """

    def __init__(self, build: Callable[..., models.QuerySet[Any, Any]], **fields: Any) -> None:
        self.build, self.fields = build, fields
        self._compiled: dict[tuple[str, str], Compiled] = {}

    def rows(self, **values: Any) -> list[tuple[Any, ...]]:
        """Run it with these values. One query."""
        key = connection.vendor, connection.alias
        compiled = self._compiled.get(key) or self._compiled.setdefault(key, self._compile())
        parameters = [
            one.field.get_db_prep_value(values[one.name], connection) if type(one) is Slot else one
            for one in compiled.parameters
        ]
        with self.cursor() as cursor:
            cursor.execute(compiled.sql, parameters)
            rows = cursor.fetchall()
        return [_converted(row, compiled) for row in rows] if compiled.converters else rows

    def cursor(self) -> Any:
        return connection.cursor()

    def _compile(self) -> Compiled:
        samples = {
            name: SAMPLES[type(field)](place)
            for place, (name, field) in enumerate(self.fields.items())
        }
        compiler = self.build(**samples).query.get_compiler(connection=connection)
        sql, parameters = compiler.as_sql()
        slots = {
            field.get_db_prep_value(samples[name], connection): Slot(name, field)
            for name, field in self.fields.items()
        }
        places = [slots.get(one, one) for one in parameters]
        assert {one for one in places if type(one) is Slot} == set(slots.values()), sql
        found = compiler.get_converters([column[0] for column in compiler.select])
        return Compiled(sql, places, [(place, *pair) for place, pair in found.items()])


class Kept(Prepared):
    """The same, which PostgreSQL plans once for each connection. For what it would plan alike
    whatever the values are: it no longer knows them when it does."""

    def cursor(self) -> Any:
        return keeping_cursor()


def _converted(row: Sequence[Any], compiled: Compiled) -> tuple[Any, ...]:
    values = list(row)
    for place, converters, expression in compiled.converters:
        for convert in converters:
            values[place] = convert(values[place], expression, connection)
    return tuple(values)
