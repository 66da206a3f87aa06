"""What came of asking a platform to do something. Everything that follows hangs on which it was."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Done:
    """The platform said that it did it."""

    remote_id: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Refused:
    """The platform said clearly that it did not. `retry_after`: seconds, when it may do so later.

    `access`: it was the credentials.
    """

    reason: str
    retry_after: float | None = None
    access: bool = False


@dataclass(frozen=True, slots=True)
class NotSent:
    """It never left this house: asking again can do nothing twice."""

    reason: str


@dataclass(frozen=True, slots=True)
class Unclear:
    """It left, and what came back does not say whether it was done."""

    reason: str


Outcome = Done | Refused | NotSent | Unclear


@dataclass(frozen=True, slots=True)
class Found:
    """The post stands on the platform."""

    remote_id: str
    url: str


@dataclass(frozen=True, slots=True)
class NotThere:
    """The platform was read, and the post is not on it."""


@dataclass(frozen=True, slots=True)
class CannotTell:
    """The platform could not be read, now or ever."""

    reason: str


Seen = Found | NotThere | CannotTell


@dataclass(frozen=True, slots=True)
class Draft:
    """What is to stand on the platform. `picture` is a public address, `video` a file's path."""

    title: str
    text: str
    link: str
    picture: str = ""
    video: str = ""
    marker: str = ""
