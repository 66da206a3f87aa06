"""Blocks with an inner order: steps, table, key figures."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.table_block.blocks import TableBlock as PlainTableBlock

from .content import ContentBlock, lines
from .reach import Reach
from .richtext import FEATURES_OF_A_LINE, to_html, to_text


class StepBlock(blocks.StructBlock):
    title = blocks.CharBlock(max_length=160, label=_("Title"))
    text = blocks.RichTextBlock(required=False, features=FEATURES_OF_A_LINE, label=_("Text"))


class StepsBlock(ContentBlock, blocks.StructBlock):
    """What to do, one thing after the other."""

    heading = blocks.CharBlock(required=False, max_length=120, label=_("Heading"))
    steps = blocks.ListBlock(StepBlock(label=_("Step")), min_num=1, label=_("Steps"))

    class Meta:
        icon = "list-ol"
        label = _("Steps")
        description = _("A numbered procedure.")
        template = "blocks/steps.html"
        preview_value = {
            "heading": "Khi nhận được vụ việc",
            "steps": [
                {"title": "Gặp riêng từng bên", "text": "<p>Nghe hết, ghi lại điều họ mong.</p>"},
                {"title": "Hẹn ngày gặp chung", "text": "<p>Chọn nơi cả hai thấy thoải mái.</p>"},
            ],
        }

    def plain_text(self, value: Any) -> str:
        steps = (
            lines(f"{number}. {step['title']}", to_text(step["text"].source))
            for number, step in enumerate(value["steps"], 1)
        )
        return lines(value["heading"], *steps)

    def api_form(self, value: Any, reach: Reach) -> dict[str, Any]:
        return {"heading": value["heading"] or "", "steps": self._steps(value, reach)}

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context)
        context["steps"] = self._steps(value, context["reach"])
        return context

    def _steps(self, value: Any, reach: Reach) -> list[dict[str, str]]:
        return [
            {"title": step["title"], "html": to_html(step["text"].source, reach)}
            for step in value["steps"]
        ]


class TableBlock(ContentBlock, PlainTableBlock):
    """Rows and columns of plain text, with a caption."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)

    class Meta:
        icon = "table"
        label = _("Table")
        description = _("Figures side by side.")
        template = "blocks/table.html"
        preview_value = {
            "data": [["Đơn vị", "Số tổ"], ["Phường Đồng Hải", "12"], ["Xã Bảo Ninh", "9"]],
            "first_row_is_table_header": True,
            "first_col_is_header": False,
            "table_header_choice": "row",
            "table_caption": "Số tổ hòa giải",
        }

    def plain_text(self, value: Any) -> str:
        rows = ("; ".join(cell for cell in row if cell) for row in _cells(value))
        return lines((value or {}).get("table_caption"), *rows)

    def api_form(self, value: Any, reach: Reach) -> dict[str, Any]:
        value = value or {}
        return {
            "caption": value.get("table_caption") or "",
            "header_row": bool(value.get("first_row_is_table_header")),
            "header_column": bool(value.get("first_col_is_header")),
            "rows": _cells(value),
        }

    def render(self, value: Any, context: Any = None) -> Any:
        # Wagtail's own renders cells with the markup and classes of its editor.
        return blocks.FieldBlock.render(self, value, context)

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context)
        context["table"] = self.api_form(value, context["reach"])
        return context


def _cells(value: Any) -> list[list[str]]:
    rows = (value or {}).get("data") or []
    return [[str(cell).strip() if cell is not None else "" for cell in row] for row in rows]


class KeyFigureBlock(blocks.StructBlock):
    figure = blocks.CharBlock(
        max_length=20, label=_("Figure"), help_text=_("As it is to be read, for example 80 %.")
    )
    meaning = blocks.CharBlock(max_length=160, label=_("What it counts"))


class KeyFiguresBlock(ContentBlock, blocks.StructBlock):
    """A few numbers that carry the story."""

    figures = blocks.ListBlock(
        KeyFigureBlock(label=_("Key figure")), min_num=1, max_num=4, label=_("Key figures")
    )
    source = blocks.CharBlock(required=False, max_length=160, label=_("Source"))

    class Meta:
        icon = "order"
        label = _("Key figures")
        description = _("Up to four numbers, set large.")
        template = "blocks/key_figures.html"
        preview_value = {
            "figures": [
                {"figure": "100 %", "meaning": "hòa giải viên được tập huấn"},
                {"figure": "80 %", "meaning": "tổ trưởng được tập huấn chuyên sâu"},
            ],
            "source": "",
        }

    def plain_text(self, value: Any) -> str:
        return lines(
            *(f"{one['figure']} {one['meaning']}" for one in value["figures"]), value["source"]
        )

    def api_form(self, value: Any, reach: Reach) -> dict[str, Any]:
        figures = [{"figure": one["figure"], "meaning": one["meaning"]} for one in value["figures"]]
        return {"figures": figures, "source": value["source"] or ""}
