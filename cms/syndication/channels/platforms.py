"""What each platform takes, counts and can do. Data, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from .counting import bytes_of, characters, utf16_units


class Platform(models.TextChoices):
    FACEBOOK = "facebook", _("Facebook page")
    ZALO = "zalo", _("Zalo Official Account")
    YOUTUBE = "youtube", _("YouTube channel")
    TELEGRAM = "telegram", _("Telegram channel")
    EMAIL = "email", _("E-mail bulletin")


@dataclass(frozen=True, slots=True)
class Rules:
    """How long a post may be, in the platform's own count, and what can be done to one.

    `longest` is of the text, `longest_with_picture` of the text beside a picture where that is
    less, `longest_title` of the heading where posts have one (0: none). `hosts` are those that
    the address of a post can have, and `number` finds in it what the platform calls the post by.
    """

    count: Callable[[str], int]
    longest: int
    longest_with_picture: int = 0
    longest_title: int = 0
    hosts: tuple[str, ...] = ()
    number: str = ""
    whole: bool = False
    hashtags: bool = True
    edits: bool = True
    deletes: bool = True
    reads: bool = True
    needs_picture: bool = False
    needs_video: bool = False

    def number_in(self, url: str) -> str:
        """What the platform calls the post at this address by; empty where it cannot be told."""
        found = re.search(self.number, url) if self.number else None
        return found[1] if found else ""

    def limit(self, *, picture: bool) -> int:
        """The longest text, in units of `count`."""
        return (self.longest_with_picture or self.longest) if picture else self.longest


# Sources: Meta's "Page feed" (63,206 characters); Telegram's Bot API (4096, and 1024 beside a
# picture, "after entities parsing", in UTF-16 units); YouTube's Data API, `videos` (title 100
# characters, description 5000 bytes); Zalo's "Tạo bài viết" (title 150, description 300).
RULES = {
    Platform.FACEBOOK: Rules(characters, 63_206, hosts=("facebook.com", "fb.com", "fb.watch")),
    Platform.TELEGRAM: Rules(
        utf16_units,
        4096,
        longest_with_picture=1024,
        hosts=("t.me", "telegram.me"),
        number=r"/(\d+)(?:[?#]|$)",
        reads=False,
    ),
    Platform.ZALO: Rules(
        characters,
        20_000,
        longest_title=150,
        hosts=("zalo.me", "zaloapp.com"),
        whole=True,
        hashtags=False,
        needs_picture=True,
    ),
    Platform.YOUTUBE: Rules(
        bytes_of,
        5000,
        longest_title=100,
        hosts=("youtube.com", "youtu.be"),
        number=r"(?:[?&]v=|youtu\.be/)([\w-]{11})(?:[?&#]|$)",
        needs_video=True,
    ),
    Platform.EMAIL: Rules(
        characters,
        200_000,
        longest_title=150,
        whole=True,
        hashtags=False,
        edits=False,
        deletes=False,
        reads=False,
    ),
}


def rules_of(platform: str) -> Rules:
    """The rules of a platform. Raises ValueError for one that nobody knows."""
    return RULES[Platform(platform)]
