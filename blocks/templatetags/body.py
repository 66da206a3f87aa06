"""A body in a page's template."""

from django import template
from django.utils.safestring import SafeString
from wagtail.blocks.stream_block import StreamValue

from blocks.body import body_html

register = template.Library()


@register.simple_tag
def body(stream: StreamValue) -> SafeString:
    """The body as the API gives it, with addresses relative to the site."""
    return body_html(stream)
