"""What the health page says of the channels."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.health.figures import Figure, Gauge

from .models import Channel, Post, State

WAITING = Gauge("channel_posts_late", _("Posts that are late"), "count", 1, 20)
UNSURE = Gauge("channel_posts_unconfirmed", _("Posts that nobody is sure of"), "count", 1, 20)
REFUSED = Gauge("channel_posts_refused", _("Posts that were refused"), "count", 1, 20)
ENDING = Gauge(
    "channel_access_ending", _("Channels whose access ends within a week"), "count", 1, 5
)


def figures() -> Iterator[Figure]:
    """Late, unconfirmed and refused posts, and access that ends."""
    now = timezone.now()
    late = Q(state=State.DUE, due_at__lt=now - timedelta(minutes=10), channel__active=True)
    yield Figure(WAITING, Post.objects.filter(late).count())
    yield Figure(UNSURE, Post.objects.filter(state=State.UNCONFIRMED).count())
    yield Figure(REFUSED, Post.objects.filter(state=State.REFUSED).count())
    ending = Channel.objects.filter(
        active=True, automatic=True, expires_at__lt=now + timedelta(days=7)
    ).exclude(platform__in=("zalo", "youtube"))
    yield Figure(ENDING, ending.count())
