"""The e-mail bulletin: one letter to each recipient of the channel. Target: their addresses.

A letter that was taken cannot be changed, called back or read again: a correction is another
letter, which a person decides on.
"""

from __future__ import annotations

import smtplib
from datetime import datetime

from django.core.mail import EmailMessage, get_connection
from django.utils.translation import gettext as _

from cms.syndication.channels.models import Channel
from cms.syndication.channels.outcomes import (
    CannotTell,
    Done,
    Draft,
    NotSent,
    Outcome,
    Refused,
    Seen,
    Unclear,
)


class Mail:
    def __init__(self, channel: Channel, credentials: dict[str, str]) -> None:
        self.recipients = [one.strip() for one in channel.target.split(",") if one.strip()]

    def publish(self, draft: Draft) -> Outcome:
        if not self.recipients:
            return Refused(_("The channel has no recipients."))
        # Nobody sees who else gets it; the same post has the same Message-ID, so that a
        # mail program shows it once.
        letter = EmailMessage(
            subject=" ".join(draft.title.split()),
            body=draft.text,
            bcc=self.recipients,
            headers={"Message-ID": draft.marker, "Auto-Submitted": "auto-generated"},
        )
        connection = get_connection()
        try:
            connection.open()
        except (OSError, smtplib.SMTPException) as error:
            return NotSent(type(error).__name__)
        try:
            connection.send_messages([letter])
        except (smtplib.SMTPRecipientsRefused, smtplib.SMTPSenderRefused) as error:
            return Refused(str(error))
        except smtplib.SMTPResponseException as error:
            later = 600.0 if 400 <= error.smtp_code < 500 else None
            return Refused(f"{error.smtp_code}: {error.smtp_error!r}", later)
        except (OSError, smtplib.SMTPException) as error:
            return Unclear(type(error).__name__)
        finally:
            connection.close()
        return Done(draft.marker)

    def edit(self, remote_id: str, draft: Draft) -> Outcome:
        return Refused(_("A letter cannot be changed."))

    def delete(self, remote_id: str) -> Outcome:
        return Refused(_("A letter cannot be called back."))

    def find(self, draft: Draft, since: datetime) -> Seen:
        return CannotTell("A letter cannot be read again.")
