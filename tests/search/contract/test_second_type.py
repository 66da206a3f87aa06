"""A content type that search has never heard of is found like any other."""

import inspect
from pathlib import Path

from django.utils import timezone

from cms.publishing.relay import relay
from search.indexer import catch_up
from tests.search.conftest import found
from tests.secondtype.models import Notice


def test_a_second_content_type_is_found_and_leaves_with_its_row(engine):
    notice = Notice.objects.create(
        title="Lịch tiếp dân", body="Sáng thứ Hai", published_at=timezone.now()
    )
    relay()
    catch_up(engine)
    assert found("lich tiep dan") == found("sáng thứ hai") == ["Lịch tiếp dân"]

    notice.delete()
    relay()
    catch_up(engine)
    assert found("lich tiep dan") == []


def test_a_content_type_takes_fewer_than_forty_lines():
    folder = Path(inspect.getfile(Notice)).parent
    lines = [
        line
        for file in folder.glob("*.py")
        for line in file.read_text(encoding="utf-8").split("\n")
    ]
    assert len([line for line in lines if line.strip()]) < 40
