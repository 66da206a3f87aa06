"""The marks: every watched table has its triggers, and keeps them."""

import pytest
from django.db import connection

from cms.publishing import triggers
from cms.publishing.models import Mark
from cms.topics.models import Topic

pytestmark = pytest.mark.django_db


def test_every_watch_has_its_triggers_after_migrate():
    assert triggers.wanted_names() <= triggers.installed_names(connection)


def test_no_two_watches_share_a_trigger_name():
    names = [name for watch in triggers.watches() for name in triggers._names(watch)]
    assert len(names) == len(set(names))


def test_installing_again_changes_nothing():
    before = triggers.installed_names(connection)
    triggers.install(connection)
    assert triggers.installed_names(connection) == before


def test_a_trigger_that_nothing_asks_for_is_dropped(monkeypatch):
    kept = [watch for watch in triggers.watches() if watch.table != Topic._meta.db_table]
    monkeypatch.setattr(triggers, "watches", lambda: kept)
    triggers.install(connection)
    assert not any("topics_topic" in name for name in triggers.installed_names(connection))


@pytest.mark.django_db(transaction=True)
def test_a_table_rebuilt_by_a_migration_gets_its_triggers_back():
    from django.core.management import call_command

    with connection.schema_editor() as editor:
        field = Topic._meta.get_field("name")
        wider = field.clone()
        wider.max_length = 121
        wider.set_attributes_from_name("name")
        wider.model = Topic
        editor.alter_field(Topic, field, wider)
        editor.alter_field(Topic, wider, field)
    call_command("migrate", verbosity=0)
    Mark.objects.all().delete()
    Topic.objects.create(name="Đất đai", slug="dat-dai")
    assert Mark.objects.filter(subject="topics.topic").exists()


def test_a_changed_key_marks_the_old_row_and_the_new():
    topic = Topic.objects.create(name="Đất đai", slug="dat-dai")
    Mark.objects.all().delete()
    Topic.objects.filter(pk=topic.pk).update(id=topic.pk + 100)
    assert set(Mark.objects.values_list("key", flat=True)) == {str(topic.pk), str(topic.pk + 100)}
