"""What someone fills in to have a search sent to them."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class FollowForm(forms.Form):
    """An address, and the consent without which it is not kept: never given beforehand."""

    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"required": _("Give the address to which it is to be sent.")},
    )
    consent = forms.BooleanField(
        label=_("I agree that this address is kept to send me the results of this search."),
        error_messages={"required": _("Without your consent the address cannot be kept.")},
    )
