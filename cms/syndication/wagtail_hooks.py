"""The desk: who receives, what has arrived where, and what is addressed to some only."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.urls import URLPattern, path, reverse, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.admin.widgets import Button
from wagtail.log_actions import LogActionRegistry
from wagtail.models import Page

from .desk import edit_page, reach_views
from .desk.access import may_look
from .desk.subscriber_views import StateView
from .desk.viewsets import GuidanceViewSet, SubscriberViewSet


class SyndicationGroup(ViewSetGroup):
    menu_label = _("Syndication")
    menu_icon = "site"
    menu_order = 150
    items = (SubscriberViewSet(), GuidanceViewSet())


class ReachMenuItem(MenuItem):
    def is_shown(self, request: Any) -> bool:
        return may_look(request.user)


@hooks.register("register_admin_viewset")
def desk() -> SyndicationGroup:
    return SyndicationGroup()


@hooks.register("register_admin_viewset")
def edit_pages() -> list[PageViewSet]:
    return list(edit_page.viewsets())


hooks.register("construct_item_side_panels", edit_page.add_panel)


@hooks.register("register_admin_urls")
def desk_urls() -> list[URLPattern]:
    return [
        path("reach/", reach_views.ReachView.as_view(), name="syndication_reach"),
        path("reach/mend/", reach_views.MendView.as_view(), name="syndication_mend"),
        path(
            "reach/<uuid:id>/", reach_views.ItemReachView.as_view(), name="syndication_item_reach"
        ),
        path("reach/of/<str:source>/", reach_views.of_source, name="syndication_reach_of"),
        path("subscribers/<int:pk>/state/", StateView.as_view(), name="syndication_subscriber"),
    ]


@hooks.register("register_permissions")
def right_to_look() -> QuerySet[Permission]:
    """Wagtail offers administrators those to add, change and delete by itself."""
    return Permission.objects.filter(
        content_type__app_label="syndication", codename="view_subscriber"
    )


@hooks.register("register_admin_menu_item")
def reach_menu_item() -> MenuItem:
    return ReachMenuItem(
        _("Where it has arrived"),
        reverse_lazy("syndication_reach"),
        name="reach",
        icon_name="tasks",
        order=151,
    )


@hooks.register("register_page_header_buttons")
def reach_of_page(page: Page, user: Any, view_name: str, next_url: str = "") -> Iterator[Button]:
    """On each item's edit page: where it has arrived."""
    if page.pk and page.first_published_at and may_look(user):
        yield Button(
            _("Where it has arrived"),
            reverse("syndication_reach_of", args=[f"wagtailcore.page:{page.pk}"]),
            icon_name="tasks",
            priority=70,
        )


@hooks.register("register_log_actions")
def log_actions(actions: LogActionRegistry) -> None:
    actions.register_action("syndication.key_issued", _("Issue a key"), _("A key was issued"))
    actions.register_action("syndication.key_revoked", _("Revoke a key"), _("A key was revoked"))
    actions.register_action(
        "syndication.secret_revealed", _("Show webhook secrets"), _("Webhook secrets were shown")
    )
