"""From the texts' words for blocks to what Wagtail stores."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from . import names
from .writing import Block, File, Items, Picture, stable_id


@dataclass(frozen=True, slots=True)
class Shelf:
    """The keys of the demo's images and documents, by the names that its texts use."""

    images: Mapping[str, int]
    documents: Mapping[str, int]

    @classmethod
    def of_the_demo(cls) -> Shelf:
        """The shelf as an earlier load filled it: found again by title."""
        titles = {title: name for name, (title, _) in names.PICTURES.items()}
        return cls(
            images=_by_title(get_image_model(), titles),
            documents=_by_title(get_document_model(), {t: name for name, t in names.FILES.items()}),
        )

    def body(self, slug: str, blocks: tuple[Block, ...]) -> str:
        """The blocks as the JSON of a stream field, with ids that are always the same."""
        return json.dumps(
            [
                {
                    "type": kind,
                    "value": self._stored(value, f"{slug}/{number}"),
                    "id": stable_id(f"{slug}/{number}"),
                }
                for number, (kind, value) in enumerate(blocks)
            ]
        )

    def _stored(self, value: Any, path: str) -> Any:
        if isinstance(value, Picture):
            alt = names.PICTURES[value.name][1]
            return {"image": self.images[value.name], "alt_text": alt, "decorative": False}
        if isinstance(value, File):
            return self.documents[value.name]
        if isinstance(value, Items):
            return [self._item(one, f"{path}/{n}") for n, one in enumerate(value.values)]
        if isinstance(value, dict):
            return {key: self._stored(one, f"{path}/{key}") for key, one in value.items()}
        return value

    def _item(self, value: Any, path: str) -> dict[str, Any]:
        return {"type": "item", "value": self._stored(value, path), "id": stable_id(path)}


def _by_title(model: Any, names_by_title: Mapping[str, str]) -> dict[str, int]:
    rows = model.objects.filter(title__in=names_by_title).order_by("-pk")
    return {names_by_title[title]: pk for pk, title in rows.values_list("pk", "title")}
