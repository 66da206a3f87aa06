"""How syndication is: for the health page, and for the letters that raise an alarm."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import Min, Q
from django.utils import timezone
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from cms.health.figures import Figure, Gauge

from .models import Delivery, Endpoint, Progress, Subscriber
from .progress import Lag, lags

OLDEST_DUE = Gauge(
    "webhooks_oldest_due",
    _("Age of the oldest webhook that is due at a receiver that answers"),
    "seconds",
    warning=60,
    critical=900,
)
FAILING = Gauge(
    "webhooks_failing", _("Webhook receivers that fail or are off"), "count", warning=1, critical=5
)
BEHIND = Gauge(
    "subscribers_behind", _("Subscribers that have fallen behind"), "count", warning=1, critical=8
)
GIVEN_UP = Gauge(
    "webhooks_given_up", _("Webhooks given up in the last day"), "count", warning=1, critical=50
)
# One letter for each time that a subscriber falls behind, and one a week while it stays so.
REMIND_AFTER = timedelta(days=7)


def figures() -> Iterator[Figure]:
    """Six queries."""
    now = timezone.now()
    due = Delivery.objects.filter(
        state=Delivery.State.WAITING,
        due_at__lte=now,
        subscriber__active=True,
        subscriber__endpoint__failures=0,
        subscriber__endpoint__off_at=None,
    ).aggregate(first=Min("due_at"))["first"]
    yield Figure(OLDEST_DUE, (now - due).total_seconds() if due else 0)
    failing = Endpoint.objects.filter(Q(failures__gt=0) | Q(off_at__isnull=False))
    yield Figure(FAILING, failing.filter(subscriber__active=True).count())
    yield Figure(BEHIND, len(list(_behind())))
    given_up = Delivery.objects.filter(
        state=Delivery.State.FAILED, settled_at__gte=now - timedelta(days=1)
    )
    yield Figure(GIVEN_UP, given_up.count())


def _behind() -> Iterator[tuple[Subscriber, Lag]]:
    """Those whose oldest unread change has waited for too long."""
    now = timezone.now()
    latest = now - timedelta(hours=settings.SYNDICATION["BEHIND_AFTER_HOURS"])
    for subscriber, lag in lags(now):
        if lag.since is not None and lag.since < latest:
            yield subscriber, lag


def raise_alarms() -> int:
    """A step of the worker: write about each that has fallen behind; how many letters."""
    now = timezone.now()
    behind = dict(_behind())
    caught_up = Progress.objects.filter(alarmed_at__isnull=False)
    caught_up.exclude(subscriber__in=behind).update(alarmed_at=None)
    sent = 0
    for subscriber, lag in behind.items():
        told = Q(alarmed_at=None) | Q(alarmed_at__lt=now - REMIND_AFTER)
        # Whoever sets the mark writes the letter: two workers never both do.
        if Progress.objects.filter(told, subscriber=subscriber).update(alarmed_at=now):
            sent += _write(subscriber, lag)
    return sent


def _write(subscriber: Subscriber, lag: Lag) -> int:
    recipients = [*settings.SYNDICATION["ALARMS_TO"], subscriber.contact_email]
    with override(settings.LANGUAGE_CODE):
        words = {
            "name": subscriber.name,
            "items": lag.items,
            "since": timezone.localtime(lag.since).strftime("%H:%M %d/%m/%Y"),
            "url": f"{settings.PORTAL_URL}/trang-thai-nhan-tin/",
        }
        subject = gettext("%(name)s has fallen behind") % words
        body = (
            gettext(
                "%(name)s lacks %(items)s items in their present state, the oldest since %(since)s."
                "\n\nSee whether its server runs and asks for changes. With your key you see at"
                " %(url)s what is missing; the office can send it again."
            )
            % words
        )
    letters = [
        EmailMessage(" ".join(subject.split()), body, to=[address])
        for address in dict.fromkeys(recipients)
        if address
    ]
    return sum(letter.send(fail_silently=True) for letter in letters)
