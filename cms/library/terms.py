"""What documents are filed under: issuing bodies, fields of law, audiences."""

from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from blocks.anchors import anchor_for
from cms.legaltext.folding import fold
from cms.publishing.representation import Label


class Term(models.Model):
    """A name under which documents are filed, and its code in addresses and the API."""

    name = models.CharField(_("name"), max_length=200, unique=True)
    code = models.SlugField(
        _("code"),
        max_length=80,
        unique=True,
        blank=True,
        help_text=_(
            "What addresses, feeds and the API know it by. Left empty, it is made from the name."
            " Changing it breaks others' filters."
        ),
    )

    panels = [FieldPanel("name"), FieldPanel("code")]

    class Meta:
        abstract = True
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self.code:
            self.code = self._free_code()
        super().save(*args, **kwargs)

    @property
    def label(self) -> Label:
        return Label(self.code, self.name)

    @classmethod
    def named(cls, name: str) -> Self:
        """The term with that name, made if there is none. Capitals tell no two names apart."""
        name = " ".join(name.split())
        alike = cls._default_manager.filter(code__startswith=anchor_for(name))
        found = next((one for one in alike if fold(one.name) == fold(name)), None)
        return found or cls._default_manager.create(name=name)

    def _free_code(self) -> str:
        base = anchor_for(self.name)
        codes = type(self)._default_manager.filter(code__startswith=base)
        taken = set(codes.values_list("code", flat=True))
        candidates = (base, *(f"{base}-{n}" for n in range(2, len(taken) + 3)))
        return next(code for code in candidates if code not in taken)


class IssuingBody(Term):
    """Who issues documents: the National Assembly, a ministry, a People's Committee."""

    class Meta(Term.Meta):
        verbose_name = _("issuing body")
        verbose_name_plural = _("issuing bodies")


class LawField(Term):
    """A field of law: land, marriage and family, civil obligations."""

    class Meta(Term.Meta):
        verbose_name = _("field of law")
        verbose_name_plural = _("fields of law")


class Audience(Term):
    """For whom a document is: mediators, team leaders, everyone."""

    class Meta(Term.Meta):
        verbose_name = _("audience")
        verbose_name_plural = _("audiences")
