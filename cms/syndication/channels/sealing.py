"""Secrets at rest: encrypted with a key that is not in the database.

Fernet (AES-128-CBC with HMAC-SHA256; https://github.com/fernet/spec) by `cryptography`. The key is
derived by HKDF-SHA256 (RFC 5869) from `settings.CHANNELS["KEYS"]` (`SECRET_KEY` where there is
none): the first seals, all of them open, so that a key is changed by putting the new one in front
and sealing again what the others had sealed (`manage.py reseal_credentials`).
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.utils.translation import gettext as _


class CannotOpen(ValueError):
    """What was sealed does not open with any of the keys that are given now."""


def seal(secrets: Mapping[str, str]) -> str:
    """The secrets as a text that says nothing to whoever has no key."""
    return _box().encrypt(json.dumps(dict(secrets)).encode()).decode()


def open_sealed(sealed: str) -> dict[str, str]:
    """What was sealed; nothing for an empty text. Raises `CannotOpen`."""
    if not sealed:
        return {}
    try:
        opened: dict[str, str] = json.loads(_box().decrypt(sealed.encode()))
    except InvalidToken as error:
        raise _cannot_open() from error
    return opened


def reseal(sealed: str) -> str:
    """The same secrets under the first key, whichever had sealed them. Raises `CannotOpen`."""
    try:
        return _box().rotate(sealed.encode()).decode() if sealed else ""
    except InvalidToken as error:
        raise _cannot_open() from error


def _cannot_open() -> CannotOpen:
    return CannotOpen(
        _("The access stored for this channel does not open any more: enter it again.")
    )


def _box() -> MultiFernet:
    keys = settings.CHANNELS["KEYS"] or [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_derived(key)) for key in keys])


def _derived(key: str) -> bytes:
    hkdf = HKDF(hashes.SHA256(), length=32, salt=None, info=b"cms.syndication.channels credentials")
    return base64.urlsafe_b64encode(hkdf.derive(key.encode()))
