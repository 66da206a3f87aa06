"""Image files, and the pages that say something went wrong."""

from __future__ import annotations

from pathlib import PurePosixPath

from django.conf import settings
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe
from django.views.static import serve
from wagtail.images import get_image_model

from .privacy import public_only

FOLDER = "images"


@require_safe
def rendition(request: HttpRequest, path: str) -> HttpResponseBase:
    """A resized image. Never an original, and none of an image in a restricted collection."""
    name = str(PurePosixPath(FOLDER) / path)
    renditions = get_image_model().get_rendition_model().objects
    found = renditions.filter(file=name).select_related("image__collection").first()
    if found is None or not public_only([found.image]):
        raise Http404
    response = serve(request, name, document_root=str(settings.MEDIA_ROOT))
    # A replaced image gets renditions of other names.
    response.headers["Cache-Control"] = "public, max-age=604800"
    return response
