"""Search's desk: synonyms, and the report of what nobody finds. Promoted results are Wagtail's."""

from __future__ import annotations

from typing import Any

import django_filters
from django.contrib.auth.models import Permission
from django.db.models import F, QuerySet, Sum
from django.urls import URLPattern, path, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import BooleanColumn, Column, NumberColumn
from wagtail.admin.views.reports import ReportView
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from .models import QueryCount, Synonym

PERMISSION = "search.view_querycount"


class SynonymViewSet(SnippetViewSet):
    model = Synonym
    icon = "link"
    list_display = [
        "typed",
        "meant",
        BooleanColumn("both_ways", label=capfirst(_("in both directions"))),
    ]
    search_fields = ["typed", "meant"]
    add_to_settings_menu = True
    menu_order = 910


register_snippet(SynonymViewSet)


class QueryCountFilterSet(WagtailFilterSet):
    """Which queries, asked when. The counts are of the days that are chosen."""

    outcome = django_filters.ChoiceFilter(
        label=_("Outcome"),
        choices=[("empty", _("Nothing found")), ("unclicked", _("Found, but nothing opened"))],
        method="of_outcome",
        empty_label=_("All"),
    )
    day = django_filters.DateFromToRangeFilter(label=_("Day"), widget=DateRangePickerWidget)

    class Meta:
        model = QueryCount
        fields: list[str] = []

    def of_outcome(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        if value == "empty":
            return rows.filter(times_empty__gt=0)
        return rows.filter(times_empty__lt=F("times_asked"), times_clicked=0)


class QueryCountReport(ReportView):
    """Queries by how often they were asked, found nothing, and led to a result."""

    page_title = _("What is searched for")
    header_icon = "search"
    model = QueryCount
    is_searchable = True
    search_fields = ["text", "folded"]
    filterset_class = QueryCountFilterSet
    default_ordering = "-times_asked"
    index_url_name = "search_queries"
    index_results_url_name = "search_queries_results"
    permission_policy = ModelPermissionPolicy(QueryCount)
    permission_required = "view"
    columns = [
        Column("text", label=_("Query"), sort_key="text"),
        NumberColumn("times_asked", label=_("Asked"), sort_key="times_asked"),
        NumberColumn("times_empty", label=_("Nothing found"), sort_key="times_empty"),
        NumberColumn("times_clicked", label=_("Result opened"), sort_key="times_clicked"),
    ]
    list_export = ["text", "times_asked", "times_empty", "times_clicked"]
    export_headings = {
        "text": _("Query"),
        "times_asked": _("Asked"),
        "times_empty": _("Nothing found"),
        "times_clicked": _("Result opened"),
    }

    def get_base_queryset(self) -> QuerySet[Any]:
        return QueryCount.objects.values("text").annotate(
            times_asked=Sum("asked"), times_empty=Sum("empty"), times_clicked=Sum("clicked")
        )

    def get_filterset_kwargs(self) -> dict[str, Any]:
        return {**super().get_filterset_kwargs(), "queryset": self.get_base_queryset()}


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern]:
    report = "reports/search-queries/"
    return [
        path(report, QueryCountReport.as_view(), name="search_queries"),
        path(
            f"{report}results/",
            QueryCountReport.as_view(results_only=True),
            name="search_queries_results",
        ),
    ]


class ReportMenuItem(MenuItem):
    def is_shown(self, request: Any) -> bool:
        return bool(request.user.has_perm(PERMISSION))


@hooks.register("register_reports_menu_item")
def report_menu_item() -> MenuItem:
    return ReportMenuItem(
        _("What is searched for"),
        reverse("search_queries"),
        name="search-queries",
        icon_name="search",
        order=1250,
    )


@hooks.register("construct_reports_menu")
def without_wagtails_own_report(request: Any, menu_items: list[MenuItem]) -> None:
    """Wagtail's report of search terms is of its own counts, which nothing here adds to."""
    menu_items[:] = [item for item in menu_items if item.name != "search-terms"]


@hooks.register("register_permissions")
def permissions() -> QuerySet[Permission]:
    return Permission.objects.filter(
        content_type__app_label="search", codename=PERMISSION.partition(".")[2]
    )
