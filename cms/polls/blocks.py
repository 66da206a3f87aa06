"""A poll in a body, and beside the news on the home page."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from blocks.content import ContentBlock, lines
from blocks.reach import Reach


def public_poll(value: Any) -> Any:
    """The chosen poll, if everyone may see it now."""
    poll = value["poll"]
    return poll if poll is not None and poll.is_public(timezone.now()) else None


def shown_in(value: Any) -> dict[str, Any]:
    """What the template of a chosen poll needs, the same for every visitor."""
    from .showing import for_everyone

    poll = public_poll(value)
    return {"poll": poll, "shown": for_everyone(poll, timezone.now()) if poll else None}


def newest_key() -> int | None:
    """The key of the newest public poll: with which an editor is shown what a poll looks like."""
    from .models import Poll

    return Poll.objects.readable(timezone.now()).values_list("pk", flat=True).first()


class PollBlock(ContentBlock, blocks.StructBlock):
    """A poll to answer where one reads. One that is not public is not shown."""

    poll = SnippetChooserBlock("polls.Poll", label=_("Poll"))

    class Meta:
        icon = "form"
        label = _("Poll")
        group = _("Facts")
        description = _("A question that readers answer on the spot.")
        template = "polls/block.html"

    def get_preview_value(self) -> Any:
        return self.to_python({"poll": newest_key()})

    def plain_text(self, value: Any) -> str:
        poll = public_poll(value)
        return lines(poll.question, *map(str, poll.options_to_choose())) if poll else ""

    def api_form(self, value: Any, reach: Reach) -> dict[str, Any]:
        from .representation import pointer_to

        poll = public_poll(value)
        return {"poll": pointer_to(poll) if poll else None}

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context)
        context.update(shown_in(value))
        return context


class PollBox(blocks.StructBlock):
    """A poll beside the news."""

    poll = SnippetChooserBlock("polls.Poll", label=_("Poll"))

    class Meta:
        icon = "form"
        label = _("Poll")
        template = "polls/box.html"

    def get_preview_value(self) -> Any:
        return self.to_python({"poll": newest_key()})

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context)
        context.update(shown_in(value))
        return context
