"""The desk in Wagtail's admin, and the door before originals."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.models import User
from django.http import Http404, HttpRequest
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet
from wagtail.admin.widgets.button import Button
from wagtail.documents.models import AbstractDocument
from wagtail.models import Page

from cms.library.models import DocumentPage

from . import views
from .rights import may_edit, may_open, may_use_desk


class DeskMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_use_desk(request.user)


class SourceFileViewSet(ViewSet):
    icon = "upload"
    menu_label = gettext_lazy("Uploaded files")
    menu_order = 118
    add_to_admin_menu = True

    @cached_property
    def menu_item_class(self) -> type[MenuItem]:
        return DeskMenuItem

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", views.FileList.as_view(), name="index"),
            path("results/", views.FileList.as_view(results_only=True), name="index_results"),
            path("upload/", views.UploadView.as_view(), name="upload"),
            path("<int:pk>/", views.FileView.as_view(), name="file"),
            path("<int:pk>/retry/", views.RetryView.as_view(), name="retry"),
            path("<int:pk>/take-over/", views.TakeOverView.as_view(), name="take_over"),
            path("<int:pk>/delete/", views.DeleteView.as_view(), name="delete"),
        ]


@hooks.register("register_admin_viewset")
def open_the_desk() -> ViewSet:
    return SourceFileViewSet(views.NAMESPACE, url_prefix="source-files")


@hooks.register("register_page_header_buttons")
def upload_for_this_document(page: Page, user: User, *args: Any, **kwargs: Any) -> Iterator[Button]:
    if isinstance(page, DocumentPage) and may_edit(user, page):
        yield Button(
            _("Upload its text"),
            f"{views.address('upload')}?page={page.pk}",
            icon_name="upload",
            priority=65,
        )


@hooks.register("before_serve_document")
def keep_originals_closed(document: AbstractDocument, request: HttpRequest) -> None:
    """Nothing of an upload is public before its document is. Who may not have it, does not learn
    that it is there."""
    if not may_open(request.user, document, timezone.now()):
        raise Http404
