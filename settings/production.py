"""A server: PostgreSQL, Elasticsearch, Redis where given; all of it from the environment."""

import os

from django.core.exceptions import ImproperlyConfigured

from . import base
from .base import *
from .base import API, BASE_DIR, DAY_SECRETS, PORTAL_URL, REST_FRAMEWORK, SEARCH, env
from .demands import complaints

if _complaints := complaints(os.environ):
    # All at once: an operator mends the environment in one go.
    raise ImproperlyConfigured(
        "Production does not start before these are put right:\n  - " + "\n  - ".join(_complaints)
    )

# --- Ours -----------------------------------------------------------------

SEARCH = {**SEARCH, "ENGINE": env.str("SEARCH_ENGINE", default="elasticsearch")}

DAY_SECRETS = {**DAY_SECRETS, "SHARED_CACHE": bool(env.str("REDIS_URL", default=""))}

# --- Django ---------------------------------------------------------------

DEBUG = False
SECRET_KEY = env.str("SECRET_KEY")
# Old keys that still verify, while sessions and links signed with them run out.
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS")
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[PORTAL_URL])

DATABASES = {
    "default": {
        **env.db("DATABASE_URL"),
        "ATOMIC_REQUESTS": True,
        "CONN_MAX_AGE": env.int("CONN_MAX_AGE", default=60),
        "CONN_HEALTH_CHECKS": True,
    }
}

# Without Redis each process counts and remembers for itself; when it goes away, all go on.
CACHES = {
    "default": {
        "BACKEND": "settings.caching.ForgivingRedisCache",
        "LOCATION": env.str("REDIS_URL"),
        "OPTIONS": {"socket_timeout": 0.5, "socket_connect_timeout": 0.5},
        "KEY_PREFIX": "cms",
    }
    if env.str("REDIS_URL", default="")
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
}

STATIC_ROOT = env.path("STATIC_ROOT", default=str(BASE_DIR / "staticfiles"))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # Names with a hash of the content: browsers keep them for ever.
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# --- Security -------------------------------------------------------------

SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=31_536_000)
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool("SECURE_HSTS_INCLUDE_SUBDOMAINS", default=True)
SECURE_HSTS_PRELOAD = env.bool("SECURE_HSTS_PRELOAD", default=False)
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
LANGUAGE_COOKIE_SECURE = True

# How many of our own proxies stand in front. Their headers are believed only when told
# so: anyone can send X-Forwarded-For to a server that is reached directly.
NUM_PROXIES = API["TRUSTED_PROXIES"]
if NUM_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
REST_FRAMEWORK = {**REST_FRAMEWORK, "NUM_PROXIES": NUM_PROXIES}
# Its own tests judge the schema; at deployment it would ask the database.
SPECTACULAR_SETTINGS = {
    **getattr(base, "SPECTACULAR_SETTINGS", {}),
    "ENABLE_DJANGO_DEPLOY_CHECK": False,
}

# Preloading binds the parent domain for years: its owner asks for it, not this server.
SILENCED_SYSTEM_CHECKS = ["security.W021"]

# --- Mail and log ---------------------------------------------------------

vars().update(env.email_url("EMAIL_URL", default="smtp://127.0.0.1:25"))
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default=f"webmaster@{ALLOWED_HOSTS[0]}")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
ADMINS = [("Quản trị", address) for address in env.list("ADMINS", default=[])]

# To standard error, one line an event: systemd and containers keep it from there.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"},
    },
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": "line"},
        "mail": {"class": "django.utils.log.AdminEmailHandler", "level": "ERROR"},
    },
    "root": {
        "handlers": ["stderr", "mail"],
        "level": env.str("LOG_LEVEL", default="INFO"),
    },
    "loggers": {
        # Django's own handlers would print each line again.
        "django": {"handlers": [], "propagate": True},
        "elastic_transport": {"level": "WARNING"},
    },
}
