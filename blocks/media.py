"""Blocks that show: image, gallery, video."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images import get_image_model
from wagtail.images.blocks import ImageBlock as WagtailsImageBlock

from .content import ContentBlock, lines
from .pictures import Picture, picture_of
from .reach import Reach


def _shown(value: Any, reach: Reach) -> Picture | None:
    image = value["image"]
    if not reach.sees(image):
        return None
    return picture_of(image, image.contextual_alt_text or "", reach.base_url)


def _any_image() -> Any:
    image = get_image_model().objects.order_by("pk").first()
    return image and {"image": image.pk, "alt_text": image.title, "decorative": False}


class ChosenImageBlock(WagtailsImageBlock):
    """Wagtail's, which leaves the label of its chooser in English."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.child_blocks["image"].label = _("Image")


class ImageBlock(ContentBlock, blocks.StructBlock):
    """One image with its alternative text and a caption."""

    image = ChosenImageBlock(label=_("Image"))
    caption = blocks.CharBlock(required=False, max_length=240, label=_("Caption"))

    class Meta:
        icon = "image"
        label = _("Image")
        description = _("An image across the text, with a caption.")
        template = "blocks/image.html"

    def get_preview_value(self) -> Any:
        return self.to_python({"image": _any_image(), "caption": "Một buổi hòa giải ở nhà văn hóa"})

    def plain_text(self, value: Any) -> str:
        return lines(value["caption"] or (value["image"] and value["image"].contextual_alt_text))

    def api_form(self, value: Any, reach: Reach) -> dict[str, Any]:
        picture = _shown(value, reach)
        return {"image": picture and picture.as_json(), "caption": value["caption"] or ""}

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context)
        context["picture"] = _shown(value, context["reach"])
        return context


class GalleryBlock(ContentBlock, blocks.StructBlock):
    """Several images of one occasion."""

    heading = blocks.CharBlock(required=False, max_length=120, label=_("Heading"))
    images = blocks.ListBlock(ImageBlock(), min_num=2, max_num=24, label=_("Images"))

    class Meta:
        icon = "image"
        label = _("Gallery")
        description = _("Several images side by side.")
        template = "blocks/gallery.html"

    def get_preview_value(self) -> Any:
        one = {"image": _any_image(), "caption": ""}
        return self.to_python({"heading": "Hình ảnh buổi tập huấn", "images": [one, one]})

    def plain_text(self, value: Any) -> str:
        block = self.child_blocks["images"].child_block
        return lines(value["heading"], *(block.plain_text(one) for one in value["images"]))

    def api_form(self, value: Any, reach: Reach) -> dict[str, Any]:
        block = self.child_blocks["images"].child_block
        images = [block.api_form(one, reach) for one in value["images"]]
        return {
            "heading": value["heading"] or "",
            "images": [one for one in images if one["image"]],
        }

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context)
        shown = [(_shown(one, context["reach"]), one["caption"]) for one in value["images"]]
        context["pictures"] = [one for one in shown if one[0]]
        return context


YOUTUBE = {
    "youtube.com",
    "www.youtube.com",
    "m.youtube.com",
    "youtube-nocookie.com",
    "www.youtube-nocookie.com",
}
FACEBOOK = {"facebook.com", "www.facebook.com", "m.facebook.com", "web.facebook.com", "fb.watch"}
_YOUTUBE_ID = re.compile(r"[\w-]{11}")


def player_of(url: str) -> tuple[str, str] | None:
    """The provider's name and its player's address for a video; `None` when it is neither's."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    if host == "youtu.be" or host in YOUTUBE:
        last = parts.path.rstrip("/").rpartition("/")[2]
        key = parse_qs(parts.query).get("v", [last])[0]
        if _YOUTUBE_ID.fullmatch(key):
            return "YouTube", f"https://www.youtube-nocookie.com/embed/{key}"
    if host in FACEBOOK and len(parts.path) > 1:
        return "Facebook", f"https://www.facebook.com/plugins/video.php?href={quote(url, safe='')}"
    return None


def validate_video(url: str) -> None:
    """Raise `ValidationError` for an address that is no video's on YouTube or Facebook."""
    if player_of(url) is None:
        raise ValidationError(
            _("Give the address of a video on YouTube or Facebook, as the browser shows it there.")
        )


class VideoBlock(ContentBlock, blocks.StructBlock):
    """A video on YouTube or Facebook. Nothing of theirs loads before the reader asks for it."""

    url = blocks.URLBlock(validators=[validate_video], label=_("Address"))
    title = blocks.CharBlock(max_length=160, label=_("Title"))
    caption = blocks.CharBlock(required=False, max_length=240, label=_("Caption"))

    class Meta:
        icon = "media"
        label = _("Video")
        description = _("A video on YouTube or Facebook, loaded only when it is played.")
        template = "blocks/video.html"
        preview_value = {
            "url": "https://www.youtube.com/watch?v=aqz-KE-bpKQ",
            "title": "Một buổi hòa giải mẫu",
            "caption": "",
        }

    def plain_text(self, value: Any) -> str:
        return lines(value["title"], value["caption"])

    def api_form(self, value: Any, reach: Reach) -> dict[str, Any]:
        provider, player = player_of(value["url"]) or ("", "")
        return {
            "url": value["url"],
            "provider": provider,
            "player": player,
            "title": value["title"],
            "caption": value["caption"] or "",
        }

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context)
        context["provider"], context["player"] = player_of(value["url"]) or ("", "")
        return context
