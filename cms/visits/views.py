"""The dashboard of visits in the admin."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.models import AnonymousUser, User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from . import export
from .charts import chart_of
from .figures import counted
from .periods import PeriodForm
from .report import MOST_EXPORTED, Report, report_of

PERMISSION = "visits.view_tally"
FORMATS = {
    "csv": ("text/csv; charset=utf-8", export.as_csv),
    "xlsx": (
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        export.as_workbook,
    ),
}


def may_see(user: User | AnonymousUser) -> bool:
    return user.has_perm(PERMISSION)


# It only reads, and SQLite's transactions would shut writers out.
@method_decorator((transaction.non_atomic_requests, never_cache), name="dispatch")
class Dashboard(WagtailAdminTemplateMixin, TemplateView):
    """Visits of a period: by day, by section, what is read, fetched and looked for most."""

    page_title = _("Visits")
    header_icon = "view"
    template_name = "visits/dashboard.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_see(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        wanted = request.GET.get("export", "")
        if wanted in FORMATS:
            return exported(report_of(self.form.chosen, MOST_EXPORTED), wanted)
        return super().get(request, *args, **kwargs)

    @property
    def form(self) -> PeriodForm:
        names = ("period", "first", "last")
        given = {name: self.request.GET[name] for name in names if name in self.request.GET}
        return PeriodForm(given, timezone.localdate())

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = self.form
        report = report_of(form.chosen)
        asked = {name: value for name, value in form.data.items() if value}
        return super().get_context_data(
            **kwargs,
            form=form,
            report=report,
            chart=chart_of(report.bars),
            figures=counted(timezone.now()),
            exports={name: urlencode({**asked, "export": name}) for name in FORMATS},
        )


def exported(report: Report, name: str) -> HttpResponse:
    """The report as a file to keep."""
    content_type, made = FORMATS[name]
    response = HttpResponse(made(export.sheets_of(report)), content_type=content_type)
    file = f"luot-truy-cap-{report.period.first}-{report.period.last}.{name}"
    response.headers["Content-Disposition"] = f'attachment; filename="{file}"'
    return response
