"""The versions of one's own story or chapter: browse, keep, name, look at, compare, go back.

Every address stands twice: under the story for its front matter, and under each chapter.
"""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from core.paging import page_by_key
from core.words_back import sign_in_to_write
from stories.models import Chapter, Revision, Story
from stories.reading import Part
from stories.versions import history
from stories.versions.comparing import compared
from stories.versions.forms import VersionName
from stories.views.chapters import own_chapter
from stories.views.editing import own_story

CHOICES = 500  # newest versions that can be chosen for a comparison


def own_thing(request, story_pk: int, pk: int | None) -> Story | Chapter:
    return own_story(request, story_pk) if pk is None else own_chapter(request, story_pk, pk)


def own_version(request, story_pk: int, pk: int | None, version: int) -> tuple:
    thing = own_thing(request, story_pk, pk)
    return thing, get_object_or_404(thing.revisions.all(), pk=version)


def page_of(thing: Story | Chapter, **context) -> dict:
    """What every page of them says: whose versions these are, and the way back."""
    story = thing if isinstance(thing, Story) else thing.story
    chapter = None if isinstance(thing, Story) else thing
    return {"story": story, "chapter": chapter, "versions_url": versions_url(thing), **context}


def versions_url(thing: Story | Chapter) -> str:
    if isinstance(thing, Story):
        return reverse("story_versions", args=[thing.pk])
    return reverse("chapter_versions", args=[thing.story_id, thing.pk])


@sign_in_to_write
@require_http_methods(["GET", "POST"])
def index(request, story_pk, pk=None):
    """GET lists them; POST keeps what stands there now as one more."""
    thing = own_thing(request, story_pk, pk)
    is_sent = request.method == "POST"
    form = VersionName(request.POST if is_sent else None)
    if is_sent and form.is_valid():
        thing.keep_current(by=request.user, name=form.cleaned_data["name"])
        messages.success(request, _("The text as it stands is kept as a version."))
        return redirect(versions_url(thing))
    page = page_by_key(thing.revisions.without_texts(), request, key="-number")
    older = thing.revisions.without_texts().filter(number=int(page.older or 0) - 1).first()
    draft = thing.current_draft()
    context = page_of(
        thing,
        form=form,
        page=page,
        lines=history.lines(thing, page.rows, older),
        draft=draft,
        draft_words=history.words_of_draft(thing, draft) if draft else None,
        draft_by=history.pen_name_of_draft(thing, draft) if draft else None,
        is_out=thing.is_published,
    )
    return render(request, "stories/versions/index.html", context)


@login_required
@require_GET
def look(request, story_pk, version, pk=None):
    return looked_at(request, *own_version(request, story_pk, pk, version))


def looked_at(request, thing, version: Revision, form: VersionName | None = None):
    context = page_of(
        thing,
        version=version,
        form=form or VersionName(initial={"name": version.name}),
        pen_name=history.pen_names(thing).get(version.by_id or 0),
        part=part_of(thing, version) if isinstance(thing, Chapter) else None,
        chapters=[],
    )
    return render(request, "stories/versions/look.html", context)


def part_of(chapter: Chapter, version: Revision) -> Part:
    fields = version.fields()
    return Part(chapter=chapter, place=chapter.position, **fields)


@sign_in_to_write
@require_http_methods(["POST"])
def rename(request, story_pk, version, pk=None):
    thing, found = own_version(request, story_pk, pk, version)
    form = VersionName(request.POST)
    if not form.is_valid():
        return looked_at(request, thing, found, form)
    found.rename(form.cleaned_data["name"])
    messages.success(request, _("The version has its name."))
    return redirect(found)


@login_required
@require_GET
def difference(request, story_pk, version, pk=None):
    """`?with=` names another version; without it, the text as it stands now. `?view=side` puts both
    side by side. What is older stands first."""
    thing, found = own_version(request, story_pk, pk, version)
    word = request.GET.get("with", "")[:18]
    other = None
    if word.isdecimal():
        other = get_object_or_404(thing.revisions.all(), pk=word)
    old, new = sorted([found, other], key=lambda one: one.number) if other else (found, None)
    fields = compared(old.fields(), new.fields() if new else thing.current_fields())
    context = page_of(
        thing,
        version=found,
        other=other,
        old=old,
        new=new,
        fields=fields,
        gone=sum(field.gone for field in fields),
        come=sum(field.new for field in fields),
        is_side=request.GET.get("view") == "side",
        choices=thing.revisions.without_texts()[:CHOICES],
        has_draft=thing.current_draft() is not None,
    )
    return render(request, "stories/versions/difference.html", context)


@login_required
@require_POST
def restore(request, story_pk, version, pk=None):
    """Its text becomes the draft; what stood there is kept before."""
    thing, found = own_version(request, story_pk, pk, version)
    thing.go_back_to(found, by=request.user)
    sentence = _(
        "Version %(number)s is your draft now. What stood there before is kept as a version too,"
        " and readers see what they saw."
    )
    messages.success(request, sentence % {"number": found.number})
    return redirect(versions_url(thing))
