"""The public site: its home page, its standing pages, and what editors say on every page."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, PageChooserPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.fields import StreamField
from wagtail.models import Orderable, Page

from blocks.body import ContentBody
from blocks.contract import BODY
from blocks.extra import OpenStreamField
from cms.publishing.representation import Kind, Representation
from cms.publishing.visibility import PublicPage, public_pages

from .aside import AsideBlock
from .links import LinkGroupBlock, LinkStreamBlock
from .listing import Listing
from .representation import represent_section


@register_setting(icon="cog")
class PortalSettings(BaseSiteSetting, ClusterableModel):
    """Who runs this site, and the menus that stand on each of its pages."""

    agency_name = models.CharField(_("agency name"), max_length=160, blank=True)
    parent_agency = models.CharField(
        _("parent agency"),
        max_length=160,
        blank=True,
        help_text=_("Stands above the agency's name at the top of every page."),
    )
    address = models.CharField(_("address"), max_length=240, blank=True)
    hotline = models.CharField(_("hotline"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    licence = models.CharField(
        _("licence of the site"),
        max_length=240,
        blank=True,
        help_text=_("Number, date and issuing body of the licence under which the site is run."),
    )
    responsible_person = models.CharField(
        _("person responsible for content"), max_length=160, blank=True
    )
    menu = StreamField(
        LinkStreamBlock(),
        verbose_name=_("main menu"),
        blank=True,
        help_text=_("A link to a page shows only while everyone may read that page."),
    )
    footer = StreamField(
        [("column", LinkGroupBlock(label=_("Column")))],
        verbose_name=_("footer columns"),
        blank=True,
        max_num=3,
    )

    panels = [
        MultiFieldPanel(
            [
                FieldPanel("parent_agency"),
                FieldPanel("agency_name"),
                FieldPanel("address"),
                FieldPanel("hotline"),
                FieldPanel("email"),
                FieldPanel("licence"),
                FieldPanel("responsible_person"),
            ],
            heading=_("The agency"),
        ),
        FieldPanel("menu"),
        FieldPanel("footer"),
    ]

    class Meta:
        verbose_name = _("Agency, menu and footer")


class HomePage(Page):
    """The front page: a lead story, the latest of each section, notices and side boxes."""

    lead_story = models.ForeignKey(
        Page,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("lead story"),
        help_text=_("Left empty, or no longer public, the newest item leads."),
    )
    aside = OpenStreamField(
        AsideBlock(),
        verbose_name=_("side boxes"),
        blank=True,
        help_text=_("Shown beside the news, in this order."),
    )

    content_panels = [
        *Page.content_panels,
        PageChooserPanel("lead_story"),
        InlinePanel("notices", label=_("Notice"), heading=_("Notices")),
        FieldPanel("aside"),
    ]
    parent_page_types = ["wagtailcore.Page"]
    template = "portal/home_page.html"

    class Meta:
        verbose_name = _("home page")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        now = timezone.now()
        context["lead"], context["sections"] = self.front(now)
        context["notices"] = self.notices_at(now)
        return context

    def front(self, now: datetime) -> tuple[Page | None, list[tuple[Page, list[Page]]]]:
        """The lead story, and the latest of each section without it."""
        sections = [(page, page.latest(now, 7)) for page in self._listings(now)]
        lead = self._chosen_lead(now) or next((items[0] for _, items in sections if items), None)
        return lead, [
            (section, [item for item in items if item != lead][:6]) for section, items in sections
        ]

    def notices_at(self, now: datetime) -> list[HomeNotice]:
        """The notices whose time has not run out, without links to what is not public."""
        notices = [
            n for n in self.notices.all() if n.until is None or n.until >= timezone.localdate(now)
        ]
        keys = [notice.page_id for notice in notices if notice.page_id]
        public = (
            Page.objects.filter(public_pages(now), pk__in=keys).public().in_bulk() if keys else {}
        )
        for notice in notices:
            notice.public_page = public.get(notice.page_id)
        return notices

    def _listings(self, now: datetime) -> list[Listing]:
        below = self.get_descendants().filter(public_pages(now)).public().type(Listing)
        return list(below.order_by("path").specific())

    def _chosen_lead(self, now: datetime) -> Page | None:
        chosen = Page.objects.filter(public_pages(now), pk=self.lead_story_id).public().first()
        return chosen and chosen.specific


class HomeNotice(Orderable):
    """A short line at the top of the home page: a deadline, an invitation, a warning."""

    home = ParentalKey(HomePage, on_delete=models.CASCADE, related_name="notices")
    text = models.CharField(_("text"), max_length=240)
    page = models.ForeignKey(
        Page,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("page to read on"),
    )
    until = models.DateField(
        _("show until"), null=True, blank=True, help_text=_("The last day on which it is shown.")
    )

    panels = [FieldPanel("text"), PageChooserPanel("page"), FieldPanel("until")]

    public_page: Page | None = None

    class Meta(Orderable.Meta):
        verbose_name = _("notice")
        verbose_name_plural = _("notices")

    def __str__(self) -> str:
        return self.text


class SectionPage(PublicPage, Page):
    """A standing page: who we are, how mediation works, a folder of such pages."""

    public_kind = Kind("page", "pages", _("Pages"), detail={"body": BODY})

    lead = models.TextField(
        _("lead"),
        max_length=600,
        blank=True,
        help_text=_("Two or three sentences, shown in lists too."),
    )
    body = OpenStreamField(ContentBody(), verbose_name=_("body"), blank=True)
    list_children = models.BooleanField(_("list the pages below this one"), default=True)

    content_panels = [
        *Page.content_panels,
        FieldPanel("lead"),
        FieldPanel("body"),
        FieldPanel("list_children"),
    ]
    parent_page_types = ["portal.HomePage", "portal.SectionPage"]
    template = "portal/section_page.html"

    class Meta:
        verbose_name = _("standing page")
        verbose_name_plural = _("standing pages")

    def represent(self) -> Representation:
        return represent_section(self)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        if self.list_children:
            children = self.get_children().filter(public_pages(timezone.now())).public()
            context["children"] = children.specific()
        return context
