"""Two who wrote at once: what the other saved, what differs, and which goes on. As a page for a
form that was sent, and as a piece for one that saves itself."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.differences import Change, differences
from core.words_back import typed
from stories import saving
from stories.models import Chapter, Story
from stories.saving import SavedMeanwhile, Standing
from stories.views.typed import texts_form

PASSAGES = 60  # changed passages of a field that are shown
NOT_SENT_ON = ("csrfmiddlewaretoken", "settle", "shown")


def page(request, thing: Story | Chapter, mine: saving.Fields, meanwhile: SavedMeanwhile):
    """Everything that was sent goes on in hidden fields: also tags and choices."""
    sent_on = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in NOT_SENT_ON
        for value in values
    ]
    context = {
        **described(request, thing, mine, meanwhile),
        "address": edit_address(thing),
        "sent_on": sent_on,
        "typed": typed(request),
    }
    return render(request, "stories/drafts/conflict.html", context, status=409)


def piece(request, thing: Story | Chapter, mine: saving.Fields, meanwhile: SavedMeanwhile) -> str:
    context = described(request, thing, mine, meanwhile)
    return render_to_string("stories/drafts/_clash.html", context, request)


def look_through(request, thing: Story | Chapter, kept: saving.Kept):
    messages.success(request, sentence(kept.way, len(kept.clashes)))
    return redirect(edit_address(thing))


def described(request, thing, mine, meanwhile: SavedMeanwhile) -> dict:
    story, theirs = story_of(thing), meanwhile.standing
    return {
        "story": story,
        "thing": thing,
        "theirs": theirs,
        "is_by_me": theirs.by_id == request.user.pk,
        "name": saving.co_author(story, theirs.by_id),
        "is_too_long": meanwhile.is_too_long,
        "fields": compared(thing, theirs, mine),
        "shows_readers": shows_readers(request, thing),
    }


def compared(thing, theirs: Standing, mine: saving.Fields) -> list[tuple[str, list[Change], int]]:
    """Of each field that differs: its label, the first changed passages, how many more."""
    labels = {name: str(field.label) for name, field in texts_form(thing, None).fields.items()}
    found = []
    for name, text in mine.items():
        if text == theirs.fields[name]:
            continue
        is_html = name != "title"
        before, after = (
            (theirs.fields[name], text) if is_html else (escape(theirs.fields[name]), escape(text))
        )
        changes = differences(before, after)
        found.append((labels[name], changes[:PASSAGES], len(changes[PASSAGES:])))
    return found


def shows_readers(request, thing) -> bool:
    """Whether the button that was pressed would have shown the text at once."""
    if not story_of(thing).is_published or "account" in request.POST:
        return False
    return "draft" not in request.POST if isinstance(thing, Story) else "publish" in request.POST


def sentence(way: str, clashes: int) -> str:
    """What came of it."""
    if way == saving.MINE:
        return _("Your text stands. The other one is kept as a version.")
    if way == saving.THEIRS:
        return _("The other text stands. Yours is kept as a version.")
    if not clashes:
        return _("Both texts are one now, and each is kept as a version. Look it through.")
    return ngettext(
        "Both texts are one now, and each is kept as a version. %(number)s passage stands there in"
        " both wordings, yours first: look it through.",
        "Both texts are one now, and each is kept as a version. %(number)s passages stand there in"
        " both wordings, yours first: look it through.",
        clashes,
    ) % {"number": clashes}


def story_of(thing: Story | Chapter) -> Story:
    return thing if isinstance(thing, Story) else thing.story


def edit_address(thing: Story | Chapter) -> str:
    if isinstance(thing, Story):
        return reverse("story_edit", args=[thing.pk])
    return reverse("chapter_edit", args=[thing.story_id, thing.pk])
