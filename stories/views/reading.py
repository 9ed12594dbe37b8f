"""The reading page, as readers' tools of twenty years know it (docs/page-contract.md)."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from core.pages import PRIVATE, guest_page, kept_while
from stories import fingerprints, reading
from stories.gate import is_shut
from stories.images.uses import weight
from stories.models import Chapter, Series, Story


def visible_story(request, pk: int) -> Story:
    story = reading.visible_story(pk, request.user)
    if story is None:
        raise Http404
    return story if story.is_published else story.as_written()


@require_safe
@guest_page
@kept_while(fingerprints.of_guests_page)
def story(request, pk):
    story = visible_story(request, pk)
    if is_shut(request, story):
        return gate(request, story)
    chapters = reading.contents(story)
    whole = len(chapters) < 2 or request.GET.get("view_full_work") == "true"
    return page(request, story, chapters, chapters if whole else chapters[:1])


@require_safe
@guest_page
@kept_while(lambda story_pk, pk: fingerprints.of_guests_page(story_pk))
def chapter(request, story_pk, pk):
    story = visible_story(request, story_pk)
    chapters = reading.contents(story)
    shown = [chapter for chapter in chapters if chapter.pk == pk]
    if not shown:  # an unpublished chapter of a published story, for its authors
        shown = list(story.chapters.visible_to(request.user).filter(pk=pk))
    if not shown:
        raise Http404
    if is_shut(request, story):
        return gate(request, story)
    return page(request, story, chapters, shown)


@require_safe
@guest_page
@kept_while(fingerprints.of_guests_page)
def navigate(request, pk):
    story = visible_story(request, pk)
    if is_shut(request, story):
        return gate(request, story)
    context = {"story": story, "chapters": reading.contents(story)}
    return render(request, "stories/navigate.html", context)


@require_safe
def chapter_alone(request, pk):
    """`/chapters/<id>` is where a chapter's address began on other archives."""
    chapter = Chapter.objects.visible_to(request.user).filter(pk=pk).first()
    if chapter is None:
        raise Http404
    return redirect(chapter)


def page(request, story, chapters, shown, *, is_preview=False):
    """A preview shows what its author wrote last, and nothing of her tools."""
    is_mine = not is_preview and is_by(request.user, story)
    may_act = request.user.is_authenticated and not (is_mine or is_preview)
    parts = reading.parts(shown, as_written=is_preview)
    if is_preview or not story.is_published:
        reading.count_words(parts)
    here = (
        [place for place, chapter in enumerate(chapters) if chapter.pk == shown[0].pk]
        if shown
        else []
    )
    alone = len(shown) < len(chapters) and here
    context = {
        "story": story,
        "chapters": chapters,
        "parts": parts,
        "is_whole": len(shown) == len(chapters),
        "is_mine": is_mine,
        "is_followed": may_act and story.is_followed,
        "is_thanked": may_act and story.is_thanked,
        "is_preview": is_preview,
        "beside": not is_preview and wants_passages(request),
        "unreleased": reading.unreleased(story) if is_mine else None,
        "has_old_dates": is_mine and reading.has_old_dates(story),
        "is_first": not alone or here[0] == 0,
        "is_last": not alone or here[0] == len(chapters) - 1,
        "previous": chapters[here[0] - 1] if alone and here[0] > 0 else None,
        "next": chapters[here[0] + 1] if alone and here[0] + 1 < len(chapters) else None,
        "pictures": weight(story) if story.has_images else None,
        "words": sum(chapter.words for chapter in chapters),
        "is_about": reading.is_about(chapters, shown),
        "series": Series.objects.placing(story, request.user) if story.in_series else [],
        "threads": threads(request, story),
        "wishes": story.reviews.wishes(story),
        "carry": "?view_adult=true" if request.GET.get("view_adult") == "true" else "",
    }
    response = render(request, "stories/story.html", context)
    if "passages" in request.GET:  # a wish of one reader, at an address of its own
        response.headers["Cache-Control"] = PRIVATE
    return response


def is_by(user, story) -> bool:
    """As `story.is_by`, of the bylines that the page shows and has loaded."""
    return user.is_authenticated and any(
        line.pen_name.user_id == user.pk for line in story.bylines.all()
    )


def wants_passages(request) -> bool:
    """Whether this reader sees, beside the text, what was said of its passages: by the address, and
    for members by what they chose last in this session."""
    asked = request.GET.get("passages")
    if not request.user.is_authenticated:
        return asked == "1"
    if asked in ("0", "1") and request.session.get("passages", "0") != asked:
        request.session["passages"] = asked
    return bool(request.session.get("passages", "0") == "1")


def threads(request, story):
    """What is not counted is not for guests."""
    if request.user.is_authenticated or story.tally.reviews:
        return story.reviews.first_threads(request.user)
    return []


def gate(request, story):
    """Says what it is, shows nothing of it that an adult should choose to see."""
    response = render(request, "stories/gate.html", {"story": story})
    response.headers["Cache-Control"] = "private, no-store"
    return response
