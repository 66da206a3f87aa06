"""A YouTube channel, by the Data API v3 (https://developers.google.com/youtube/v3/docs).

Credentials: `token`, `refresh_token`, `client_id`, `client_secret`. What is posted is a recording
with its title and description, uploaded in one resumable session.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from cms.syndication.channels.models import Channel
from cms.syndication.channels.outcomes import (
    CannotTell,
    Done,
    Draft,
    Found,
    NotSent,
    NotThere,
    Outcome,
    Refused,
    Seen,
)

from .http import Answer, NoAnswer, ask, root

# "Nonprofits & Activism": the category that fits an office's bulletins.
CATEGORY = "29"
PAUSE = 6 * 3600.0
BUSY = {"quotaExceeded", "uploadLimitExceeded", "rateLimitExceeded", "userRateLimitExceeded"}


class YouTube:
    def __init__(self, channel: Channel, credentials: dict[str, str]) -> None:
        self.headers = {"Authorization": f"Bearer {credentials.get('token', '')}"}

    def publish(self, draft: Draft) -> Outcome:
        path = Path(draft.video) if draft.video else None
        if path is None or not path.is_file():
            return Refused(_("There is no recording to upload."))
        about = {"snippet": self._snippet(draft), "status": {"privacyStatus": "public"}}
        try:
            begun = self._ask(
                "POST",
                "upload/youtube/v3/videos",
                params={"uploadType": "resumable", "part": "snippet,status"},
                json=about,
            )
        except NoAnswer as error:
            # Nothing is on the channel before a byte of the recording was sent.
            return NotSent(str(error))
        session = begun.headers.get("location", "")
        if begun.status != 200 or not session:
            return self._refusal(begun)
        return self._upload(session, path)

    def _upload(self, session: str, path: Path) -> Outcome:
        try:
            with path.open("rb") as recording:
                answer = ask("PUT", session, headers=self.headers, data=recording)
        except NoAnswer as error:
            return error.outcome
        if answer.status not in (200, 201):
            return self._refusal(answer)
        number = str(answer.json.get("id", ""))
        return Done(number, f"https://www.youtube.com/watch?v={number}")

    def edit(self, remote_id: str, draft: Draft) -> Outcome:
        sent = {"id": remote_id, "snippet": self._snippet(draft)}
        return self._do("PUT", remote_id, params={"part": "snippet"}, json=sent)

    def delete(self, remote_id: str) -> Outcome:
        outcome = self._do("DELETE", remote_id, params={"id": remote_id})
        if isinstance(outcome, Refused) and outcome.reason.startswith("videoNotFound"):
            return Done(remote_id)
        return outcome

    def find(self, draft: Draft, since: datetime) -> Seen:
        after = since.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        asked = {"part": "snippet", "forMine": "true", "type": "video", "maxResults": "50"}
        try:
            answer = self._ask(
                "GET",
                "youtube/v3/search",
                params={**asked, "order": "date", "publishedAfter": after},
            )
        except NoAnswer as error:
            return CannotTell(str(error))
        if answer.status != 200:
            return CannotTell(self._refusal(answer).reason)
        for video in answer.json.get("items", []):
            if video["snippet"]["title"] == draft.title:
                number = video["id"]["videoId"]
                return Found(number, f"https://www.youtube.com/watch?v={number}")
        return NotThere()

    @staticmethod
    def _snippet(draft: Draft) -> dict[str, Any]:
        # Angle brackets are refused in both fields.
        plain = str.maketrans({"<": "‹", ">": "›"})
        return {
            "title": draft.title.translate(plain),
            "description": draft.text.translate(plain),
            "categoryId": CATEGORY,
            "defaultLanguage": "vi",
        }

    def _do(self, method: str, remote_id: str, **sent: Any) -> Outcome:
        try:
            answer = self._ask(method, "youtube/v3/videos", **sent)
        except NoAnswer as error:
            return error.outcome
        return Done(remote_id) if answer.status in (200, 204) else self._refusal(answer)

    def _ask(self, method: str, path: str, **sent: Any) -> Answer:
        return ask(method, f"{root('youtube')}/{path}", headers=self.headers, **sent)

    @staticmethod
    def _refusal(answer: Answer) -> Refused:
        error = answer.json.get("error") or {}
        errors = error.get("errors") or [{}]
        name = errors[0].get("reason") or str(answer.status)
        reason = f"{name}: {error.get('message', '')}"
        return Refused(reason, PAUSE if name in BUSY else None, access=answer.status == 401)
