"""A Zalo Official Account: articles of its open API (https://developers.zalo.me/docs/official-account).

Credentials: `token` (an access token, which lives 25 hours), `refresh_token` (three months, for one
use), `app_id`, `app_secret`. An article is made in two steps: `create` gives a receipt, `verify`
turns it into the article's id.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from cms.syndication.channels.counting import characters, shorten
from cms.syndication.channels.models import Channel
from cms.syndication.channels.outcomes import (
    CannotTell,
    Done,
    Draft,
    Found,
    NotThere,
    Outcome,
    Refused,
    Seen,
    Unclear,
)

from .http import Answer, NoAnswer, ask, root

LONGEST_DESCRIPTION = 300
# Zalo's codes: access token invalid (-216), expired (-220, -124); quota (-32, -210).
ACCESS = {-124, -216, -220}
BUSY = {-32, -210}
PAUSE = 3600.0
NO_SUCH_ARTICLE = -204
RECENT = 10


class Zalo:
    def __init__(self, channel: Channel, credentials: dict[str, str]) -> None:
        self.author = channel.name
        self.token = credentials.get("token", "")

    def publish(self, draft: Draft) -> Outcome:
        try:
            made = self._ask("POST", "article/create", json=self._article(draft))
            if self._code(made):
                return self._refusal(made)
            receipt = self._data(made).get("token", "")
            named = self._ask("POST", "article/verify", json={"token": receipt})
        except NoAnswer as error:
            return error.outcome
        number = str(self._data(named).get("id") or "")
        # It was taken in; only its number is not known yet, and reading finds that out.
        return Done(number) if number else Unclear("The article has no number yet.")

    def edit(self, remote_id: str, draft: Draft) -> Outcome:
        return self._do("article/update", {"id": remote_id, **self._article(draft)}, remote_id)

    def delete(self, remote_id: str) -> Outcome:
        outcome = self._do("article/remove", {"id": remote_id}, remote_id)
        if isinstance(outcome, Refused) and outcome.reason.startswith(f"{NO_SUCH_ARTICLE}:"):
            return Done(remote_id)
        return outcome

    def find(self, draft: Draft, since: datetime) -> Seen:
        try:
            answer = self._ask(
                "GET",
                "article/getslice",
                params={"offset": "0", "limit": str(RECENT), "type": "normal"},
            )
        except NoAnswer as error:
            return CannotTell(str(error))
        if self._code(answer):
            return CannotTell(self._refusal(answer).reason)
        for article in self._data(answer).get("medias", []):
            new = int(article.get("create_date", 0)) >= int(since.timestamp() * 1000)
            if new and article.get("title") == draft.title:
                return Found(str(article["id"]), article.get("link_view", ""))
        return NotThere()

    def _article(self, draft: Draft) -> dict[str, Any]:
        return {
            "type": "normal",
            "title": draft.title,
            "author": shorten(self.author, 50, characters),
            "cover": {"cover_type": "photo", "photo_url": draft.picture, "status": "show"},
            "description": shorten(" ".join(draft.text.split()), LONGEST_DESCRIPTION, characters),
            "body": [
                {"type": "text", "content": paragraph}
                for paragraph in draft.text.split("\n\n")
                if paragraph.strip()
            ],
            "status": "show",
            "comment": "show",
        }

    def _do(self, path: str, sent: dict[str, Any], remote_id: str) -> Outcome:
        try:
            answer = self._ask("POST", path, json=sent)
        except NoAnswer as error:
            return error.outcome
        return self._refusal(answer) if self._code(answer) else Done(remote_id)

    def _ask(self, method: str, path: str, **sent: Any) -> Answer:
        headers = {"access_token": self.token}
        return ask(method, f"{root('zalo')}/{path}", headers=headers, **sent)

    def _refusal(self, answer: Answer) -> Refused:
        code = self._code(answer)
        reason = f"{code}: {answer.json.get('message', answer.status)}"
        return Refused(reason, PAUSE if code in BUSY else None, access=code in ACCESS)

    @staticmethod
    def _code(answer: Answer) -> int:
        """0 when all is well."""
        code = answer.json.get("error")
        return code if isinstance(code, int) else answer.status

    @staticmethod
    def _data(answer: Answer) -> dict[str, Any]:
        data = answer.json.get("data")
        return data if isinstance(data, dict) else {}
