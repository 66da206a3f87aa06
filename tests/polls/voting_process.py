"""Voters to be killed: for each line read, a process that votes until it dies."""

from __future__ import annotations

import os
import random
import sys

import django


def vote_for_ever(poll: int) -> None:
    from django.utils import timezone

    from cms.polls import voting
    from cms.polls.models import Poll

    voters = random.Random(os.getpid())
    ballot = voting.ballot_of(Poll.objects.get(pk=poll))
    options = sorted(ballot.options)
    while True:
        chosen = frozenset(voters.sample(options, voters.randint(1, 3)))
        known = voters.random() < 0.5
        given = voting.Given(f"v{voters.randrange(60)}", chosen, known=known)
        voting.cast(ballot, given, timezone.now())


def main() -> None:
    django.setup()
    print("ready", flush=True)
    for line in sys.stdin:
        child = os.fork()
        if not child:
            vote_for_ever(int(line))
        print(child, flush=True)


if __name__ == "__main__":
    main()
