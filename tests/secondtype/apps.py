from django.apps import AppConfig


class SecondTypeConfig(AppConfig):
    name = "tests.secondtype"
    label = "secondtype"
    default_auto_field = "django.db.models.BigAutoField"
