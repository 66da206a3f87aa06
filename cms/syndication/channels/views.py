"""The only public page of the channels: the short address."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.views.generic import View

from .short_links import entry_of


class ShortLinkView(View):
    """Leads to the item while it is public. What is withdrawn is not found, like its page."""

    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        entry = entry_of(code.lower())
        now = timezone.now()
        over = entry is not None and entry.expires_at is not None and entry.expires_at <= now
        if entry is None or entry.withdrawn_at is not None or over:
            raise Http404
        answer = HttpResponseRedirect(entry.url)
        answer["Cache-Control"] = "public, max-age=60"
        return answer
