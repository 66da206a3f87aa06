"""Validators, conditional requests (RFC 9110) and compression: how a body leaves.

A strong validator belongs to one encoding of a body, so each has its own.
"""

from __future__ import annotations

import gzip
import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.http import http_date, parse_etags, parse_http_date_safe

from .readers import reader_of

# Below this many bytes a packet is sent either way.
WORTH_COMPRESSING = 1000
GZIP = "-gzip"


@dataclass(frozen=True, slots=True)
class Validator:
    """What tells one state of a resource from another."""

    tag: str
    modified: datetime | None = None

    @classmethod
    def of(cls, *parts: object, modified: datetime | None = None) -> Validator:
        digest = hashlib.blake2b("\0".join(map(str, parts)).encode(), digest_size=12)
        return cls(digest.hexdigest(), modified)


def not_modified(request: HttpRequest, validator: Validator) -> HttpResponse | None:
    """The 304 that a client with this state deserves, or `None`."""
    validator = _of_reader(request, validator)
    asked = request.META.get("HTTP_IF_NONE_MATCH")
    if asked is not None:
        encoded = {f'"{validator.tag}"', f'"{validator.tag}{GZIP}"'}
        # If-None-Match compares weakly: a proxy that compressed may have added W/.
        known = {tag.removeprefix("W/") for tag in parse_etags(asked)}
        matching = "*" in known or next(iter(known & encoded), None)
        if not matching:
            return None
        tag = f'"{validator.tag}"' if matching is True else str(matching)
        return _with_validators(HttpResponse(status=304), validator, tag)
    if _unmodified_since(request, validator):
        return _with_validators(HttpResponse(status=304), validator, f'"{validator.tag}"')
    return None


def respond(
    request: HttpRequest,
    body: bytes,
    validator: Validator,
    content_type: str = "application/json",
) -> HttpResponse:
    """The text `body`, compressed for a client that can read it so."""
    validator = _of_reader(request, validator)
    tag = validator.tag
    encoding = None
    if len(body) >= WORTH_COMPRESSING and accepts_gzip(request):
        body, tag, encoding = gzip.compress(body, 5, mtime=0), tag + GZIP, "gzip"
    response = HttpResponse(body, content_type=content_type)
    if encoding:
        response.headers["Content-Encoding"] = encoding
    response.headers["Content-Length"] = str(len(body))
    return _with_validators(response, validator, f'"{tag}"')


def _of_reader(request: HttpRequest, validator: Validator) -> Validator:
    """With a key, one that is good for this key's holder alone."""
    reader = reader_of(request)
    if reader is None:
        return validator
    return Validator.of(validator.tag, reader.scope, modified=validator.modified)


def accepts_gzip(request: HttpRequest) -> bool:
    for offer in request.META.get("HTTP_ACCEPT_ENCODING", "").split(","):
        name, _, weight = offer.strip().partition(";")
        if name.strip().lower() in {"gzip", "*"}:
            return weight.replace(" ", "") not in {"q=0", "q=0.0", "q=0.00", "q=0.000"}
    return False


def _with_validators(response: HttpResponse, validator: Validator, tag: str) -> HttpResponse:
    response.headers["ETag"] = tag
    response.headers["Cache-Control"] = settings.API["CACHE_CONTROL"]
    if validator.modified:
        response.headers["Last-Modified"] = http_date(validator.modified.timestamp())
    return response


def _unmodified_since(request: HttpRequest, validator: Validator) -> bool:
    """If-Modified-Since counts in seconds: a younger state may still change within its own."""
    since = parse_http_date_safe(request.META.get("HTTP_IF_MODIFIED_SINCE", ""))
    if since is None or validator.modified is None:
        return False
    settled = validator.modified < timezone.now() - timedelta(seconds=2)
    return settled and validator.modified.astimezone(UTC).timestamp() < since + 1
