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
# After each failure a longer pause: five minutes, ten, twenty … and in the end a day. None is
# given up, or what it tells of would be missed: a letter goes with its search.
FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=5), timedelta(days=1)


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
    except (SMTPException, OSError) as error:
        if _says_no_such_address(error):
            letter.search.delete()
        else:
            _postpone(letter, error)
    else:
        letter.delete()
    return True


def _says_no_such_address(error: Exception) -> bool:
    """Whether it is the address that is wrong, for good (RFC 3463, X.1.X). A server that is
    busy, greylists, or turns away whatever comes from us says otherwise."""
    refused = error.recipients.values() if isinstance(error, SMTPRecipientsRefused) else ()
    said = [(code, bytes(words)) for code, words in refused]
    return bool(said) and all(500 <= code < 600 and b"5.1." in words for code, words in said)


def _postpone(letter: Letter, error: Exception) -> None:
    # A day is reached long before the tenth.
    pause = min(FIRST_PAUSE * 2 ** min(letter.attempts, 10), LONGEST_PAUSE)
    letter.attempts += 1
    letter.due_at = timezone.now() + pause
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
