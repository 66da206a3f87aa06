"""Names in the admin that Wagtail and Django make of code, and so leave in English."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig, apps
from django.conf import settings
from django.contrib.auth import get_permission_codename
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

# By the first word of a permission's code; `what` is the model's name.
_ACTIONS = {
    "add": _("Add %(what)s"),
    "change": _("Change %(what)s"),
    "delete": _("Delete %(what)s"),
    "view": _("View %(what)s"),
    "choose": _("Choose %(what)s"),
    "publish": _("Publish %(what)s"),
    "lock": _("Lock %(what)s"),
    "unlock": _("Unlock %(what)s"),
    "approve": _("Approve %(what)s"),
    "bulk_delete": _("Delete %(what)s with all below"),
}


def name_columns_and_fields() -> None:
    """Labels that would be made of a field's name."""
    from wagtail.admin.forms.workflows import WorkflowContentTypeForm, WorkflowPageForm
    from wagtail.contrib.search_promotions.forms import SearchPromotionForm
    from wagtail.sites.views import IndexView
    from wagtail.users.forms import PagePermissionsForm

    columns = {"port": _("Port"), "site_name": _("Site name"), "root_page": _("Root page")}
    for column in IndexView.columns:
        column.label = columns.get(column.name, column.label)
    for form in (WorkflowPageForm, PagePermissionsForm):
        form.base_fields["page"].label = _("Page")
    WorkflowContentTypeForm.base_fields["content_types"].label = _("Content types")
    SearchPromotionForm.base_fields["external_link_text"].label = _("External link text")


def name_permissions(app_config: AppConfig, **kwargs: Any) -> None:
    """Have the permissions say in the site's language what they allow; after all migrations.

    They are rows that Django writes in English. The site speaks one language.
    """
    # Of apps without models Django tells nobody.
    told = [one for one in apps.get_app_configs() if one.models_module is not None]
    if app_config is not told[-1]:
        return
    from django.contrib.auth.management import create_permissions
    from django.contrib.auth.models import Permission

    # Those of the others are there; for this one Django may ask us first.
    create_permissions(app_config, verbosity=0)
    renamed = []
    with translation.override(settings.LANGUAGE_CODE):
        for permission in Permission.objects.select_related("content_type"):
            name = _name_of(permission)[:255]
            if name != permission.name:
                permission.name = name
                renamed.append(permission)
    Permission.objects.bulk_update(renamed, ["name"], batch_size=200)


def _name_of(permission: Any) -> str:
    model = permission.content_type.model_class()
    for action, name in _ACTIONS.items():
        if model and permission.codename == get_permission_codename(action, model._meta):
            return str(name) % {"what": str(model._meta.verbose_name)}
    return gettext(permission.name)
