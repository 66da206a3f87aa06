from django.db import transaction
from django.urls import path

from . import views

app_name = "saved_searches"
urlpatterns = [
    # They read, and what is begun has a transaction of its own: SQLite's would shut writers out.
    path("rss/", transaction.non_atomic_requests(views.feed), name="feed"),
    path("theo-doi/", transaction.non_atomic_requests(views.follow), name="follow"),
    path("theo-doi/<str:token>/", views.manage, name="manage"),
    path("theo-doi/<str:token>/xac-nhan/", views.confirm, name="confirm"),
    path("theo-doi/<str:token>/ngung/", views.end, name="end"),
]
