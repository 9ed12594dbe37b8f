"""Choices and tags of a story that two changed at once: what its form carries of them, and the page
that asks. The rules stand in stories/choosing.py."""

import json

from django.contrib import messages
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from core.words_back import typed
from stories import choosing
from stories.bulk.naming import CHOICES, Names
from stories.choosing import Choices, ChosenMeanwhile
from stories.forms import KINDS, StoryForm
from stories.models import Story
from tags.vocabulary import in_words

KEEP = "keep-"  # before the name of a field of which theirs may be kept


def as_seen(request, story: Story, form: StoryForm) -> str:
    """For the hidden field of the form; of one that comes back with errors, as it was."""
    if request.method == "POST":
        return request.POST.get("choices-seen", "")
    return json.dumps(choosing.standing(story, form.initial), ensure_ascii=False)


def settled(request, story: Story, form: StoryForm) -> Choices:
    """What goes on. The story's lock is held."""
    seen = choosing.read(request.POST.get("choices-seen", ""))
    theirs = choosing.standing(Story.objects.for_cards().get(pk=story.pk))
    mine = {**choosing.chosen(form), **ticked(request, seen, theirs)}
    kept = {name: seen[name] for name in mine if name in seen and keeps_theirs(request, name)}
    chosen = choosing.settle(seen, mine | kept, theirs)
    tell(request, [name for name in taken(mine, chosen) if name not in kept])
    return chosen


def ticked(request, seen: Choices, theirs: Choices) -> Choices:
    """Credits and lines stand in the form by their place."""
    credits = seen.get("credits")
    if not isinstance(credits, list):
        credits = theirs["credits"]
    if "credit-shown" in request.POST:
        places = request.POST.getlist("credit")
        credits = [credit for place, credit in enumerate(credits) if str(place) in places]
    lines = [int(place) for place in request.POST.getlist("show_line") if place.isdecimal()]
    return {"credits": credits, "lines": lines}


def keeps_theirs(request, name: str) -> bool:
    return request.POST.get(KEEP + name) == "theirs"


def taken(mine: Choices, chosen: Choices) -> list[str]:
    """The fields in which something stands that the form did not say."""
    names = [name for name in StoryForm.base_fields if name in mine]
    return [name for name in names if not choosing.is_same(mine[name], chosen[name], name=name)]


def tell(request, names: list[str]) -> None:
    if names:
        labels = " · ".join(str(StoryForm.base_fields[name].label) for name in names)
        sentence = _("What was saved here meanwhile is taken over: %(fields)s.")
        messages.info(request, sentence % {"fields": labels})


def page(request, story: Story, meanwhile: ChosenMeanwhile):
    """All that was sent goes on in hidden fields, but for the fields that are asked of."""
    sent_on = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in ("csrfmiddlewaretoken", "choices-seen") and not name.startswith(KEEP)
        for value in values
    ]
    context = {
        "story": story,
        "address": reverse("story_edit", args=[story.pk]),
        "seen": json.dumps(meanwhile.seen, ensure_ascii=False),
        "fields": [
            (
                KEEP + clash.name,
                StoryForm.base_fields[clash.name].label,
                said(clash.name, clash.mine),
                said(clash.name, clash.theirs),
            )
            for clash in meanwhile.clashes
        ],
        "sent_on": sent_on,
        "typed": typed(request),
    }
    return render(request, "stories/drafts/choices.html", context, status=409)


def said(name: str, value) -> list[str]:
    """What stands in a field, in words; of tags one by one."""
    if name in KINDS:
        return [in_words(KINDS[name], one) for one in value]
    if name == "main":
        return value
    if name == "written":
        return ["-".join(f"{part:02}" for part in value if part)] if value[0] else []
    if name in CHOICES or name == "language":
        return [Names().of(name, value)]
    return [str(value)] if value else []
