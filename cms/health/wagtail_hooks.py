from django.urls import URLPattern, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from .views import Page


class HealthMenuItem(MenuItem):
    """For those who may see it."""

    def is_shown(self, request: object) -> bool:
        return bool(request.user.is_superuser)  # type: ignore[attr-defined]


@hooks.register("register_admin_urls")
def figures_url() -> list[URLPattern]:
    return [path("health/", Page.as_view(), name="health")]


@hooks.register("register_reports_menu_item")
def figures_menu_item() -> MenuItem:
    return HealthMenuItem(_("Health"), reverse_lazy("health"), name="health", icon_name="success")
