"""One's own series: what they are called, which stories lie in them and in which order."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from core.paging import page_by_key
from core.twice import may_come_twice
from core.words_back import sign_in_to_write
from stories.models import Series, Story
from stories.series import shelving
from stories.series.forms import AddForm, PutForm, SeriesForm
from stories.views import ordering
from stories.views.editing import own_story


def own_series(request, pk: int) -> Series:
    return get_object_or_404(Series.objects.editable_by(request.user), pk=pk)


@login_required
@require_GET
def index(request):
    page = page_by_key(shelving.counted(Series.objects.by(request.user)), request)
    return render(request, "stories/series/index.html", {"page": page})


@sign_in_to_write
@require_http_methods(["GET", "POST"])
def new(request):
    """With `story`, that is the first to lie in it."""
    form = SeriesForm(request.POST or None, user=request.user)
    story = first_story(request)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            series = form.save()
            if story:
                series.add(story)
        messages.success(request, _("The series is here. Now its stories."))
        return redirect("series_stories", pk=series.pk)
    return render(request, "stories/series/edit.html", {"form": form, "story": story})


def first_story(request) -> Story | None:
    word = (request.POST.get("story") or request.GET.get("story", ""))[:18]
    if not word.isdecimal():
        return None
    return Story.objects.editable_by(request.user).filter(pk=word).first()


@sign_in_to_write
@require_http_methods(["GET", "POST"])
def edit(request, pk):
    series = own_series(request, pk)
    form = SeriesForm(request.POST or None, user=request.user, series=series)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect(series)
    return render(request, "stories/series/edit.html", {"form": form, "series": series})


@login_required
@require_http_methods(["GET", "POST"])
def stories(request, pk):
    series = own_series(request, pk)
    form = AddForm(request.POST or None, user=request.user, series=series)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            for story in form.cleaned_data["story"]:
                series.add(story)
        messages.success(request, _("Added, at the end."))
        return redirect("series_stories", pk=pk)
    page = ordering.page_of(series.entries.all(), request)
    context = {
        "series": series,
        "form": form,
        "page": page,
        "spans": ordering.spans(page),
        "rows": shelving.rows(page, request.user),
        "found": shelving.find(request, series),
    }
    return render(request, "stories/series/stories.html", context)


@login_required
@require_POST
def reorder(request, pk):
    series, wish = own_series(request, pk), ordering.wish(request)
    if wish is None:
        ordering.ask_again(request, series.entries.count())
        return redirect("series_stories", pk=pk)
    entry = get_object_or_404(series.entries, story=wish.pk)
    place = series.move(entry.story_id, wish.place)
    if place is None:  # taken out in this very moment
        raise Http404
    if ordering.wants_data(request):
        return ordering.moved(place, series.entries.count(), {})
    [row] = shelving.rows([entry], request.user)
    ordering.tell(request, row, place)
    return ordering.back(reverse("series_stories", args=[pk]), entry.story_id, place)


@login_required
@require_POST
@may_come_twice
def remove(request, series_pk, pk):
    """Out of the series; the story itself stays what it is. Its own authors may, too."""
    entry = get_object_or_404(shelving.removable_by(request.user), series=series_pk, story=pk)
    entry.delete()
    messages.success(request, _("It is not in the series any more. The story itself is as it was."))
    if request.POST.get("from") == "story":
        return redirect("story_series", pk=pk)
    return redirect("series_stories", pk=series_pk)


@login_required
@require_http_methods(["GET", "POST"])
@may_come_twice
def delete(request, pk):
    series = own_series(request, pk)
    if request.method == "POST":
        series.delete()
        messages.success(request, _("The series is gone. Its stories are as they were."))
        return redirect("own_series")
    context = {"series": series, "number": series.entries.count()}
    return render(request, "stories/series/delete.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def of_story(request, pk):
    """The series in which a story lies, and those that it may be put into."""
    story = own_story(request, pk)
    form = PutForm(request.POST or None, user=request.user, story=story)
    if request.method == "POST" and form.is_valid():
        form.cleaned_data["series"].add(story)
        messages.success(request, _("Added, at the end."))
        return redirect("story_series", pk=pk)
    context = {
        "story": story,
        "form": form,
        "series": Series.objects.placing(story, request.user),
        "editable": set(Series.objects.editable_by(request.user).values_list("pk", flat=True)),
    }
    return render(request, "stories/series/of_story.html", context)
