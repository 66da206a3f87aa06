from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ChannelsConfig(AppConfig):
    name = "cms.syndication.channels"
    label = "channels"
    verbose_name = _("Social channels")
    default_auto_field = "django.db.models.BigAutoField"
