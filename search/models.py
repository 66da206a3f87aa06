"""What editors tell search, and what they learn of what was looked for."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from .synonyms import phrases_in


class Synonym(models.Model):
    """Words that mean the same to those who search. Applied when a query is asked."""

    typed = models.CharField(
        _("what people type"),
        max_length=240,
        help_text=_(
            "A word or phrase; several are separated by commas. Where … stands between two parts of"
            " a phrase, up to four other words may: “chó … cắn” is also “chó nhà hàng xóm cắn”."
        ),
    )
    meant = models.CharField(
        _("what is looked for as well"),
        max_length=240,
        help_text=_("A word or phrase as documents write it; several are separated by commas."),
    )
    both_ways = models.BooleanField(
        _("in both directions"),
        default=True,
        help_text=_("Whoever types one of the latter also finds the former."),
    )

    panels = [FieldPanel("typed"), FieldPanel("meant"), FieldPanel("both_ways")]

    class Meta:
        verbose_name = _("synonym")
        verbose_name_plural = _("synonyms")
        ordering = ["typed"]

    def __str__(self) -> str:
        return f"{self.typed} {'⇄' if self.both_ways else '→'} {self.meant}"

    def clean(self) -> None:
        for name in ("typed", "meant"):
            if not phrases_in(getattr(self, name)):
                raise ValidationError({name: _("There is no word in this.")})


class QueryCount(models.Model):
    """How often something was looked for on one day. Of nobody it says who.

    `text` is the query's normal form. `empty` counts how often nothing was found,
    `clicked` how often a result was opened.
    """

    day = models.DateField()
    text = models.CharField(max_length=120)
    folded = models.CharField(max_length=120)
    asked = models.PositiveIntegerField(default=0)
    empty = models.PositiveIntegerField(default=0)
    clicked = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("count of a query")
        verbose_name_plural = _("counts of queries")
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(fields=["day", "text"], name="query_counted_once_a_day")
        ]
        indexes = [models.Index(fields=["folded", "day"], name="query_count_folded")]

    def __str__(self) -> str:
        return f"{self.text} ({self.day})"
