"""Figures as people read them."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.portal.vietnamese import number

register = template.Library()

MINUTE, HOUR, DAY = 60, 3600, 86_400


@register.filter
def in_unit(value: float | None, unit: str) -> str:
    """`600` seconds as `10 minutes`; `7.5` percent as `7,5 %`; a dash for what is not known."""
    if value is None:
        return "–"
    if unit == "seconds":
        return _duration(round(value))
    if unit == "percent":
        return f"{number(round(value, 1))} %"
    return number(round(value))


def _duration(seconds: int) -> str:
    if seconds < 2 * MINUTE:
        return ngettext("%(count)d second", "%(count)d seconds", seconds) % {"count": seconds}
    if seconds < 2 * HOUR:
        minutes = seconds // MINUTE
        return ngettext("%(count)d minute", "%(count)d minutes", minutes) % {"count": minutes}
    if seconds < 2 * DAY:
        hours = seconds // HOUR
        return ngettext("%(count)d hour", "%(count)d hours", hours) % {"count": hours}
    return _("%(count)d days") % {"count": seconds // DAY}
