"""How often one client may ask."""

from __future__ import annotations

import time
from dataclasses import dataclass

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac
from rest_framework.throttling import BaseThrottle

from .readers import reader_of


@dataclass(frozen=True, slots=True)
class Quota:
    """What is left to a client of its requests; `reset` is in seconds."""

    limit: int
    remaining: int
    reset: int


class ClientThrottle(BaseThrottle):
    """So many requests a minute for each address, counted in the cache that workers share.

    `API["REQUESTS_PER_MINUTE"]` of 0 lifts the limit.
    """

    WINDOW = 60

    def allow_request(self, request: HttpRequest, view: object) -> bool:
        limit = settings.API["REQUESTS_PER_MINUTE"]
        if not limit:
            return True
        # A key has a quota of its own, wherever it is used from.
        reader = reader_of(request)
        client = f"key:{reader.scope}" if reader else client_of(request)
        self.quota = self._count(client, limit)
        request._request.api_quota = self.quota  # type: ignore[attr-defined]
        return self.quota.remaining >= 0

    @classmethod
    def is_over(cls, request: HttpRequest) -> bool:
        """Count a request that reaches no view of the API; whether it is one too many."""
        limit = settings.API["REQUESTS_PER_MINUTE"]
        return bool(limit) and cls()._count(client_of(request), limit).remaining < 0

    def wait(self) -> float:
        return self.quota.reset

    def _count(self, client: str, limit: int) -> Quota:
        window, spent = divmod(int(time.time()), self.WINDOW)
        # Of the address only a number that is another one in the next window.
        number = salted_hmac(f"api-requests:{window}", client, algorithm="sha256").hexdigest()[:32]
        key = f"api-requests:{number}"
        cache.add(key, 0, self.WINDOW * 2)
        try:
            used = cache.incr(key)
        except ValueError:
            # Evicted between the two lines: this client begins again.
            used = 1
        return Quota(limit, limit - used, self.WINDOW - spent)


def client_of(request: HttpRequest) -> str:
    """The client's address: the one that the outermost of our own proxies saw.

    With `API["TRUSTED_PROXIES"]` of 0, X-Forwarded-For is anybody's word and is ignored.
    """
    proxies = settings.API["TRUSTED_PROXIES"]
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    if proxies and len(forwarded) >= proxies and forwarded[-proxies].strip():
        return str(forwarded[-proxies].strip())
    return str(request.META.get("REMOTE_ADDR", ""))


def tell(response: HttpResponse, quota: Quota) -> None:
    """Add the RateLimit fields (draft-ietf-httpapi-ratelimit-headers)."""
    response.headers["RateLimit-Policy"] = f'"default";q={quota.limit};w={ClientThrottle.WINDOW}'
    response.headers["RateLimit"] = f'"default";r={max(quota.remaining, 0)};t={quota.reset}'
