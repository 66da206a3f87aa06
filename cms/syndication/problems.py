"""The problems that a key can have: see `cms.api.problems`."""

from django.utils.translation import gettext_noop as _

from cms.api.problems import TYPES, ProblemType

OF_KEYS = (
    ProblemType(
        "invalid-key",
        401,
        _("This key opens nothing"),
        _(
            "It is not known, has expired or was revoked. Public content needs no key: leave out"
            " the header Authorization, or ask the office for a new key."
        ),
    ),
    ProblemType(
        "key-needed",
        401,
        _("A key is needed here"),
        _("Send the header “Authorization: Bearer dhk_…” with the key that the office gave you."),
    ),
    ProblemType(
        "scope-missing",
        403,
        _("This key does not open that"),
        _("Ask the office for a key with the scope that is named under “errors”."),
    ),
    ProblemType(
        "origin-not-allowed",
        403,
        _("This key may not be used from that page"),
        _("Have the office add the page's origin to your subscription, or ask from your server."),
    ),
)

TYPES.update({one.slug: one for one in OF_KEYS})
