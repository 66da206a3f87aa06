"""A laptop: SQLite, the embedded search index, no other server."""

from .base import *
from .base import DATA_DIR, VISITS, env

# Here programs stand in for readers: a browser without a window, a script.
VISITS = {**VISITS, "COUNTED_TOOLS": ["browser-automation", "http-library"]}

DEBUG = env.bool("DEBUG", default=False)
ALLOWED_HOSTS = ["*"]


def _secret_of_this_folder() -> str:
    """Sessions outlive a restart without a secret in the repository."""
    from django.core.management.utils import get_random_secret_key

    DATA_DIR.mkdir(parents=True, exist_ok=True)
    path = DATA_DIR / "secret-key"
    try:
        with path.open("x") as file:
            path.chmod(0o600)
            file.write(get_random_secret_key())
    except FileExistsError:
        pass
    return path.read_text()


SECRET_KEY = _secret_of_this_folder()

if "DATABASE_URL" in env.ENVIRON:
    DATABASES = {"default": env.db("DATABASE_URL")}
else:
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": DATA_DIR / "db.sqlite3",
            "OPTIONS": {
                # A transaction that will write takes the lock at its start: two
                # writers queue instead of failing half-way.
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
            },
        }
    }
DATABASES["default"]["ATOMIC_REQUESTS"] = True

# Nothing listens for mail on a laptop: what would have been sent lies here to be read.
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = DATA_DIR / "mail"

CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

# Static files straight from the apps: no collectstatic on a laptop.
WHITENOISE_USE_FINDERS = True
STATIC_ROOT = None  # type: ignore[assignment]
WHITENOISE_AUTOREFRESH = DEBUG
