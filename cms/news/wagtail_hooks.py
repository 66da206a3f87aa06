from django.db.models import F, QuerySet
from django.forms import CheckboxSelectMultiple
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from django_filters import DateFromToRangeFilter, ModelMultipleChoiceFilter
from wagtail import hooks
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.ui.tables.pages import BulkActionsColumn, PageStatusColumn, PageTitleColumn
from wagtail.admin.views.pages.listing import IndexView
from wagtail.admin.viewsets.base import ViewSet
from wagtail.admin.viewsets.pages import PageListingViewSet
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from cms.topics.models import Topic
from cms.units.models import Unit

from .models import Author, NewsPage


class NewsFilterSet(WagtailFilterSet):
    date = DateFromToRangeFilter(label=_("Date shown"), widget=DateRangePickerWidget)
    topic = ModelMultipleChoiceFilter(
        field_name="item_topics__topic",
        queryset=Topic.objects.all(),
        label=_("Topic"),
        widget=CheckboxSelectMultiple,
    )
    unit = ModelMultipleChoiceFilter(
        field_name="item_units__unit",
        # Villages are many and no item is for most of them.
        queryset=lambda request: Unit.objects.filter(news_items__isnull=False).distinct(),
        label=_("Unit"),
        widget=CheckboxSelectMultiple,
    )
    author = ModelMultipleChoiceFilter(
        queryset=Author.objects.all(), label=_("Author"), widget=CheckboxSelectMultiple
    )

    class Meta:
        model = NewsPage
        fields: list[str] = []


class DayColumn(Column):
    """A moment as a calendar has it: "8 months ago" is no help in filing."""

    def get_value(self, instance: NewsPage) -> str:
        moment = super().get_value(instance)
        return date_format(localtime(moment), "d/m/Y H:i") if moment else ""


class NewsListing(IndexView):
    base_filterset_class = NewsFilterSet
    default_ordering = "-date"
    base_columns = [
        BulkActionsColumn("bulk_actions"),
        PageTitleColumn("title", label=_("Title"), sort_key="title", classname="title"),
        DayColumn("date", label=_("Date shown"), sort_key="date", width="15%"),
        Column("author", label=_("Author"), sort_key="author__name", width="18%"),
        PageStatusColumn("status", label=_("Status"), sort_key="live", width="12%"),
    ]

    def annotate_queryset(self, pages: QuerySet[NewsPage]) -> QuerySet[NewsPage]:
        return super().annotate_queryset(pages).select_related("author")

    def order_queryset(self, queryset: QuerySet[NewsPage]) -> QuerySet[NewsPage]:
        # Drafts have no date yet and are what one looks for; databases differ on where
        # they would put them. A search sorts in its own way.
        if self.ordering == "-date" and not self.is_searching:
            return queryset.order_by(F("date").desc(nulls_first=True), "-pk")
        return super().order_queryset(queryset)


class NewsViewSet(PageListingViewSet):
    """Every news item in one list, wherever in the tree it stands."""

    model = NewsPage
    index_view_class = NewsListing
    filterset_class = NewsFilterSet
    icon = "doc-full"
    menu_label = _("News")
    menu_order = 110
    add_to_admin_menu = True


class AuthorViewSet(SnippetViewSet):
    model = Author
    icon = "user"
    menu_label = _("Authors")
    menu_order = 130
    add_to_admin_menu = True
    list_display = ["name", "role"]
    search_fields = ["name", "role"]


@hooks.register("register_admin_viewset")
def list_all_news() -> ViewSet:
    return NewsViewSet("news_listing", url_prefix="news")


register_snippet(AuthorViewSet)
