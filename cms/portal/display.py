"""Text size and contrast: what a reader chose, remembered in a cookie.

The server reads the cookie and writes the choice on the `<html>` element, so the
page comes out right before any script has loaded, and without scripts at all.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

COOKIE = "hien-thi"
YEAR = 365 * 24 * 3600

# From the smallest to the largest: A- and A+ go one step.
SIZES = ("nho", "vua", "lon", "rat-lon")
CONTRASTS = ("thuong", "cao")


@dataclass(frozen=True, slots=True)
class Display:
    """How a reader wants the pages: one of `SIZES`, one of `CONTRASTS`."""

    size: str = "vua"
    contrast: str = "thuong"

    @property
    def is_high_contrast(self) -> bool:
        return self.contrast == "cao"

    def as_cookie(self) -> str:
        return f"{self.size}.{self.contrast}"


def read(cookie: str) -> Display:
    """What the cookie says; whatever it says that we never wrote counts as nothing."""
    size, _, contrast = cookie.partition(".")
    default = Display()
    return Display(
        size if size in SIZES else default.size,
        contrast if contrast in CONTRASTS else default.contrast,
    )


def changed(display: Display, asked: Mapping[str, str]) -> Display:
    """`display` after the reader pressed a button: `size` of `-`, `0` or `+`, or a `contrast`."""
    place = SIZES.index(display.size)
    steps = {"-": max(place - 1, 0), "0": SIZES.index("vua"), "+": min(place + 1, len(SIZES) - 1)}
    if asked.get("size") in steps:
        display = replace(display, size=SIZES[steps[asked["size"]]])
    if asked.get("contrast") in CONTRASTS:
        display = replace(display, contrast=asked["contrast"])
    return display


def middleware(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Put `request.display` on every request, and keep shared caches from mixing readers."""

    def add_display(request: HttpRequest) -> HttpResponse:
        request.display = read(request.COOKIES.get(COOKIE, ""))  # type: ignore[attr-defined]
        response = get_response(request)
        if response.get("Content-Type", "").startswith("text/html"):
            patch_vary_headers(response, ["Cookie"])
            response.headers.setdefault("Cache-Control", "private, no-cache")
        return response

    return add_display


# No CSRF token: the form must stand in pages that are the same for all, and all
# that a forged request could do is change the size of the text.
@csrf_exempt
@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """Remember the choice and go back to where the reader was."""
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
        back = "/"
    response = HttpResponseRedirect(back)
    display = changed(read(request.COOKIES.get(COOKIE, "")), request.POST.dict())
    response.set_cookie(
        COOKIE, display.as_cookie(), max_age=YEAR, samesite="Lax", secure=request.is_secure()
    )
    return response
