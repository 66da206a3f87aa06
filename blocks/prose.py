"""Blocks of running text: paragraph, heading, quote, callout."""

from __future__ import annotations

from typing import Any

from django.core.validators import validate_slug
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from .anchors import anchor_for
from .content import ContentBlock, lines
from .reach import Reach
from .richtext import FEATURES, FEATURES_OF_A_LINE, to_html, to_text


class ParagraphBlock(ContentBlock, blocks.RichTextBlock):
    """Running text, in a feature set that cannot break the page."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"features": FEATURES, **kwargs})

    class Meta:
        icon = "pilcrow"
        label = _("Paragraph")
        description = _("Running text with links, lists, bold and italic.")
        template = "blocks/paragraph.html"
        preview_value = (
            "<p>Hòa giải viên lắng nghe <b>cả hai bên</b>, rồi mới nói đến điều luật.</p>"
            "<ul><li>Không phán xử.</li><li>Không bỏ dở.</li></ul>"
        )

    def plain_text(self, value: Any) -> str:
        return to_text(value.source)

    def api_form(self, value: Any, reach: Reach) -> dict[str, Any]:
        return {"html": to_html(value.source, reach)}

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context)
        context["html"] = to_html(value.source, context["reach"])
        return context


class HeadingBlock(ContentBlock, blocks.StructBlock):
    """A heading with an anchor, so that others can link to what follows it."""

    text = blocks.CharBlock(max_length=160, label=_("Text"))
    level = blocks.ChoiceBlock(
        choices=[("2", _("Large")), ("3", _("Small"))], default="2", label=_("Size")
    )
    anchor = blocks.CharBlock(
        required=False,
        max_length=80,
        validators=[validate_slug],
        label=_("Anchor"),
        help_text=_("The end of a link to this place. Left empty, it is made from the text."),
    )

    class Meta:
        icon = "title"
        label = _("Heading")
        description = _("Opens a part of the text that can be linked to.")
        template = "blocks/heading.html"
        preview_value = {"text": "Các bước hòa giải", "level": "2", "anchor": ""}

    def plain_text(self, value: Any) -> str:
        return str(value["text"]).strip()

    def api_form(self, value: Any, reach: Reach) -> dict[str, Any]:
        return {"text": value["text"], "level": int(value["level"])}

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context)
        context.setdefault("anchor", value["anchor"] or anchor_for(value["text"]))
        return context


class QuoteBlock(ContentBlock, blocks.StructBlock):
    """What someone said, and who."""

    text = blocks.TextBlock(label=_("Words quoted"))
    who = blocks.CharBlock(required=False, max_length=120, label=_("Who said it"))
    role = blocks.CharBlock(required=False, max_length=160, label=_("Role"))

    class Meta:
        icon = "openquote"
        label = _("Quote")
        description = _("Words of a person or of a text, with their source.")
        template = "blocks/quote.html"
        preview_value = {
            "text": "Hòa giải được một vụ là giữ được một tình làng nghĩa xóm.",
            "who": "Một tổ trưởng tổ hòa giải",
            "role": "",
        }

    def plain_text(self, value: Any) -> str:
        said_by = ", ".join(part for part in (value["who"], value["role"]) if part)
        return lines(f"“{value['text'].strip()}”", said_by)

    def api_form(self, value: Any, reach: Reach) -> dict[str, Any]:
        return {"text": value["text"], "who": value["who"] or "", "role": value["role"] or ""}


class CalloutBlock(ContentBlock, blocks.StructBlock):
    """A remark that must not be overlooked."""

    tone = blocks.ChoiceBlock(
        choices=[("note", _("Note")), ("tip", _("Advice")), ("warning", _("Warning"))],
        default="note",
        label=_("Kind"),
    )
    heading = blocks.CharBlock(required=False, max_length=120, label=_("Heading"))
    text = blocks.RichTextBlock(features=FEATURES_OF_A_LINE, label=_("Text"))

    class Meta:
        icon = "info-circle"
        label = _("Callout")
        description = _("A box for a note, a piece of advice or a warning.")
        template = "blocks/callout.html"
        preview_value = {
            "tone": "tip",
            "heading": "Lưu ý",
            "text": "<p>Hẹn hai bên vào lúc <b>không ai phải vội</b>.</p>",
        }

    def plain_text(self, value: Any) -> str:
        return lines(value["heading"], to_text(value["text"].source))

    def api_form(self, value: Any, reach: Reach) -> dict[str, Any]:
        return {
            "tone": value["tone"],
            "heading": value["heading"] or "",
            "html": to_html(value["text"].source, reach),
        }

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context)
        context["html"] = to_html(value["text"].source, context["reach"])
        return context
