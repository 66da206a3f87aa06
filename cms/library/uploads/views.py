"""The screens of the desk. Each asks for the right to the very file that it shows or changes."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import BigIntegerField, QuerySet
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import FormView, UpdateView, View
from django_filters import ChoiceFilter
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn, TitleColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import HeaderButton

from cms.library.models import DocumentPage, LibraryPage

from . import extracting, storing
from .forms import TakeOverForm, TextForm, UploadForm
from .models import SourceFile, State, limits
from .rights import files_of, libraries_for, may_add_to, may_edit, may_use_desk, may_work_on
from .taking_over import propose, take_over

NAMESPACE = "source_files"
# A longer text is no longer sent to and fro as one field of a form.
LONGEST_EDITABLE = 4_000_000
PER_PAGE = 50


def address(view: str, *arguments: object) -> str:
    return reverse(f"{NAMESPACE}:{view}", args=arguments)


class FileFilterSet(WagtailFilterSet):
    state = ChoiceFilter(choices=State.choices, label=gettext_lazy("State"))

    class Meta:
        model = SourceFile
        fields: list[str] = []


class FileList(IndexView):
    """The files that the person may work on, newest first."""

    model = SourceFile
    page_title = gettext_lazy("Uploaded files")
    header_icon = "upload"
    index_url_name = f"{NAMESPACE}:index"
    index_results_url_name = f"{NAMESPACE}:index_results"
    edit_url_name = f"{NAMESPACE}:file"
    default_ordering = "-uploaded_at"
    # The rights are those on pages, asked for below; the model has none of its own.
    permission_required = None
    any_permission_required = None
    paginate_by = PER_PAGE
    is_searchable = True
    search_fields = ["name", "page__title"]
    filterset_class = FileFilterSet
    columns = [
        TitleColumn("name", label=gettext_lazy("File"), url_name=f"{NAMESPACE}:file"),
        StatusTagColumn(
            "state",
            label=gettext_lazy("State"),
            accessor="get_state_display",
            primary=lambda source: source.state == State.DONE,
        ),
        Column("type_label", label=gettext_lazy("Type")),
        Column("pages", label=gettext_lazy("Number of pages")),
        Column("confidence_label", label=gettext_lazy("Confidence")),
        Column("page", label=gettext_lazy("Document")),
        Column("uploaded_by", label=gettext_lazy("Uploaded by")),
        DateColumn("uploaded_at", label=gettext_lazy("Uploaded"), sort_key="uploaded_at"),
    ]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_use_desk(request.user):
            raise PermissionDenied
        response: HttpResponse = super().dispatch(request, *args, **kwargs)
        return response

    def get_base_queryset(self) -> QuerySet[SourceFile]:
        files = files_of(self.request.user).select_related("page", "uploaded_by")
        # A list shows no text, and a text may have millions of characters.
        return files.defer("text", "page__text")

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        if not libraries_for(self.request.user):
            return []
        return [
            HeaderButton(
                label=_("Upload files"), url=address("upload"), icon_name="upload", priority=10
            )
        ]


class DeskView(WagtailAdminTemplateMixin):
    """What the screens share: the way back to the list."""

    header_icon = "upload"
    request: HttpRequest

    @property
    def user(self) -> User:
        """Wagtail's admin has let nobody in who is not signed in."""
        assert isinstance(self.request.user, User)
        return self.request.user

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        items = [*self.breadcrumbs_items, {"url": address("index"), "label": _("Uploaded files")}]
        return [*items, {"url": "", "label": self.get_page_title()}]


class UploadView(DeskView, FormView[UploadForm]):
    """Files in: each is stored and queued, or all are refused with the reason."""

    form_class = UploadForm
    template_name = "library/uploads/upload.html"
    page_title = gettext_lazy("Upload files")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.page = self._page_asked_for(request)
        self.libraries = self._libraries(request)
        if not self.libraries:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def _page_asked_for(self, request: HttpRequest) -> DocumentPage | None:
        asked = request.GET.get("page", "")
        if not asked.isdecimal() or len(asked) > 12:
            return None
        page = get_object_or_404(DocumentPage, pk=asked)
        if not may_edit(request.user, page):
            raise PermissionDenied
        return page

    def _libraries(self, request: HttpRequest) -> list[LibraryPage]:
        """Those that the person may add to; for a document that is there, its own."""
        if self.page is None:
            return libraries_for(request.user)
        parent = self.page.get_parent().specific
        return [parent] if isinstance(parent, LibraryPage) else []

    def get_form_kwargs(self) -> dict[str, Any]:
        return {
            **super().get_form_kwargs(),
            "user": self.request.user,
            "libraries": self.libraries,
            "limits": limits(),
        }

    def get_initial(self) -> dict[str, Any]:
        return {"page": self.page} if self.page else {}

    def form_valid(self, form: UploadForm) -> HttpResponse:
        said = form.cleaned_data
        with transaction.atomic():
            stored = [
                storing.store(file, said["library"], said["page"], self.user)
                for file in said["originals"]
            ]
        message = ngettext(
            "%(count)s file is uploaded. Its text is being read.",
            "%(count)s files are uploaded. Their texts are being read.",
            len(stored),
        )
        messages.success(self.request, message % {"count": len(stored)})
        if len(stored) == 1:
            return redirect(address("file", stored[0].pk))
        return redirect(address("index"))


class OneFile:
    """For views of one file: found, and its right asked for, before anything else."""

    request: HttpRequest
    kwargs: dict[str, Any]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        files = SourceFile.objects.select_related("library", "page", "original__collection")
        if self.kwargs["pk"] > BigIntegerField.MAX_BIGINT:
            raise Http404
        self.source = get_object_or_404(files, pk=self.kwargs["pk"])
        self.check_right()
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]

    def check_right(self) -> None:
        """Raises PermissionDenied."""
        if not may_work_on(self.request.user, self.source):
            raise PermissionDenied


class FileView(OneFile, DeskView, UpdateView[SourceFile, TextForm]):
    """One file: its state, what to look at, and its text to be corrected."""

    form_class = TextForm
    template_name = "library/uploads/file.html"

    def get_object(self, queryset: Any = None) -> SourceFile:
        return self.source

    def get_page_title(self) -> str:
        return self.source.name

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, source = self.request.user, self.source
        return super().get_context_data(
            source=source,
            is_editable=self.is_editable,
            may_take_over=source.state == State.DONE and _may_take_over(user, source),
            **kwargs,
        )

    @property
    def is_editable(self) -> bool:
        return self.source.state == State.DONE and len(self.source.text) <= LONGEST_EDITABLE

    def form_valid(self, form: TextForm) -> HttpResponse:
        if not self.is_editable:
            raise PermissionDenied
        # Only as long as the text that was corrected is still there: not over a retry.
        changed = SourceFile.objects.filter(pk=self.source.pk, state=State.DONE).update(
            text=form.cleaned_data["text"],
            corrected_at=timezone.now(),
            corrected_by=self.request.user,
        )
        if changed:
            messages.success(self.request, _("The corrected text is saved."))
        else:
            messages.error(
                self.request, _("The file is being read again; the correction was not saved.")
            )
        return redirect(address("file", self.source.pk))


class RetryView(OneFile, View):
    """Reads the file again; what was corrected is lost, as the button says."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        if extracting.retry(self.source):
            messages.success(request, _("The file will be read again."))
        else:
            messages.warning(request, _("The file is waiting or being read already."))
        return redirect(address("file", pk))


class TakeOverView(OneFile, DeskView, FormView[Form]):
    """The text and what it says of itself, into a draft of the document page."""

    form_class = TakeOverForm
    template_name = "library/uploads/take_over.html"
    page_title = gettext_lazy("Take over into a document")

    def check_right(self) -> None:
        super().check_right()
        if self.source.state != State.DONE or not _may_take_over(self.request.user, self.source):
            raise PermissionDenied

    @cached_property
    def proposal(self) -> Any:
        return propose(self.source)

    def get_initial(self) -> dict[str, Any]:
        values: dict[str, Any] = self.proposal.values
        return values

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        unknown = self.proposal.unknown_issuer
        return super().get_context_data(source=self.source, unknown_issuer=unknown, **kwargs)

    def form_valid(self, form: Form) -> HttpResponse:
        page = take_over(self.source, form.cleaned_data, self.user)
        messages.success(
            self.request, _("“%(title)s” is a draft now. Look it through.") % {"title": page.title}
        )
        return redirect("wagtailadmin_pages:edit", page.pk)


class DeleteView(OneFile, DeskView, View):
    """Takes the file away; its original too, unless a document has it."""

    template_name = "library/uploads/delete.html"
    page_title = gettext_lazy("Delete the file")

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        context = self.get_context_data(source=self.source, kept=is_in_use(self.source))
        return self.render_to_response(context)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        delete(self.source)
        messages.success(request, _("“%(name)s” is deleted.") % {"name": self.source.name})
        return redirect(address("index"))


def is_in_use(source: SourceFile) -> bool:
    """Whether anything, a draft or public, has the original."""
    if source.original is None:
        return False
    return source.taken_over_at is not None or source.original.get_usage().count() > 0


@transaction.atomic
def delete(source: SourceFile) -> None:
    """Delete the row, and the original where nothing has it. Opens a transaction."""
    original = None if is_in_use(source) else source.original
    SourceFile.objects.filter(pk=source.pk).delete()
    if original is not None:
        original.delete()


def _may_take_over(user: Any, source: SourceFile) -> bool:
    if source.page is not None:
        return may_edit(user, source.page)
    return may_add_to(user, source.library)
