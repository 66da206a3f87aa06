"""Who may work on an uploaded file, and who may open its original.

A file belongs to its document page: whoever may edit that may work on it. Before there
is one, whoever may edit the library may, and whoever may only add to it works on their own.
"""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.models import AnonymousUser, User
from django.db.models import Q, QuerySet
from wagtail.documents import get_document_model
from wagtail.documents.models import AbstractDocument
from wagtail.models import Page
from wagtail.permissions import page_permission_policy, policy_registry

from cms.library.models import DocumentAttachment, DocumentPage, LibraryPage
from cms.publishing.visibility import is_page_public

from .models import OriginalsCollection, SourceFile

Person = User | AnonymousUser


def may_edit(user: Person, page: Page) -> bool:
    """Whether the person may change this page now: Wagtail's rule, its locks with it."""
    rights = page.permissions_for_user(user)
    return bool(rights.can_edit()) and not rights.page_locked()


def may_add_to(user: Person, library: LibraryPage) -> bool:
    return bool(library.permissions_for_user(user).can_add_subpage())


def may_work_on(user: Person, source: SourceFile) -> bool:
    """Whether the person may see this file and its text, correct, retry and delete it."""
    if source.page is not None:
        return bool(source.page.permissions_for_user(user).can_edit())
    if source.library.permissions_for_user(user).can_edit():
        return True
    return source.uploaded_by_id == user.pk and may_add_to(user, source.library)


def files_of(user: Person) -> QuerySet[SourceFile]:
    """The files that `may_work_on` allows, for lists. One query when it is run."""
    editable = page_permission_policy.instances_user_has_permission_for(user, "change")
    addable = page_permission_policy.instances_user_has_permission_for(user, "add")
    own = Q(uploaded_by=user.pk, library__in=addable.values("pk"))
    loose = Q(page=None) & (Q(library__in=editable.values("pk")) | own)
    return SourceFile.objects.filter(Q(page__in=editable.values("pk")) | loose)


def libraries_for(user: Person) -> list[LibraryPage]:
    """The libraries to which the person may add a document."""
    return [one for one in LibraryPage.objects.order_by("path") if may_add_to(user, one)]


def may_use_desk(user: Person) -> bool:
    """Whether there can be anything for the person here."""
    return page_permission_policy.user_has_any_permission(user, {"add", "change"})


def is_published(document: AbstractDocument, at: datetime) -> bool:
    """Whether a public document page has this file, as its original or as an attachment."""
    attached = DocumentAttachment.objects.filter(document=document).values("page")
    having = DocumentPage.objects.filter(Q(file=document) | Q(pk__in=attached), live=True)
    return any(is_page_public(page, at) for page in having.defer("text"))


def may_open(user: Person, document: AbstractDocument, at: datetime) -> bool:
    """Whether the person may have this document from `serve_view`, as far as this desk can say."""
    closed = OriginalsCollection.objects.values_list("collection__path", flat=True)
    if not document.collection.path.startswith(tuple(closed)) or is_published(document, at):
        return True
    if not user.has_perm("wagtailadmin.access_admin"):
        return False
    source = SourceFile.objects.filter(original=document).first()
    if source is not None and may_work_on(user, source):
        return True
    policy = policy_registry.get_by_type(get_document_model())
    return bool(policy.user_has_any_permission_for_instance(user, ["change", "delete"], document))
