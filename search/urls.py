from django.db import transaction
from django.urls import path

from . import views

app_name = "search"
urlpatterns = [
    # It reads, and counts in a transaction of its own: SQLite's would shut writers out.
    path("", transaction.non_atomic_requests(views.search), name="search"),
    path("da-mo/", views.clicked, name="clicked"),
]
