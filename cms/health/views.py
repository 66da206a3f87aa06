"""The figures: as JSON for the operators' own monitoring, as a page in the admin."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.utils.crypto import constant_time_compare
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from .figures import Level, worst
from .reading import as_json, figures


# In a transaction, the first figure that cannot be read would spoil all that follow.
@transaction.non_atomic_requests
@never_cache
@require_safe
def machine(request: HttpRequest) -> HttpResponse:
    """The figures for `Authorization: Bearer HEALTH_TOKEN`; 503 while one of them is critical.

    Whoever has no such token learns not even that it is here.
    """
    if not _has_token(request):
        raise Http404
    read = figures()
    status = 503 if worst(read) is Level.CRITICAL else 200
    return JsonResponse(as_json(read), status=status, json_dumps_params={"ensure_ascii": False})


def _has_token(request: HttpRequest) -> bool:
    token = settings.HEALTH["TOKEN"]
    scheme, _space, given = request.headers.get("Authorization", "").partition(" ")
    return bool(token) and scheme.lower() == "bearer" and constant_time_compare(given, token)


@method_decorator((transaction.non_atomic_requests, never_cache), name="dispatch")
class Page(WagtailAdminTemplateMixin, TemplateView):
    """The same for those who run the house and are signed in."""

    page_title = _("Health")
    header_icon = "success"
    template_name = "health/figures.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_superuser:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        read = figures()
        return super().get_context_data(**kwargs, figures=read, worst=worst(read))
