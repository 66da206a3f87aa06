"""The boxes beside the news on the home page.

Later rooms (polls, visits, events) add their widget as a block of their own here.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from .links import LinkGroupBlock


class TextBoxBlock(blocks.StructBlock):
    heading = blocks.CharBlock(max_length=80, label=_("Heading"))
    text = blocks.RichTextBlock(features=["bold", "italic", "link", "ul"], label=_("Text"))

    class Meta:
        icon = "doc-full"
        label = _("Text box")
        template = "portal/aside/text.html"


class AsideBlock(blocks.StreamBlock):
    links = LinkGroupBlock(template="portal/aside/links.html")
    text = TextBoxBlock()
