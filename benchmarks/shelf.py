"""The demo's drawings and files, stored in whichever site this is."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from django.core.files import File
from django.core.files.images import ImageFile

if TYPE_CHECKING:
    from cms.portal.demo.bodies import Shelf

DEMO = Path(__file__).resolve().parent.parent / "cms/portal/demo"


def fill() -> Shelf:
    """Store them all; the shelf from which bodies are written."""
    from cms.portal.demo import names
    from cms.portal.demo.bodies import Shelf

    return Shelf(
        images={name: _image(name) for name in names.PICTURES},
        documents={name: _document(name) for name in names.FILES},
    )


def _image(name: str) -> int:
    from wagtail.images import get_image_model

    from cms.portal.demo import names

    title, alt = names.PICTURES[name]
    with (DEMO / "pictures" / f"{name}.webp").open("rb") as file:
        stored = ImageFile(file, name=f"{name}.webp")
        created = get_image_model().objects.create(title=title, description=alt, file=stored)
    return int(created.pk)


def _document(name: str) -> int:
    from wagtail.documents import get_document_model

    from cms.portal.demo import names

    with (DEMO / "files" / name).open("rb") as file:
        model = get_document_model()
        created = model(title=names.FILES[name], file=File(file, name=name))
        # As the admin's form does it.
        created._set_document_file_metadata()
        created.save()
    return int(created.pk)
