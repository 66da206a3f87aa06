"""The demo's subscribers: the fifteen communes of old and the Fatherland Front; no real address."""

from __future__ import annotations

from django.apps import apps
from django.db import transaction
from django.utils.text import slugify

from .models import Subscriber

CITY = "450"
FRONT = "Mặt trận Tổ quốc"


@transaction.atomic
def subscribe() -> int:
    """Make those that are missing; how many. Named in `settings.DEMO_EXTRAS`."""
    if Subscriber.objects.exists():
        return 0
    communes = list(apps.get_model("units.Unit").objects.filter(parent__code=CITY).order_by("name"))
    for commune in communes:
        one = Subscriber(
            name=f"Trang thông tin {commune.name}",
            unit=commune,
            contact_name="Công chức Tư pháp - Hộ tịch",
            contact_email=f"tu-phap.{slugify(commune.name.replace('Đ', 'D').replace('đ', 'd'))}"
            "@example.vn",
        )
        one.units = [commune]
        one.save()
    Subscriber.objects.create(name=FRONT, contact_name="Ban Dân chủ - Pháp luật")
    return len(communes) + 1
