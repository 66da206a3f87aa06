"""Who a voter is: whoever has a certain random token for a certain poll, and nothing more.

A token is signed, so that nobody makes up voters by the thousand without asking for
each. It is kept by the voter alone; the database has its digest. A token for one poll
says nothing about that for another: votes cannot be put together to a person.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from base64 import urlsafe_b64encode

from django.core.signing import BadSignature, Signer
from django.utils.crypto import salted_hmac

SALT = "cms.polls.voter"
# Long enough that nobody guesses another's: the answer to a known key holds its token.
KEY = re.compile(r"[\x21-\x7e]{16,200}\Z")


def new_token(poll: int) -> str:
    """A voter who has not been here before."""
    return _signed(poll, secrets.token_urlsafe(18))


def token_of_key(poll: int, key: str) -> str:
    """The token of a newcomer who sent this `Idempotency-Key`: the same each time."""
    digest = salted_hmac(SALT, f"{poll}:{key}", algorithm="sha256").digest()
    return _signed(poll, _base64(digest[:18]))


def is_token(poll: int, token: str) -> bool:
    """Whether we gave out this token, for this poll."""
    try:
        return Signer(salt=SALT).unsign(token).startswith(f"{poll}.")
    except BadSignature:
        return False


def voter_of(token: str) -> str:
    """The digest under which the database knows the holder of a token: 43 letters."""
    # Without its signature, so that a new SECRET_KEY makes nobody another voter.
    return digest_of(token.rpartition(":")[0])


def digest_of(text: str) -> str:
    return _base64(hashlib.sha256(text.encode()).digest())


def _signed(poll: int, random: str) -> str:
    return Signer(salt=SALT).sign(f"{poll}.{random}")


def _base64(raw: bytes) -> str:
    return urlsafe_b64encode(raw).decode().rstrip("=")
