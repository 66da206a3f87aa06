"""The editor of a snippet that becomes an item, open to what others know of the item."""

from __future__ import annotations

from wagtail import hooks
from wagtail.admin.ui.components import MediaContainer
from wagtail.snippets.views.snippets import EditView


class ItemEditView(EditView):
    """Calls `construct_item_side_panels(instance, request, panels)`: Wagtail has no such hook."""

    def get_side_panels(self) -> MediaContainer:
        panels = super().get_side_panels()
        # What is saved in the background is answered without panels.
        if not self.expects_json_response:
            for construct in hooks.get_hooks("construct_item_side_panels"):
                construct(self.object, self.request, panels)
        return panels
