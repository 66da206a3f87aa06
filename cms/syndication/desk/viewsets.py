"""Subscribers and addressed content at the editors' desk."""

from __future__ import annotations

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.model import ModelViewSet

from cms.publishing.sources import kinds
from cms.syndication.models import Guidance, Subscriber


class SubscriberForm(WagtailAdminModelForm):
    kinds = forms.MultipleChoiceField(
        label=_("Kinds"),
        help_text=_("None chosen: all."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = [(kind.name, str(kind.label)) for kind in kinds().values()]
        self.fields["kinds"].choices = sorted(found, key=lambda one: one[1])


class StateColumn(Column):
    """A link to the page that says how it is."""

    def get_value(self, instance: Subscriber) -> str:
        return format_html(
            '<a href="{}">{}</a>',
            reverse("syndication_subscriber", args=[instance.pk]),
            _("Keys, deliveries, state"),
        )


class SubscriberIndex(IndexView):
    @property
    def columns(self) -> list[Column]:
        return [
            self._get_title_column_class(TitleColumn)(
                "name", label=_("Name"), sort_key="name", get_url=self.get_edit_url
            ),
            Column("unit", label=_("Administrative unit")),
            Column("get_how_display", label=_("How")),
            StateColumn("state", label=_("State")),
        ]

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("unit")


class SubscriberViewSet(ModelViewSet):
    model = Subscriber
    name = "subscriber"
    url_prefix = "subscribers"
    icon = "site"
    menu_label = _("Subscribers")
    index_view_class = SubscriberIndex
    search_fields = ["name", "contact_name", "webhook_url"]
    copy_view_enabled = False
    add_to_reference_index = False
    edit_handler = ObjectList(
        [
            FieldPanel("name"),
            FieldRowPanel([FieldPanel("unit"), FieldPanel("active")]),
            MultiFieldPanel(
                [
                    FieldPanel("contact_name"),
                    FieldRowPanel([FieldPanel("contact_email"), FieldPanel("contact_phone")]),
                ],
                heading=_("Contact"),
            ),
            MultiFieldPanel(
                [FieldPanel("how"), FieldPanel("webhook_url"), FieldPanel("allowed_origins")],
                heading=_("How it receives"),
            ),
            MultiFieldPanel(
                [
                    FieldPanel("kinds"),
                    FieldPanel("topics", widget=forms.CheckboxSelectMultiple),
                    FieldPanel("units", widget=forms.CheckboxSelectMultiple),
                ],
                heading=_("What it receives"),
                help_text=_(
                    "Of each list, none chosen means all. What is no longer chosen is withdrawn"
                    " from the subscriber at once."
                ),
            ),
        ],
        base_form_class=SubscriberForm,
    )


class GuidanceViewSet(ModelViewSet):
    model = Guidance
    name = "guidance"
    url_prefix = "guidance"
    icon = "mail"
    menu_label = _("Addressed content")
    list_display = ["title", "get_form_display", "live", "updated_at", "expires_at"]
    search_fields = ["title", "lead"]
    copy_view_enabled = False
    add_to_reference_index = False
    edit_handler = ObjectList(
        [
            FieldPanel("title"),
            FieldPanel("form"),
            FieldPanel("lead"),
            FieldPanel("body"),
            MultiFieldPanel(
                [
                    FieldPanel("to_all"),
                    FieldPanel("subscribers", widget=forms.CheckboxSelectMultiple),
                ],
                heading=_("To whom"),
                help_text=_("Nobody else ever sees it, nor that it exists."),
            ),
            FieldRowPanel([FieldPanel("live"), FieldPanel("expires_at")]),
        ]
    )
