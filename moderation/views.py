"""Readers tell the moderators: anybody may, about anything that they can see."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from core import limits
from moderation import reporting
from moderation.models import Report
from reviews.models import Review
from stories.models import Story


@require_http_methods(["GET", "POST"])
def report_story(request, pk):
    return report(request, Story.objects.visible_to(request.user).filter(pk=pk).first())


@require_http_methods(["GET", "POST"])
def report_review(request, pk):
    reviews = Review.objects.visible_to(request.user).with_writers()
    return report(request, reviews.select_related("story").filter(pk=pk).first())


@require_GET
def reported(request):
    return render(request, "moderation/reported.html")


def report(request, thing: Story | Review | None):
    if thing is None and request.method != "POST":
        raise Http404
    form = _form(request)
    if request.method == "POST" and form.is_valid() and thing and _may_spend(request, form):
        Report.file(thing, by=request.user, **form.fields_of_report())
        return redirect("reported")
    context = {"form": form, "thing": thing, "review": thing if isinstance(thing, Review) else None}
    template = "moderation/report.html" if thing else "moderation/nothing_to_report.html"
    return render(request, template, context, status=200 if thing else 404)


def _form(request):
    form = reporting.ReportForm if request.user.is_authenticated else reporting.GuestReportForm
    return form(request.POST or None)


def _may_spend(request, form) -> bool:
    seconds = limits.pause(request, "report", reporting.PACE)
    if seconds:
        form.add_error(None, limits.wait(request, seconds))
    return not seconds
