"""Image files, and the pages that say something went wrong."""

from __future__ import annotations

from pathlib import PurePosixPath

from django.conf import settings
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_safe
from django.views.static import serve
from wagtail.images import get_image_model

from .privacy import is_shown, may_handle, public_only

FOLDER = "images"
# A replaced image gets renditions of other names; a withdrawn one must not be kept for long.
PUBLIC = "public, max-age=600"
PRIVATE = "private, no-store"


@require_safe
def rendition(request: HttpRequest, path: str) -> HttpResponseBase:
    """A resized image, never an original. To those at the desk, also what is not public yet."""
    name = str(PurePosixPath(FOLDER) / path)
    renditions = get_image_model().get_rendition_model().objects
    found = renditions.filter(file=name).select_related("image__collection").first()
    if found is None:
        raise Http404
    image = found.image
    everyone = bool(public_only([image])) and is_shown(image, timezone.now())
    if not everyone and not may_handle(request.user, image):
        raise Http404
    response = serve(request, name, document_root=str(settings.MEDIA_ROOT))
    response.headers["Cache-Control"] = PUBLIC if everyone else PRIVATE
    return response
