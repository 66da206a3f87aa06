"""The closed lists of the library: types of documents, and how one bears on another.

Codes stand in addresses, feeds and the API, and are never changed.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class DocumentType(models.TextChoices):
    """What sort of document it is. The first ones, down to consolidated texts, make law."""

    CONSTITUTION = "hien-phap", _("Constitution")
    CODE = "bo-luat", _("Code of law")
    LAW = "luat", _("Law")
    ORDINANCE = "phap-lenh", _("Ordinance")
    ORDER = "lenh", _("Order of the State President")
    RESOLUTION = "nghi-quyet", _("Resolution")
    JOINT_RESOLUTION = "nghi-quyet-lien-tich", _("Joint resolution")
    DECREE = "nghi-dinh", _("Decree")
    DECISION = "quyet-dinh", _("Decision")
    CIRCULAR = "thong-tu", _("Circular")
    JOINT_CIRCULAR = "thong-tu-lien-tich", _("Joint circular")
    DIRECTIVE = "chi-thi", _("Directive")
    CONSOLIDATED = "van-ban-hop-nhat", _("Consolidated text")
    REGULATION = "quy-che", _("Regulation")
    PLAN = "ke-hoach", _("Plan")
    LETTER = "cong-van", _("Official letter")
    TELEGRAM = "cong-dien", _("Official telegram")
    ANNOUNCEMENT = "thong-bao", _("Announcement")
    CORRIGENDUM = "dinh-chinh", _("Corrigendum")
    REPORT = "bao-cao", _("Report")
    GUIDE = "huong-dan", _("Guide")
    HANDBOOK = "so-tay", _("Question-and-answer handbook")
    FORM = "bieu-mau", _("Model form")
    SLIDES = "bai-trinh-bay", _("Slides")
    VIDEO = "video", _("Video lesson")
    AUDIO = "am-thanh", _("Audio lesson")
    OTHER = "khac", _("Other document")

    @property
    def makes_law(self) -> bool:
        """Whether its validity matters to a reader even where no date is known."""
        return self in LEGAL


LEGAL = frozenset(list(DocumentType)[: list(DocumentType).index(DocumentType.CONSOLIDATED) + 1])


class RelationKind(models.TextChoices):
    """What a document does to another, said of the one that does it."""

    AMENDS = "amends", _("amends")
    REPLACES = "replaces", _("replaces")
    REPEALS = "repeals", _("repeals")
    GUIDES = "guides", _("guides the implementation of")
    BASED_ON = "based_on", _("is based on")
    CITES = "cites", _("refers to")

    @property
    def inverse(self) -> str:
        """The name, in the API, of the same relation seen from the other document."""
        return INVERSE[self]

    @property
    def ends(self) -> bool:
        """Whether it ends the other document, or the part that it is about."""
        return self in {RelationKind.REPLACES, RelationKind.REPEALS}


INVERSE = {
    RelationKind.AMENDS: "amended_by",
    RelationKind.REPLACES: "replaced_by",
    RelationKind.REPEALS: "repealed_by",
    RelationKind.GUIDES: "guided_by",
    RelationKind.BASED_ON: "basis_of",
    RelationKind.CITES: "cited_by",
}
