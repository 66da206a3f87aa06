from django.db.models import F, QuerySet
from django.forms import CheckboxSelectMultiple
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django_filters import DateFromToRangeFilter, ModelMultipleChoiceFilter, MultipleChoiceFilter
from wagtail import hooks
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.ui.tables.pages import BulkActionsColumn, PageStatusColumn, PageTitleColumn
from wagtail.admin.views.pages.listing import IndexView
from wagtail.admin.viewsets.base import ViewSet
from wagtail.admin.viewsets.pages import PageListingViewSet
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from .models import DocumentPage, DocumentSetPage
from .terms import Audience, IssuingBody, LawField
from .uploads import hooks as desk_of_uploads
from .vocabulary import DocumentType

__all__ = ["desk_of_uploads"]


class DocumentFilterSet(WagtailFilterSet):
    type = MultipleChoiceFilter(
        choices=DocumentType.choices, label=_("Type"), widget=CheckboxSelectMultiple
    )
    issued_on = DateFromToRangeFilter(label=_("Issued on"), widget=DateRangePickerWidget)
    field = ModelMultipleChoiceFilter(
        field_name="law_fields__field",
        queryset=LawField.objects.all(),
        label=_("Field of law"),
        widget=CheckboxSelectMultiple,
    )
    audience = ModelMultipleChoiceFilter(
        field_name="audiences__audience",
        queryset=Audience.objects.all(),
        label=_("Audience"),
        widget=CheckboxSelectMultiple,
    )

    class Meta:
        model = DocumentPage
        fields: list[str] = []


class DayColumn(Column):
    """A day as a calendar has it."""

    def get_value(self, instance: DocumentPage) -> str:
        day = super().get_value(instance)
        return date_format(day, "d/m/Y") if day else ""


class DocumentListing(IndexView):
    default_ordering = "-issued_on"
    base_columns = [
        BulkActionsColumn("bulk_actions"),
        PageTitleColumn("title", label=_("Title"), sort_key="title", classname="title"),
        Column("number", label=_("Number"), sort_key="number", width="15%"),
        Column("get_type_display", label=_("Type"), sort_key="type", width="13%"),
        DayColumn("issued_on", label=_("Issued on"), sort_key="issued_on", width="12%"),
        PageStatusColumn("status", label=_("Status"), sort_key="live", width="12%"),
    ]

    def annotate_queryset(self, pages: QuerySet[DocumentPage]) -> QuerySet[DocumentPage]:
        # A page of the list would read fifty laws to show fifty lines.
        return super().annotate_queryset(pages).defer("text", "body")

    def order_queryset(self, queryset: QuerySet[DocumentPage]) -> QuerySet[DocumentPage]:
        # What has no date yet is what one looks for; databases differ on where to put it.
        if self.ordering == "-issued_on" and not self.is_searching:
            return queryset.order_by(F("issued_on").desc(nulls_first=True), "-pk")
        return super().order_queryset(queryset)


class DocumentViewSet(PageListingViewSet):
    """Every document in one list."""

    model = DocumentPage
    index_view_class = DocumentListing
    filterset_class = DocumentFilterSet
    icon = "doc-full-inverse"
    menu_label = _("Documents of the library")
    menu_order = 115
    add_to_admin_menu = True


class SetViewSet(PageListingViewSet):
    """Every document set in one list."""

    model = DocumentSetPage
    icon = "folder-open-inverse"
    menu_label = _("Document sets")
    menu_order = 116
    add_to_admin_menu = True


class TermViewSet(SnippetViewSet):
    list_display = ["name", "code"]
    search_fields = ["name", "code"]


class IssuingBodyViewSet(TermViewSet):
    model = IssuingBody
    icon = "site"
    menu_label = _("Issuing bodies")


class LawFieldViewSet(TermViewSet):
    model = LawField
    icon = "tag"
    menu_label = _("Fields of law")


class AudienceViewSet(TermViewSet):
    model = Audience
    icon = "group"
    menu_label = _("Audiences")


class LibraryTermsGroup(SnippetViewSetGroup):
    """What documents are filed under."""

    items = (IssuingBodyViewSet, LawFieldViewSet, AudienceViewSet)
    menu_label = _("Library's shelves")
    menu_icon = "list-ul"
    menu_order = 117


@hooks.register("register_admin_viewset")
def list_all_documents() -> list[ViewSet]:
    return [
        DocumentViewSet("document_listing", url_prefix="library"),
        SetViewSet("document_set_listing", url_prefix="library-sets"),
    ]


register_snippet(LibraryTermsGroup)
