"""What goes between us and an Elasticsearch: the connection, bulk writing, and what goes wrong."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from elasticsearch import ApiError, Elasticsearch, NotFoundError, TransportError
from elasticsearch.helpers import BulkIndexError, streaming_bulk
from elasticsearch.serializer import OrjsonSerializer

from search.engine import EngineUnavailable, NotBuilt, OutOfStep

CONFLICT, NOT_FOUND = 409, 404
# Documents and bytes of one bulk request: large enough to be quick, small enough that a
# server with little memory takes it.
BULK_ITEMS, BULK_BYTES = 500, 8 * 1024 * 1024
# Of its answer, which else says of every document what we told it ourselves.
BULK_ANSWER = ("errors", "items.*.status", "items.*.result", "items.*.error")
# How often documents that a busy server turned away are sent again, after 1, 2, 4 seconds.
BULK_RETRIES = 3


def connected(url: str, timeout: float) -> Elasticsearch:
    """A client of the nodes at `url`, several with commas between; `timeout` in seconds.

    A node that cannot be reached is passed over and another one asked; one that does not answer
    in time is not, as there would be no time left to wait for the other.
    """
    hosts = hosts_of(url)
    return Elasticsearch(
        hosts,
        request_timeout=timeout,
        # Each other node once. A lone one twice: it closes kept connections when restarted.
        max_retries=max(1, len(hosts) - 1),
        retry_on_timeout=False,
        serializers={"application/json": OrjsonSerializer()},
    )


def hosts_of(url: str) -> list[str]:
    """The addresses of the nodes in a setting that has them with commas between."""
    return [host.strip() for host in url.split(",") if host.strip()]


@contextmanager
def errors() -> Iterator[None]:
    """What goes wrong between us and the server, in the words of the contract."""
    try:
        yield
    except NotFoundError as error:
        raise NotBuilt(f"There is no search index in Elasticsearch: {error.message}") from error
    except (ApiError, TransportError, BulkIndexError) as error:
        raise EngineUnavailable(f"Elasticsearch: {error}") from error


def write(
    client: Elasticsearch, alias: str, actions: Iterable[dict[str, Any]], *, refresh: bool
) -> None:
    """Durable when it returns, and found by searches when they `refresh`.

    Raises `OutOfStep` when the alias is gone, and its index with it.
    """
    results = streaming_bulk(
        client,
        actions,
        chunk_size=BULK_ITEMS,
        max_chunk_bytes=BULK_BYTES,
        max_retries=BULK_RETRIES,
        initial_backoff=1,
        index=alias,
        require_alias=True,
        filter_path=BULK_ANSWER,
        refresh=refresh,
        raise_on_error=False,
    )
    for done, result in results:
        if done or _is_replay(result):
            continue
        if _is_dropped(result):
            raise OutOfStep("the index was replaced meanwhile")
        raise EngineUnavailable(f"Elasticsearch refused a change: {result}")


def _is_replay(result: Mapping[str, Any]) -> bool:
    """Whether the server has a later change, or never had what it is to delete."""
    ((operation, outcome),) = result.items()
    if operation == "delete" and outcome.get("result") == "not_found":
        return True
    return bool(outcome["status"] == CONFLICT)


def _is_dropped(result: Mapping[str, Any]) -> bool:
    """Whether the index that was to be written is there no more, and its own alias with it."""
    ((_operation, outcome),) = result.items()
    error = outcome.get("error") or {}
    return isinstance(error, dict) and error.get("type") == "index_not_found_exception"
