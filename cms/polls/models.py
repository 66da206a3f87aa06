"""Polls: what is asked, what may be answered, and who has answered."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
)
from wagtail.fields import RichTextField
from wagtail.images import get_image_model_string
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    Orderable,
    PreviewableMixin,
    RevisionMixin,
    WorkflowMixin,
)

from cms.publishing.representation import Kind, PublicSource, Representation

from . import contract, representation
from .ballot import Choice, Results, Timetable
from .forms import PollForm


class PollQuerySet(models.QuerySet["Poll"]):
    def readable(self, now: datetime) -> PollQuerySet:
        """What everyone may read at `now`, the newest first."""
        unexpired = models.Q(expire_at=None) | models.Q(expire_at__gt=now)
        return self.filter(unexpired, live=True, archived_at=None).order_by(
            "-first_published_at", "-pk"
        )

    def open_first(self, now: datetime) -> PollQuerySet:
        """Those that are over come last."""
        over = models.Q(closes_at__isnull=False, closes_at__lte=now)
        return self.annotate(over=models.Case(models.When(over, then=1), default=0)).order_by(
            "over", "-first_published_at", "-pk"
        )


class Poll(
    PublicSource,
    PreviewableMixin,
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    ClusterableModel,
):
    """A question to everyone, with the answers among which one chooses."""

    public_kind = Kind(
        "poll", "polls", _("Polls"), summary=contract.SUMMARY, detail=contract.DETAIL
    )

    question = models.CharField(_("question"), max_length=240)
    slug = models.SlugField(
        _("slug"),
        max_length=120,
        unique=True,
        blank=True,
        help_text=_("The end of the poll's address. Left empty, it is made from the question."),
    )
    explanation = RichTextField(
        _("explanation"),
        blank=True,
        features=["bold", "italic", "link", "ul", "ol"],
        help_text=_("What the poll is about, and what becomes of its outcome."),
    )
    choice = models.CharField(
        _("how many may be chosen"),
        max_length=10,
        choices=Choice.choices,
        default=Choice.ONE,
    )
    most = models.PositiveSmallIntegerField(
        _("at most"),
        null=True,
        blank=True,
        help_text=_("For several choices. Left empty, all options may be chosen."),
    )
    shuffled = models.BooleanField(
        _("shuffle the options"),
        default=False,
        help_text=_("Each visitor sees them in another order: the first has no advantage."),
    )
    results = models.CharField(
        _("results are shown"),
        max_length=10,
        choices=Results.choices,
        default=Results.AFTER,
    )
    opens_at = models.DateTimeField(
        _("opens at"), null=True, blank=True, help_text=_("Left empty: as soon as it is published.")
    )
    closes_at = models.DateTimeField(
        _("closes at"), null=True, blank=True, help_text=_("Left empty: until someone closes it.")
    )
    created_at = models.DateTimeField(auto_now_add=True)
    archived_at = models.DateTimeField(_("archived at"), null=True, editable=False)

    content_panels = [
        FieldPanel("question"),
        FieldPanel("explanation"),
        InlinePanel(
            "options",
            label=_("Option"),
            heading=_("Options"),
            min_num=2,
            help_text=_(
                "Rewording an option keeps its votes. An option that is taken away can no longer be"
                " chosen; the votes it has stay counted and shown."
            ),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("choice"), FieldPanel("most")]),
                FieldPanel("shuffled"),
            ],
            heading=_("Choosing"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("opens_at"), FieldPanel("closes_at")]),
                FieldPanel("results"),
            ],
            heading=_("When"),
        ),
    ]
    filing_panels = [
        InlinePanel("poll_units", label=_("Unit"), heading=_("Units that the poll is for")),
        FieldPanel("slug"),
    ]
    edit_handler = TabbedInterface(
        [
            ObjectList(content_panels, heading=_("Content")),
            ObjectList(filing_panels, heading=_("Filing")),
        ]
    )

    base_form_class = PollForm

    objects = PollQuerySet.as_manager()

    class Meta:
        verbose_name = _("poll")
        verbose_name_plural = _("polls")
        permissions = [("manage_poll", _("Can close, reopen, archive and export polls"))]

    def __str__(self) -> str:
        return self.question

    @property
    def timetable(self) -> Timetable:
        return Timetable(self.opens_at, self.closes_at, Results(self.results))

    def get_absolute_url(self) -> str:
        return reverse("polls:poll", args=[self.slug])

    def options_to_choose(self) -> list[PollOption]:
        """The options in the editor's order, without those that were taken away."""
        return [option for option in self.options.all() if not option.retired]

    def is_public(self, at: datetime) -> bool:
        unexpired = self.expire_at is None or at < self.expire_at
        return self.live and unexpired and self.archived_at is None

    def represent(self) -> Representation:
        return representation.represent(self, timezone.now())

    def clean(self) -> None:
        super().clean()
        if self.opens_at and self.closes_at and self.closes_at <= self.opens_at:
            raise ValidationError({"closes_at": _("A poll closes after it has opened.")})
        if self.most is not None and self.most < 2 and self.choice == Choice.SEVERAL:
            raise ValidationError({"most": _("Several are two at least.")})

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self.slug:
            self.slug = self._free_slug()
        self._recognise_options()
        super().save(*args, **kwargs)

    def get_preview_template(self, request: Any, mode_name: str) -> str:
        return "polls/poll.html"

    def get_preview_context(self, request: Any, mode_name: str) -> dict[str, Any]:
        # It needs the models that are being defined here.
        from .showing import for_everyone

        context: dict[str, Any] = super().get_preview_context(request, mode_name)
        return {**context, "shown": for_everyone(self, timezone.now()), "heading": "h1"}

    def _recognise_options(self) -> None:
        """Have options that come from a draft be the rows they are already, known by their label.

        A draft made before an option had a row has it without a key: saved as it is, it
        would be another option, and the votes stay with the first.
        """
        options = getattr(self, "_cluster_related_objects", {}).get("options")
        if self.pk is None or not options or all(option.pk for option in options):
            return
        taken = {option.pk for option in options if option.pk}
        rows = PollOption.objects.filter(poll_id=self.pk).exclude(pk__in=taken)
        by_label = {row.label: row.pk for row in rows}
        for option in options:
            if option.pk is None:
                option.pk = by_label.pop(option.label, None)

    def _free_slug(self) -> str:
        base = slugify(self.question.replace("đ", "d").replace("Đ", "D"))[:100] or "binh-chon"
        taken = set(Poll.objects.filter(slug__startswith=base).values_list("slug", flat=True))
        candidates = (base, *(f"{base}-{n}" for n in range(2, len(taken) + 3)))
        return next(slug for slug in candidates if slug not in taken)


class PollOption(Orderable):
    """One of the answers. `retired` once it was taken away from a poll that was public."""

    poll = ParentalKey(Poll, on_delete=models.CASCADE, related_name="options")
    label = models.CharField(_("option"), max_length=160)
    image = models.ForeignKey(
        get_image_model_string(),
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("image"),
    )
    image_alt = models.CharField(
        _("alternative text of the image"),
        max_length=240,
        blank=True,
        help_text=_("What the image shows, for those who cannot see it."),
    )
    retired = models.BooleanField(default=False, editable=False)

    panels = [FieldPanel("label"), FieldRowPanel([FieldPanel("image"), FieldPanel("image_alt")])]

    class Meta(Orderable.Meta):
        verbose_name = _("option")
        verbose_name_plural = _("options")

    def __str__(self) -> str:
        return self.label

    def clean(self) -> None:
        super().clean()
        if self.image_id and not self.image_alt.strip():
            raise ValidationError(
                {"image_alt": _("Say what the image shows: some readers cannot see it.")}
            )

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Take the option away. What may have votes is retired: its row, and they, stay."""
        public = Poll.objects.filter(pk=self.poll_id).filter(
            models.Q(live=True) | models.Q(first_published_at__isnull=False)
        )
        if not public.exists():
            return super().delete(*args, **kwargs)
        PollOption.objects.filter(pk=self.pk).update(retired=True)
        return 0, {}


class PollUnit(Orderable):
    """An administrative unit that a poll is for."""

    poll = ParentalKey(Poll, on_delete=models.CASCADE, related_name="poll_units")
    unit = models.ForeignKey("units.Unit", models.CASCADE, related_name="+", verbose_name=_("unit"))

    panels = [FieldPanel("unit")]

    def __str__(self) -> str:
        return str(self.unit)


class Vote(models.Model):
    """What one voter chose, last: one row for each poll and voter.

    `voter` is a digest of the voter's token; nobody's name, address or device is here.
    `options` are the keys of the chosen options in ascending order, with commas between
    and around: `,3,7,`. Written by `cms.polls.voting` and nothing else.
    """

    # Nobody's wish to tidy up takes votes away: a poll that has some is archived.
    poll = models.ForeignKey(Poll, models.PROTECT, related_name="votes", db_index=False)
    voter = models.CharField(max_length=43)
    options = models.CharField(max_length=400)
    # The network that it came from, under a key that is destroyed at the end of the day.
    network = models.CharField(max_length=22, default="")
    # The unit whose page it was given on, where that page says so.
    unit = models.CharField(max_length=40, default="")
    suspect = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("vote")
        verbose_name_plural = _("votes")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["poll", "voter"], name="polls_one_vote")]
        indexes = [models.Index(fields=["poll", "created_at"], name="polls_votes_in_time")]

    def __str__(self) -> str:
        return f"{self.poll_id}: {self.options}"


class Tally(models.Model):
    """How often an option was chosen, kept with each vote; `option` 0 counts voters.

    The count of an option is the sum over its slots: voters who come at once do not
    wait for one row. A vote counts in the slot that its voter's digest gives.
    """

    poll = models.ForeignKey(Poll, models.CASCADE, related_name="tallies", db_index=False)
    option = models.PositiveBigIntegerField()
    slot = models.PositiveSmallIntegerField()
    count = models.BigIntegerField(default=0)

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["poll", "option", "slot"], name="polls_tally_once")
        ]

    def __str__(self) -> str:
        return f"{self.poll_id}/{self.option}/{self.slot}: {self.count}"


class UsedKey(models.Model):
    """An `Idempotency-Key` that a vote came with: the same key again is the same vote."""

    poll = models.ForeignKey(Poll, models.CASCADE, related_name="+", db_index=False)
    digest = models.CharField(max_length=43)
    vote = models.ForeignKey(Vote, models.CASCADE, related_name="+", db_index=False)
    used_at = models.DateTimeField(db_index=True)

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["poll", "digest"], name="polls_key_once")]

    def __str__(self) -> str:
        return f"{self.poll_id}: {self.digest}"
