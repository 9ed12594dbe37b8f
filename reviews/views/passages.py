"""Words about words: to choose a passage and write of it, and what was said of one."""

from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from core.pages import guest_page
from reviews.admission import refusal
from reviews.passages import beside
from reviews.passages.choosing import NotThere, asked_for, page_of, text_of
from reviews.views.refusing import missing, refuse
from reviews.views.writing import write
from reviews.wishes import wishes_for
from stories.gate import is_shut
from stories.models import Chapter, Story
from stories.reading import contents
from stories.views.reading import gate

PARAGRAPHS = 100  # a page


@require_safe
@guest_page
def index(request, pk):
    """What readers said of one paragraph (`block`), or of all passages of a chapter."""
    story = get_object_or_404(Story.objects.visible_to(request.user).for_cards(), pk=pk)
    if is_shut(request, story):
        return gate(request, story)
    chapter = chapter_of(request, story)
    if chapter is None:
        return choose(request, story, None, to="passages")
    text = text_of(chapter)
    block = request.GET.get("block", "")[:9]
    number = int(block) if block.isdecimal() and int(block) < len(text.blocks) else None
    threads = beside.threads(story, chapter, text, number, request)
    older, threads.older = threads.older, ""
    words = "" if number is None else text.text[slice(*text.blocks[number])]
    for review in threads:
        if review.passage and review.passage.is_all_of(words):
            review.passage = None
    context = {
        "story": story,
        "chapter": chapter,
        "block": number,
        "words": words,
        "threads": threads,
        "older": older,
        "invites": wishes_for(story),
    }
    return render(request, "reviews/passages/index.html", context)


@require_http_methods(["GET", "POST"])
def new(request, pk):
    """What was chosen goes on to the form of every review; else one chooses."""
    story = Story.objects.visible_to(request.user).filter(pk=pk).first()
    if story is None:
        return missing(request)
    if not wishes_for(story).passages:
        return refuse(request, _("The author has not asked for words about passages."), story)
    if request.method == "GET" and is_shut(request, story):
        return gate(request, story)
    chapter, passage, sentence = chapter_of(request, story), None, ""
    try:
        passage = asked_for(chosen(request), chapter) if chapter else None
    except NotThere as reason:
        sentence = str(reason)
    if passage:
        return write(request, story, chapter=chapter, passage=passage)
    if words := refusal(request.user, story):
        return refuse(request, words, story)
    if sentence and request.method == "POST":
        return refuse(request, sentence, story, status=422)
    return choose(request, story, chapter, to="passage_new", sentence=sentence)


def chosen(request):
    """A form says it in its own fields, a link in its address."""
    return request.POST if "passage" in request.POST else request.GET


def chapter_of(request, story) -> Chapter | None:
    """The one that the address names; without a name the only one."""
    chapters = contents(story) if story.is_published else []
    asked = request.GET.get("chapter", "")[:18]
    if not asked and len(chapters) == 1:
        return chapters[0]
    return next((one for one in chapters if str(one.pk) == asked), None)


def choose(request, story, chapter, *, to: str, sentence: str = ""):
    """A list of chapters, or of the paragraphs of one: the way without selecting. `to` is the name
    of the address that goes on with what was chosen."""
    page = request.GET.get("page", "")[:6]
    number = max(int(page), 1) if page.isdecimal() else 1
    rows, has_more = page_of(text_of(chapter), number, PARAGRAPHS) if chapter else ([], False)
    context = {
        "story": story,
        "chapter": chapter,
        "chapters": [] if chapter or not story.is_published else contents(story),
        "rows": rows,
        "before": number - 1,
        "after": number + 1 if has_more else 0,
        "to": to,
        "sentence": sentence,
    }
    status = 422 if sentence else 200
    return render(request, "reviews/passages/choose.html", context, status=status)
