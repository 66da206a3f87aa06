"""Access that ends: renewed where the platform lets us, announced in advance where it does not."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from .adapters.http import Answer, NoAnswer, ask, root
from .models import Channel, Notice
from .platforms import Platform
from .sealing import CannotOpen

logger = logging.getLogger(__name__)

# So many days before the end somebody is told, each time once.
ANNOUNCED = (14, 7, 3, 1)
# Renewed when less than this is left; Zalo's tokens live 25 hours, Google's one.
MARGIN = {Platform.ZALO: timedelta(hours=3), Platform.YOUTUBE: timedelta(minutes=10)}


class RenewalRefused(Exception):
    """The platform answered, and gave no new access."""


def watch() -> int:
    """A step of the worker: renew and announce; how many channels were dealt with."""
    dealt = 0
    for channel in Channel.objects.filter(active=True, automatic=True):
        try:
            dealt += _watch(channel)
        except Exception:
            # A mail server that is away keeps no other channel from being renewed.
            logger.exception("The access of channel %s could not be seen to", channel.pk)
    return dealt


def _watch(channel: Channel) -> bool:
    margin = MARGIN.get(Platform(channel.platform))
    if margin is None:
        return announce(channel)
    if channel.expires_at is not None and channel.expires_at - timezone.now() > margin:
        return False
    try:
        return renew(channel.pk)
    except RenewalRefused:
        return announce_refusal(channel)


@transaction.atomic
def renew(key: int) -> bool:
    """Exchange the refresh token for a new access token. Zalo's are for one use: the row is held
    until the new pair is stored, so that two workers never spend the same one.

    Raises RenewalRefused when the platform said that it renews no more."""
    channels = Channel.objects.select_for_update(skip_locked=True)
    channel = channels.filter(pk=key).first()
    try:
        secrets = channel.credentials if channel else {}
    except CannotOpen:
        return False
    if channel is None or not secrets.get("refresh_token"):
        return False
    try:
        answer = _exchange(channel.platform, secrets)
    except NoAnswer as error:
        logger.warning("The access of channel %s was not renewed: %s", channel.pk, error)
        return False
    token = answer.json.get("access_token")
    if not token:
        logger.error("The access of channel %s was refused: HTTP %s", channel.pk, answer.status)
        raise RenewalRefused
    channel.credentials = {
        **secrets,
        "token": token,
        "refresh_token": answer.json.get("refresh_token") or secrets["refresh_token"],
    }
    seconds = float(answer.json.get("expires_in") or 3600)
    channel.expires_at = timezone.now() + timedelta(seconds=seconds)
    channel.save(update_fields=["sealed", "expires_at"])
    return True


def _exchange(platform: str, secrets: Mapping[str, str]) -> Answer:
    """Zalo: OAuth v4 of Official Accounts; Google: RFC 6749, section 6."""
    sent = {"grant_type": "refresh_token", "refresh_token": secrets["refresh_token"]}
    if platform == Platform.ZALO:
        sent["app_id"] = secrets.get("app_id", "")
        headers = {"secret_key": secrets.get("app_secret", "")}
        return ask("POST", f"{root('zalo_oauth')}/v4/oa/access_token", data=sent, headers=headers)
    sent |= {name: secrets.get(name, "") for name in ("client_id", "client_secret")}
    return ask("POST", f"{root('google_oauth')}/token", data=sent)


@transaction.atomic
def announce(channel: Channel) -> bool:
    """Tell the channel's contact that access ends soon: at each of the days before it, once."""
    end = channel.expires_at
    if end is None:
        return False
    left = end - timezone.now()
    due = [days for days in ANNOUNCED if left <= timedelta(days=days)]
    return bool(due) and _announce_once(channel, end, min(due), _ending(channel, end))


@transaction.atomic
def announce_refusal(channel: Channel) -> bool:
    """Tell it once that the platform renews the access no more: somebody has to sign in."""
    return _announce_once(channel, channel.expires_at or channel.starts_at, 0, _refused(channel))


def _announce_once(channel: Channel, end: datetime, days: int, said: tuple[str, str]) -> bool:
    to = recipients_of(channel)
    if not to:
        return False
    _made, new = Notice.objects.get_or_create(channel=channel, expires_at=end, days=days)
    if new:
        subject, body = said
        EmailMessage(subject=" ".join(subject.split()), body=body, to=to).send()
    return new


def recipients_of(channel: Channel) -> list[str]:
    """Who is written to about a channel: its contact, else whom the operator named."""
    return [channel.contact] if channel.contact else list(settings.SYNDICATION["ALARMS_TO"])


def _ending(channel: Channel, end: datetime) -> tuple[str, str]:
    day = date_format(timezone.localtime(end), "SHORT_DATETIME_FORMAT")
    words = {"channel": channel, "day": day, "address": _where_to_mend()}
    subject = _("Access to %(channel)s ends on %(day)s") % words
    body = _(
        "Nothing can be posted on %(channel)s after %(day)s. Sign in to the platform, renew "
        "the access and enter it here: %(address)s"
    )
    return subject, body % words


def _refused(channel: Channel) -> tuple[str, str]:
    platform = channel.get_platform_display()
    words = {"channel": channel, "platform": platform, "address": _where_to_mend()}
    subject = _("Access to %(channel)s is renewed no more") % words
    body = _(
        "%(platform)s refuses to renew the access to %(channel)s, so that soon nothing can be "
        "posted there. Sign in to the platform, give access anew and enter it here: %(address)s"
    )
    return subject, body % words


def _where_to_mend() -> str:
    return settings.WAGTAILADMIN_BASE_URL + reverse("channels:index")
