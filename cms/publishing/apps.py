from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class PublishingConfig(AppConfig):
    name = "cms.publishing"
    label = "publishing"
    verbose_name = _("Publishing")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        post_migrate.connect(begin_log, dispatch_uid="publishing_begin_log")


def begin_log(using: str, **kwargs: object) -> None:
    """The log's state and triggers are there whenever the tables are, whatever emptied them."""
    from . import triggers
    from .models import LogState

    connection = connections[using]
    if LogState._meta.db_table in connection.introspection.table_names():
        LogState.objects.using(using).get_or_create(pk=1)
        triggers.install(connection)
