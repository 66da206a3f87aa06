"""What staff fill in: files to upload, a text to correct, what a document page gets of it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.core.files.base import File
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.widgets import AdminAutoHeightTextInput, AdminDateInput, AdminPageChooser

from cms.library.extraction.contract import Limits
from cms.library.extraction.detection import first_look
from cms.library.models import DocumentPage, IssuingBody, LibraryPage
from cms.library.vocabulary import DocumentType

from .models import SourceFile
from .rights import may_edit

ACCEPTED = ".pdf,.docx,.doc,.odt,.html,.htm,.txt"
MOST_FILES = 50
HEAD = 64 * 1024
LONGEST_KEY = 18


class ManyFilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """Several files at once; its value is a list."""

    widget = ManyFilesInput(attrs={"accept": ACCEPTED})

    def clean(self, data: Any, initial: Any = None) -> list[File]:
        given = data if isinstance(data, list | tuple) else [data]
        return [super(ManyFilesField, self).clean(one, initial) for one in given]


class PageChoiceField(forms.ModelChoiceField):
    """A page by its key. SQLite has no answer to a number that is too long for it."""

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str) and len(value) > LONGEST_KEY:
            raise forms.ValidationError(self.error_messages["invalid_choice"])
        return super().to_python(value)


class DocumentChooser(AdminPageChooser):
    """Shows nothing chosen where something else than a page's key was sent."""

    def get_instance(self, value: Any) -> Any:
        if isinstance(value, str) and not (value.isdecimal() and len(value) <= LONGEST_KEY):
            return None
        return super().get_instance(value)


class UploadForm(forms.Form):
    """Files, and where their documents belong. `libraries` are those that the person may add to."""

    originals = ManyFilesField(
        # Refused below, with whatever else is wrong with the others.
        allow_empty_file=True,
        label=gettext_lazy("Files"),
        help_text=gettext_lazy(
            "PDF (scans too), DOCX, DOC, ODT, HTML or TXT. Several at once: a document for each."
        ),
    )
    library = PageChoiceField(LibraryPage.objects.none(), label=gettext_lazy("Library"))
    page = PageChoiceField(
        DocumentPage.objects.all(),
        label=gettext_lazy("Document"),
        required=False,
        widget=DocumentChooser(target_models=[DocumentPage], user_perms="edit"),
        help_text=gettext_lazy(
            "Only if the document is in the library already, and this is its text. Left empty, a"
            " new one can be made of the text."
        ),
    )

    def __init__(
        self,
        *args: Any,
        user: User,
        libraries: list[LibraryPage],
        limits: Limits,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._user, self._limits = user, limits
        field = self.fields["library"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = LibraryPage.objects.filter(pk__in=[one.pk for one in libraries])
        if len(libraries) == 1:
            field.initial = libraries[0]
            field.widget = field.hidden_widget()

    def clean_originals(self) -> list[File]:
        files: list[File] = self.cleaned_data["originals"]
        if len(files) > MOST_FILES:
            raise forms.ValidationError(
                _("At most %(count)s files at once.") % {"count": MOST_FILES}
            )
        complaints = [complaint for file in files if (complaint := self._complaint(file))]
        if complaints:
            raise forms.ValidationError(complaints)
        return files

    def _complaint(self, file: File) -> str:
        if not file.size:
            return f"{file.name}: {self.fields['originals'].error_messages['empty']}"
        if file.size > self._limits.file_bytes:
            return _("“%(name)s” is larger than %(size)s.") % {
                "name": file.name,
                "size": filesizeformat(self._limits.file_bytes),
            }
        head = file.read(HEAD)
        file.seek(0)
        if first_look(head):
            return ""
        return _("“%(name)s” is by its content none of PDF, DOCX, DOC, ODT, HTML and TXT.") % {
            "name": file.name
        }

    def clean_page(self) -> DocumentPage | None:
        page: DocumentPage | None = self.cleaned_data["page"]
        if page is not None and not may_edit(self._user, page):
            raise forms.ValidationError(_("You may not edit this document."))
        return page

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if said.get("page") and len(said.get("originals", ())) > 1:
            self.add_error("originals", _("One document has one text: choose one file."))
        return said


class TextForm(forms.ModelForm[SourceFile]):
    """The text, to be corrected."""

    class Meta:
        model = SourceFile
        fields = ["text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 30, "spellcheck": "true", "lang": "vi"})}
        labels = {"text": gettext_lazy("Text of the file")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Trailing space and form feeds (page ends) are parts of a text.
        self.fields["text"].strip = False  # type: ignore[attr-defined]

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"].replace("\r\n", "\n").replace("\x00", "")
        if not text.strip():
            raise forms.ValidationError(_("Without a text there is nothing to take over."))
        return text


class TakeOverForm(forms.Form):
    """What the document page gets: proposed from the text, to be looked through."""

    title = forms.CharField(
        label=gettext_lazy("Title"), max_length=255, widget=AdminAutoHeightTextInput
    )
    type = forms.ChoiceField(label=gettext_lazy("Type"), choices=DocumentType.choices)
    number = forms.CharField(label=gettext_lazy("Document number"), max_length=80, required=False)
    issuers = forms.ModelMultipleChoiceField(
        IssuingBody.objects.all(),
        label=gettext_lazy("Issuing bodies"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    signer = forms.CharField(label=gettext_lazy("Signer"), max_length=160, required=False)
    issued_on = forms.DateField(
        label=gettext_lazy("Issued on"), required=False, widget=AdminDateInput
    )
    effective_from = forms.DateField(
        label=gettext_lazy("Effective from"), required=False, widget=AdminDateInput
    )
