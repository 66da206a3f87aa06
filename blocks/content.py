"""What every block of a body has in common."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .reach import Reach, reach_of


class ContentBlock:
    """Mixin for a Wagtail block that has, beside its template, two more forms.

    A template is rendered with `reach` in its context; alone (in a preview) a block
    looks its own reach up.
    """

    def plain_text(self, value: Any) -> str:
        """What is indexed and read aloud: no markup, a line for each thing said."""
        raise NotImplementedError

    def api_form(self, value: Any, reach: Reach) -> Mapping[str, Any]:
        """What the API gives under `value`: JSON-ready, with addresses from `reach`."""
        raise NotImplementedError

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context)  # type: ignore[misc]
        if not isinstance(context.get("reach"), Reach):
            context["reach"] = reach_of(self, value)
        return context


def lines(*parts: str | None) -> str:
    """The parts that say something, one to a line."""
    return "\n".join(part.strip() for part in parts if part and part.strip())
