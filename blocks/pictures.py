"""An image in the sizes and formats that readers' devices choose from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from wagtail.images.models import AbstractImage, AbstractRendition

# Pixels. A phone takes the first, a column on a desk the second, a dense screen the third.
WIDTHS = (480, 960, 1600)
FORMATS = {"avif": "image/avif", "webp": "image/webp"}
# For readers that know neither: feed readers, old phones, mail.
FALLBACK = "max-960x960|format-jpeg"
SIZES = "(min-width: 52rem) 48rem, 100vw"
EAGER = mark_safe('fetchpriority="high"')
LAZY = mark_safe('loading="lazy" decoding="async"')


@dataclass(frozen=True, slots=True)
class Rendered:
    """One file of an image: its address, media type, and size in pixels."""

    url: str
    type: str
    width: int
    height: int

    def as_json(self) -> dict[str, Any]:
        return {"url": self.url, "type": self.type, "width": self.width, "height": self.height}


@dataclass(frozen=True, slots=True)
class Picture:
    """An image with its alternative text; `alt` is empty for an image that only decorates.

    `size` is that of the fallback's file in bytes, 0 when nobody knows it.
    """

    alt: str
    fallback: Rendered
    sources: tuple[Rendered, ...]
    size: int = 0

    def as_json(self) -> dict[str, Any]:
        """The form that the API gives: `srcset` from the smallest to the largest of each format."""
        return {
            **self.fallback.as_json(),
            "size": self.size,
            "alt": self.alt,
            "sizes": SIZES,
            "srcset": [source.as_json() for source in self.sources],
        }

    def as_html(self, *, eager: bool = False, sizes: str = SIZES) -> SafeString:
        """A `<picture>` that loads when it comes into view, or at once when `eager`."""
        return format_html(
            '<picture>{}<img src="{}" width="{}" height="{}" alt="{}" {}></picture>',
            format_html_join(
                "",
                '<source type="{}" srcset="{}" sizes="{}">',
                ((kind, self._srcset(kind), sizes) for kind in FORMATS.values()),
            ),
            self.fallback.url,
            str(self.fallback.width),
            str(self.fallback.height),
            self.alt,
            EAGER if eager else LAZY,
        )

    def _srcset(self, kind: str) -> str:
        return ", ".join(f"{one.url} {one.width}w" for one in self.sources if one.type == kind)


def picture_of(image: AbstractImage, alt: str, base_url: str = "") -> Picture | None:
    """The image in all its sizes, none larger than the original; `None` when its file is lost.

    Encodes what has not been encoded yet: slow the first time, one query after that.
    """
    try:
        renditions = image.get_renditions(*filters_for(image.width), FALLBACK)
    except OSError:
        return None
    fallback = renditions.pop(FALLBACK)
    sources = [_rendered(one, spec, base_url) for spec, one in renditions.items()]
    return Picture(alt, _rendered(fallback, FALLBACK, base_url), tuple(sources), _size_of(fallback))


def _size_of(rendition: AbstractRendition) -> int:
    try:
        return int(rendition.file.size)
    except OSError:
        return 0


def filters_for(width: int) -> list[str]:
    """The specifications of the files that an image of `width` pixels is offered in."""
    smaller = [one for one in WIDTHS if one < width]
    wanted = smaller if len(smaller) == len(WIDTHS) else [*smaller, width]
    return [f"width-{one}|format-{name}" for name in FORMATS for one in wanted]


def _rendered(rendition: AbstractRendition, spec: str, base_url: str) -> Rendered:
    name = spec.rpartition("format-")[2]
    url = rendition.url
    return Rendered(
        url=base_url + url if url.startswith("/") else url,
        type=FORMATS.get(name, "image/jpeg"),
        width=rendition.width,
        height=rendition.height,
    )
