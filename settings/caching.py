"""A Redis that may go away: a cache that is not there has merely forgotten everything."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import Any

from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)

# Seconds after a failure in which Redis is not asked again: no request waits for it twice.
REST = 5.0


class ForgivingRedisCache(RedisCache):
    """Answers as an empty cache does while Redis cannot be reached. Pages and publishing go on."""

    _asked_again_at = 0.0

    def _try(self, method: Callable[..., Any], otherwise: Any, *args: Any, **options: Any) -> Any:
        if time.monotonic() < self._asked_again_at:
            return otherwise
        try:
            return method(*args, **options)
        except RedisError as error:
            logger.warning("Redis cannot be reached, the cache does without: %s", error)
            type(self)._asked_again_at = time.monotonic() + REST
            return otherwise

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        return self._try(super().get, default, key, default, version)

    def add(self, *args: Any, **options: Any) -> bool:
        return bool(self._try(super().add, False, *args, **options))

    def set(self, *args: Any, **options: Any) -> None:
        self._try(super().set, None, *args, **options)

    def touch(self, *args: Any, **options: Any) -> bool:
        return bool(self._try(super().touch, False, *args, **options))

    def delete(self, *args: Any, **options: Any) -> bool:
        return bool(self._try(super().delete, False, *args, **options))

    def has_key(self, *args: Any, **options: Any) -> bool:
        return bool(self._try(super().has_key, False, *args, **options))

    def get_many(self, *args: Any, **options: Any) -> dict[Any, Any]:
        return dict(self._try(super().get_many, {}, *args, **options))

    def set_many(self, data: dict[Any, Any], *args: Any, **options: Any) -> list[Any]:
        return list(self._try(super().set_many, list(data), data, *args, **options))

    def delete_many(self, *args: Any, **options: Any) -> None:
        self._try(super().delete_many, None, *args, **options)

    def incr(self, key: Any, delta: int = 1, version: int | None = None) -> int:
        """Raises ValueError for a key that is not there, as when Redis is not."""
        counted = self._try(super().incr, None, key, delta, version)
        if counted is None:
            raise ValueError(f"Key {key!r} not found")
        return int(counted)

    def clear(self) -> None:
        self._try(super().clear, None)
