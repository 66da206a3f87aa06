"""One adapter for each platform, behind one small interface."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from cms.syndication.channels.models import Channel
from cms.syndication.channels.outcomes import Draft, Outcome, Seen
from cms.syndication.channels.platforms import Platform


class Adapter(Protocol):
    """Speaks one platform's protocol for one channel. Raises nothing: what fails is an outcome."""

    def publish(self, draft: Draft) -> Outcome: ...

    def edit(self, remote_id: str, draft: Draft) -> Outcome: ...

    def delete(self, remote_id: str) -> Outcome: ...

    def find(self, draft: Draft, since: datetime) -> Seen: ...


def adapter_of(channel: Channel) -> Adapter:
    """The adapter that speaks for this channel. Raises `sealing.CannotOpen`."""
    from .facebook import Facebook
    from .mail import Mail
    from .telegram import Telegram
    from .youtube import YouTube
    from .zalo import Zalo

    made: dict[str, type[Facebook | Mail | Telegram | YouTube | Zalo]] = {
        Platform.FACEBOOK: Facebook,
        Platform.EMAIL: Mail,
        Platform.TELEGRAM: Telegram,
        Platform.YOUTUBE: YouTube,
        Platform.ZALO: Zalo,
    }
    return made[channel.platform](channel, channel.credentials)
