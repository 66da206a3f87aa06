"""A Telegram channel, by the Bot API (https://core.telegram.org/bots/api).

Credentials: `token`, of a bot that administers the channel. Target: `@name` or the chat's number.
A bot cannot read what stands in a channel, so what is unclear is looked at by a person.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from cms.syndication.channels.models import Channel
from cms.syndication.channels.outcomes import CannotTell, Done, Draft, Outcome, Refused, Seen

from .http import NoAnswer, ask, root

# What stands before a message's number when it is a picture with a caption.
PICTURE = "p"


class Telegram:
    def __init__(self, channel: Channel, credentials: dict[str, str]) -> None:
        self.chat = channel.target.strip()
        self.token = credentials.get("token", "")

    def publish(self, draft: Draft) -> Outcome:
        if draft.picture:
            return self._do("sendPhoto", PICTURE, photo=draft.picture, caption=draft.text)
        return self._do("sendMessage", text=draft.text)

    def edit(self, remote_id: str, draft: Draft) -> Outcome:
        message = remote_id.removeprefix(PICTURE)
        if remote_id.startswith(PICTURE):
            outcome = self._do(
                "editMessageCaption", PICTURE, message_id=message, caption=draft.text
            )
        else:
            outcome = self._do("editMessageText", message_id=message, text=draft.text)
        return self._as_done(outcome, remote_id, "message is not modified")

    def delete(self, remote_id: str) -> Outcome:
        outcome = self._do("deleteMessage", message_id=remote_id.removeprefix(PICTURE))
        return self._as_done(outcome, remote_id, "message to delete not found")

    def find(self, draft: Draft, since: datetime) -> Seen:
        return CannotTell("A bot cannot read a channel.")

    @staticmethod
    def _as_done(outcome: Outcome, remote_id: str, words: str) -> Outcome:
        """A refusal that says that all is as it should be."""
        if isinstance(outcome, Refused) and words in outcome.reason:
            return Done(remote_id)
        return outcome

    def _do(self, method: str, prefix: str = "", **fields: Any) -> Outcome:
        try:
            answer = ask(
                "POST",
                f"{root('telegram')}/bot{self.token}/{method}",
                json={"chat_id": self.chat, **fields},
            )
        except NoAnswer as error:
            return error.outcome
        if not answer.json.get("ok"):
            wait = (answer.json.get("parameters") or {}).get("retry_after")
            reason = str(answer.json.get("description") or f"HTTP {answer.status}")
            return Refused(reason, wait, access=answer.status in (401, 403))
        result = answer.json.get("result")
        number = result.get("message_id", "") if isinstance(result, dict) else ""
        return Done(f"{prefix}{number}" if number else "", self._address(number))

    def _address(self, number: Any) -> str:
        """Only a channel with a public name has addresses that everyone can open."""
        if not number or not self.chat.startswith("@"):
            return ""
        return f"https://t.me/{self.chat[1:]}/{number}"
