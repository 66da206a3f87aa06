"""The days of which the dashboard tells, and those with which it compares them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ROLLING = {"7": 7, "30": 30, "90": 90}
CHOICES: tuple[tuple[str, str | Promise], ...] = (
    ("7", _("Last 7 days")),
    ("30", _("Last 30 days")),
    ("90", _("Last 90 days")),
    ("month", _("This month")),
    ("year", _("This year")),
    ("own", _("Days of your own")),
)
USUAL = "30"
# More would be a chart that nobody can read; of the demo's and the office's first year on.
MOST_DAYS = 3_660


@dataclass(frozen=True, slots=True)
class Period:
    """Days from `first` to `last`, both among them."""

    first: date
    last: date

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def before(self) -> Period:
        """As many days, right before."""
        last = self.first - timedelta(days=1)
        return Period(last - timedelta(days=self.days - 1), last)


def period_of(choice: str, today: date) -> Period:
    """The period that one of `CHOICES` but `own` means today."""
    if choice == "month":
        return Period(today.replace(day=1), today)
    if choice == "year":
        return Period(today.replace(month=1, day=1), today)
    return Period(today - timedelta(days=ROLLING[choice] - 1), today)


class PeriodForm(forms.Form):
    """What the staff choose: a period, or two days of their own."""

    period = forms.ChoiceField(label=_("Period"), choices=CHOICES, required=False)
    first = forms.DateField(label=_("From"), required=False, widget=forms.DateInput)
    last = forms.DateField(label=_("To"), required=False, widget=forms.DateInput)

    def __init__(self, data: Mapping[str, str], today: date) -> None:
        self.today = today
        super().__init__({"period": USUAL, **data})
        for name in ("first", "last"):
            self.fields[name].widget.input_type = "date"
            self.fields[name].widget.format = "%Y-%m-%d"

    def clean(self) -> dict[str, object]:
        given = self.cleaned_data
        if given.get("period") == "own":
            self._check(given.get("first"), given.get("last"))
        return given

    def _check(self, first: date | None, last: date | None) -> None:
        if first is None or last is None:
            if not {"first", "last"} & self.errors.keys():
                raise forms.ValidationError(_("Give the first and the last day."))
        elif first > last:
            self.add_error("last", _("The last day is before the first."))
        elif (last - first).days >= MOST_DAYS or first.year < 1990:
            self.add_error("first", _("Ten years at most."))
        elif last > self.today:
            self.add_error("last", _("This day is still to come."))

    @property
    def chosen(self) -> Period:
        """The period; the usual one while what was chosen makes no sense."""
        if not self.is_valid():
            return period_of(USUAL, self.today)
        if self.cleaned_data["period"] == "own":
            return Period(self.cleaned_data["first"], self.cleaned_data["last"])
        return period_of(self.cleaned_data["period"] or USUAL, self.today)
