"""Access that ends: renewed where the platform lets us, announced in advance where it does not."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
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


def watch() -> int:
    """A step of the worker: renew and announce; how many channels were dealt with."""
    now = timezone.now()
    dealt = 0
    for channel in Channel.objects.filter(active=True, automatic=True):
        margin = MARGIN.get(Platform(channel.platform))
        if margin is not None:
            near = channel.expires_at is None or channel.expires_at - now < margin
            dealt += near and renew(channel.pk)
        elif channel.expires_at is not None:
            dealt += announce(channel)
    return dealt


@transaction.atomic
def renew(key: int) -> bool:
    """Exchange the refresh token for a new access token. Zalo's are for one use: the row is held
    until the new pair is stored, so that two workers never spend the same one."""
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
        return False
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
    if end is None or not channel.contact:
        return False
    left = end - timezone.now()
    due = [days for days in ANNOUNCED if left <= timedelta(days=days)]
    if not due:
        return False
    _made, new = Notice.objects.get_or_create(channel=channel, expires_at=end, days=min(due))
    if new:
        _letter(channel).send()
    return new


def _letter(channel: Channel) -> EmailMessage:
    assert channel.expires_at is not None
    day = date_format(timezone.localtime(channel.expires_at), "d/m/Y H:i")
    return EmailMessage(
        subject=_("Access to %(channel)s ends on %(day)s") % {"channel": channel, "day": day},
        body=_(
            "Nothing can be posted on %(channel)s after %(day)s. Sign in to the platform, renew "
            "the access and enter it here: %(address)s"
        )
        % {
            "channel": channel,
            "day": day,
            "address": f"{settings.WAGTAILADMIN_BASE_URL}/admin/channels/",
        },
        to=[channel.contact],
    )
