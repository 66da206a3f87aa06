"""Administrative units, with the dates between which they exist and what became of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.models import ReferenceIndex

from cms.publishing.representation import (
    Kind,
    Label,
    PublicSource,
    Representation,
    Watch,
    source_label,
)

from . import contract
from .succession import closure


class Level(models.TextChoices):
    """How high a unit stands. Members are in order, the widest first."""

    PROVINCE = "province", _("Province or city")
    DISTRICT = "district", _("District")
    COMMUNE = "commune", _("Commune or ward")
    VILLAGE = "village", _("Village or residential group")

    @property
    def rank(self) -> int:
        return list(Level).index(self)


class Unit(PublicSource, ClusterableModel):
    """A province, district, commune or village, as it was between two dates.

    A unit that is merged, divided or renamed ends, and others succeed it: a new row,
    never the old one edited, so that what was published for it stays what it was.
    """

    public_kind = Kind(
        "unit", "units", _("Administrative units"), searchable=False, summary=contract.SUMMARY
    )
    # The row of a succession marks the unit that ended by itself; this one its heir.
    public_watches = (Watch("units_unitsuccession", "successor_id", "units.unit"),)

    code = models.CharField(
        _("code"),
        max_length=40,
        unique=True,
        validators=[RegexValidator(r"^[0-9a-z]+(-[0-9a-z]+)*\Z", _("Use a-z, 0-9 and hyphens."))],
        help_text=_(
            "What feeds and the API know the unit by. Never changed, never given to another unit:"
            " a unit that took over an earlier one's official code adds the year, as in 18880-2025."
        ),
    )
    official_code = models.CharField(
        _("official code"),
        max_length=20,
        blank=True,
        help_text=_("The code in the State's list. Lists of different years use one code twice."),
    )
    name = models.CharField(_("name"), max_length=120)
    level = models.CharField(_("level"), max_length=10, choices=Level.choices)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("part of"),
    )
    valid_from = models.DateField(
        _("first day"), null=True, blank=True, help_text=_("Empty when not known.")
    )
    valid_to = models.DateField(
        _("last day"), null=True, blank=True, help_text=_("Empty while the unit exists.")
    )
    created_at = models.DateTimeField(auto_now_add=True)

    panels = [
        FieldPanel("name"),
        FieldRowPanel([FieldPanel("code"), FieldPanel("official_code")]),
        FieldRowPanel([FieldPanel("level"), FieldPanel("parent")]),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_to")])],
            heading=_("When it existed"),
        ),
        InlinePanel("successions", label=_("Successor"), heading=_("Units that succeeded it")),
    ]

    class Meta:
        verbose_name = _("administrative unit")
        verbose_name_plural = _("administrative units")
        ordering = ["name", "code"]
        indexes = [models.Index(fields=["level", "valid_to"], name="units_of_level")]

    def __str__(self) -> str:
        if self.valid_to is None:
            return self.name
        return gettext("%(name)s (until %(year)s)") % {
            "name": self.name,
            "year": str(self.valid_to.year),
        }

    @property
    def label(self) -> Label:
        return Label(self.code, self.name)

    def exists_on(self, day: date) -> bool:
        """Whether the unit existed on that day, as far as its dates are known."""
        begun = self.valid_from is None or self.valid_from <= day
        return begun and (self.valid_to is None or day <= self.valid_to)

    def scope_codes(self) -> tuple[str, ...]:
        """Its code and those of all who succeeded it: where content for it is found today."""
        return (self.code, *(unit.code for unit in self.all_successors()))

    def all_successors(self) -> list[Unit]:
        """Every unit that came after it, nearest first. One query a generation."""
        return closure([self], _successors_of)

    def all_predecessors(self) -> list[Unit]:
        """Every unit that it came from, nearest first. One query a generation."""
        return closure([self], _predecessors_of)

    def clean(self) -> None:
        super().clean()
        if self.valid_from and self.valid_to and self.valid_to < self.valid_from:
            raise ValidationError({"valid_to": _("The last day is before the first.")})
        if self.parent and self.level and Level(self.parent.level).rank >= Level(self.level).rank:
            raise ValidationError({"parent": _("A unit is part of one of a higher level.")})

    def is_public(self, at: datetime) -> bool:
        return True

    def represent(self) -> Representation:
        before = (row.predecessor for row in self.precessions.select_related("predecessor"))
        after = (row.successor for row in self.successions.select_related("successor"))
        return Representation(
            title=self.name,
            url=f"{settings.PORTAL_URL}/tim-kiem/?unit={self.code}",
            published_at=self.created_at,
            summary={
                "code": self.code,
                "official_code": self.official_code,
                "level": self.level,
                "parent": _brief(self.parent) if self.parent else None,
                "valid_from": self.valid_from and self.valid_from.isoformat(),
                "valid_to": self.valid_to and self.valid_to.isoformat(),
                "predecessors": _briefs(before),
                "successors": _briefs(after),
            },
        )

    @classmethod
    def also_affected(cls, key: str) -> Iterable[str]:
        unit = cls.objects.filter(pk=key).first()
        if unit is None:
            return
        label = source_label(cls)
        # They name it as the one they came from.
        yield from (f"{label}:{other.pk}" for other in _successors_of([unit]))
        # What was addressed to those it came from is found under it.
        yield from _addressed_to(unit.all_predecessors())


def _successors_of(units: Iterable[Unit]) -> list[Unit]:
    rows = UnitSuccession.objects.filter(predecessor__in=units).select_related("successor")
    return [row.successor for row in rows.order_by("successor__code")]


def _predecessors_of(units: Iterable[Unit]) -> list[Unit]:
    rows = UnitSuccession.objects.filter(successor__in=units).select_related("predecessor")
    return [row.predecessor for row in rows.order_by("predecessor__code")]


def _addressed_to(units: Iterable[Unit]) -> Iterator[str]:
    """The sources that refer to one of the units, whatever they are."""
    rows = ReferenceIndex.objects.filter(
        to_content_type=ContentType.objects.get_for_model(Unit),
        to_object_id__in=[str(unit.pk) for unit in units],
    )
    for base_id, object_id in rows.values_list("base_content_type", "object_id").distinct():
        base = ContentType.objects.get_for_id(base_id).model_class()
        if base is not None:
            yield f"{source_label(base)}:{object_id}"


def _brief(unit: Unit) -> dict[str, str]:
    return {"code": unit.code, "name": unit.name}


def _briefs(units: Iterable[Unit]) -> list[dict[str, str]]:
    return [_brief(unit) for unit in sorted(units, key=lambda unit: unit.code)]


class UnitSuccession(models.Model):
    """That one unit, wholly or in part, became another."""

    predecessor = ParentalKey(Unit, on_delete=models.CASCADE, related_name="successions")
    successor = models.ForeignKey(
        Unit, models.CASCADE, related_name="precessions", verbose_name=_("successor")
    )

    panels = [FieldPanel("successor")]

    class Meta:
        verbose_name = _("succession")
        verbose_name_plural = _("successions")
        constraints = [
            models.UniqueConstraint(
                fields=["predecessor", "successor"], name="units_one_succession_a_pair"
            ),
            models.CheckConstraint(
                condition=~models.Q(predecessor=models.F("successor")),
                name="units_none_succeeds_itself",
                violation_error_message=_("A unit does not succeed itself."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor}"
