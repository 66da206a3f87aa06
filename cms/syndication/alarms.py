"""Letters to whoever can mend it when a subscriber falls behind."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, override

from .models import Progress, Subscriber
from .progress import Lag, behind

# One letter for each time that a subscriber falls behind, and one a week while it stays so.
REMIND_AFTER = timedelta(days=7)


def raise_alarms() -> int:
    """A step of the worker: write about each that has fallen behind; how many letters."""
    now = timezone.now()
    found = dict(behind(now))
    caught_up = Progress.objects.filter(alarmed_at__isnull=False)
    caught_up.exclude(subscriber__in=found).update(alarmed_at=None)
    sent = 0
    for subscriber, lag in found.items():
        told = Q(alarmed_at=None) | Q(alarmed_at__lt=now - REMIND_AFTER)
        own = Progress.objects.filter(subscriber=subscriber)
        before = own.values_list("alarmed_at", flat=True).first()
        # Whoever sets the mark writes the letter: two workers never both do.
        if own.filter(told).update(alarmed_at=now):
            letters = _letters(subscriber, lag)
            arrived = sum(letter.send(fail_silently=True) or 0 for letter in letters)
            sent += arrived
            if letters and not arrived:
                # The mail server is away: the next round tries again.
                own.filter(alarmed_at=now).update(alarmed_at=before)
    return sent


def _letters(subscriber: Subscriber, lag: Lag) -> list[EmailMessage]:
    """One to each of the office's addresses, and one to whoever looks after the subscriber."""
    office = dict.fromkeys(settings.SYNDICATION["ALARMS_TO"])
    contact = subscriber.contact_email
    with override(settings.LANGUAGE_CODE):
        words = {
            "name": subscriber.name,
            "items": lag.items,
            "since": _moment(lag.since),
            "state": _state(subscriber),
            "agency": settings.WAGTAIL_SITE_NAME,
        }
        state = reverse("syndication_subscriber", args=[subscriber.pk])
        subject = " ".join((gettext("%(name)s has fallen behind") % words).split())
        to_office = _to_office(words | {"url": f"{settings.WAGTAILADMIN_BASE_URL}{state}"})
        to_contact = _to_contact(words | {"url": f"{settings.PORTAL_URL}/trang-thai-nhan-tin/"})
    letters = [EmailMessage(subject, to_office, to=[address]) for address in office if address]
    if contact and contact not in office:
        letters.append(EmailMessage(subject, to_contact, to=[contact]))
    return letters


def _to_office(words: dict[str, object]) -> str:
    return (
        gettext(
            "%(name)s lacks %(items)s items in their present state, the oldest since %(since)s."
            "\n\n%(state)s\n\nWhat is missing, why, and the button that sends it again:\n%(url)s"
        )
        % words
    )


def _to_contact(words: dict[str, object]) -> str:
    return (
        gettext(
            "To whoever looks after %(name)s,\n\nThe site lacks %(items)s items in their present"
            " state, the oldest since %(since)s.\n\n%(state)s\n\nSee whether its server runs, and"
            " whether its key is still valid. With the key you see what is missing at:\n%(url)s"
            "\n\nThe office can send it again.\n\n%(agency)s"
        )
        % words
    )


def _state(subscriber: Subscriber) -> str:
    """What is known of why: how its receiver answers, when it last asked, whether it has a key."""
    said = []
    if subscriber.is_told:
        said.append(_receiver(subscriber))
    if subscriber.is_pulling:
        pulled_at = subscriber.progress.pulled_at
        said.append(
            gettext("It last asked for changes at %(when)s.") % {"when": _moment(pulled_at)}
            if pulled_at
            else gettext("It has never asked for changes.")
        )
        if not any(key.is_valid for key in subscriber.keys.all()):
            said.append(gettext("None of its keys is valid any more."))
    return "\n".join(said)


def _receiver(subscriber: Subscriber) -> str:
    endpoint = subscriber.endpoint
    if endpoint.off_at:
        when = {"when": _moment(endpoint.off_at)}
        return gettext("Its receiver has been off since %(when)s: it answered 410.") % when
    if endpoint.failing_since:
        when = {"when": _moment(endpoint.failing_since)}
        return gettext("Its receiver has been failing since %(when)s.") % when
    return gettext("Its receiver answers.")


def _moment(moment: object) -> str:
    return date_format(timezone.localtime(moment), "SHORT_DATETIME_FORMAT")  # type: ignore[arg-type]
