from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.core.files.uploadedfile import SimpleUploadedFile
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from cms.library.models import DocumentPage, LibraryPage, SourceFile
from cms.library.uploads import extracting, storing
from tests.house import House, house
from tests.library.extraction.office_files import word

__all__ = ["house"]

DATABASE_TASKS = {
    "default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default", "slow"]}
}
LAW = (
    "QUỐC HỘI\nLuật số: 35/2013/QH13\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
    "Độc lập - Tự do - Hạnh phúc\nLUẬT\nHÒA GIẢI Ở CƠ SỞ\nĐiều 1. Phạm vi điều chỉnh\n"
    "1. Luật này quy định về nguyên tắc, chính sách của Nhà nước về hòa giải ở cơ sở.\n"
    "2. Hoạt động hòa giải của Tòa án không thuộc phạm vi điều chỉnh của Luật này."
)


@pytest.fixture
def queue(settings):
    """The queue of a real installation: jobs are rows, and wait for a worker."""
    settings.TASKS = DATABASE_TASKS


@dataclass
class Desk:
    """A library with a desk, and its people."""

    house: House
    library: LibraryPage

    def person(self, name: str, *rights: str, on: Page | None = None, admin: bool = True) -> User:
        """Someone with these rights ("add", "change", "publish") on the library, or on a page."""
        user = User.objects.create_user(name, password="x")
        group = Group.objects.create(name=name)
        if admin:
            group.permissions.add(Permission.objects.get(codename="access_admin"))
        for right in rights:
            permission = Permission.objects.get(
                content_type__app_label="wagtailcore", codename=f"{right}_page"
            )
            GroupPagePermission.objects.create(
                group=group, page=on or self.library, permission=permission
            )
        if admin and rights:
            # As the roles of this house have it: they choose among all files.
            GroupCollectionPermission.objects.create(
                group=group,
                collection=Collection.get_first_root_node(),
                permission=Permission.objects.get(codename="choose_document"),
            )
        user.groups.add(group)
        return user

    def document(self, title: str = "Luật Hòa giải ở cơ sở", **fields: Any) -> DocumentPage:
        page = DocumentPage(title=title, live=False, **fields)
        self.library.add_child(instance=page)
        return page

    def store(
        self,
        content: bytes | None = None,
        name: str = "luat.docx",
        page: DocumentPage | None = None,
        by: User | None = None,
    ) -> SourceFile:
        content = word(*LAW.split("\n")) if content is None else content
        user = by or User.objects.create_user(f"người tải {SourceFile.objects.count()}")
        return storing.store(SimpleUploadedFile(name, content), self.library, page, user)

    def read(self, *arguments: Any, **fields: Any) -> SourceFile:
        """A stored file after a worker has read it."""
        source = self.store(*arguments, **fields)
        extracting.extract_file.call(source.pk)
        source.refresh_from_db()
        return source


@pytest.fixture
def desk(house, queue) -> Desk:
    library = LibraryPage(title="Thư viện pháp luật", slug="thu-vien")
    house.home.add_child(instance=library)
    return Desk(house, library)
