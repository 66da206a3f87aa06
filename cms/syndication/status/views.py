"""A page to read, for whoever has a key: nothing of the key stays in address, cookie or log."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from cms.api.throttling import ClientThrottle
from cms.syndication import keys, reach
from cms.syndication.models import AccessKey, Delivery, Endpoint, Holding, Progress
from cms.syndication.models.key import Scope
from cms.syndication.progress import lag_of, unseen

MOST_SHOWN = 20


@sensitive_post_parameters("key")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def status(request: HttpRequest) -> HttpResponse:
    """GET asks for the key, POST shows what stands behind it."""
    if request.method != "POST":
        return render(request, "syndication/status.html")
    try:
        key = _key(request)
    except ValidationError as wrong:
        context = {"wrong": wrong.message}
        return render(request, "syndication/status.html", context, status=403)
    keys.note_use(key)
    return render(request, "syndication/status.html", _shown(key))


def _key(request: HttpRequest) -> AccessKey:
    """The key that was typed. Raises `ValidationError`."""
    if ClientThrottle.is_over(request):
        raise ValidationError(_("Too many attempts. Wait a minute."))
    key = keys.find(request.POST.get("key", "").strip())
    if key is None:
        raise ValidationError(_("This key opens nothing"))
    return key


def _shown(key: AccessKey) -> dict[str, object]:
    one = key.subscriber
    rows = unseen(Holding.objects.filter(subscriber=one))
    if Scope.GUIDANCE not in key.scopes:
        rows = rows.filter(restricted=False)
    items = list(rows.order_by("change").values_list("item", flat=True)[:MOST_SHOWN])
    entries = sorted(reach.entries_of(items), key=lambda item: items.index(item.id))
    return {
        "subscriber": one,
        "key": key,
        "lag": lag_of(one, key),
        "progress": Progress.objects.get(subscriber=one),
        "endpoint": Endpoint.objects.get(subscriber=one),
        "rows": reach.rows_of(entries, [one]),
        "deliveries": Delivery.objects.filter(subscriber=one)
        .with_titles()
        .order_by("-pk")[:MOST_SHOWN],
    }
