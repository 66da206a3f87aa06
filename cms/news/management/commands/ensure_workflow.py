from typing import Any

from django.core.management.base import BaseCommand

from cms.news.workflow import ROLES, WORKFLOW, ensure_workflow


class Command(BaseCommand):
    help = (
        "Make the desk's groups, their rights and the workflow of approval, where they are"
        " missing. Run it again after making a home page or a news index."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        ensure_workflow()
        groups = "; ".join(role.name for role in ROLES)
        self.stdout.write(f"Groups: {groups}. Workflow: {WORKFLOW}.")
