"""Making, mending and approving the script of an item."""

from __future__ import annotations

from datetime import datetime

import orjson
from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from cms.publishing.models import Entry

from .bulletins import carry_over
from .models import BroadcastScript
from .reading.script import script_of, written


class Corrected(Exception):
    """The item was corrected since the editor opened its script."""


def readable_items(now: datetime) -> QuerySet[Entry]:
    """The public items that get a script, newest first, each with its script if it has one."""
    items = Entry.objects.public(now).filter(kind__in=kinds_read())
    ordered = items.order_by("-published_at", "-id").select_related("broadcast_script")
    return ordered.defer("payload", "summary", "text")


def proposal(entry: Entry) -> str:
    """What the rules of reading make of the item as it now stands."""
    passages = [(one.heading, one.text) for one in entry.passages]
    return script_of(written(orjson.loads(entry.payload), passages))


@transaction.atomic
def script_of_item(entry: Entry) -> BroadcastScript:
    """The item's script; proposed now where it had none."""
    script = BroadcastScript.objects.filter(entry=entry).first()
    if script is None:
        text = proposal(entry)
        script, _ = BroadcastScript.objects.get_or_create(
            entry=entry,
            defaults={"based_on_version": entry.version, "proposed": text, "text": text},
        )
    return script


@transaction.atomic
def propose_again(script: BroadcastScript) -> None:
    """Replace the script by what the rules make of the item as it now stands."""
    entry = Entry.objects.public().get(pk=script.entry_id)
    script.text = script.proposed = proposal(entry)
    script.based_on_version = entry.version
    script.approved_at = script.approved_by = None
    script.save()


@transaction.atomic
def keep(script: BroadcastScript, text: str, version: int, approver: User | None) -> None:
    """Keep the editor's `text`, written beside `version` of the item; approved by `approver`.

    Raises `Corrected` when the item has another version by now, and `Entry.DoesNotExist`
    when it is no longer public.
    """
    entry = Entry.objects.public().get(pk=script.entry_id)
    if entry.version != version:
        raise Corrected
    script.text = text.replace("\r\n", "\n").strip()
    script.proposed = proposal(entry)
    script.based_on_version = version
    script.approved_at = timezone.now() if approver else None
    script.approved_by = approver
    script.save()


def follow_the_log() -> int:
    """What became of the items: the scripts of those withdrawn go, untouched proposals follow.

    So do those that say what they would say anyway: a new picture or another topic is no
    correction to whoever listens. A worker's step; the number of scripts that were looked at.
    """
    gone, _ = BroadcastScript.objects.filter(entry__withdrawn_at__isnull=False).delete()
    behind = BroadcastScript.objects.exclude(based_on_version=F("entry__version")).filter(
        entry__in=Entry.objects.public()
    )
    scripts = list(behind.exclude(compared_with=F("entry__version")).select_related("entry")[:100])
    for script in scripts:
        _follow(script)
    return gone + len(scripts)


@transaction.atomic
def _follow(script: BroadcastScript) -> None:
    entry = script.entry
    if proposal(entry) == script.proposed:
        carry_over(script.entry_id, script.based_on_version, entry.version)
        script.based_on_version = entry.version
        script.save(update_fields=["based_on_version"])
    elif script.text == script.proposed and script.approved_at is None:
        propose_again(script)
    else:
        # It waits for an editor: it is not compared again until the item changes again.
        script.compared_with = entry.version
        script.save(update_fields=["compared_with"])


def kinds_read() -> list[str]:
    """The kinds whose items get a script."""
    return list(settings.BROADCAST["KINDS"])
