"""The contract for programs and for people: `schema/` and `docs/`."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import translation
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.views import SpectacularSwaggerSplitView
from rest_framework.request import Request

from .conditional import Validator, not_modified, respond
from .views import ReadView

# Swagger UI draws with inline styles and images; scripts are only ours.
POLICY = (
    "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:;"
    " frame-ancestors 'none'; base-uri 'none'; object-src 'none'"
)


ROOT = "api/v1/"


def below(root: str) -> list[URLPattern | URLResolver]:
    """The site's addresses below `root`, whichever app they belong to."""
    return [one for one in get_resolver().url_patterns if str(one.pattern).startswith(root)]


@lru_cache
def contract() -> bytes:
    """The OpenAPI document as JSON, with addresses from the root of the server."""
    with translation.override("vi"):
        document = SchemaGenerator(patterns=below(ROOT)).get_schema(request=None, public=True)
    return orjson.dumps(document, option=orjson.OPT_INDENT_2)


class SchemaView(ReadView):
    schema = None

    def get(self, request: Request) -> HttpResponse:
        self.parameters(request)
        validator = Validator.of(contract())
        return not_modified(request, validator) or respond(request, contract(), validator)


class DocsView(SpectacularSwaggerSplitView):
    """The contract as a page to read and to try out; needs nothing from elsewhere."""

    url_name = "api:schema"
    title = "API – Hòa giải cơ sở Đồng Hới"

    def finalize_response(self, request: Any, response: Any, *args: Any, **kwargs: Any) -> Any:
        response = super().finalize_response(request, response, *args, **kwargs)
        response.headers["Content-Security-Policy"] = POLICY
        return response

    def _get_schema_url(self, request: HttpRequest) -> str:
        return reverse(self.url_name)
