"""What crawlers are asked to leave alone, and where the sitemaps are."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """`robots.txt`. It hides nothing: what must not be read is not served."""
    lines = [
        "User-agent: *",
        f"Disallow: {reverse('wagtailadmin_home')}",
        f"Disallow: {reverse('portal:display')}",
        "Disallow: /tim-kiem/",
        # Each print-out takes seconds to make; what is in it is on its page as well.
        "Disallow: /*/in.pdf",
        "",
        f"Sitemap: {request.build_absolute_uri(reverse('portal:sitemap'))}",
        f"Sitemap: {request.build_absolute_uri('/sitemap-news.xml')}",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
