"""What browsers are told they may load: strict for readers, looser in the admin."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

SELF = "'self'"

# Nothing inline, nothing from another host. The frames are of videos, which load
# only when a reader has pressed play.
PORTAL = {
    "default-src": "'none'",
    "script-src": SELF,
    "style-src": SELF,
    "img-src": SELF,
    "font-src": SELF,
    "media-src": SELF,
    "connect-src": SELF,
    "manifest-src": SELF,
    "frame-src": "https://www.youtube-nocookie.com https://www.facebook.com",
    "form-action": SELF,
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
    "object-src": "'none'",
}

# Wagtail's admin has inline scripts and styles, and shows pages in frames.
ADMIN = {
    "default-src": SELF,
    "script-src": "'self' 'unsafe-inline'",
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data: blob:",
    "font-src": "'self' data:",
    "frame-src": SELF,
    "form-action": SELF,
    "base-uri": SELF,
    "frame-ancestors": SELF,
    "object-src": "'none'",
}


def policy_text(policy: Mapping[str, str]) -> str:
    return "; ".join(f"{directive} {sources}" for directive, sources in policy.items())


def is_admin(request: HttpRequest) -> bool:
    return request.path_info.startswith(reverse("wagtailadmin_home"))


def middleware(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Add the security headers that Django's own middleware leaves out."""
    portal, admin = policy_text(PORTAL), policy_text(ADMIN)
    preview = policy_text({**PORTAL, "frame-ancestors": SELF})

    def add_headers(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        # The admin shows a draft in a frame, by a request that it makes up for the page.
        policy = preview if getattr(request, "is_preview", False) else portal
        response.headers.setdefault(
            "Content-Security-Policy", admin if is_admin(request) else policy
        )
        response.headers.setdefault(
            "Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
        )
        return response

    return add_headers
