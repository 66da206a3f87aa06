"""The desk of the counter: its dashboard, for those who may see it."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.urls import URLPattern, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from .views import PERMISSION, Dashboard, may_see


class VisitsMenuItem(MenuItem):
    def is_shown(self, request: Any) -> bool:
        return may_see(request.user)


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern]:
    return [path("visits/", Dashboard.as_view(), name="visits_dashboard")]


@hooks.register("register_reports_menu_item")
def menu_item() -> MenuItem:
    return VisitsMenuItem(
        _("Visits"), reverse_lazy("visits_dashboard"), name="visits", icon_name="view", order=1200
    )


@hooks.register("register_permissions")
def permissions() -> QuerySet[Permission]:
    app, _dot, codename = PERMISSION.partition(".")
    return Permission.objects.filter(content_type__app_label=app, codename=codename)
