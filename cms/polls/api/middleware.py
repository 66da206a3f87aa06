"""A vote is answered before sessions, messages and the like, of which it has nothing.

A poll on a commune's site may be announced at a village's loudspeakers: then many vote at
once. `views.VotesView` stands at the same address, for the contract and every other method.
"""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from cms.api import problems
from cms.api.problems import LONGEST_QUERY, Problem

from .views import VOTE_HEADERS, VotesView, receive

Answer = Callable[[HttpRequest], HttpResponse]
NO_POLL = UUID(int=0)


def middleware(get_response: Answer) -> Answer:
    """Answers votes, and nothing else."""
    place = SimpleLazyObject(_place)

    def answer(request: HttpRequest) -> HttpResponse:
        if request.method == "POST" and (poll := _poll_at(request.path_info, *place)):
            return _vote(request, poll)
        return get_response(request)

    return answer


def _place() -> tuple[str, str]:
    """What stands before and after a poll's id in the address of its votes."""
    before, _id, after = reverse("polls_api:votes", args=[NO_POLL]).partition(str(NO_POLL))
    return before, after


def _poll_at(path: str, before: str, after: str) -> UUID | None:
    if not (path.startswith(before) and path.endswith(after)):
        return None
    written = path[len(before) : -len(after)]
    try:
        id = UUID(written)
    except ValueError:
        return None
    # In the one form that the address has; others are the resolver's to refuse.
    return id if str(id) == written else None


def _vote(request: HttpRequest, id: UUID) -> HttpResponse:
    # Raises for a host that is none of ours, as CommonMiddleware would.
    request.get_host()
    try:
        if len(request.META.get("QUERY_STRING", "")) > LONGEST_QUERY:
            raise Problem("address-too-long")
        response = receive(request, id)
    except Exception as error:
        response = problems.handle(error, {"request": request, "view": VotesView})
    for name, value in VOTE_HEADERS.items():
        response.headers[name] = value
    response.headers["Content-Length"] = str(len(response.content))
    return response
