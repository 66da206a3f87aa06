from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class VisitsConfig(AppConfig):
    name = "cms.visits"
    label = "visits"
    verbose_name = _("Visits")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.db.models.signals import post_delete, post_save
        from wagtail.documents.models import document_served

        from cms.publishing.signals import file_served

        from .downloads import count_document, count_print_out
        from .figures import forget_settings
        from .models import VisitSettings

        document_served.connect(count_document, dispatch_uid="visits.count_document")
        file_served.connect(count_print_out, dispatch_uid="visits.count_print_out")
        for changed in (post_save, post_delete):
            changed.connect(forget_settings, VisitSettings, dispatch_uid="visits.forget_settings")
