from django.utils.translation import gettext_lazy as _
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from .models import Poll


class PollViewSet(SnippetViewSet):
    model = Poll
    icon = "form"
    menu_label = _("Polls")
    menu_order = 140
    add_to_admin_menu = True
    list_display = ["question"]
    search_fields = ["question"]


register_snippet(PollViewSet)
