"""What staff fill in of a channel and of a post."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.widgets import AdminAutoHeightTextInput, AdminDateTimeInput
from wagtail.documents.widgets import AdminDocumentChooser
from wagtail.images.widgets import AdminImageChooser

from cms.publishing.models import EntryLabel
from cms.publishing.sources import kinds
from cms.syndication.channels.following import start_over
from cms.syndication.channels.models import Channel, Post
from cms.syndication.channels.sealing import CannotOpen
from cms.syndication.channels.wording import Wording, faults

SECRETS = {
    "token": gettext_lazy("Access token"),
    "refresh_token": gettext_lazy("Refresh token (Zalo, YouTube)"),
    "app_id": gettext_lazy("Application number (Zalo)"),
    "app_secret": gettext_lazy("Application secret (Zalo)"),
    "client_id": gettext_lazy("Client number (YouTube)"),
    "client_secret": gettext_lazy("Client secret (YouTube)"),
}


def _secret(label: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        max_length=4000,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text=gettext_lazy("Never shown again. Leave it empty to keep what is stored."),
    )


class ChannelForm(WagtailAdminModelForm):
    """A channel. What was entered as a secret is stored encrypted and never shown again."""

    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("Kinds"), required=False, widget=forms.CheckboxSelectMultiple
    )
    topics = forms.MultipleChoiceField(
        label=gettext_lazy("Topics"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("None chosen: all."),
    )
    units = forms.MultipleChoiceField(
        label=gettext_lazy("Units"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("None chosen: all."),
    )
    token = _secret(SECRETS["token"])
    refresh_token = _secret(SECRETS["refresh_token"])
    app_id = _secret(SECRETS["app_id"])
    app_secret = _secret(SECRETS["app_secret"])
    client_id = _secret(SECRETS["client_id"])
    client_secret = _secret(SECRETS["client_secret"])

    class Meta:
        model = Channel
        fields = [
            "name", "platform", "target", "active", "automatic", "when", "approval", "kinds",
            "topics", "units", "hashtags", "contact", "expires_at", "starts_at",
        ]  # fmt: skip
        widgets = {"expires_at": AdminDateTimeInput, "starts_at": AdminDateTimeInput}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kinds"].choices = [(kind.name, kind.label) for kind in kinds().values()]
        self.fields["topics"].choices = self._known("topic", self.instance.topics)
        self.fields["units"].choices = self._known("unit", self.instance.units)
        self.fields["starts_at"].required = False
        if self.instance.pk is None:
            self.initial.setdefault("starts_at", timezone.now())

    @staticmethod
    def _known(scheme: str, chosen: list[str]) -> list[tuple[str, str]]:
        """What public items carry now, and what was chosen before."""
        rows = EntryLabel.objects.filter(scheme=scheme).exclude(name="")
        named = dict(rows.order_by("name").values_list("code", "name").distinct())
        return [*named.items(), *((code, code) for code in chosen if code not in named)]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not cleaned.get("starts_at"):
            cleaned["starts_at"] = timezone.now()
        if cleaned.get("automatic") and not cleaned.get("target") and cleaned.get("platform") in (
            "facebook", "telegram", "email"
        ):  # fmt: skip
            self.add_error(
                "target", _("Say which page, channel or recipients: it is posted there.")
            )
        return cleaned

    def save(self, commit: bool = True) -> Channel:
        entered = {name: self.cleaned_data[name] for name in SECRETS if self.cleaned_data[name]}
        if entered:
            try:
                kept = self.instance.credentials
            except CannotOpen:
                kept = {}
            self.instance.credentials = {**kept, **entered}
        saved: Channel = super().save(commit=commit)
        if entered and saved.pk:
            # Should the new access be refused as well, that is told anew.
            saved.notices.filter(days=0).delete()
        if self.has_changed():
            start_over()
        return saved


class PostForm(forms.ModelForm[Post]):
    """The words and the picture of a post, within what its platform takes."""

    class Meta:
        model = Post
        fields = ["title", "text", "picture", "crop", "video"]
        widgets = {
            "text": AdminAutoHeightTextInput(attrs={"rows": 8}),
            "picture": AdminImageChooser,
            "video": AdminDocumentChooser,
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rules = self.instance.channel.rules
        if not rules.longest_title:
            del self.fields["title"]
        if not rules.needs_video:
            del self.fields["video"]

    def clean_picture(self) -> Any:
        picture = self.cleaned_data["picture"]
        if picture is not None and picture.collection.get_view_restrictions():
            raise forms.ValidationError(
                _("This picture is in a collection that not everyone may see. Choose another.")
            )
        return picture

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        words = Wording(cleaned.get("title") or "", cleaned.get("text") or "")
        found = faults(words, self.instance.channel.rules, picture=bool(cleaned.get("picture")))
        for field, length, most in found:
            self.add_error(
                field,
                _("%(length)d as the platform counts, and at most %(most)d are taken: shorten it.")
                % {"length": length, "most": most},
            )
        return cleaned
