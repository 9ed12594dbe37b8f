"""What a form of an author's text carries beside its fields: which text it began from (`seen`,
`seen-text`), that text itself where the browser still has it (`base-…`), and for a new chapter the
moment in which its page was opened (`stamp`)."""

from datetime import UTC, datetime, timedelta

from django.core.signing import BadSignature, Signer
from django.utils import timezone

from stories import saving
from stories.forms import ChapterForm, StoryForm
from stories.models import Chapter, Story
from stories.saving import Seen

STAMPS = Signer(salt="the page of a new chapter")
EPOCH, MICROSECOND = datetime(2000, 1, 1, tzinfo=UTC), timedelta(microseconds=1)


def texts_form(thing: Story | Chapter, data, prefix: str | None = None) -> StoryForm | ChapterForm:
    """The fields of one's texts alone, for what is not finished: a chapter may have no text yet."""
    form = (StoryForm if isinstance(thing, Story) else ChapterForm)(data, prefix=prefix)
    for name in form.fields.keys() - set(thing.AUTHOR_FIELDS):
        del form.fields[name]
    if isinstance(form, ChapterForm):
        form.fields["html"].required = False
    return form


def texts(form) -> saving.Fields:
    """Those that were sent and are not too long."""
    form.is_valid()
    return {
        name: form.cleaned_data[name]
        for name in form.fields
        if form.add_prefix(name) in form.data and name in form.cleaned_data
    }


def seen(request) -> Seen:
    return Seen(request.POST.get("seen", ""), request.POST.get("seen-text", ""))


def base(request, thing: Story | Chapter) -> saving.Fields | None:
    """The text that this one began from, where browser or versions know it."""
    if "base-title" in request.POST:
        return texts(texts_form(thing, request.POST, prefix="base"))
    return seen(request).fields(thing)


def as_seen(request, thing: Story | Chapter) -> dict[str, str]:
    """For the hidden fields of a form: of one that comes back with errors, as they were."""
    if request.method == "POST":
        began = seen(request)
        return {"seen": began.stand, "seen_text": began.digest}
    standing = saving.standing(thing)
    return {"seen": standing.stand, "seen_text": standing.digest}


def keep(request, thing: Story | Chapter, mine: saving.Fields) -> saving.Kept:
    """Keep these texts, or where their author has been asked, settle which go on."""
    way = request.POST.get("settle", "")
    if way in saving.WAYS:
        shown = request.POST.get("shown", "")
        began = base(request, thing)
        return saving.settle(thing, way, mine, by=request.user, shown=shown, base=began)
    if "seen" not in request.POST:  # no form of ours
        return saving.overwrite(thing, mine, by=request.user)
    return saving.save(thing, mine, by=request.user, seen=seen(request))


def stamp(request) -> str:
    """Of the page of a new chapter, once it was sent as it was."""
    return request.POST.get("stamp") or STAMPS.sign(str((timezone.now() - EPOCH) // MICROSECOND))


def begun_at(request) -> datetime | None:
    try:
        return EPOCH + int(STAMPS.unsign(request.POST.get("stamp", ""))) * MICROSECOND
    except (BadSignature, ValueError, OverflowError):
        return None
