"""How the stock site's APIs show what a page points at, as Wagtail's documentation does it."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers
from rest_framework.fields import Field

from blocks.pictures import picture_of


class LabelSerializer(serializers.Serializer):  # type: ignore[type-arg]
    """A topic or a unit."""

    code = serializers.CharField()
    name = serializers.CharField()


class BylineSerializer(serializers.Serializer):  # type: ignore[type-arg]
    name = serializers.CharField()
    role = serializers.CharField()
    url = serializers.CharField()


class RelatedSerializer(serializers.Serializer):  # type: ignore[type-arg]
    id = serializers.IntegerField()
    title = serializers.CharField()
    url = serializers.CharField(source="full_url")


class AttachmentSerializer(serializers.Serializer):  # type: ignore[type-arg]
    title = serializers.CharField()
    url = serializers.SerializerMethodField()
    filename = serializers.CharField(source="document.filename")
    size = serializers.IntegerField(source="document.file_size")
    type = serializers.CharField(source="document.content_type")
    sha1 = serializers.CharField(source="document.file_hash")

    def get_url(self, attachment: Any) -> str:
        return "http://127.0.0.1" + attachment.document.url


class CoverSerializer(Field[Any, Any, dict[str, Any], Any]):
    """The cover in several sizes and formats, found in one query or in Wagtail's cache."""

    def to_representation(self, page: Any) -> dict[str, Any] | None:
        if page.cover_image is None:
            return None
        picture = picture_of(page.cover_image, page.cover_alt, "http://127.0.0.1")
        return picture and {**picture.as_json(), "caption": ""}
