"""The desk in Wagtail's admin."""

from __future__ import annotations

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from . import desk


class DeskMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return desk.may_use_desk(request.user)


class BroadcastViewSet(ViewSet):
    icon = "media"
    menu_label = gettext_lazy("Broadcast")
    menu_order = 140
    add_to_admin_menu = True

    @cached_property
    def menu_item_class(self) -> type[MenuItem]:
        return DeskMenuItem

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", desk.ItemList.as_view(), name="index"),
            path("items/<uuid:id>/", desk.ScriptView.as_view(), name="script"),
            path("bulletins/", desk.BulletinList.as_view(), name="bulletins"),
            path("bulletins/<int:pk>/", desk.BulletinView.as_view(), name="bulletin"),
            path("bulletins/<int:pk>/recording/", desk.RecordingView.as_view(), name="recording"),
        ]


@hooks.register("register_admin_viewset")
def open_the_desk() -> ViewSet:
    return BroadcastViewSet(desk.NAMESPACE, url_prefix="broadcast")


@hooks.register("register_permissions")
def rights_to_give() -> QuerySet[Permission]:
    """So that administrators can give them to groups."""
    names = ["change_broadcastscript", "approve_broadcastscript"]
    return Permission.objects.filter(content_type__app_label="broadcast", codename__in=names)
