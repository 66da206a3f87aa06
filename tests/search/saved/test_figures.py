"""What the health page says of the letters of saved searches."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from cms.health.figures import Level
from search.saved.figures import figures
from search.saved.models import Letter
from tests.search.saved.conftest import follow


def read():
    return {figure.gauge.name: figure for figure in figures()}


def test_letters_that_wait_and_letters_that_were_turned_away_are_told():
    assert read()["saved_search_oldest_letter"].value == 0
    follow("q=lấn đất", confirmed=False)
    assert read()["saved_search_oldest_letter"].level is Level.OK

    Letter.objects.update(queued_at=timezone.now() - timedelta(hours=7), attempts=1)

    assert read()["saved_search_oldest_letter"].level is Level.CRITICAL
    assert read()["saved_search_failing_letters"].level is Level.WARNING


def test_the_health_page_asks_for_them():
    assert "search.saved.figures.figures" in settings.HEALTH["FIGURES"]
