"""For whom a person reads first: she is asked, agrees or declines, and may stop at any time."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Exists, OuterRef, Subquery
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.models import PenName
from core.twice import may_come_twice
from reviews import first_reading
from reviews.models import FirstReader
from stories.models import Byline, Story


@login_required
@require_GET
def index(request):
    context = {"asked": list(with_names(first_reading.asked_of(request.user), request.user))}
    return render(request, "reviews/first_reading/index.html", context)


@login_required
@require_POST
def agree(request, pk):
    first_reading.agree(get_object_or_404(first_reading.asked_of(request.user), pk=pk))
    messages.success(request, _("What waits for the author waits for you first now."))
    return redirect("first_reading")


@login_required
@require_POST
@may_come_twice
def stop(request, pk):
    asked = get_object_or_404(first_reading.asked_of(request.user), pk=pk)
    first_reading.end(FirstReader.objects.filter(pk=asked.pk))
    messages.success(request, _("You do not read first for them."))
    return redirect("first_reading")


def with_names(asked, user):
    """`by`: who asked, for one story by the name that it shows, or none; otherwise by the name that
    she used last. `is_visible`: whether this person may know of the story."""
    lines = Byline.objects.filter(
        story=OuterRef("story"),
        pen_name__user=OuterRef("author"),
        state=Byline.State.ACCEPTED,
        shown=True,
    )
    names = PenName.objects.filter(user=OuterRef("author")).order_by("-used_at", "pk")
    return asked.annotate(
        by_story=Subquery(lines.order_by("position").values("pen_name__name")[:1]),
        by_all=Subquery(names.values("name")[:1]),
        is_visible=Exists(Story.objects.visible_to(user).filter(pk=OuterRef("story"))),
    )
