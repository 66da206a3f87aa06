"""What Django writes in English into the database is said in the site's language."""

from types import SimpleNamespace

import pytest
from django.apps import apps
from django.contrib.auth.models import Permission

from cms.portal import admin_names


@pytest.mark.django_db
def test_permissions_are_named_though_the_last_app_has_no_models(monkeypatch):
    """Django tells nobody of such an app, and in the product it is one that comes last."""
    Permission.objects.filter(codename="add_subscriber").update(name="Can add subscriber")
    last, bare = apps.get_app_config("syndication"), apps.get_app_config("sitemaps")
    assert bare.models_module is None
    installed = SimpleNamespace(get_app_configs=lambda: [last, bare])
    monkeypatch.setattr(admin_names, "apps", installed)
    admin_names.name_permissions(last)
    assert Permission.objects.get(codename="add_subscriber").name == "Thêm nơi nhận"
