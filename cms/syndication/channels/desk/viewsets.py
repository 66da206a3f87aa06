"""Channels and posts in Wagtail's menu."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.admin.viewsets.base import ViewSet, ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet

from cms.syndication.channels.models import Channel

from . import views
from .forms import SECRETS, ChannelForm


class ChannelViewSet(ModelViewSet):
    model = Channel
    icon = "site"
    menu_label = _("Channels")
    list_display = ["name", "platform", "automatic", "active", "expires_at"]
    panels = [
        FieldPanel("name"),
        FieldPanel("platform"),
        FieldPanel("target"),
        MultiFieldPanel(
            [
                FieldPanel("active"),
                FieldPanel("automatic"),
                FieldPanel("when"),
                FieldPanel("approval"),
            ],
            heading=_("How it is posted"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("kinds"),
                FieldPanel("topics"),
                FieldPanel("units"),
                FieldPanel("starts_at"),
                FieldPanel("hashtags"),
            ],
            heading=_("What is posted"),
        ),
        MultiFieldPanel(
            [
                *(FieldPanel(name) for name in SECRETS),
                FieldPanel("expires_at"),
                FieldPanel("contact"),
            ],
            heading=_("Access"),
        ),
    ]

    def get_form_class(self, for_update: bool = False) -> type[ChannelForm]:
        return ChannelForm


class PostMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm("channels.view_post")


class PostViewSet(ViewSet):
    icon = "comment"
    menu_label = _("Posts")

    @cached_property
    def menu_item_class(self) -> type[MenuItem]:
        return PostMenuItem

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", views.PostIndex.as_view(), name="index"),
            path("results/", views.PostIndex.as_view(results_only=True), name="index_results"),
            path("<int:pk>/", views.PostView.as_view(), name="post"),
            path("<int:pk>/decide/", views.DecideView.as_view(), name="decide"),
        ]


class ChannelsGroup(ViewSetGroup):
    """Social channels: what is posted where."""

    items = (PostViewSet(views.NAMESPACE, url_prefix="channel-posts"), ChannelViewSet("channels"))
    menu_label = _("Social channels")
    menu_icon = "comment"
    menu_order = 160


def permissions() -> QuerySet[Permission]:
    """Those that the groups' form shows."""
    wanted = {"add_channel", "change_channel", "view_post", "change_post", "approve_post"}
    found: QuerySet[Any] = Permission.objects.filter(
        content_type__app_label="channels", codename__in=wanted
    )
    return found
