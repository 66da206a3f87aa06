"""Taking a file in: the original, its row and its place in the queue, in one transaction."""

from __future__ import annotations

from pathlib import PurePath

from django.contrib.auth.models import User
from django.core.files.base import File
from django.db import transaction
from django.utils.text import get_valid_filename
from django.utils.translation import gettext as _
from wagtail.documents import get_document_model
from wagtail.models import Collection

from cms.library.extraction.detection import first_look
from cms.library.models import DocumentPage, LibraryPage

from .extracting import enqueue
from .models import OriginalsCollection, SourceFile

SUFFIXES = {"htm": "html", "xhtml": "html", "text": "txt"}
LONGEST_NAME = 100


@transaction.atomic
def store(upload: File, library: LibraryPage, page: DocumentPage | None, user: User) -> SourceFile:
    """The row of the uploaded file, queued. Expects that the user may; opens a transaction."""
    name = PurePath(upload.name or "").name[-255:]
    original = get_document_model()(
        title=PurePath(name).stem[:255] or _("Uploaded file"),
        collection=originals_collection(),
        uploaded_by_user=user,
    )
    original.file.save(name_of_content(name, upload), upload, save=False)
    original.save()
    source = SourceFile.objects.create(
        library=library,
        page=page,
        original=original,
        name=name,
        size=upload.size,
        uploaded_by_id=user.pk,
    )
    enqueue(source.pk)
    return source


def name_of_content(name: str, upload: File) -> str:
    """A name whose ending is one that the content can have: by it the file is served later."""
    upload.seek(0)
    possible = [kind.value for kind in first_look(upload.read(64 * 1024))]
    upload.seek(0)
    path = PurePath(get_valid_filename(name) if name.strip(". ") else "file")
    ending = path.suffix.lower().lstrip(".")
    ending = SUFFIXES.get(ending, ending)
    if ending not in possible:
        ending = possible[0] if possible else "bin"
    return f"{path.stem[:LONGEST_NAME]}.{ending}"


def originals_collection() -> Collection:
    """The collection for originals, made when there is none. Expects a transaction."""
    marked = OriginalsCollection.objects.select_related("collection").first()
    if marked is not None:
        return marked.collection
    root = Collection.objects.select_for_update().filter(depth=1).get()
    # Another upload may have made it while this one waited.
    marked = OriginalsCollection.objects.select_related("collection").first()
    if marked is None:
        collection = root.add_child(name=_("Original files of documents"))
        marked = OriginalsCollection.objects.create(collection=collection)
    return marked.collection
