"""What an edition is made of: public pages of the library and the versions the log has of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import pgettext
from wagtail.fields import StreamValue

from blocks.body import body_passages, body_text
from cms.legaltext.provisions import parse
from cms.library.models import DocumentPage, DocumentSetPage
from cms.library.relations import term_of
from cms.library.representation import documents_of
from cms.library.states import label_of, state_of
from cms.library.vocabulary import DocumentType
from cms.publishing.models import Entry
from cms.publishing.representation import source_of

from . import provisions
from .document import Block, Booklet, PrintedDocument, PrintOptions, Role
from .manuscript import manuscript
from .press import Manuscript, edition


@dataclass(frozen=True, slots=True)
class Edition:
    """A document or a set as everyone may read it at one moment, in one form.

    `name` is the same as long as neither a version nor the form differs.
    """

    page: DocumentPage | DocumentSetPage
    entry: Entry
    documents: Sequence[tuple[DocumentPage, Entry]]
    options: PrintOptions
    publisher: str

    @property
    def name(self) -> str:
        versions = [(entry.pk, entry.version) for _, entry in self.documents]
        form = (self.options.paper.value, self.options.large, self.publisher)
        return edition(self.entry.pk, self.entry.version, versions, form)

    @property
    def changed_at(self) -> datetime:
        """When the newest of what is in it changed last."""
        return max(self.entry.updated_at, *(entry.updated_at for _, entry in self.documents))

    def manuscript(self) -> Manuscript:
        """What the press prints. Parses the documents' texts."""
        whole = DocumentPage.objects.in_bulk([page.pk for page, _ in self.documents])
        documents = tuple(_document(whole[page.pk], entry) for page, entry in self.documents)
        if isinstance(self.page, DocumentSetPage):
            day = timezone.localdate(self.changed_at)
            work: Booklet | PrintedDocument = _booklet(self.page, self.entry, documents, day)
        else:
            (work,) = documents
        return manuscript(work, self.options, self.publisher)


def edition_of(
    page: DocumentPage | DocumentSetPage, options: PrintOptions, publisher: str, now: datetime
) -> Edition | None:
    """The edition of `page`, `None` when not everyone may read it at `now`, or it has nothing
    to print. A set's documents are those that everyone may read."""
    if not page.is_public(now):
        return None
    pages = documents_of(page, now) if isinstance(page, DocumentSetPage) else [page]
    entries = _entries([page, *pages], now)
    entry = entries.get(source_of(page))
    documents = [(each, entries[source_of(each)]) for each in pages if source_of(each) in entries]
    if entry is None or not documents:
        return None
    return Edition(page, entry, documents, options, publisher)


def _entries(pages: Iterable[DocumentPage | DocumentSetPage], now: datetime) -> dict[str, Entry]:
    wanted = Entry.objects.public(now).filter(source__in={source_of(page) for page in pages})
    fields = ("id", "source", "version", "updated_at", "url")
    return {entry.source: entry for entry in wanted.only(*fields)}


def _document(page: DocumentPage, entry: Entry) -> PrintedDocument:
    return PrintedDocument(
        title=page.title,
        url=entry.url,
        version=entry.version,
        version_date=timezone.localdate(entry.updated_at),
        kind=str(DocumentType(page.type).label) if page.type != DocumentType.OTHER else "",
        number=page.number,
        issuing_body=", ".join(row.body.name for row in page.issuers.select_related("body")),
        issued_on=page.issued_on,
        effective_from=page.effective_from,
        validity=_validity(page),
        summary=page.summary,
        blocks=(*_introduction(page.body), *provisions.blocks(parse(page.text))),
    )


def _booklet(
    page: DocumentSetPage, entry: Entry, documents: tuple[PrintedDocument, ...], day: date
) -> Booklet:
    return Booklet(
        title=page.title,
        url=entry.url,
        version_date=day,
        documents=documents,
        contributor=page.contributor,
        audience=page.for_whom,
        introduction="\n".join(part for part in (page.lead, body_text(page.introduction)) if part),
    )


def _validity(page: DocumentPage) -> str:
    """Its state, with the day on which that was so: paper does not change."""
    now = timezone.now()
    today = timezone.localdate(now)
    state = state_of(page, term_of(page, now), today)
    if state is None:
        return ""
    return pgettext("printed", "%(state)s (as of %(day)s)") % {
        "state": label_of(state).name,
        "day": f"{today:%d/%m/%Y}",
    }


def _introduction(body: StreamValue) -> Iterable[Block]:
    """What an editor wrote before the text, by its headings."""
    for passage in body_passages(body):
        role = Role.HEADING if passage.heading else Role.TEXT
        yield Block(role, "", passage.heading, passage.text)
