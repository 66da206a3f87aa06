"""What is kept of visits: how many, of what, on which day. Of whom, nothing.

    a beacon ──► Hit (seconds) ──► Tally of its day ──► Tally of its month (after a year)
                    └──► Visitor (until its day is over) ──► a number in the day's Tally

`Hit` rows are only ever added and deleted, `Tally` rows only ever grow: so no visit is lost
or counted twice, with any number of writers. A beacon that is sent again, because its answer
was lost, is known by its `Beacon`.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting


class What(models.TextChoices):
    PAGE = "p", _("Page")
    DOWNLOAD = "d", _("Download")


class Hit(models.Model):
    """One page opened, or one file fetched, until `cms.visits.folding` has counted it.

    `target` is the path of a page of ours, or what was fetched (see `Dimension`); empty when it is
    of none.
    `site` is the host of the commune site in which an embed stood, empty for the portal;
    `referrer` the domain from which the reader came, empty when unknown. `visitor` is
    `cms.visits.visitor`'s number, empty for those who asked not to be followed.
    """

    at = models.DateTimeField()
    what = models.CharField(max_length=1, choices=What.choices)
    target = models.TextField()
    site = models.TextField()
    referrer = models.TextField()
    visitor = models.BigIntegerField(null=True)

    class Meta:
        verbose_name = _("hit")
        verbose_name_plural = _("hits")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.at} {self.target}"


class Beacon(models.Model):
    """That the beacon with this one-time id was counted: sent again, it is not counted again.

    The page's script makes up the id for one opening of one page and keeps it nowhere. It
    stands beside nothing of the visit, and goes when the day after is over: longer than that
    no page sends again.
    """

    id = models.UUIDField(primary_key=True)
    day = models.DateField()

    class Meta:
        verbose_name = _("counted beacon")
        verbose_name_plural = _("counted beacons")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.day}"


class Visitor(models.Model):
    """That someone was here on `day`, and when last: no page, no site, no address.

    Rows go when their day is over, when their number is all that is left.
    """

    day = models.DateField()
    visitor = models.BigIntegerField()
    last_seen = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("visitor of a day")
        verbose_name_plural = _("visitors of a day")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["day", "visitor"], name="visitor_once_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.day}"


class Dimension(models.TextChoices):
    """By what visits are counted; the comment says what `Tally.key` is."""

    ALL = "all", _("All")  # empty
    PAGE = "page", _("Page")  # its path, empty for those that are not ours
    ITEM = "item", _("Item")  # the id of its Entry
    SECTION = "section", _("Section")  # the first step of the path, `/` for the home page
    SITE = "site", _("Site")  # the host of a commune site, empty for the portal
    REFERRER = "referrer", _("Referrer")  # a domain
    # The key of an uploaded file, or the id of the Entry of which a print-out is.
    DOWNLOAD = "download", _("Download")


class Span(models.TextChoices):
    DAY = "d", _("Day")
    MONTH = "m", _("Month")


class Tally(models.Model):
    """How often something was visited on a day, or in a month whose days are folded.

    `start` is the day, or the month's first. `visitors` is known of `Dimension.ALL` only and
    once the day is over; in a month it is the sum of its days', as nobody can be known
    again from one day to the next.
    """

    dimension = models.CharField(max_length=10, choices=Dimension.choices)
    span = models.CharField(max_length=1, choices=Span.choices)
    start = models.DateField()
    key = models.TextField()
    hits = models.BigIntegerField()
    visitors = models.BigIntegerField(default=0, db_default=0)

    class Meta:
        verbose_name = _("count of visits")
        verbose_name_plural = _("counts of visits")
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(
                fields=["dimension", "start", "span", "key"], name="visits_tallied_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.dimension} {self.key} {self.start}: {self.hits}"


@register_setting(icon="view")
class VisitSettings(BaseGenericSetting):
    """What the office brings along from its former site."""

    starting_total = models.PositiveBigIntegerField(
        _("visits before this site"),
        default=0,
        help_text=_(
            "The total that the former site had counted. It is added to what is counted here."
        ),
    )

    in_footer = models.BooleanField(_("show the figures at the foot of every page"), default=False)

    panels = [FieldPanel("starting_total"), FieldPanel("in_footer")]

    class Meta:
        verbose_name = _("Visit counter")
