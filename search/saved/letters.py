"""Sending the letters that wait, each once."""

from __future__ import annotations

import logging
from datetime import timedelta
from smtplib import SMTPException, SMTPRecipientsRefused
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from cms.publishing.models import Entry
from cms.publishing.sources import kinds
from search.query import BadQuery

from .models import Letter, SavedSearch, setting
from .wording import end_url, in_words, manage_url, search_url

logger = logging.getLogger(__name__)

MOST_AT_ONCE = 50
# More items than this are counted, and read on the search page.
MOST_SHOWN = 30
# After each failure a longer pause: five minutes, ten, twenty … about two days in all.
FIRST_PAUSE = timedelta(minutes=5)
MOST_ATTEMPTS = 10


def send_due() -> int:
    """A step of the worker: send what is due; how many letters were dealt with."""
    due = Letter.objects.filter(due_at__lte=timezone.now()).order_by("due_at")
    keys = list(due.values_list("pk", flat=True)[:MOST_AT_ONCE])
    return sum(send(key) for key in keys)


@transaction.atomic
def send(key: UUID) -> bool:
    """Send one letter and forget it; `False` when another worker has it or it is gone.

    Its row is locked until the mail server has it. Whoever is killed between the server's
    word and the commit sends it again, under the same Message-ID.
    """
    letters = Letter.objects.select_for_update(skip_locked=True, of=("self",))
    letter = letters.select_related("search").filter(pk=key, due_at__lte=timezone.now()).first()
    if letter is None:
        return False
    message = _message(letter)
    try:
        if message is not None:
            message.send()
    except SMTPRecipientsRefused:
        # No such address: it is kept no longer.
        letter.search.delete()
    except (SMTPException, OSError) as error:
        _postpone(letter, error)
    else:
        letter.delete()
    return True


def _postpone(letter: Letter, error: Exception) -> None:
    letter.attempts += 1
    if letter.attempts >= MOST_ATTEMPTS:
        logger.error("The letter %s was given up: %s", letter.pk, type(error).__name__)
        letter.delete()
        return
    letter.due_at = timezone.now() + FIRST_PAUSE * 2 ** (letter.attempts - 1)
    letter.save(update_fields=["attempts", "due_at"])
    logger.warning("The letter %s waits: %s", letter.pk, type(error).__name__)


def _message(letter: Letter) -> EmailMultiAlternatives | None:
    """The letter as it is now; `None` when there is nothing left to tell."""
    try:
        query = letter.search.asked
    except BadQuery:
        return None
    context = {
        "words": in_words(query),
        "search_url": search_url(query),
        "manage_url": manage_url(letter.search.token),
        "ends_at": letter.search.ends_at,
        "unconfirmed_days": setting("UNCONFIRMED_DAYS"),
    }
    if letter.kind == Letter.Kind.CONFIRM:
        subject = gettext("Confirm: send me what is new for %(words)s") % context
        return _compose(letter, subject, "confirm", context)
    entries = _public(letter)
    if not entries or letter.search.confirmed_at is None:
        return None
    context["rows"] = [(entry, _kind(entry)) for entry in entries[:MOST_SHOWN]]
    context["more"] = max(len(entries) - MOST_SHOWN, 0)
    counted = ngettext("%(count)d new result", "%(count)d new results", len(entries))
    subject = f"{counted % {'count': len(entries)}}: {context['words']}"
    return _compose(letter, subject, "digest", context)


def _public(letter: Letter) -> list[Entry]:
    """What the letter tells of and everyone may read now, in the order of the log."""
    ids = [UUID(key) for key in letter.entries]
    entries = Entry.objects.public().filter(id__in=ids).order_by("change")
    return list(entries.only("id", "kind", "title", "url", "published_at"))


def _kind(entry: Entry) -> str:
    kind = kinds().get(entry.kind)
    return str(kind.label) if kind else ""


def _compose(
    letter: Letter, subject: str, template: str, context: dict[str, object]
) -> EmailMultiAlternatives:
    search: SavedSearch = letter.search
    host = settings.PORTAL_URL.split("://")[-1].split("/")[0].split(":")[0]
    message = EmailMultiAlternatives(
        subject=" ".join(subject.split())[:200],
        body=render_to_string(f"search/saved/{template}.txt", context),
        to=[search.email],
        headers={
            "Message-ID": f"<{letter.pk}@{host}>",
            "Auto-Submitted": "auto-generated",
            "List-Unsubscribe": f"<{end_url(search.token)}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        },
    )
    message.attach_alternative(
        render_to_string(f"search/saved/{template}_mail.html", context), "text/html"
    )
    return message
