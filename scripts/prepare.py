"""Brings the demo's data to where it can be shown. Again costs a second and changes nothing."""

from __future__ import annotations

import io
import os
import secrets
import sys
from pathlib import Path

import django


def main() -> int:
    django.setup()
    from django.core.management import call_command

    from cms.publishing.relay import relay
    from cms.units.models import Unit
    from search.indexer import catch_up_all
    from search.models import Synonym

    call_command("migrate", verbosity=0, interactive=False)
    if not Unit.objects.exists():
        print("Loading the demo's content (the first time takes a minute)", flush=True)
        call_command("load_units", stdout=io.StringIO())
    if not Synonym.objects.exists():
        call_command("load_synonyms", stdout=io.StringIO())
    # Builds where there is nothing yet; else only names the site's present address, which
    # every link in the log is made from.
    call_command("load_demo", stdout=io.StringIO())
    _make_admin(Path(os.environ["DATA_DIR"]) / "admin-password")
    relay()
    catch_up_all()
    return 0


def _make_admin(secret: Path) -> None:
    from django.contrib.auth import get_user_model

    users = get_user_model().objects
    if users.filter(username="admin").exists():
        return
    password = secrets.token_urlsafe(12)
    secret.unlink(missing_ok=True)
    with os.fdopen(os.open(secret, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(password + "\n")
    users.create_superuser("admin", "", password)


if __name__ == "__main__":
    sys.exit(main())
