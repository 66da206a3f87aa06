"""The form with which a poll is edited."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminModelForm


class PollForm(WagtailAdminModelForm):
    """Refuses two options of one name: votes for the one would be lost to the other."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        seen = set()
        for form in self.formsets["options"].forms if "options" in self.formsets else ():
            if not form.is_valid() or form.cleaned_data.get("DELETE"):
                continue
            label = " ".join(str(form.cleaned_data.get("label", "")).casefold().split())
            if label and label in seen:
                form.add_error("label", _("There is an option with these words already."))
            seen.add(label)
        return cleaned
