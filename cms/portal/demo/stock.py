"""Stocks the demo's library: all of it, or nothing where a library already stands."""

from __future__ import annotations

import json
from collections.abc import Mapping

from django.db import transaction
from wagtail.models import Page

from cms.library.models import (
    Audience,
    DocumentAttachment,
    DocumentAudience,
    DocumentIssuer,
    DocumentLawField,
    DocumentPage,
    DocumentRelation,
    DocumentSetPage,
    DocumentTopic,
    IssuingBody,
    LawField,
    LibraryPage,
    SetDocument,
)
from cms.portal.models import HomePage, PortalSettings
from cms.topics.models import Topic

from .bodies import Shelf
from .library import DOCUMENTS, SETS
from .library.writing import Document, DocumentSet, Does, day
from .writing import stable_id

SLUG = "thu-vien"


@transaction.atomic
def stock() -> bool:
    """Build the library; `False`, and nothing done, when there is one or no site to hold it."""
    home = HomePage.objects.order_by("path").first()
    if home is None or LibraryPage.objects.exists():
        return False
    library = home.add_child(
        instance=LibraryPage(
            title="Thư viện",
            slug=SLUG,
            show_in_menus=True,
            lead=(
                "Tài liệu bồi dưỡng và văn bản pháp luật cho hòa giải viên: đọc trên điện thoại,"
                " tra theo điều, in ra khi cần."
            ),
        )
    )
    _Librarian(library).fill()
    _put_in_menu(home, library)
    return True


class _Librarian:
    """Makes each document once, and remembers it under the slug that the texts use."""

    def __init__(self, library: LibraryPage) -> None:
        self.library = library
        self.shelf = Shelf.of_the_demo()
        self.topics = Topic.objects.in_bulk(field_name="slug")
        self.pages: dict[str, DocumentPage] = {}

    def fill(self) -> None:
        for one in DOCUMENTS:
            self.pages[one.slug] = self._document(one)
        # A document may bear on one that is written further down.
        for one in DOCUMENTS:
            self._relate(one)
        for one_set in SETS:
            self._set(one_set)

    def _document(self, one: Document) -> DocumentPage:
        page = DocumentPage(
            title=one.title,
            slug=one.slug,
            type=one.type,
            number=one.number,
            known_as="\n".join(one.known_as),
            signer=one.signer,
            issued_on=day(one.issued),
            effective_from=day(one.begins),
            effective_to=day(one.ends),
            summary=one.summary,
            source=one.source,
            source_url=one.source_url,
            file_id=self.shelf.documents.get(one.file),
            body=self.shelf.body(one.slug, one.body),
            text=one.text,
            live=False,
        )
        page.issuers = [DocumentIssuer(body=IssuingBody.named(name)) for name in one.issuers]
        page.law_fields = [DocumentLawField(field=LawField.named(name)) for name in one.fields]
        page.audiences = [DocumentAudience(audience=Audience.named(n)) for n in one.audiences]
        page.item_topics = [
            DocumentTopic(topic=self.topics[slug]) for slug in one.topics if slug in self.topics
        ]
        page.attachments = [
            DocumentAttachment(document_id=self.shelf.documents[name])
            for name in one.attachments
            if name in self.shelf.documents
        ]
        self.library.add_child(instance=page)
        return page

    def _relate(self, one: Document) -> None:
        page = DocumentPage.objects.get(pk=self.pages[one.slug].pk)
        page.relations = [_relation(does, self.pages) for does in one.does]
        page.save_revision().publish()

    def _set(self, one: DocumentSet) -> None:
        page = DocumentSetPage(
            title=one.title,
            slug=one.slug,
            lead=one.lead,
            for_whom=one.for_whom,
            contributor=one.contributor,
            introduction=self.shelf.body(one.slug, one.introduction),
            live=False,
        )
        page.set_documents = [SetDocument(document=self.pages[slug]) for slug in one.documents]
        self.library.add_child(instance=page)
        page.save_revision().publish()


def _relation(does: Does, pages: Mapping[str, DocumentPage]) -> DocumentRelation:
    return DocumentRelation(
        kind=does.kind,
        target=pages[does.to] if does.to else None,
        target_number=does.number,
        target_title=does.title,
        partial=does.partial and does.kind in {"amends", "replaces", "repeals"},
        provisions=does.provisions,
    )


def _put_in_menu(home: Page, library: Page) -> None:
    """Have the main menu of the site lead to the library, after the news."""
    settings = PortalSettings.for_site(home.get_site())
    links = [dict(one) for one in settings.menu.raw_data]
    value = {"page": library.pk, "url": "", "text": ""}
    link = {"type": "link", "value": value, "id": stable_id("menu/thu-vien")}
    settings.menu = json.dumps([*links[:2], link, *links[2:]])
    settings.save()
