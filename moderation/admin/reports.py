"""The queue: what readers report, the newest open ones first."""

from django.contrib import admin
from django.db.models import Q
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.timesince import timesince
from django.utils.translation import gettext_lazy as _

from core.html import excerpt
from moderation import decisions
from moderation.admin import evidence
from moderation.admin.deciding import EVERYWHERE, decide
from moderation.admin.links import names_of, of_its_own_direction, to_subject
from moderation.admin.lists import LookOnlyAdmin, StateFilter
from moderation.models import URGENT, Report

UNREAD = ("summary", "notes", "end_notes", "dedication", "au_premise", "header_lines")


class Open(StateFilter):
    states = {
        "open": (_("Open"), Q(closed_at=None)),
        "urgent": (_("Open and urgent"), Q(URGENT, closed_at=None)),
        "closed": (_("Closed"), Q(closed_at__isnull=False)),
    }

    def value(self):
        return super().value() or "open"

    def choices(self, changelist):
        return [choice for choice in super().choices(changelist) if choice["query_string"] != "?"]


@admin.register(Report)
class ReportAdmin(LookOnlyAdmin):
    list_display = ("what", "subject", "words", "reporter_name", "age")
    list_display_links = ("what",)
    list_filter = (Open, "reason")
    fields = ("what", "subject", "evidence_link", "text", "quote", "writer", "reporter_name",
              "created_at", "closed_at")  # fmt: skip
    actions = ("hide", "hide_and_suspend", "dismiss")

    def get_queryset(self, request):
        return (
            Report.objects.select_related("story", "review__pen_name", "reporter", "writer")
            .defer(*(f"story__{field}" for field in UNREAD))
            .prefetch_related("reporter__pen_names")
        )

    def get_urls(self):
        page = path(
            "<int:pk>/evidence/",
            self.admin_site.admin_view(self.evidence),
            name="moderation_report_evidence",
        )
        image = path(
            "<int:pk>/evidence/images/<int:image>",
            self.admin_site.admin_view(self.evidence_image),
            name="moderation_report_evidence_image",
        )
        return [page, image, *super().get_urls()]

    @admin.display(description=_("what is wrong"), ordering="reason")
    def what(self, report):
        if report.is_urgent and report.is_open:
            return format_html('<strong class="urgent">{}</strong>', report.get_reason_display())
        return report.get_reason_display()

    @admin.display(description=_("about"))
    def subject(self, report):
        return to_subject(report)

    @admin.display(description=_("in their words"))
    def words(self, report):
        return of_its_own_direction(excerpt(report.text.replace("<", "&lt;"), 120))

    @admin.display(description=_("reported by"))
    def reporter_name(self, report):
        return names_of(report.reporter) if report.reporter else _("a guest")

    @admin.display(description=_("age"), ordering="created_at")
    def age(self, report):
        return timesince(report.created_at, depth=1)

    @admin.display(description=_("evidence"))
    def evidence_link(self, report):
        if not report.is_open:
            return "—"
        page = reverse("admin:moderation_report_evidence", args=[report.pk])
        return format_html('<a href="{}">{}</a>', page, _("Look at what was reported"))

    @admin.action(
        description=_("Hide what was reported"),
        permissions=["decide"],
        location=EVERYWHERE,
    )
    def hide(self, request, reports):
        return decide(
            self,
            request,
            reports.filter(closed_at=None),
            hide_subject,
            title=_("Hide what was reported"),
            needs_reason=True,
            help_text=_("Its authors read this. All reports about it are closed."),
            why=_reason_of(reports),
        )

    @admin.action(
        description=_("Hide what was reported and suspend who wrote it"),
        permissions=["decide"],
        location=EVERYWHERE,
    )
    def hide_and_suspend(self, request, reports):
        return decide(
            self,
            request,
            reports.filter(closed_at=None),
            hide_and_suspend_subject,
            title=_("Hide what was reported and suspend who wrote it"),
            needs_reason=True,
            help_text=_("Who wrote it reads this. All reports about it are closed."),
            why=_reason_of(reports),
        )

    @admin.action(
        description=_("Dismiss this report"),
        description_plural=_("Dismiss these reports"),
        permissions=["decide"],
        location=EVERYWHERE,
    )
    def dismiss(self, request, reports):
        open_reports = reports.filter(closed_at=None)
        return decide(self, request, open_reports, decisions.dismiss, title=_("Dismiss reports"))

    def evidence(self, request, pk):
        return evidence.page(self, request, pk)

    def evidence_image(self, request, pk, image):
        return evidence.picture(self, request, pk, image)


def hide_subject(report: Report, *, by, reason: str, verb=decisions.hide):
    """Several reports may be about one thing: the first hides it and closes them all."""
    if not Report.objects.filter(pk=report.pk, closed_at=None).exists():
        raise decisions.RefusedError(_("It is closed already."))
    return verb(report.subject, by=by, reason=reason, report=report)


def hide_and_suspend_subject(report: Report, *, by, reason: str):
    return hide_subject(report, by=by, reason=reason, verb=decisions.hide_and_suspend)


def _reason_of(reports) -> str:
    reasons = {report.get_reason_display() for report in reports[:20]}
    return str(reasons.pop()) if len(reasons) == 1 else ""
