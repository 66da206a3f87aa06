"""Records in, documents in the library: new ones created, known ones completed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from django.utils.translation import gettext_lazy

from cms.library.models import DocumentPage, LibraryPage

from .completing import HasDraft, complete
from .creating import Creator
from .identity import Identity, identity
from .records import Problem, Record, Relation

BATCH = 100
_DRAFT = gettext_lazy(
    "Changes to the document wait to be published: publish or discard them, then import again."
)
_UNKNOWN = gettext_lazy("The relation belongs to a document that is not in the library.")

Tell = Callable[[Problem], None]


@dataclass(slots=True)
class Outcome:
    """How many documents were created, completed, and left as they were."""

    created: int = 0
    completed: int = 0
    unchanged: int = 0

    @property
    def total(self) -> int:
        return self.created + self.completed + self.unchanged


@dataclass(slots=True)
class Importer:
    """Has records in `library`. Each batch is a transaction: killed anywhere, it resumes.

    What a relation says of another document (*this was amended by …*) belongs to that
    document, and is added to it by `finish`. With `dry` nothing is written.
    """

    library: LibraryPage
    tell: Tell
    dry: bool = False
    outcome: Outcome = field(default_factory=Outcome)
    _known: dict[Identity, int] = field(default_factory=dict)
    _creator: Creator = field(init=False)
    _done_to: list[tuple[str, str, Relation]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._creator = Creator(self.library)
        rows = DocumentPage.objects.child_of(self.library).values_list(
            "pk", "type", "number", "title", "issued_on"
        )
        for pk, *columns in rows.iterator(chunk_size=2000):
            self._known.setdefault(identity(*columns), pk)

    def put(self, records: Iterable[Record]) -> Iterator[int]:
        """Store the records; after each batch, how many it held."""
        waiting = iter(records)
        while batch := list(islice(waiting, BATCH)):
            self._put(batch)
            yield len(batch)

    def _put(self, batch: list[Record]) -> None:
        new: dict[Identity, Record] = {}
        again: list[tuple[Identity, Record]] = []
        for record in batch:
            own = identity(record.type, record.number, record.title, record.issued_on)
            if own in self._known or own in new:
                again.append((own, record))
            else:
                new[own] = record
            inverse = (one for one in record.relations if one.inverse)
            self._done_to += [(record.row, record.number, one) for one in inverse]
        self._create(new)
        for own, record in again:
            self._complete(self._known[own], record)

    def _create(self, new: dict[Identity, Record]) -> None:
        self.outcome.created += len(new)
        if self.dry:
            self._known |= dict.fromkeys(new, 0)
            return
        pages = self._creator.create(list(new.values())) if new else []
        self._known |= {own: page.pk for own, page in zip(new, pages, strict=True)}

    def _complete(self, pk: int, record: Record) -> None:
        if self.dry:
            self.outcome.unchanged += 1
            return
        direct = tuple(one for one in record.relations if not one.inverse)
        try:
            changed = complete(pk, record, direct)
        except HasDraft:
            self.tell(
                Problem(record.row, "", str(_DRAFT), record.number or record.title, lost=True)
            )
            changed = False
        self.outcome.completed += changed
        self.outcome.unchanged += not changed

    def finish(self) -> Iterator[int]:
        """Add the relations that belong to other documents; after each, how many it was."""
        for pk, (row, relations) in self._by_doer().items():
            try:
                if not self.dry:
                    complete(pk, None, tuple(relations))
            except HasDraft:
                content = ", ".join(one.number for one in relations)
                self.tell(Problem(row, "relations", str(_DRAFT), content, lost=True))
            yield 1

    def _by_doer(self) -> dict[int, tuple[str, list[Relation]]]:
        by_doer: dict[int, tuple[str, list[Relation]]] = {}
        for row, number, relation in self._done_to:
            doer = self._known.get(identity("", relation.number, "", None))
            if doer is None:
                content = f"{relation.number} {relation.kind} {number}"
                self.tell(Problem(row, "relations", str(_UNKNOWN), content))
                continue
            said = Relation(relation.kind, number, relation.partial)
            by_doer.setdefault(doer, (row, []))[1].append(said)
        return by_doer
