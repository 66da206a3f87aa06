"""A small library, and an editor's ways to change it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from cms.library.models import (
    DocumentPage,
    DocumentRelation,
    DocumentSetPage,
    LibraryPage,
    SetDocument,
)
from cms.publishing.models import Entry
from cms.publishing.relay import relay
from tests.house import House

LAW = """Điều 1. Phạm vi điều chỉnh
Quy định này nói về hòa giải ở thôn, xóm.

Điều 2. Hòa giải viên
1. Hòa giải viên do người dân bầu.
2. Hòa giải viên có quyền:
a) Đề nghị các bên cung cấp thông tin;
b) Từ chối hòa giải trong trường hợp nêu tại khoản 1 Điều này.

Điều 3. Hiệu lực
Quy định này có hiệu lực theo Điều 1.
"""


@dataclass
class Shelf:
    """A site with a library, and what a test does to it."""

    house: House
    page: LibraryPage

    def document(self, title: str, *, live: bool = True, **fields: Any) -> DocumentPage:
        """A document, published through a revision as the admin does it."""
        relations = fields.pop("relations", ())
        page = DocumentPage(title=title, live=False, **fields)
        page.relations = [DocumentRelation(**relation) for relation in relations]
        self.page.add_child(instance=page)
        if live:
            page.save_revision().publish()
        return self.house.fresh(page)

    def law(self, title: str = "Luật Mẫu", **fields: Any) -> DocumentPage:
        return self.document(
            title, **{"type": "luat", "number": "1/2020/QH14", "text": LAW, **fields}
        )

    def set(self, title: str, *documents: DocumentPage, **fields: Any) -> DocumentSetPage:
        page = DocumentSetPage(title=title, live=False, **fields)
        page.set_documents = [SetDocument(document=one) for one in documents]
        self.page.add_child(instance=page)
        page.save_revision().publish()
        return self.house.fresh(page)

    def change(self, page: Any, **fields: Any) -> Any:
        """The page with these fields, published again."""
        page = self.house.fresh(page)
        for name, value in fields.items():
            setattr(page, name, value)
        page.save_revision().publish()
        return self.house.fresh(page)

    def entry(self, page: Any) -> Entry:
        return self.house.entry(page)

    def public(self) -> set[str]:
        relay()
        return set(Entry.objects.public().filter(kind="document").values_list("title", flat=True))
