"""What an open report is about, in whatever state it is now: the only way to see what its author
took back. It is asked first, since the log says who looked; its pictures are for whoever did."""

import re

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from core import audit
from core.models import AuditEntry
from moderation.models import Report
from stories.images.addresses import within
from stories.models import ChapterText, Story
from stories.views.image_files import answer

LOOKED = "report.evidence"
IMG = re.compile(r"<img [^<>]*>")  # as stories.drawing writes them


def page(admin, request, pk):
    report = open_report(admin, request, pk)
    context = {
        **admin.admin_site.each_context(request),
        "opts": admin.opts,
        "title": _("What was reported"),
        "report": report,
    }
    if request.method == "POST":
        subject = report.subject
        audit.record(
            LOOKED,
            by=request.user,
            about=report,
            subject=f"{subject._meta.model_name} {subject.pk}",
        )
        texts = released_texts(report.story) if report.story else []
        context |= {"is_shown": True, "texts": texts}
    return TemplateResponse(request, "admin/moderation/evidence.html", context)


def picture(admin, request, pk, image):
    """Of what the page shows; a draft's pictures stay a draft's secret."""
    report = open_report(admin, request, pk)
    looks = AuditEntry.objects.filter(verb=LOOKED, actor_id=request.user.pk, object_id=report.pk)
    if report.story is None or image not in shown_in(report.story) or not looks.exists():
        raise Http404
    images = report.story.images.standing().select_related("story")
    return answer(request, get_object_or_404(images, pk=image))


def open_report(admin, request, pk: int) -> Report:
    if not (admin.has_view_permission(request) and request.user.is_moderator):
        raise Http404
    reports = admin.get_queryset(request).defer(None)
    return get_object_or_404(reports, pk=pk, closed_at=None)


def released_texts(story: Story) -> list[ChapterText]:
    """What readers could read once; never what waits in a draft."""
    texts = ChapterText.objects.filter(chapter__story=story).exclude(html="")
    return list(texts.select_related("chapter").order_by("chapter__position", "chapter"))


def shown_in(story: Story) -> set[int]:
    """The numbers of the pictures on the page."""
    htmls = [story.summary, story.notes, story.end_notes]
    htmls += [text.html for text in released_texts(story)]
    return {story.cover_id or 0}.union(*(within(html, story.pk) for html in htmls))


def with_its_pictures(html: str, report: Report) -> str:
    """A drawn text whose pictures come from the report's own address."""
    here = reverse("admin:moderation_report_evidence", args=[report.pk])
    there = f"/works/{report.story_id}/images/"
    return IMG.sub(lambda tag: tag[0].replace(there, f"{here}images/"), html)
