"""The log's reader: brings an index up to the log, and builds it anew when it must.

Safe to kill at any line and to run in several processes at once: the cursor is
committed with what was read up to it, and no index goes back.
"""

from __future__ import annotations

import logging
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress

from django.conf import settings

from cms.publishing.log import CursorGone, UnknownCursor, changes_since
from cms.publishing.models import LogState

from . import engines
from .breaker import Breaker
from .check import drifts
from .engine import Engine, EngineUnavailable, Index, NotBuilt, OutOfStep
from .passages import changes_of

logger = logging.getLogger(__name__)

BATCH = 200
NOT_SEARCHED = ("payload", "url", "seal", "digest")
# Seconds to leave an engine in peace that did not take changes.
PAUSE = 2.0
# Seconds after which a half-built index that nobody wrote is one that nobody will finish.
ABANDONED = 6 * 3600.0

_breakers: dict[str, Breaker] = {}


class IncompleteIndex(Exception):
    """A rebuilt index does not hold what the log says; the old one still answers."""


def catch_up_all() -> int:
    """Bring every engine up to the log; the number of changes read. Never raises for a dead one."""
    return sum(catch_up_if_available(engine) for engine in engines.all_engines())


def catch_up_embedded() -> int:
    """A step of the worker."""
    return catch_up_if_available(engines.embedded())


def catch_up_elasticsearch() -> int:
    """A step of the worker, of its own: a server that hangs must not hold up the embedded index."""
    if settings.SEARCH["ENGINE"] != "elasticsearch":
        return 0
    return catch_up_if_available(engines.primary())


def sweep() -> int:
    """A step of the worker: drop what rebuilds that were killed left behind; how much."""
    return sum(_sweep(engine) for engine in engines.all_engines())


def _sweep(engine: Engine) -> int:
    try:
        dropped = engine.sweep(ABANDONED)
    except EngineUnavailable:
        return 0
    if dropped:
        logger.info("Dropped %d half-built indexes of %s.", dropped, engine.name)
    return dropped


def catch_up_if_available(engine: Engine) -> int:
    """`catch_up`, but 0 while the engine is unavailable: it is then left alone for a while."""
    breaker = _breakers.setdefault(engine.name, Breaker(PAUSE))
    if not breaker.allows():
        return 0
    try:
        read = catch_up(engine)
    except EngineUnavailable as error:
        if breaker.failed():
            logger.warning("The %s index waits: %s", engine.name, error)
        return 0
    if breaker.succeeded():
        logger.info("The %s index follows the log again.", engine.name)
    return read


def catch_up(engine: Engine) -> int:
    """Read the log from the engine's cursor to its end; the number of changes read.

    Rebuilds an index that is missing or whose cursor the log no longer knows.
    Raises `EngineUnavailable`.
    """
    try:
        return read_into(engine)
    except (NotBuilt, UnknownCursor, CursorGone) as reason:
        logger.info("Building the %s index anew: %r", engine.name, reason)
        return rebuild(engine)


def read_into(engine: Engine, horizon: int = 0) -> int:
    """Apply batches until there are none; the number of changes read.

    `horizon` is that of the log from before an empty engine began to read it.
    Raises what `changes_since` and `apply` raise.
    """
    read = 0
    while True:
        since = engine.cursor()
        batch = changes_since(since, BATCH, horizon=horizon, defer=NOT_SEARCHED)
        if batch.next_since == since:
            return read
        try:
            engine.apply(changes_of(batch.entries, since, batch.next_since))
        except OutOfStep:
            # Another process has rebuilt the index meanwhile; read on from where that one is.
            continue
        read += len(batch.entries)


def _fill(fresh: Index, horizon: int) -> int:
    """Read the whole log into an index that nobody else writes; the number of changes read.

    While it takes one batch the next is read and analysed: neither waits for the other.
    """
    since = read = 0
    with ThreadPoolExecutor(max_workers=1) as hand:
        taking: Future[None] | None = None
        while True:
            batch = changes_since(since, BATCH, horizon=horizon, defer=NOT_SEARCHED)
            changes = changes_of(batch.entries, since, batch.next_since)
            if taking is not None:
                taking.result()
            if batch.next_since == since:
                return read
            taking = hand.submit(fresh.apply, changes)
            since = batch.next_since
            read += len(batch.entries)


def rebuild(engine: Engine) -> int:
    """Build an index beside the present one from the whole log, check it, and swap them.

    Readers see the old index until the new one is found complete. Raises
    `IncompleteIndex` and `EngineUnavailable`.
    """
    horizon = LogState.objects.get(pk=1).horizon
    fresh = engine.fresh()
    try:
        read = _fill(fresh, horizon)
        found = list(drifts(fresh))
        if found:
            raise IncompleteIndex(f"{len(found)} faults, the first: {found[0]}")
        engine.adopt(fresh)
    except OutOfStep as error:
        raise EngineUnavailable("Another process has built the index meanwhile.") from error
    except BaseException:
        # When it cannot be cleared either, it is swept later.
        with suppress(EngineUnavailable):
            fresh.clear()
        raise
    return read
