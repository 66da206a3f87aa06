"""The counter as a box beside the news. Imported while models are still being defined."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class VisitsBlock(blocks.StructBlock):
    """*Online 8 · Hôm nay 12.564 · Tổng 5.494.264*"""

    heading = blocks.CharBlock(max_length=80, required=False, label=_("Heading"))

    class Meta:
        icon = "view"
        label = _("Visits")
        template = "visits/aside.html"
