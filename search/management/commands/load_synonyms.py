from typing import Any

from django.core.management.base import BaseCommand

from search.everyday import rows
from search.models import Synonym


class Command(BaseCommand):
    help = (
        "Load what people say of their quarrels and what the law calls it, as synonyms that "
        "editors can change. What is there stays as it is."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        there = set(Synonym.objects.values_list("typed", flat=True))
        new = [
            Synonym(typed=typed, meant=meant, both_ways=False)
            for typed, meant in rows()
            if typed not in there
        ]
        Synonym.objects.bulk_create(new)
        self.stdout.write(f"Synonyms: {len(new)} new.")
