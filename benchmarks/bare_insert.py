"""The yardstick for votes: a bare Django view that inserts one row, with nothing around it.

No middleware, no other query, no check of what it is sent but that it is JSON. A whole
site in one module. It reads and writes the database of this project's site.
"""

import json

import environ
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import models
from django.http import HttpRequest, JsonResponse
from django.urls import path
from django.utils import timezone

settings.configure(
    ALLOWED_HOSTS=["*"],
    DATABASES={"default": environ.Env().db("DATABASE_URL")},
    ROOT_URLCONF=__name__,
    SECRET_KEY="only-for-benchmarks",
    USE_TZ=True,
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
)
application = get_wsgi_application()

TABLE = "bare_vote"


class Row(models.Model):
    poll = models.IntegerField()
    options = models.CharField(max_length=400)
    created_at = models.DateTimeField()

    class Meta:
        app_label = "bare"
        db_table = TABLE

    def __str__(self) -> str:
        return self.options


def insert(request: HttpRequest) -> JsonResponse:
    if request.method != "POST":
        return JsonResponse({})
    options = json.loads(request.body)["options"]
    row = Row.objects.create(poll=1, options=str(options), created_at=timezone.now())
    answer = JsonResponse({"id": row.pk}, status=201)
    # No middleware does it here, and the load reads as much as this says.
    answer.headers["Content-Length"] = str(len(answer.content))
    return answer


urlpatterns = [path("", insert)]
