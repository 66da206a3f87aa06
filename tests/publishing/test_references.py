"""The relay comes to an end, whatever form an item's references were stored in."""

import json

from cms.publishing.models import Mark
from cms.publishing.relay import relay


def test_a_list_whose_items_have_no_ids_is_worked_off_once(house, image):
    """As imported content has them: Wagtail gives such items new ids at each reading."""
    page = house.news("Lớp bồi dưỡng")
    gallery = {
        "images": [
            {"image": image.pk, "caption": "Một lớp"},
            {"image": image.pk, "caption": "Bảng"},
        ]
    }
    page.body = json.dumps([{"type": "gallery", "id": "g", "value": gallery}])
    page.save()
    relay(batches=5)
    page.save()
    relay(batches=5)
    assert list(Mark.objects.all()) == []


def test_a_mark_of_a_model_that_is_gone_holds_up_no_other(house):
    page = house.news("Lớp bồi dưỡng")
    Mark.objects.create(subject="reference", key="987654:1")
    assert house.public() == {"Lớp bồi dưỡng"}
    assert list(Mark.objects.all()) == []
    assert house.entry(page).title == "Lớp bồi dưỡng"
