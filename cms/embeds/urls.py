from django.db import transaction
from django.urls import path, re_path

from . import builder, frames, oembed, views

app_name = "embeds"
# They only read, and SQLite's transaction would shut writers out; or they vote, which is a
# transaction of its own.
reading = transaction.non_atomic_requests

urlpatterns = [
    path("embed/v1.js", reading(views.stable_script), name="script"),
    re_path(
        r"^embed/v1\.(?P<digest>[0-9a-f]{16})\.js$", reading(views.pinned_script), name="pinned"
    ),
    re_path(r"^embed/accent-(?P<colour>[0-9a-f]{6})\.css$", reading(views.accent), name="accent"),
    re_path(
        r"^embed/(?P<widget>news|search|documents|visits)/$", reading(frames.frame), name="frame"
    ),
    path("embed/poll/", reading(frames.poll), name="newest_poll"),
    path("embed/poll/<uuid:id>/", reading(frames.poll), name="poll"),
    path("embed/item/<uuid:id>/", reading(frames.item), name="item"),
    path("oembed/", reading(oembed.provide), name="oembed"),
    path("nhung/", reading(builder.build), name="builder"),
]
