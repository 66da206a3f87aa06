"""What is not public is neither shown nor counted, however far behind an index is."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from cms.publishing.models import Entry
from cms.publishing.representation import Label
from search.indexer import catch_up
from search.service import answer
from tests.search.conftest import ask, publish, withdraw

UNIT = Label("phuong-nhat-le", "Phường Nhật Lệ")


def counted(result):
    """Every number that an answer tells."""
    return result.total, {
        name: [(f.value, f.count) for f in facets] for name, facets in result.facets.items()
    }


@pytest.fixture
def kept(engine):
    publish("Tin công khai", "hòa giải", units=(UNIT,))
    catch_up(engine)
    return counted(answer(ask("hòa giải")))


def test_a_withdrawal_that_the_index_has_not_read_is_heeded(engine, kept):
    secret = publish("Tin đã gỡ", "hòa giải", units=(UNIT,), kind="notice")
    catch_up(engine)
    withdraw(secret)

    for address in ("hòa giải", "q=hòa giải&sort=date", "q=", "hoa giai"):
        result = answer(ask(address))
        assert counted(result) == kept
        assert [hit.entry.title for hit in result.hits] == ["Tin công khai"]
    assert answer(ask("đã gỡ")).total == 0


def test_an_item_has_expired_when_the_clock_says_so(engine, kept):
    publish("Sắp hết hạn", "hòa giải", units=(UNIT,), kind="notice",
            expires_at=timezone.now() + timedelta(hours=1))  # fmt: skip
    catch_up(engine)
    assert answer(ask("hòa giải")).total == 2

    later = timezone.now() + timedelta(hours=2)

    result = answer(ask("hòa giải"), now=later)
    assert counted(result) == kept
    assert [hit.entry.title for hit in result.hits] == ["Tin công khai"]


def test_an_item_expires_at_the_very_microsecond(engine):
    end = timezone.now() + timedelta(hours=1)
    publish("Sắp hết hạn", expires_at=end)
    catch_up(engine)

    assert answer(ask("hết hạn"), now=end - timedelta(microseconds=1)).total == 1
    assert answer(ask("hết hạn"), now=end).total == 0


def test_an_item_that_an_index_holds_wrongly_is_not_shown(engine, kept):
    orphan = publish("Tin mồ côi", "hòa giải")
    catch_up(engine)
    Entry.objects.filter(pk=orphan.pk).delete()

    result = answer(ask("hòa giải"))

    assert [hit.entry.title for hit in result.hits] == ["Tin công khai"]
    assert result.total == 1


def test_what_an_item_said_before_its_correction_is_not_shown(engine):
    publish("Tin", "Số điện thoại của bà Hoa", source="test:1")
    catch_up(engine)
    publish("Tin", "Đã sửa", source="test:1")

    result = answer(ask("điện thoại"))

    assert "điện thoại" not in "".join(p.html for hit in result.hits for p in hit.passages)


def test_a_suggestion_does_not_tell_of_what_is_not_public(engine):
    publish("Đất đai")
    hidden = publish("Đạt giải", "dat")
    catch_up(engine)
    withdraw(hidden)

    assert answer(ask("đất")).suggestion is None
