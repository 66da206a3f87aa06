"""Who may look, and who may act."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin


def may_look(user: Any) -> bool:
    return bool(
        user.has_perm("syndication.view_subscriber")
        or user.has_perm("syndication.change_subscriber")
    )


def may_act(user: Any) -> bool:
    return bool(user.has_perm("syndication.change_subscriber"))


@method_decorator(never_cache, name="dispatch")
class DeskView(WagtailAdminTemplateMixin, TemplateView):
    """A page of the admin for those who may look; POST for those who may act."""

    header_icon = "site"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not (
            may_look(request.user) if request.method in ("GET", "HEAD") else may_act(request.user)
        ):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs, may_act=may_act(self.request.user))
