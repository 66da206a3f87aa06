from typing import Any

from django.db import transaction
from django.urls import URLPattern, path
from drf_spectacular.utils import extend_schema_view

from cms.publishing.representation import Kind, PartKind

from . import export, schema, searching, views
from .collections import collections
from .documentation import DocsView, SchemaView

app_name = "api"


def reading(view: type[Any]) -> Any:
    """The view without a transaction: it only reads, and SQLite's would shut writers out."""
    return transaction.non_atomic_requests(view.as_view())


def described(view: type[Any], description: Any, **attributes: Any) -> type[Any]:
    """A view of its own for one kind, with its own words in the contract."""
    made = type(
        view.__name__, (view,), {"__doc__": view.__doc__, "__module__": __name__, **attributes}
    )
    return extend_schema_view(get=description)(made)


def of_kind(name: str, kind: Kind) -> list[URLPattern]:
    a_list = described(views.ListView, schema.describe_list(kind), kind=kind)
    an_item = described(views.ItemView, schema.describe_item(kind), kind=kind)
    return [
        path(f"{name}/", reading(a_list), name=name),
        path(f"{name}/<uuid:id>/", reading(an_item), name=f"{name}_item"),
        *(parts_of(name, kind, kind.parts) if kind.parts else ()),
        *(file_of(name, kind) if "file" in kind.detail else ()),
    ]


def parts_of(name: str, kind: Kind, parts: PartKind) -> list[URLPattern]:
    all_parts = described(views.PartsView, schema.describe_parts(kind, parts), kind=kind)
    a_part = described(views.PartView, schema.describe_part(kind, parts), kind=kind)
    everything = described(export.ExportView, schema.describe_export(kind, parts), kind=kind)
    below = f"{name}/<uuid:id>/{parts.collection}"
    return [
        path(f"{name}/export/", reading(everything), name=f"{name}_export"),
        path(f"{below}/", reading(all_parts), name=f"{name}_{parts.collection}"),
        path(f"{below}/<slug:anchor>/", reading(a_part), name=f"{name}_{parts.name}"),
    ]


def file_of(name: str, kind: Kind) -> list[URLPattern]:
    its_file = described(export.FileView, schema.describe_file(kind), kind=kind)
    # Every other address ends in a slash: who writes one here is not to be sent away.
    same = described(export.FileView, schema.not_described(), kind=kind)
    return [
        path(f"{name}/<uuid:id>/file", reading(its_file), name=f"{name}_file"),
        path(f"{name}/<uuid:id>/file/", reading(same)),
    ]


urlpatterns = [
    path("", reading(described(views.RootView, schema.describe_root())), name="root"),
    path(
        "changes/", reading(described(views.ChangesView, schema.describe_changes())), name="changes"
    ),
    path(
        "search/", reading(described(searching.SearchView, schema.describe_search())), name="search"
    ),
    path(
        "search/suggest/",
        reading(described(searching.SuggestView, schema.describe_suggest())),
        name="suggest",
    ),
    path("schema/", reading(SchemaView), name="schema"),
    path("docs/", reading(DocsView), name="docs"),
    *(pattern for name, kind in collections().items() for pattern in of_kind(name, kind)),
    path(
        "problems/<slug:slug>/",
        reading(described(views.ProblemView, schema.not_described())),
        name="problem",
    ),
    path("<path:rest>", reading(views.NothingHereView)),
]
