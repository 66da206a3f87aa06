"""Blocks that lead elsewhere: a document reference, files to download, whom to ask."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.template.defaultfilters import date as format_date
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents import get_document_model
from wagtail.documents.blocks import DocumentChooserBlock

from .content import ContentBlock, lines
from .reach import Reach


class DocumentReferenceBlock(ContentBlock, blocks.StructBlock):
    """An official document as it is cited: number, title, issuing body, date, address."""

    number = blocks.CharBlock(
        max_length=60,
        label=_("Document number"),
        help_text=_("As printed, for example 35/2013/QH13."),
    )
    title = blocks.CharBlock(max_length=300, label=_("Title"))
    issuing_body = blocks.CharBlock(required=False, max_length=160, label=_("Issuing body"))
    issued_on = blocks.DateBlock(required=False, label=_("Issued on"))
    page = blocks.PageChooserBlock(required=False, label=_("Page of this site"))
    url = blocks.URLBlock(required=False, label=_("Address elsewhere"))

    class Meta:
        icon = "doc-full-inverse"
        label = _("Document reference")
        description = _("Cites a law, decree, decision or plan.")
        template = "blocks/document_reference.html"
        preview_value = {
            "number": "35/2013/QH13",
            "title": "Luật Hòa giải ở cơ sở",
            "issuing_body": "Quốc hội",
            "issued_on": "2013-06-20",
            "page": None,
            "url": "https://vbpl.vn/",
        }

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if cleaned["page"] and cleaned["url"]:
            error = ValidationError(_("Choose a page, or give an address: not both."))
            raise blocks.StructBlockValidationError({"url": error})
        return cleaned

    def plain_text(self, value: Any) -> str:
        issued = value["issued_on"] and format_date(value["issued_on"], "j/n/Y")
        cited = ", ".join(part for part in (value["number"], value["issuing_body"], issued) if part)
        return lines(value["title"], cited)

    def api_form(self, value: Any, reach: Reach) -> dict[str, Any]:
        return {
            "number": value["number"],
            "title": value["title"],
            "issuing_body": value["issuing_body"] or "",
            "issued_on": value["issued_on"] and value["issued_on"].isoformat(),
            "url": self._address(value, reach),
        }

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context)
        context["address"] = self._address(value, context["reach"])
        return context

    def _address(self, value: Any, reach: Reach) -> str | None:
        if value["page"]:
            return reach.page_url(value["page"].pk)
        return value["url"] or None


class FileBlock(blocks.StructBlock):
    document = DocumentChooserBlock(label=_("Document"))
    title = blocks.CharBlock(
        required=False,
        max_length=240,
        label=_("Title"),
        help_text=_("Left empty, it is the title of the document."),
    )


class FilesBlock(ContentBlock, blocks.StructBlock):
    """Files to download. One in a restricted collection is not shown."""

    heading = blocks.CharBlock(required=False, max_length=120, label=_("Heading"))
    files = blocks.ListBlock(FileBlock(label=_("File")), min_num=1, label=_("Files"))

    class Meta:
        icon = "download"
        label = _("Files to download")
        description = _("Forms, booklets and plans, with their type and size.")
        template = "blocks/files.html"

    def get_preview_value(self) -> Any:
        document = get_document_model().objects.order_by("pk").first()
        one = {"document": document and document.pk, "title": "Sổ tay hòa giải viên"}
        return self.to_python({"heading": "Tải về", "files": [one]})

    def plain_text(self, value: Any) -> str:
        titles = (
            one["title"] or (one["document"] and one["document"].title) for one in value["files"]
        )
        return lines(value["heading"], *titles)

    def api_form(self, value: Any, reach: Reach) -> dict[str, Any]:
        return {"heading": value["heading"] or "", "files": self._files(value, reach)}

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context)
        context["files"] = self._files(value, context["reach"])
        return context

    def _files(self, value: Any, reach: Reach) -> list[dict[str, Any]]:
        return [
            file_facts(one["document"], one["title"], reach.base_url)
            for one in value["files"]
            if reach.sees(one["document"])
        ]


def file_facts(document: Any, title: str, base_url: str) -> dict[str, Any]:
    """A document to download as the API gives it: `size` in bytes, `sha1` in hexadecimal digits."""
    return {
        "title": title or document.title,
        "url": base_url + document.url,
        "filename": document.filename,
        "extension": document.file_extension.upper(),
        "size": document.get_file_size() or 0,
        "type": document.content_type,
        "sha1": document.get_file_hash(),
    }


class ContactBlock(ContentBlock, blocks.StructBlock):
    """An office, or someone in it, to turn to."""

    name = blocks.CharBlock(max_length=160, label=_("Name"))
    role = blocks.CharBlock(required=False, max_length=160, label=_("Role"))
    phone = blocks.CharBlock(required=False, max_length=40, label=_("Telephone"))
    email = blocks.EmailBlock(required=False, label=_("E-mail"))
    address = blocks.CharBlock(required=False, max_length=240, label=_("Address"))

    FIELDS = ("name", "role", "phone", "email", "address")

    class Meta:
        icon = "user"
        label = _("Contact")
        description = _("Whom to ask, and how to reach them.")
        template = "blocks/contact.html"
        preview_value = {
            "name": "Phòng Tư pháp",
            "role": "Bộ phận hòa giải ở cơ sở",
            "phone": "0232 000 000",
            "email": "tuphap@example.vn",
            "address": "Đường Hùng Vương, Đồng Hới",
        }

    def plain_text(self, value: Any) -> str:
        phone = value["phone"] and now("Telephone: %(number)s") % {"number": value["phone"]}
        email = value["email"] and now("E-mail: %(address)s") % {"address": value["email"]}
        return lines(value["name"], value["role"], phone, email, value["address"])

    def api_form(self, value: Any, reach: Reach) -> dict[str, Any]:
        return {name: value[name] or "" for name in self.FIELDS}
