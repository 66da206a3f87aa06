"""The endpoints. Each reads the log and nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, ClassVar
from urllib.parse import urlencode
from uuid import UUID

import orjson
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers
from django.utils.module_loading import import_string
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.views import APIView

from cms.publishing import log
from cms.publishing.models import Entry, EntryPart, LogState
from cms.publishing.representation import Kind

from . import parameters, problems, replay
from .collections import collections, fields_of
from .conditional import Validator, not_modified, respond
from .listing import filters_of, rows_asked_for
from .paging import Page, cursor, page_of
from .prepared import Prepared
from .problems import Problem
from .readers import reader_of
from .state import state_at, validator_of
from .throttling import ClientThrottle, tell

DEFAULT_PAGE = 20
LARGEST_PAGE = 100
# As many as a database's integer may hold.
LARGEST_CURSOR = 2**53


class ReadView(APIView):
    """What every endpoint does: GET, HEAD and OPTIONS, for any site, within a quota."""

    permission_classes = []
    renderer_classes = [JSONRenderer]
    throttle_classes = [ClientThrottle]
    http_method_names = ["get", "head", "options"]

    def get_exception_handler(self) -> Any:
        return problems.handle

    def get_authenticators(self) -> list[Any]:
        return [import_string(path)() for path in settings.API["AUTHENTICATION"]]

    def perform_authentication(self, request: Request) -> None:
        """Whoever tries out keys is counted as well."""
        try:
            super().perform_authentication(request)
        except Problem:
            self.check_throttles(request)
            raise

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        # First of all, since whatever follows reads the parameters.
        if len(request.META.get("QUERY_STRING", "")) > problems.LONGEST_QUERY:
            raise Problem("address-too-long")
        super().initial(request, *args, **kwargs)

    def options(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        return HttpResponse(status=204, headers={"Allow": "GET, HEAD, OPTIONS"})

    def finalize_response(self, request: Any, response: Any, *args: Any, **kwargs: Any) -> Any:
        response = super().finalize_response(request, response, *args, **kwargs)
        for name, value in CORS.items():
            response.headers[name] = value
        patch_vary_headers(response, ["Accept-Encoding", "Authorization"])
        if reader_of(request) and response.headers.get("Cache-Control") != "no-store":
            response.headers["Cache-Control"] = PRIVATE
        quota = getattr(getattr(request, "_request", request), "api_quota", None)
        if quota:
            tell(response, quota)
        return response

    def parameters(self, request: Request, **readers: parameters.Reader) -> dict[str, Any]:
        return parameters.read(request.query_params, readers)


# What a key has opened is for its holder, who asks each time whether it still stands.
PRIVATE = "private, no-cache"

# Everyone may read, from any page: there is nothing here that a cookie would open.
CORS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "Accept, Authorization, If-None-Match, If-Modified-Since",
    "Access-Control-Expose-Headers": (
        "ETag, Last-Modified, RateLimit, RateLimit-Policy, Retry-After"
    ),
    "Access-Control-Max-Age": "86400",
}


class RootView(ReadView):
    """What there is."""

    def get(self, request: Request) -> HttpResponse:
        self.parameters(request)
        body = orjson.dumps(
            {
                "collections": [
                    {
                        "name": name,
                        "kind": kind.name,
                        "label": _in_vietnamese(kind.label),
                        "url": _absolute(request, f"api:{name}"),
                    }
                    for name, kind in collections().items()
                ],
                **{
                    name: _absolute(request, f"api:{name}")
                    for name in ("changes", "search", "suggest", "schema", "docs")
                },
            }
        )
        validator = Validator.of(body)
        return not_modified(request, validator) or respond(request, body, validator)


class ListView(ReadView):
    """A collection, newest first."""

    kind: ClassVar[Kind]

    def get(self, request: Request) -> HttpResponse:
        asked = self.parameters(
            request,
            cursor=cursor,
            page_size=parameters.whole_number(1, LARGEST_PAGE),
            **filters_of(self.kind),
            fields=parameters.names_among(fields_of(self.kind, alone=False)),
        )
        now = timezone.now()
        validator = validator_of(state_at(now), request.get_full_path())
        unchanged = not_modified(request, validator)
        if unchanged:
            return unchanged
        at, size = asked.get("cursor"), asked.get("page_size", DEFAULT_PAGE)
        page = page_of(rows_asked_for(self.kind, asked, at, size, now), at, size)
        return respond(request, _list_body(request, page, asked.get("fields")), validator)


def _list_body(request: Request, page: Page, fields: Iterable[str] | None) -> bytes:
    summaries = (_only(row.text, fields) for row in page.rows)
    following = orjson.dumps(
        {
            "next": page.next and _with(request, "cursor", str(page.next)),
            "previous": page.previous and _with(request, "cursor", str(page.previous)),
        }
    )
    return b'{"results":[' + ",".join(summaries).encode() + b"]," + following[1:]


def _only(item: str, fields: Iterable[str] | None) -> str:
    if fields is None:
        return item
    whole = orjson.loads(item)
    return orjson.dumps({name: whole[name] for name in fields if name in whole}).decode()


def _with(request: Request, name: str, value: str) -> str:
    query = {**request.query_params.dict(), name: value}
    return f"{request.build_absolute_uri(request.path)}?{urlencode(query)}"


def _item(id: UUID, now: datetime) -> Any:
    found = Entry.objects.public(now).filter(pk=id)
    return found.values_list("kind", "payload", "seal", "updated_at")


_ITEM = Prepared(_item, id=Entry._meta.pk, now=Entry._meta.get_field("expires_at"))


class ItemView(ReadView):
    """One item, whole."""

    kind: ClassVar[Kind]

    def get(self, request: Request, id: UUID) -> HttpResponse:
        fields = parameters.names_among(fields_of(self.kind, alone=True))
        asked = self.parameters(request, fields=fields)
        found = _ITEM.rows(id=id, now=timezone.now())
        if not found or found[0][0] != self.kind.name:
            raise Problem("not-found")
        _, payload, seal, updated_at = found[0]
        validator = Validator.of(id, seal, ",".join(asked.get("fields", ())), modified=updated_at)
        body = _only(payload, asked.get("fields")).encode()
        return not_modified(request, validator) or respond(request, body, validator)


def _standing_entry(kind: Kind, id: UUID) -> tuple[str, datetime]:
    """Seal and last change of a public item. Raises the problem that there is none. One query."""
    found = Entry.objects.public().filter(pk=id, kind=kind.name)
    row = found.values_list("seal", "updated_at").first()
    if row is None:
        raise Problem("not-found")
    return row


class PartsView(ReadView):
    """The parts of one item, in order."""

    kind: ClassVar[Kind]

    def get(self, request: Request, id: UUID) -> HttpResponse:
        asked = self.parameters(
            request,
            start=parameters.whole_number(0, LARGEST_CURSOR),
            page_size=parameters.whole_number(1, LARGEST_PAGE),
        )
        seal, updated_at = _standing_entry(self.kind, id)
        validator = Validator.of(id, seal, request.get_full_path(), modified=updated_at)
        unchanged = not_modified(request, validator)
        if unchanged:
            return unchanged
        start, size = asked.get("start", 0), asked.get("page_size", LARGEST_PAGE)
        rows = EntryPart.objects.filter(entry_id=id, position__gte=start).order_by("position")
        texts = list(rows.values_list("payload", flat=True)[: size + 1])
        return respond(request, _parts_body(request, texts, start, size), validator)


def _parts_body(request: Request, texts: list[str], start: int, size: int) -> bytes:
    following = start + size if len(texts) > size else None
    before = max(0, start - size) if start else None
    links = orjson.dumps(
        {
            "next": None if following is None else _with(request, "start", str(following)),
            "previous": None if before is None else _with(request, "start", str(before)),
        }
    )
    return b'{"results":[' + ",".join(texts[:size]).encode() + b"]," + links[1:]


class PartView(ReadView):
    """One part of an item, by its anchor."""

    kind: ClassVar[Kind]

    def get(self, request: Request, id: UUID, anchor: str) -> HttpResponse:
        self.parameters(request)
        entries = Entry.objects.public().filter(pk=id, kind=self.kind.name, parts__anchor=anchor)
        row = entries.values_list("seal", "updated_at", "parts__payload").first()
        if row is None:
            raise Problem("not-found")
        seal, updated_at, payload = row
        validator = Validator.of(id, seal, anchor, modified=updated_at)
        return not_modified(request, validator) or respond(request, payload.encode(), validator)


class ChangesView(ReadView):
    """Every change after a cursor, in commit order: what a mirror follows.

    With a key it is the key holder's own log, from what stands behind `KeyReader`.
    """

    def get(self, request: Request) -> HttpResponse:
        asked = self.parameters(
            request,
            since=parameters.whole_number(-LARGEST_CURSOR, LARGEST_CURSOR),
            page_size=parameters.whole_number(1, LARGEST_PAGE),
        )
        reader = reader_of(request)
        if reader is not None:
            return reader.changes(request, asked)
        now = timezone.now()
        state = state_at(now)
        validator = validator_of(state, request.get_full_path())
        unchanged = not_modified(request, validator)
        if unchanged:
            return unchanged
        size = asked.get("page_size", LARGEST_PAGE)
        return respond(request, _changes_body(asked.get("since", 0), size, state, now), validator)


def _changes_body(since: int, size: int, state: LogState, now: datetime) -> bytes:
    try:
        reading = replay.parse(since, state)
        batch = log.changes_since(
            reading.change,
            size,
            state=state,
            horizon=state.horizon if reading.begun else 0,
            defer=("summary", "text", "title", "seal", "digest"),
        )
    except log.UnknownCursor:
        raise Problem("unknown-cursor") from None
    except log.CursorGone:
        raise Problem("cursor-gone") from None
    rows = ",".join(change_line(entry, now) for entry in batch.entries)
    following = orjson.dumps(
        {
            "next_since": replay.cursor_after(reading, batch.next_since, state),
            "has_more": batch.has_more,
        }
    )
    return b'{"results":[' + rows.encode() + b"]," + following[1:]


def change_line(entry: Entry, now: datetime) -> str:
    """One change as JSON: what happened, and the item if it is still public."""
    # The clock may have ended an item whose tombstone is still to be written.
    lapsed = entry.expires_at is not None and entry.expires_at <= now
    withdrawn = entry.withdrawn_at is not None or lapsed
    head = {
        "change": entry.change,
        "id": str(entry.id),
        "kind": entry.kind,
        "version": entry.version,
        "withdrawn": withdrawn,
        "updated_at": timezone.localtime(entry.updated_at).isoformat(),
        "url": None if withdrawn else entry.url,
    }
    item = "null" if withdrawn else entry.payload
    return orjson.dumps(head).decode()[:-1] + ',"item":' + item + "}"


class ProblemView(ReadView):
    """What a type of problem means: where its `type` leads."""

    def get(self, request: Request, slug: str) -> HttpResponse:
        kind = problems.TYPES.get(slug)
        if kind is None:
            raise Problem("not-found")
        body = orjson.dumps({"status": kind.status, **problems.describe(kind)})
        validator = Validator.of(body)
        return not_modified(request, validator) or respond(request, body, validator)


class NothingHereView(ReadView):
    """Every other address below the API's root, whatever is asked of it."""

    http_method_names = [*ReadView.http_method_names, "post", "put", "patch", "delete"]
    schema = None

    def get(self, request: Request, rest: str) -> HttpResponse:
        raise Problem("not-found")

    post = put = patch = delete = get


def _absolute(request: HttpRequest, name: str) -> str:
    return str(request.build_absolute_uri(reverse(name)))


def _in_vietnamese(label: object) -> str:
    with translation.override("vi"):
        return str(label)
