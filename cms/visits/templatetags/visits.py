"""What templates ask of the counter."""

from __future__ import annotations

from django import template

from cms.visits import figures
from cms.visits.figures import Figures
from cms.visits.options import option

register = template.Library()


@register.simple_tag(takes_context=True)
def visit_counts(context: template.Context) -> bool:
    """Whether opening this page is a visit: a preview is none, nor perhaps one of the staff."""
    request = context.get("request")
    if request is None or getattr(request, "is_preview", False):
        return False
    return bool(option("COUNT_STAFF")) or not _is_staff(request)


def _is_staff(request: object) -> bool:
    user = getattr(request, "user", None)
    return user is not None and user.has_perm("wagtailadmin.access_admin")


@register.simple_tag
def visit_figures() -> Figures:
    """Online, today and in all. One query, for some seconds none."""
    return figures.current()


@register.simple_tag
def visits_in_footer() -> bool:
    """Whether the office wants the figures at the foot of every page."""
    return figures.stand_in_footer()
