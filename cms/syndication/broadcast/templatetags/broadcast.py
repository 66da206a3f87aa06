"""What the templates of broadcast ask for."""

from django import template
from django.utils.translation import ngettext

register = template.Library()


@register.filter
def minutes(seconds: int) -> str:
    """A length as people say it: `3 phút 20 giây`."""
    whole, rest = divmod(seconds, 60)
    said = []
    if whole:
        said.append(ngettext("%(count)s minute", "%(count)s minutes", whole) % {"count": whole})
    if rest or not whole:
        said.append(ngettext("%(count)s second", "%(count)s seconds", rest) % {"count": rest})
    return " ".join(said)
