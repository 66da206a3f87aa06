"""What people say and what the law calls it, as it is shipped."""

from __future__ import annotations

from django.core.management import call_command

from search.everyday import rows
from search.models import Synonym
from search.standing import standing
from search.synonyms import folded, phrases_in


def test_each_line_says_what_is_typed_and_what_is_meant_and_each_phrase_once():
    typed = [phrase for line, _meant in rows() for phrase in phrases_in(line)]

    assert all(phrases_in(meant) for _line, meant in rows())
    assert len({folded(phrase) for phrase in typed}) == len(typed) > 50


def test_what_is_shipped_fits_and_is_meant_in_one_direction(db):
    call_command("load_synonyms")

    for one in Synonym.objects.all():
        one.full_clean()
        assert not one.both_ways
    assert "bạo lực gia đình" in standing().synonyms.meant["danh", "vo"]


def test_loading_again_changes_nothing_of_what_editors_wrote(db, capsys):
    call_command("load_synonyms")
    Synonym.objects.filter(typed__contains="đánh vợ").update(meant="bạo hành")

    call_command("load_synonyms")

    assert "Synonyms: 0 new." in capsys.readouterr().out
    assert standing().synonyms.meant["danh", "vo"] == ("bạo hành",)
