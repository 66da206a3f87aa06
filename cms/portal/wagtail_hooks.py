from typing import Any

from django.http import Http404, HttpRequest
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.documents.models import AbstractDocument
from wagtail.models import Page

from .privacy import is_shown, may_handle


@hooks.register("before_serve_page")
def refuse_what_has_expired(
    page: Page, request: HttpRequest, serve_args: Any, serve_kwargs: Any
) -> None:
    """Wagtail leaves an expired page live until its scheduler has run. The clock is exact."""
    if page.expire_at is not None and page.expire_at <= timezone.now():
        raise Http404


@hooks.register("before_serve_document")
def refuse_what_nothing_public_shows(document: AbstractDocument, request: HttpRequest) -> None:
    """A file of a draft, or of an item that was withdrawn, is not to be had by its address."""
    if not is_shown(document, timezone.now()) and not may_handle(request.user, document):
        raise Http404


@hooks.register("insert_global_admin_css")
def narrow_screens() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("portal/admin.css"))


@hooks.register("insert_global_admin_js")
def make_slugs_of_vietnamese() -> SafeString:
    return format_html('<script type="module" src="{}"></script>', static("portal/slugs.js"))
