"""A content type that only the tests have: all that a new one takes."""

from datetime import datetime

from django.db import models

from cms.publishing.representation import Kind, PartKind, Passage, PublicSource, Representation


class Notice(PublicSource, models.Model):
    public_kind = Kind(
        "notice",
        "notices",
        "Thông báo",
        labels={"audience": "Dành cho"},
        validity=True,
        parts=PartKind("notice_line", "lines", "Dòng", {"text": {"type": "string"}}),
    )

    title = models.CharField(max_length=200)
    body = models.TextField()
    published_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)

    def is_public(self, at: datetime) -> bool:
        return self.published_at <= at and (self.expires_at is None or at < self.expires_at)

    def represent(self) -> Representation:
        return Representation(
            title=self.title,
            url=f"https://thong-bao.example/{self.pk}/",
            published_at=self.published_at,
            expires_at=self.expires_at,
            detail={"text": self.body},
            passages=(Passage("", "", self.body),),
        )
