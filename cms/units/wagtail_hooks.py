from django.utils.translation import gettext_lazy as _
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from .models import Unit


class UnitViewSet(SnippetViewSet):
    model = Unit
    icon = "site"
    menu_label = _("Administrative units")
    list_display = ["name", "code", "level", "parent", "valid_from", "valid_to"]
    list_filter = ["level", "valid_to"]
    search_fields = ["name", "code", "official_code"]
    ordering = ["name", "code"]
    add_to_admin_menu = True
    menu_order = 140


register_snippet(UnitViewSet)
