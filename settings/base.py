"""What Django, Wagtail and REST framework are told; the reason stands beside each choice."""

from .house import *
from .house import BASE_DIR, DATA_DIR, PORTAL_URL

# --- Django ---------------------------------------------------------------

INSTALLED_APPS = [
    "cms.portal",
    "cms.news",
    "cms.library",
    "cms.polls",
    "cms.topics",
    "cms.units",
    "cms.publishing",
    "cms.api",
    "cms.embeds",
    "cms.syndication",
    "cms.visits",
    "cms.syndication.channels",
    "cms.syndication.broadcast",
    "cms.health",
    "blocks",
    "search",
    "search.saved",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.contrib.table_block",
    "wagtail.contrib.search_promotions",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_tasks",
    "django_tasks_db",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
]

MIDDLEWARE = [
    # Before all that could refuse or fail.
    "cms.health.probes.middleware",
    "django.middleware.security.SecurityMiddleware",
    # What every page read sends, and what needs nothing of the rest.
    "cms.visits.middleware.middleware",
    # What many may send at once.
    "cms.polls.api.middleware.middleware",
    "cms.portal.security.middleware",
    "cms.portal.addresses.middleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Outside the view's transaction: what an editor's request changed is in the
    # log before the answer leaves.
    "cms.publishing.middleware.relay_after_writes",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "cms.portal.display.middleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "cms.portal.redirects.middleware",
]

ROOT_URLCONF = "settings.urls"
WSGI_APPLICATION = "settings.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wagtail.contrib.settings.context_processors.settings",
            ],
        },
    },
]

# A mail server that hangs must not hold the worker, nor the row of the letter.
EMAIL_TIMEOUT = 20

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt")]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_I18N = True
USE_TZ = True
USE_THOUSAND_SEPARATOR = True
FORMAT_MODULE_PATH = ["settings.formats"]
# Ours first, then what Wagtail ships without a Vietnamese translation.
LOCALE_PATHS = [BASE_DIR / "locale", BASE_DIR / "locale" / "wagtail"]

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"

DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
# A code of law, as one field of a form.
DATA_UPLOAD_MAX_MEMORY_SIZE = 16 * 1024 * 1024

# A job commits with the row that caused it; the default backend of django-tasks
# would run it at once, inside the editor's request.
# `slow` is for what takes minutes: see cms.publishing.jobs.
TASK_QUEUES = ["default", "slow"]
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": TASK_QUEUES}}

# --- Wagtail --------------------------------------------------------------

# There is one; the choice of four hundred names helps nobody.
WAGTAIL_USER_TIME_ZONES = ["Asia/Ho_Chi_Minh"]
WAGTAIL_SITE_NAME = "Hòa giải cơ sở Đồng Hới"
WAGTAILADMIN_BASE_URL = PORTAL_URL
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILADMIN_PERMITTED_LANGUAGES = [("vi", "Tiếng Việt")]
WAGTAILADMIN_USER_LOGIN_FORM = "cms.portal.signing_in.SignInForm"
# Our search reads the log; Wagtail's own index serves only the admin's boxes.
WAGTAILSEARCH_BACKENDS = {
    "default": {"BACKEND": "wagtail.search.backends.database", "AUTO_UPDATE": True}
}
# Never by their address in the media folder: the view checks who may read.
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_EXTENSIONS = [
    "pdf", "doc", "docx", "odt", "xls", "xlsx", "ods", "ppt", "pptx", "txt", "csv", "zip",
    "mp3", "m4a", "ogg", "wav", "mp4",
]  # fmt: skip
WAGTAILIMAGES_EXTENSIONS = ["gif", "jpg", "jpeg", "png", "webp", "avif"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 15 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 60_000_000
# The date picker replaces what it cannot read by today: a date typed the Vietnamese way was lost.
WAGTAIL_DATE_FORMAT = "%d/%m/%Y"
WAGTAIL_DATETIME_FORMAT = "%d/%m/%Y %H:%M"
WAGTAIL_GRAVATAR_PROVIDER_URL = None
# An address is read over the telephone and pasted into messages: a-z, not %E1%BB%95.
WAGTAIL_ALLOW_UNICODE_SLUGS = False
# A new page that is being saved by itself when its editor presses Publish takes the
# address first, and publishing is refused: pause long enough that both rarely meet.
WAGTAIL_AUTOSAVE_INTERVAL = 5_000
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False

# --- Django REST framework ------------------------------------------------

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.AllowAny"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "UNAUTHENTICATED_USER": None,
    "UNAUTHENTICATED_TOKEN": None,
    # `format` is no parameter of ours: the Accept header says it.
    "URL_FORMAT_OVERRIDE": None,
}

SPECTACULAR_SETTINGS = {
    "TITLE": "Hòa giải cơ sở Đồng Hới",
    "VERSION": "1.0.0",
    "OAS_VERSION": "3.1.0",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SERVE_INCLUDE_SCHEMA": False,
    # From our own server: the docs work where there is no other.
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "POSTPROCESSING_HOOKS": [
        "cms.api.shapes.add_components",
        "cms.syndication.machine.contract.add_keys",
    ],
}
