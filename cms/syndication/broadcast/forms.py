"""The forms of the desk."""

from __future__ import annotations

from datetime import datetime
from typing import Any, BinaryIO, cast

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from . import bulletins, recordings
from .bulletins import Bulletin
from .models import BroadcastBulletin, BroadcastScript, BulletinLine

LONGEST_SCRIPT = 60_000
CHANGED = _("The bulletin has changed since you opened this page: look at it again first.")


class ScriptForm(forms.ModelForm):
    """The script as the editor wants it, and the version of the item that it was written beside."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = BroadcastScript
        fields = ["text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 30, "lang": "vi"})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].max_length = LONGEST_SCRIPT  # type: ignore[attr-defined]


class DayForm(forms.Form):
    """The day of a new bulletin."""

    date = forms.DateField(
        label=_("Day"),
        initial=timezone.localdate,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d", "%d/%m/%Y"],
    )


class BulletinForm(forms.ModelForm):
    """The words around the scripts, and scripts to add."""

    add = forms.ModelMultipleChoiceField(
        BroadcastScript.objects.none(),
        label=_("Scripts to add"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = BroadcastBulletin
        fields = ["opening", "closing"]
        widgets = {name: forms.Textarea(attrs={"rows": 3}) for name in ("opening", "closing")}

    def __init__(self, *args: Any, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["add"].queryset = bulletins.offered(self.instance, now)  # type: ignore[attr-defined]


LineFormSet = forms.inlineformset_factory(
    BroadcastBulletin,
    BulletinLine,
    fields=["position"],
    extra=0,
    can_delete=True,
    widgets={"position": forms.NumberInput(attrs={"min": 0, "max": 999})},
)


class RecordingForm(forms.Form):
    """A recording of the bulletin as it is `read`.

    Between the reading and the upload an item may have been corrected or withdrawn, and nobody
    can tell from a recording what it says: so whoever hands it in says so, of the very items
    that the form was shown beside.
    """

    items = forms.CharField(widget=forms.HiddenInput)

    recording = forms.FileField(
        label=_("Recording"), help_text=_("MP3, M4A or OGG, 200 MB at most.")
    )
    is_what_is_read = forms.BooleanField(
        label=_("I have heard it: it says what this bulletin says now, and nothing else.")
    )

    def __init__(self, *args: Any, read: Bulletin, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now = "/".join(f"{key}:{version}" for key, version in read.versions.items())
        self.fields["items"].initial = self.now
        self.fields["items"].error_messages["required"] = CHANGED
        self.fields["is_what_is_read"].error_messages["required"] = _(
            "Say that the recording says what the bulletin says now: nobody else can tell."
        )

    def clean_items(self) -> str:
        if self.cleaned_data["items"] != self.now:
            raise forms.ValidationError(CHANGED)
        return self.now

    def clean_recording(self) -> UploadedFile:
        upload: UploadedFile = self.cleaned_data["recording"]
        assert upload.file is not None
        self.audio = recordings.audio_in(cast(BinaryIO, upload.file), upload.size or 0)
        return upload
