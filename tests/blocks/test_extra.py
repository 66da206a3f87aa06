"""Other apps bring blocks of their own, and no table hears of it."""

from io import StringIO

import pytest
from django.core.management import call_command
from wagtail import blocks

from blocks.body import ContentBody
from blocks.extra import OpenStreamBlock, OpenStreamField
from cms.portal.aside import AsideBlock


class Shelf(OpenStreamBlock):
    place = "SHELF"
    text = blocks.CharBlock()


@pytest.fixture
def brought(settings):
    settings.EXTRA_BLOCKS = {"SHELF": {"number": "wagtail.blocks.IntegerBlock"}}


def test_a_block_that_another_app_brings_stands_beside_the_declared_ones(brought):
    assert list(Shelf().child_blocks) == ["text", "number"]


def test_what_is_brought_is_stored_and_read_like_any_other(brought):
    value = Shelf().to_python([{"type": "number", "value": 7, "id": "a"}])
    assert [(one.block_type, one.value) for one in value] == [("number", 7)]


def test_migrations_know_the_declared_blocks_alone(brought):
    field = OpenStreamField(Shelf(), blank=True)
    field.set_attributes_from_name("shelf")
    _name, path, args, kwargs = field.deconstruct()
    assert path == "wagtail.fields.StreamField"
    assert [name for name, _ in args[0]] == ["text"]
    assert kwargs["blank"] is True


def test_polls_can_stand_in_a_body_and_beside_the_news():
    assert "poll" in ContentBody().child_blocks
    assert "poll" in AsideBlock().child_blocks


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", "--check", "--dry-run", stdout=StringIO())
