"""The polls' own pages, and the form with which one votes there, with or without JavaScript.

The form carries no CSRF token. Polls stand in pages that caches may give to many, where
a token would be everyone's, and the cookie of a voter is `SameSite=Lax`: another site
cannot act for them. What another site could do is to have its visitors vote as newcomers;
so a form that a browser says was sent from elsewhere is refused. See docs/developers/polls.md.
"""

from __future__ import annotations

import re
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.core.paginator import Paginator
from django.db import DatabaseError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from . import networks, tokens, voting
from .clients import client_of, cookie_of, cookie_token
from .models import Poll
from .showing import ShownPoll, for_visitor
from .voting import Given, Impossible

PAGE_SIZE = 20
NUMBER = re.compile(r"[0-9]{1,18}\Z")
# Sent by the page's script, which wants the poll alone, under a heading of this level.
FRAGMENT = "Poll-Fragment"
HEADINGS = ("h2", "h3")
# A year: as long as a poll may run.
COOKIE_AGE = 365 * 24 * 3600


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """All polls, those that take votes first."""
    now = timezone.now()
    polls = Poll.objects.readable(now).open_first(now)
    page = Paginator(polls, PAGE_SIZE).get_page(request.GET.get("page"))
    for one in page:
        one.state = one.timetable.state_at(now)
    return render(request, "polls/index.html", {"items": page})


@csrf_exempt
@transaction.non_atomic_requests
@require_http_methods(["GET", "HEAD", "POST"])
def poll(request: HttpRequest, slug: str) -> HttpResponse:
    """A poll, as its visitor may see it; a POST is a vote."""
    now = timezone.now()
    found = get_object_or_404(Poll.objects.readable(now), slug=slug)
    if request.method == "POST":
        return _vote(request, found, now)
    return _answer(request, for_visitor(found, now, cookie_token(request, found.pk)))


def _vote(request: HttpRequest, poll: Poll, now: datetime) -> HttpResponse:
    options = _options_in(request)
    if _from_elsewhere(request):
        shown = for_visitor(poll, now, "", options)
        return _answer(request, shown, 403, error=_("Please vote on this page."))
    token = _token_in(request, poll.pk)
    if not token:
        # From a page that is the same for all, without JavaScript: who sends it twice
        # would be two people. This page's form knows them.
        shown = for_visitor(poll, now, "", options)
        return _answer(request, shown, notice=_("One more press, and your vote is counted."))
    return _cast(request, poll, now, token, options)


def _cast(
    request: HttpRequest, poll: Poll, now: datetime, token: str, options: frozenset[int]
) -> HttpResponse:
    network = networks.hash_of(client_of(request), now)
    status, error, notice = 200, "", ""
    try:
        if networks.take(poll.pk, network).allowed:
            given = Given(tokens.voter_of(token), options, known=True, network=network)
            new = voting.cast(voting.ballot_of(poll), given, now).new
            notice = _("Thank you, your vote is counted.") if new else _("Your vote is changed.")
        else:
            status, error = 429, _("Too many votes from your network. Try again in ten minutes.")
    except voting.NotOpen:
        status, error = 409, _("This poll takes no votes now.")
    except Impossible as impossible:
        status, error = 422, _why(impossible)
    except (voting.Busy, DatabaseError):
        return _not_taken(request)
    shown = for_visitor(poll, now, token, options if error else frozenset())
    response = _answer(request, shown, status, error=error, notice=notice)
    if not error:
        _remember(response, poll.pk, token)
    return response


def _why(impossible: Impossible) -> str:
    return {
        Impossible.NONE: _("Choose an option first."),
        Impossible.UNKNOWN: _("That option is no longer there. Choose another."),
        Impossible.TOO_MANY: _("You have chosen too many options."),
    }[impossible.reason]


def _answer(
    request: HttpRequest, shown: ShownPoll, status: int = 200, *, error: str = "", notice: str = ""
) -> HttpResponse:
    """The page, or to the page's script only the poll; kept by nobody."""
    heading = request.headers.get(FRAGMENT, "")
    template = "polls/parts/poll.html" if heading else "polls/poll.html"
    units = () if heading else shown.poll.poll_units.select_related("unit")
    context = {
        "units": [row.unit for row in units],
        "shown": shown,
        "object": shown.poll,
        "error": error,
        "notice": notice,
        "heading": heading if heading in HEADINGS else "h1",
    }
    response = render(request, template, context, status=status)
    patch_cache_control(response, private=True, no_store=True)
    patch_vary_headers(response, ["Cookie", FRAGMENT])
    return response


def _not_taken(request: HttpRequest) -> HttpResponse:
    """Said without asking the database anything: it may be what is away."""
    folder = "polls/parts" if FRAGMENT in request.headers else "polls"
    response = render(request, f"{folder}/not_taken.html", status=503)
    response.headers["Retry-After"] = "5"
    return response


def _options_in(request: HttpRequest) -> frozenset[int]:
    written = request.POST.getlist("option")[:200]
    # What is no number is no option of any poll.
    return frozenset(int(one) if NUMBER.match(one) else 0 for one in written)


def _token_in(request: HttpRequest, poll: int) -> str:
    """The visitor's token: the cookie's, the form's, or that of a name their browser keeps."""
    form = request.POST.get("token", "")
    if token := cookie_token(request, poll) or (form if tokens.is_token(poll, form) else ""):
        return token
    newcomer = request.POST.get("newcomer", "")
    return tokens.token_of_key(poll, newcomer) if tokens.KEY.match(newcomer) else ""


def _remember(response: HttpResponse, poll: int, token: str) -> None:
    response.set_cookie(
        cookie_of(poll),
        token,
        max_age=COOKIE_AGE,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def _from_elsewhere(request: HttpRequest) -> bool:
    """Whether the browser says that another site sent the form. Silence is taken for no."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        return True
    origin = request.headers.get("Origin")
    if origin is None:
        return False
    return urlsplit(origin).netloc != request.get_host() and (
        origin not in settings.CSRF_TRUSTED_ORIGINS
    )
