"""The yardstick: a bare Django view that joins twenty stored texts, with nothing around it.

What this machine, server and database give at best for a list. A whole site in one
module, since there is nothing else to it. It reads the database of this project's site.
"""

import environ
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import path

settings.configure(
    ALLOWED_HOSTS=["*"],
    DATABASES={"default": environ.Env().db("DATABASE_URL")},
    ROOT_URLCONF=__name__,
    SECRET_KEY="only-for-benchmarks",
)

NEWEST = """
SELECT summary FROM publishing_entry
WHERE kind = 'news' AND withdrawn_at IS NULL AND (expires_at IS NULL OR expires_at > now())
ORDER BY published_at DESC, id DESC LIMIT 20
"""


def twenty(request: HttpRequest) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute(NEWEST)
        body = ",".join(summary for (summary,) in cursor)
    return HttpResponse(f'{{"results": [{body}]}}', content_type="application/json")


urlpatterns = [path("", twenty)]
application = get_wsgi_application()
