"""A poll's own page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from .models import Poll


@require_safe
def poll(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Poll.objects.readable(timezone.now()), slug=slug)
    return render(request, "polls/poll.html", {"object": found})
