"""One vote a voter, counted once, whatever happens."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cms.polls import tokens, voting
from cms.polls.ballot import State
from cms.polls.checking import check_poll
from cms.polls.models import PollOption, Tally, UsedKey, Vote
from cms.polls.tallying import result_of
from cms.polls.voting import Given, Impossible, NotOpen, ballot_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def poll(booth):
    return booth.poll(labels=("A", "B", "C"))


@pytest.fixture
def several(booth):
    return booth.poll("Chọn nhiều?", labels=("A", "B", "C", "D"), choice="several", most=3)


def ids(poll, *labels):
    rows = PollOption.objects.filter(poll_id=poll.pk)
    by_label = dict(rows.values_list("label", "pk"))
    return frozenset(by_label[label] for label in labels)


def vote(poll, voter, *labels, key="", known=True, now=None):
    return voting.cast(
        ballot_of(poll),
        Given(tokens.digest_of(voter), ids(poll, *labels), known=known, key=key),
        now or timezone.now(),
    )


def counted(poll):
    return {one.label: one.votes for one in result_of(poll.pk).options}


def test_a_vote_is_a_row_and_is_counted(poll):
    assert vote(poll, "Lan", "A").new
    assert counted(poll) == {"A": 1, "B": 0, "C": 0}
    assert Vote.objects.filter(poll=poll).count() == 1


def test_a_change_of_mind_replaces_the_vote(poll):
    vote(poll, "Lan", "A")
    assert not vote(poll, "Lan", "B").new
    assert counted(poll) == {"A": 0, "B": 1, "C": 0}
    assert Vote.objects.filter(poll=poll).count() == 1


def test_people_and_votes_are_counted_apart_where_several_are_chosen(several):
    vote(several, "Lan", "A", "B")
    vote(several, "Minh", "A", "B", "C")
    vote(several, "Hoa", "C")
    vote(several, "Hoa", "A", "D")
    result = result_of(several.pk)
    assert (result.voters, result.votes) == (3, 7)
    assert counted(several) == {"A": 3, "B": 2, "C": 1, "D": 1}
    assert [one.of_voters for one in result.options] == [100, 67, 33, 33]
    assert sum(one.percent for one in result.options) == 100


def test_people_are_counted_right_after_one_choice_became_several(poll):
    vote(poll, "Lan", "A")
    poll.choice = "several"
    poll.save()
    vote(poll, "Minh", "A", "B")
    assert result_of(poll.pk).voters == 2


@pytest.mark.parametrize(
    ("labels", "reason"),
    [((), Impossible.NONE), (("A", "B"), Impossible.TOO_MANY)],
)
def test_an_impossible_choice_counts_nothing(poll, labels, reason):
    with pytest.raises(Impossible) as refused:
        vote(poll, "Lan", *labels)
    assert refused.value.reason == reason
    assert not Vote.objects.exists()


def test_an_option_of_another_poll_cannot_be_chosen(poll, several):
    with pytest.raises(Impossible):
        voting.cast(ballot_of(poll), Given("x", ids(several, "D"), known=False), timezone.now())


@pytest.mark.parametrize(
    ("opens", "closes", "state"), [(1, 2, State.COMING), (-2, -1, State.CLOSED)]
)
def test_a_poll_that_is_not_open_takes_no_vote(booth, opens, closes, state):
    now = timezone.now()
    hour = timedelta(hours=1)
    poll = booth.poll(labels=("A", "B"), opens_at=now + opens * hour, closes_at=now + closes * hour)
    with pytest.raises(NotOpen) as refused:
        vote(poll, "Lan", "A", now=now)
    assert refused.value.state == state


def test_the_same_key_again_is_the_same_vote_even_after_a_change_of_mind(poll):
    vote(poll, "Lan", "A", key="k1")
    vote(poll, "Lan", "B", key="k2")
    outcome = vote(poll, "Lan", "A", key="k1")
    assert (outcome.options, outcome.new) == (ids(poll, "B"), False)
    assert counted(poll) == {"A": 0, "B": 1, "C": 0}


def test_the_same_key_is_the_same_vote_whoever_sends_it(poll):
    vote(poll, "Lan", "A", key="k1")
    assert not vote(poll, "Minh", "B", key="k1").new
    assert Vote.objects.count() == 1


def test_a_key_is_good_after_the_poll_has_closed(poll):
    vote(poll, "Lan", "A", key="k1")
    poll.closes_at = timezone.now()
    poll.save()
    assert vote(poll, "Lan", "A", key="k1").options == ids(poll, "A")


def test_keys_are_forgotten_after_two_days(poll):
    from cms.polls.watching import forget_keys

    vote(poll, "Lan", "A", key="k1")
    assert forget_keys() == 0
    UsedKey.objects.update(used_at=timezone.now() - timedelta(hours=49))
    assert forget_keys() == 1


def test_votes_of_an_option_that_was_taken_away_stay_counted(poll):
    vote(poll, "Lan", "B")
    draft = poll.get_latest_revision_as_object()
    draft.options = [option for option in draft.options.all() if option.label != "B"]
    draft.save_revision().publish()
    (retired,) = [one for one in result_of(poll.pk).options if one.retired]
    assert (retired.label, retired.votes) == ("B", 1)
    assert result_of(poll.pk).voters == 1
    with pytest.raises(Impossible):
        voting.cast(ballot_of(poll), Given("x", ids(poll, "B"), known=False), timezone.now())


def test_a_tally_costs_the_same_queries_however_many_voted(poll, django_assert_num_queries):
    for n in range(40):
        vote(poll, f"người {n}", "ABC"[n % 3])
    with django_assert_num_queries(1):
        assert result_of(poll.pk).voters == 40


def test_a_newcomers_vote_takes_two_statements(poll, django_assert_num_queries):
    ballot, chosen = ballot_of(poll), ids(poll, "A")
    for n in range(60):
        voting.cast(ballot, Given(f"{n}", chosen, known=False), timezone.now())
    # And the savepoint that a test's own transaction makes of it.
    with django_assert_num_queries(4):
        voting.cast(ballot, Given("mới", chosen, known=False), timezone.now())


ballots = st.lists(
    st.tuples(st.integers(0, 4), st.sets(st.sampled_from("ABCD"), min_size=1, max_size=3)),
    max_size=25,
)


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(ballots)
def test_tallies_equal_their_rows_after_any_votes(several, given_votes):
    for voter, labels in given_votes:
        vote(several, f"người {voter}", *labels)
    assert check_poll(several.pk) == []
    assert result_of(several.pk).voters == Vote.objects.filter(poll=several).count()


def test_a_wrong_tally_is_found_and_repaired(poll, capsys):
    vote(poll, "Lan", "A")
    Tally.objects.update(count=7)
    with pytest.raises(SystemExit):
        call_command("check_polls")
    assert "the tally says 7, the votes say 1" in capsys.readouterr().out
    call_command("check_polls", repair=True)
    call_command("check_polls")
    assert counted(poll)["A"] == 1


def test_a_poll_with_votes_cannot_be_deleted(poll):
    from django.db.models import ProtectedError

    vote(poll, "Lan", "A")
    with pytest.raises(ProtectedError):
        poll.delete()
