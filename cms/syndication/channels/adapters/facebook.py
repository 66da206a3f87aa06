"""A Facebook page, by the Graph API (https://developers.facebook.com/docs/pages-api/posts).

Credentials: `token`, a page access token. Target: the page's number.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

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

# Graph API's error codes: too many calls, temporarily down, access.
BUSY = {4, 17, 32, 341, 613}
UNSURE = {1, 2}
ACCESS = {102, 190}
PAUSE = 15 * 60.0


class Facebook:
    def __init__(self, channel: Channel, credentials: dict[str, str]) -> None:
        self.page = channel.target.strip()
        self.token = credentials.get("token", "")

    def publish(self, draft: Draft) -> Outcome:
        if draft.picture:
            return self._do("POST", f"{self.page}/photos", url=draft.picture, caption=draft.text)
        return self._do("POST", f"{self.page}/feed", message=draft.text, link=draft.link)

    def edit(self, remote_id: str, draft: Draft) -> Outcome:
        return self._do("POST", remote_id, message=draft.text)

    def delete(self, remote_id: str) -> Outcome:
        outcome = self._do("DELETE", remote_id)
        # 100 with subcode 33: there is no such object, or no longer.
        if isinstance(outcome, Refused) and outcome.reason.startswith("100/33"):
            return Done()
        return outcome

    def find(self, draft: Draft, since: datetime) -> Seen:
        try:
            answer = self._ask(
                "GET",
                f"{self.page}/feed",
                fields="id,message,permalink_url",
                since=str(int(since.timestamp())),
                limit="100",
            )
        except NoAnswer as error:
            return CannotTell(str(error))
        if answer.status != 200:
            return CannotTell(self._refusal(answer).reason)
        for post in answer.json.get("data", []):
            message = post.get("message", "")
            if draft.link in message or message.strip() == draft.text.strip():
                return Found(post["id"], post.get("permalink_url", ""))
        return NotThere()

    def _do(self, method: str, path: str, **fields: str) -> Outcome:
        try:
            answer = self._ask(method, path, **fields)
        except NoAnswer as error:
            return error.outcome
        if answer.status == 200 and "error" not in answer.json:
            made = str(answer.json.get("post_id") or answer.json.get("id") or "")
            return Done(made, f"https://www.facebook.com/{made}" if made else "")
        refusal = self._refusal(answer)
        return Unclear(refusal.reason) if self._code(answer) in UNSURE else refusal

    def _ask(self, method: str, path: str, **fields: str) -> Answer:
        sent = {**fields, "access_token": self.token}
        where = "params" if method == "GET" else "data"
        return ask(method, f"{root('facebook')}/{path}", **{where: sent})

    def _refusal(self, answer: Answer) -> Refused:
        error: dict[str, Any] = answer.json.get("error") or {}
        code = self._code(answer)
        reason = f"{code}/{error.get('error_subcode', '-')}: {error.get('message', answer.status)}"
        return Refused(reason, PAUSE if code in BUSY else None, access=code in ACCESS)

    @staticmethod
    def _code(answer: Answer) -> int:
        code = (answer.json.get("error") or {}).get("code", 0)
        return code if isinstance(code, int) else 0
