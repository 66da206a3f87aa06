"""The boxes beside the news on the home page.

Other rooms (polls, visits, events) bring theirs by name: see `blocks.extra`.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from blocks.extra import OpenStreamBlock

from .links import LinkGroupBlock


class TextBoxBlock(blocks.StructBlock):
    heading = blocks.CharBlock(max_length=80, label=_("Heading"))
    text = blocks.RichTextBlock(features=["bold", "italic", "link", "ul"], label=_("Text"))

    class Meta:
        icon = "doc-full"
        label = _("Text box")
        template = "portal/aside/text.html"


class AsideBlock(OpenStreamBlock):
    place = "ASIDE"

    links = LinkGroupBlock(template="portal/aside/links.html")
    text = TextBoxBlock()
