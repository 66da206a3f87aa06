"""From how near votes come: the same for every process, and known to nobody a day later."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cms.daysecret import NETWORKS
from cms.polls.networks import hash_of, network_of


@pytest.fixture(autouse=True)
def memory(settings, tmp_path):
    settings.DAY_SECRETS = {**settings.DAY_SECRETS, "MEMORY": str(tmp_path)}
    NETWORKS.forget()
    yield tmp_path
    NETWORKS.forget()


def test_whichever_process_takes_the_vote_a_network_is_the_same():
    now = timezone.now()
    seen = hash_of("203.0.113.7", now)
    NETWORKS.forget()
    assert hash_of("203.0.113.250", now) == seen
    assert hash_of("203.0.114.7", now) != seen


def test_the_day_after_nobody_can_make_the_hash_again(memory):
    now = timezone.now()
    seen = hash_of("203.0.113.7", now)
    assert hash_of("203.0.113.7", now + timedelta(days=1)) != seen
    assert len(list(memory.iterdir())) == 1
    assert hash_of("203.0.113.7", now) != seen


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.7", "203.0.113.0/24"),
        ("::ffff:203.0.113.7", "203.0.113.0/24"),
        ("2001:db8:1:2::7", "2001:db8:1::/48"),
        ("fe80::1%eth0", "fe80::/48"),
        ("", ""),
        ("unix:", ""),
    ],
)
def test_a_household_or_a_village_is_one_network(address, network):
    assert network_of(address) == network
