from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SyndicationConfig(AppConfig):
    name = "cms.syndication"
    label = "syndication"
    verbose_name = _("Syndication")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from cms.publishing.signals import entry_changed

        from . import ledger, problems
        from .websub import checks, queue

        # Imported for their sake: the API answers with them, Django runs them.
        assert problems.OF_KEYS
        assert checks
        entry_changed.connect(ledger.record, dispatch_uid="syndication_record")
        entry_changed.connect(queue.record, dispatch_uid="syndication_websub")
