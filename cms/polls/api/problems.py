"""What can be wrong with a vote, as problem details."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from cms.api.problems import ProblemType, know

know(
    ProblemType(
        "votes-are-posted",
        405,
        _("Votes are sent with POST"),
        _("Send the chosen options with POST; the results are at “results/”."),
    ),
    ProblemType(
        "invalid-body",
        400,
        _("The body cannot be understood"),
        _("Send one JSON object, such as {“options”: [12]}, as application/json."),
    ),
    ProblemType(
        "unsupported-media-type",
        415,
        _("This address takes JSON only"),
        _("Send the body as “Content-Type: application/json”."),
    ),
    ProblemType(
        "invalid-idempotency-key",
        400,
        _("The Idempotency-Key cannot be used"),
        _("Send 16 to 200 visible ASCII characters that nobody can guess: a random UUID."),
    ),
    ProblemType(
        "poll-not-open",
        409,
        _("The poll takes no votes now"),
        _("“opens_at” and “closes_at” of the poll say when it does."),
    ),
    ProblemType(
        "impossible-choice",
        422,
        _("These options cannot be chosen"),
        _("Correct what is named under “errors”. Nothing was counted."),
    ),
    ProblemType(
        "results-hidden",
        403,
        _("The results are not shown yet"),
        _("“results” of the poll says from when on: after voting, or once it is closed."),
    ),
    ProblemType(
        "too-many-votes",
        429,
        _("Too many votes from this network"),
        _("Nothing was counted. Vote again after as many seconds as the header Retry-After says."),
    ),
    ProblemType(
        "voting-unavailable",
        503,
        _("Votes cannot be taken at the moment"),
        _("Nothing was counted. Try again in a few seconds, with the same Idempotency-Key."),
    ),
)
