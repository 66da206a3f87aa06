"""Following a search: its feed, and having it sent by e-mail."""

from __future__ import annotations

import hashlib
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from search.query import BadQuery, Query, parse, readers
from search.service import SearchUnavailable

from . import following
from .feed import items_of, rss
from .forms import FollowForm
from .models import SavedSearch, setting
from .wording import feed_url, in_words, search_url

# Seconds. Readers of feeds ask every few minutes at most.
FEED_KEPT = 60
RETRY_AFTER = 30


@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """`?q=` and every filter of the search page: what it finds as RSS, the newest first."""
    try:
        query = _asked(request.GET)
    except BadQuery as bad:
        return _refused(bad)
    try:
        body = rss(query, query.page, items_of(query, query.page, timezone.now()))
    except SearchUnavailable:
        return HttpResponse(status=503, headers={"Retry-After": str(RETRY_AFTER)})
    response = HttpResponse(body, content_type="application/rss+xml; charset=utf-8")
    response.headers["ETag"] = f'"{hashlib.sha256(body.encode()).hexdigest()[:32]}"'
    response.headers["Cache-Control"] = f"public, max-age={FEED_KEPT}"
    response.headers["X-Robots-Tag"] = "noindex"
    etag = response.headers["ETag"]
    return get_conditional_response(request, etag=etag, response=response) or response


# No report of an error quotes the address.
@sensitive_post_parameters("email")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: HttpRequest) -> HttpResponse:
    """How to follow a search: the address of its feed, and a form to have it sent."""
    try:
        query = _asked(request.GET)
    except BadQuery as bad:
        return _refused(bad)
    form = FollowForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        return _begin(request, query, form)
    status = 400 if form.is_bound else 200
    return render(request, "search/saved/follow.html", _context(query, form=form), status=status)


def _begin(request: HttpRequest, query: Query, form: FollowForm) -> HttpResponse:
    try:
        following.begin(query, form.cleaned_data["email"], timezone.now())
    except following.TooMany:
        form.add_error("email", _("Too many searches wait for this. Please try again tomorrow."))
        return render(request, "search/saved/follow.html", _context(query, form=form), status=429)
    # The same whether the address was known or not: nobody learns of another's.
    return render(request, "search/saved/begun.html", _context(query))


@never_cache
@require_safe
def manage(request: HttpRequest, token: str) -> HttpResponse:
    """Where the links of a letter lead. Nothing happens before a button is pressed: mail
    programs open links by themselves."""
    search = get_object_or_404(SavedSearch, token=token)
    try:
        words = in_words(search.asked)
    except BadQuery:
        words = search.query
    context = {"search": search, "words": words, "done": request.GET.get("xong", "")}
    return render(request, "search/saved/manage.html", context)


@require_POST
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Begin to send, or go on for another year."""
    search = get_object_or_404(SavedSearch, token=token)
    following.confirm(search, timezone.now())
    response = redirect("saved_searches:manage", token)
    response.headers["Location"] += "?xong=1"
    return response


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, token: str) -> HttpResponse:
    """Forget the search. Mail programs send a bare POST (RFC 8058), so no form token is asked
    for: the address itself is the secret. Asked again, it is still ended."""
    search = SavedSearch.objects.filter(token=token).first()
    if request.method != "POST":
        return redirect("saved_searches:manage", token) if search else _ended(request)
    if search:
        following.end(search)
    return _ended(request)


def _ended(request: HttpRequest) -> HttpResponse:
    return render(request, "search/saved/ended.html")


def _asked(parameters: QueryDict) -> Query:
    """The query, without what others append to shared links. Raises `BadQuery`."""
    known = QueryDict(mutable=True)
    for name in parameters:
        if name in readers():
            known.setlist(name, parameters.getlist(name))
    query = parse(known)
    if not query.text and not query.filtered:
        raise BadQuery({"q": [_("What is to be searched for?")]})
    return query


def _refused(bad: BadQuery) -> HttpResponse:
    lines = [f"{name}: {' '.join(messages)}" for name, messages in bad.errors.items()]
    return HttpResponse("\n".join(lines), status=400, content_type="text/plain; charset=utf-8")


def _context(query: Query, **more: Any) -> dict[str, Any]:
    return {
        "words": in_words(query),
        "search_url": search_url(query),
        "feed_url": feed_url(query),
        "confirmed_days": setting("CONFIRMED_DAYS"),
        "unconfirmed_days": setting("UNCONFIRMED_DAYS"),
        **more,
    }
